"""The form of a translation: the text, the version its author had before them, and the source they saw."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from imap.core.admin.richtext import RichTextField
from imap.core.translation import direction_of

OLD_PAGE = {"required": _("The page is not whole. Load it again; what you typed is kept in this browser.")}


class TranslationForm(forms.Form):
    text = RichTextField(required=False, label=_("Translation"), max_length=200_000)
    version = forms.CharField(widget=forms.HiddenInput, max_length=60, error_messages=OLD_PAGE)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16, error_messages=OLD_PAGE)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs.update({"lang": language, "dir": direction_of(language), "rows": 16})

    def refusals(self) -> list[str]:
        """What is wrong, each once."""
        return list(dict.fromkeys(str(line) for lines in self.errors.values() for line in lines))
