"""What people write on the pages of the workspace."""

from datetime import date, datetime, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from imap.core import clock
from imap.core.translation import LANGUAGES, OWN_NAMES, reading_language
from profiles.actions.validation import DAYS_TO_VALIDATE
from profiles.models import Validation
from profiles.workflow import Transition

LANGUAGE_CHOICES = [(code, OWN_NAMES[code]) for code in LANGUAGES]


class RemarkForm(forms.Form):
    text = forms.CharField(
        label=_("Remark"), widget=forms.Textarea({"rows": 3, "dir": "auto"}), max_length=5000,
        error_messages={"required": _("Nothing was written, so nothing was kept.")},
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the remark"), choices=LANGUAGE_CHOICES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = reading_language()


class VerdictForm(forms.Form):
    """`mark` names the text that was read; `on_behalf` is asked of a secretariat only."""

    verdict = forms.ChoiceField(
        label=_("Verdict"), choices=Validation.Verdict.choices, widget=forms.RadioSelect
    )
    remark = forms.CharField(
        label=_("Remark"), widget=forms.Textarea({"rows": 4, "dir": "auto"}), required=False, max_length=5000,
        help_text=_("Needed with “confirmed with remarks” and “change needed”: what should read how, and why."),
    )  # fmt: skip
    language = forms.ChoiceField(label=_("Language of the remark"), choices=LANGUAGE_CHOICES)
    on_behalf = forms.CharField(
        label=_("On what ground you record it"), max_length=500, required=False,
        help_text=_("Which letter, of which day."),
    )  # fmt: skip
    mark = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, stands_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = reading_language()
        if not stands_in:
            del self.fields["on_behalf"]


class StepForm(forms.Form):
    """What a step asks for beside the click: a reason, a day, a time."""

    note = forms.CharField(
        label=_("Reason"), widget=forms.Textarea({"rows": 3, "dir": "auto"}), required=False, max_length=5000
    )
    due_on = forms.DateField(
        label=_("Verdicts are due on"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    publish_at = clock.OfficeTimeField(label=_("Publish at"))
    # Asked only where the clock shows the time twice, on the night on which it is put back.
    which = forms.ChoiceField(label=_("This time comes twice in that night"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, step: Transition, asks_note: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_note(step, asks_note)
        self.fields["due_on"].initial = date.today() + timedelta(days=DAYS_TO_VALIDATE)
        for name, field in (("send_for_validation", "due_on"), ("schedule", "publish_at")):
            if step.name != name:
                del self.fields[field]
        self.ask_which()

    def label_note(self, step: Transition, asks_note: bool) -> None:
        self.fields["note"].required = asks_note
        if step.name == "override":
            self.fields["note"].label = _("Reason, for everyone to read")
        elif asks_note:
            self.fields["note"].label = _("Reason, for the history of the edition")
        else:
            self.fields["note"].label = _("Note (may stay empty)")

    def ask_which(self) -> None:
        """Two moments have the time that was typed: they are told apart by their distance from UTC."""
        found = clock.moments(typed) if (typed := self.typed_time()) else []
        if len(found) < 2:
            del self.fields["which"]
            return
        cast(forms.ChoiceField, self.fields["which"]).choices = [
            (moment.isoformat(), clock.in_words(moment)) for moment in found
        ]

    def typed_time(self) -> datetime | None:
        field = self.fields.get("publish_at")
        if field is None:
            return None
        field.help_text = clock.asked_in()
        try:
            return cast(datetime | None, field.to_python(self.data.get(self.add_prefix("publish_at"))))
        except forms.ValidationError:
            return None

    def clean_publish_at(self) -> datetime:
        """The moment itself; where there are two, `clean` takes the one that was chosen."""
        return clock.must_be_shown(self.cleaned_data["publish_at"])[0]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if which := said.pop("which", ""):
            said["publish_at"] = datetime.fromisoformat(which)
        return said

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day < date.today():
            raise forms.ValidationError(_("Choose a day that is still to come."))
        return day


class EndorseForm(forms.Form):
    """`mark` names the texts that were read."""

    mark = forms.CharField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(
        label=_("Remarks, or the ground on which you record it"),
        widget=forms.Textarea({"rows": 4, "dir": "auto"}), required=False, max_length=5000,
    )  # fmt: skip
