"""What is asked of a secretariat, of those who name delegates, and of delegates themselves."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from imap.core.partial_date import last_day
from imap.core.translation import LANGUAGES, OWN_NAMES, direction_of
from meetings.models import Delegate, Invitation
from meetings.models.meeting import INTERPRETED, Meeting

WHO = ["name", "name_ar", "function", "ministry"]
REACH = ["email", "phone"]
NEEDS = ["access_needs", "dietary_needs", "language", "interpretation"]
MOST_PLACES = 20


def in_rows(form: forms.BaseForm, *names: str) -> None:
    for name in names:
        form.fields[name].widget.attrs["rows"] = 2


class MessageForm(forms.Form):
    """Places, day, and a message in three languages."""

    places = forms.IntegerField(
        label=_("Places for each"), min_value=1, max_value=MOST_PLACES, initial=2,
        help_text=_("So many delegates may be named by each of them."),
    )  # fmt: skip
    answer_by = forms.DateField(
        label=_("Answer by"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
        help_text=_("Who has not answered is reminded two weeks and three days before, and on the day."),
    )  # fmt: skip

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        for language in LANGUAGES:
            widget = forms.Textarea({"rows": 4, "lang": language, "dir": direction_of(language)})
            label = _("Message: %(language)s") % {"language": OWN_NAMES[language]}
            self.fields[f"message_{language}"] = forms.CharField(label=label, widget=widget, required=False)

    def clean_answer_by(self) -> date:
        given, days = self.cleaned_data["answer_by"], self.meeting.period.days
        if given > (days[0] if days else last_day(self.meeting.starts)):
            raise ValidationError(_("The meeting begins before this day."))
        return given

    @property
    def said(self) -> dict[str, Any]:
        kept = self.cleaned_data
        return {
            "places": kept["places"],
            "answer_by": kept["answer_by"],
            "messages": {f"message_{language}": kept[f"message_{language}"] for language in LANGUAGES},
        }


class InviteForm(MessageForm):
    """Whom to invite: states and agencies of the dialogue that are not invited yet."""

    all_states = forms.BooleanField(label=_("All states of this list"), required=False)
    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(), label=_("States and agencies"), widget=forms.CheckboxSelectMultiple, required=False
    )  # fmt: skip
    field_order = ["all_states", "organisations", "places", "answer_by"]

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisations"]
        field.queryset = organisations  # type: ignore[attr-defined]
        rows = list(organisations)
        groups = (
            (_("States"), [row for row in rows if row.country_id]),
            (_("Agencies and organisations"), [row for row in rows if not row.country_id]),
        )
        field.choices = [(name, [(row.pk, str(row)) for row in each]) for name, each in groups if each]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        field = self.fields["organisations"]
        chosen = set(cleaned.get("organisations") or [])
        if cleaned.get("all_states"):
            chosen |= {row for row in field.queryset if row.country_id}  # type: ignore[attr-defined]
        if not chosen and "organisations" not in self.errors:
            self.add_error("organisations", _("Tick at least one."))
        return {**cleaned, "organisations": [row for row in field.queryset if row in chosen]}  # type: ignore[attr-defined]

    def clean_answer_by(self) -> date:
        given = super().clean_answer_by()
        if given < timezone.localdate():
            raise ValidationError(_("This day is over."))
        return given


class InvitationForm(MessageForm):
    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        names = ["places", "answer_by", *(f"message_{language}" for language in LANGUAGES)]
        initial = {name: getattr(invitation, name) for name in names}
        super().__init__(*args, meeting=invitation.meeting, initial=initial, **kwargs)
        self.fields["places"].label = _("Places")
        self.fields["places"].help_text = ""


class DelegateForm(forms.ModelForm):
    """By who names them. Name and address are looked up among those who are named already."""

    class Meta:
        model = Delegate
        fields = [*WHO, *REACH, *NEEDS]

    def __init__(
        self, *args: Any, invitation: Invitation, replaces: Delegate | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.invitation, self.replaces = invitation, replaces
        in_rows(self, "access_needs", "dietary_needs")
        only_those_of(self, invitation.meeting)
        self.fields["name_ar"].widget.attrs |= {"dir": "rtl", "lang": "ar"}
        self.fields["email"].widget.attrs["dir"] = self.fields["phone"].widget.attrs["dir"] = "ltr"
        self.fields["email"].help_text = _(
            "The confirmation goes there, with the calendar entry and the way to the delegate’s own page. Without it none is sent."
        )

    def clean_email(self) -> str:
        given = self.cleaned_data["email"]
        if given and self.others().filter(email__iexact=given).exists():
            raise ValidationError(_("A delegate with this e-mail address is already named for the meeting."))
        return given

    def clean_name(self) -> str:
        given = " ".join(self.cleaned_data["name"].split())
        own = self.others().filter(organisation=self.invitation.organisation_id)
        if own.filter(name__iexact=given).exists():
            raise ValidationError(_("You have named %(name)s already."), params={"name": given})
        return given

    def others(self) -> QuerySet[Delegate]:
        gone = [row.pk for row in (self.instance, self.replaces) if row and row.pk]
        return Delegate.objects.active().filter(meeting=self.invitation.meeting_id).exclude(pk__in=gone)

    def validate_constraints(self) -> None:
        """What they would say is said above, beside the field."""

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields if name in self.cleaned_data}


class OwnForm(DelegateForm):
    """By the delegate. The address is where the link goes: those who named them change it."""

    class Meta:
        model = Delegate
        fields = [*WHO, "phone", "hides_contact", *NEEDS]
        labels = {"hides_contact": _("Hide my contact details from other participants")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        forms.ModelForm.__init__(self, *args, **kwargs)
        self.invitation, self.replaces = self.instance.invitation, None
        if not self.instance.meeting.is_planned:
            self.fields = {"hides_contact": self.fields["hides_contact"]}
            return
        in_rows(self, "access_needs", "dietary_needs")
        only_those_of(self, self.instance.meeting)
        self.fields["name_ar"].widget.attrs |= {"dir": "rtl", "lang": "ar"}
        self.fields["phone"].widget.attrs["dir"] = "ltr"


def only_those_of(form: forms.ModelForm, meeting: Meeting) -> None:
    """The languages that are interpreted at the meeting; all, where it does not say."""
    choices = [(code, name) for code, name in INTERPRETED if code in (meeting.interpretation or [code])]
    kept = form.instance.interpretation
    if kept and kept not in dict(choices):
        choices.append((kept, dict(INTERPRETED)[kept]))
    form.fields["interpretation"].choices = [("", _("no interpretation")), *choices]  # type: ignore[attr-defined]


class DeclineForm(forms.Form):
    note = forms.CharField(
        label=_("A word to the secretariat"), widget=forms.Textarea({"rows": 3}), required=False,
        max_length=1000,
    )  # fmt: skip


class RemarkForm(forms.Form):
    remark = forms.CharField(
        label=_("What is amiss"), widget=forms.Textarea({"rows": 3}), max_length=1000,
        error_messages={"required": _("Say what is amiss, so that it can be put right.")},
    )  # fmt: skip


class ListForm(forms.Form):
    workbook = forms.FileField(
        label=_("The filled list (.xlsx)"),
        widget=forms.FileInput({"accept": ".xlsx"}),
        error_messages={"required": _("Choose the filled list first.")},
    )


class NewLinkForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput({"dir": "ltr", "autocomplete": "email"}),
        help_text=_("The address to which your confirmation went."),
    )  # fmt: skip
