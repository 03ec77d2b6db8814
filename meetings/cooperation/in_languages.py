"""Forms whose texts are written in one language or more: a switch shows one at a time, what is typed in the others stays."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from imap.core.translation import LANGUAGES, OWN_NAMES, direction_of, reading_language

LANGUAGE_CHOICES = [(code, OWN_NAMES[code]) for code in LANGUAGES]


@dataclass(frozen=True)
class Sheet:
    """The fields of one language."""

    code: str
    name: str
    fields: list[forms.BoundField]
    has_text: bool
    is_shown: bool


class InLanguages(forms.ModelForm):
    """`texts` are translated columns, a field for each language; `needed` of them may not be empty in all."""

    texts: dict[str, tuple[Any, int]] = {}
    needed: tuple[str, ...] = ()
    language = forms.ChoiceField(
        label=_("Language you write in"), choices=LANGUAGE_CHOICES,
        help_text=_("Write in one language or more: what you typed in the others is kept too."),
    )  # fmt: skip

    def __init__(self, *args: Any, language: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = language if language in LANGUAGES else self.written_in()
        for code in LANGUAGES:
            for name, (label, longest) in self.texts.items():
                self.fields[f"{name}_{code}"] = text_field(label, longest, code)
                self.initial[f"{name}_{code}"] = getattr(self.instance, f"{name}_{code}") or ""

    def written_in(self) -> str:
        """The page's language where it has text, or nothing has; else the first that has."""
        first = next(iter(self.texts))
        has_text = [code for code in LANGUAGES if getattr(self.instance, f"{first}_{code}", None)]
        return reading_language() if not has_text or reading_language() in has_text else has_text[0]

    @property
    def shown_language(self) -> str:
        """That whose fields are open: of the first error, else the chosen one."""
        chosen = str(self["language"].value())
        wrong = [code for code in LANGUAGES if any(f"{name}_{code}" in self.errors for name in self.texts)]
        return chosen if chosen in wrong or (not wrong and chosen in LANGUAGES) else [*wrong, *LANGUAGES][0]

    def sheets(self) -> list[Sheet]:
        return [self.sheet(code) for code in LANGUAGES]

    def sheet(self, code: str) -> Sheet:
        fields = [self[f"{name}_{code}"] for name in self.texts]
        has_text = any(field.value() for field in fields)
        return Sheet(code, OWN_NAMES[code], fields, has_text, code == self.shown_language)

    def beside(self) -> list[str]:
        """Names of the fields that the switch shows."""
        return [f"{name}_{code}" for name in self.texts for code in LANGUAGES]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        chosen = cleaned.get("language") or reading_language()
        for name in self.needed:
            if not any(self.will_be(name, code) for code in LANGUAGES):
                missing = ValidationError(_("Write it in at least one language."), code="required")
                if f"{name}_{chosen}" not in self.errors:
                    self.add_error(f"{name}_{chosen}", missing)
        return cleaned

    def will_be(self, name: str, code: str) -> str:
        """The text as it will stand: what was typed; where nothing was, as it stands now, whoever wrote it."""
        column = f"{name}_{code}"
        if column in self.changed_data:
            return self.cleaned_data.get(column) or ""
        return getattr(self.instance, column) or ""

    def written(self) -> Any:
        """The row with its texts, to be kept by an action."""
        row = self.save(commit=False)
        for column in set(self.beside()) & set(self.changed_data):
            setattr(row, column, self.cleaned_data[column])
        return row


def text_field(label: Any, longest: int, code: str) -> forms.CharField:
    """With what stood there as the form was opened, so that what is left as it stood takes nothing from a colleague."""
    attributes = {"dir": direction_of(code), "lang": code}
    is_long = longest > 250
    widget = forms.Textarea({"rows": 4, **attributes}) if is_long else forms.TextInput(attributes)
    return forms.CharField(
        label=label, max_length=longest, required=False, widget=widget, show_hidden_initial=True
    )
