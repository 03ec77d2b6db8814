"""What comes in from the sheet and from the desk of the check."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from imap.core.translation import LANGUAGES, OWN_NAMES
from meetings.actions.record import LONGEST, Said, texts_from
from meetings.models import AgendaItem, Meeting, Record, Session

DRAWN_BY_LOT = 4  # of the versions of a UUID


class RecordForm(forms.Form):
    """One record. The key is drawn by the browser, so that what is sent twice is kept once."""

    key = forms.UUIDField()
    fingerprint = forms.CharField(required=False, max_length=16)
    kind = forms.ChoiceField(choices=Record.Kind.choices, label=_("Kind"))
    session = forms.ModelChoiceField(
        Session.objects.none(), required=False, label=_("Session"), empty_label=_("No session")
    )
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), required=False, label=_("Agenda item"), empty_label=_("Whole session")
    )
    text_ar = forms.CharField(required=False, max_length=LONGEST)
    text_en = forms.CharField(required=False, max_length=LONGEST)
    text_fr = forms.CharField(required=False, max_length=LONGEST)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"].queryset = Session.objects.filter(meeting=meeting).order_by("order")  # type: ignore[attr-defined]
        self.fields["item"].queryset = AgendaItem.objects.filter(session__meeting=meeting).select_related(  # type: ignore[attr-defined]
            "session"
        )

    def clean_key(self) -> uuid.UUID:
        """Drawn by lot, as the portal's own script does; other kinds of keys tell the moment and the machine."""
        key: uuid.UUID = self.cleaned_data["key"]
        if key.version != DRAWN_BY_LOT:
            raise ValidationError(_("It was not kept. Try again."))
        return key

    @property
    def said(self) -> Said:
        given = self.cleaned_data
        return Said(given["kind"], given["session"], given["item"], texts_from(given))


class KeyForm(forms.Form):
    """Which record, as it was loaded; and the other one, where a verb takes two."""

    key = forms.UUIDField()
    fingerprint = forms.CharField(required=False, max_length=16)
    other = forms.UUIDField(required=False)
    other_fingerprint = forms.CharField(required=False, max_length=16)
    language = forms.ChoiceField(choices=[(code, OWN_NAMES[code]) for code in LANGUAGES], required=False)
    at = forms.IntegerField(required=False, min_value=0, max_value=LONGEST)


class NoteTakerForm(forms.Form):
    """A person with an account, by mail address: nobody is listed to choose from."""

    email = forms.EmailField(label=_("Mail address of the account"))

    def clean_email(self) -> str:
        given = self.cleaned_data["email"]
        self.user = User.objects.filter(email__iexact=given, is_active=True).first()
        if self.user is None:
            raise forms.ValidationError(_("There is no active account with this address."))
        return given
