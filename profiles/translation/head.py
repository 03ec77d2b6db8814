"""The summary of an edition and its note on what changed, on the edition's page: plain fields, one form a language."""

from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from imap.core.difference import difference_of
from imap.core.translation import LANGUAGES, direction_of
from profiles.actions.head import HEAD, head_in, head_version
from profiles.models import Edition
from profiles.translation.forms import OLD_PAGE


class HeadForm(forms.Form):
    """`theirs` holds what another wrote meanwhile, once that stood in the way."""

    summary = forms.CharField(required=False, widget=forms.Textarea({"rows": 5}))
    change_note = forms.CharField(required=False, max_length=250, widget=forms.Textarea({"rows": 2}))
    version = forms.CharField(widget=forms.HiddenInput, max_length=16, error_messages=OLD_PAGE)

    def __init__(self, data: Any = None, *, edition: Edition, language: str) -> None:
        given = {**head_in(edition, language), "version": head_version(edition, language)}
        super().__init__(data, initial=given, auto_id=f"head-{language}-%s")
        self.edition, self.language, self.theirs = edition, language, {}
        for name in HEAD:
            column: Any = Edition._meta.get_field(name)
            self.fields[name].label = capfirst(str(column.verbose_name))
            self.fields[name].widget.attrs.update({"lang": language, "dir": direction_of(language)})

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in HEAD}

    def meets(self, edition: Edition) -> "HeadForm":
        """The form again with what was typed, beside what is stored by now: sent once more, it takes that one's place."""
        typed = self.cleaned_data
        again = HeadForm(
            {**typed, "version": head_version(edition, self.language)},
            edition=edition,
            language=self.language,
        )
        again.theirs = head_in(edition, self.language)
        return again

    def beside(self) -> list[dict[str, Any]]:
        """Each field with the other languages' words, and how another's text differs."""
        return [
            {"field": self[name], "others": self.others(name), "difference": self.difference(name)}
            for name in HEAD
        ]

    def others(self, name: str) -> list[dict[str, str]]:
        words = {code: head_in(self.edition, code)[name] for code in LANGUAGES if code != self.language}
        return [
            {"language": code, "direction": direction_of(code), "words": text}
            for code, text in words.items()
            if text
        ]

    def difference(self, name: str) -> SafeString | str:
        theirs = self.theirs.get(name, self[name].value() or "")
        mine = self[name].value() or ""
        return difference_of(theirs, mine) if theirs != mine else ""
