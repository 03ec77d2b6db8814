"""Two editors at one form: nobody's text is written over unseen.

The form carries a fingerprint of what each field was loaded with. What an editor left alone is never written; what two editors
changed is a clash: nothing is saved, and the form comes back with both texts and a choice.
"""

import copy
import hashlib
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from imap.core.admin.difference import difference_of, shown_value
from imap.core.admin.history import Written, written
from imap.core.admin.richtext import RichTextField
from imap.core.translation import direction_of, reading_language

MINE, THEIRS = "mine", "theirs"


def fingerprint(value: Any) -> str:
    """Short, of a cleaned value. A browser's line ends are alike, and so are a missing text and an empty one."""
    text = "" if value is None else str(value).replace("\r\n", "\n")
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def cleaned(field: forms.Field, value: Any) -> Any:
    """As the field would keep it; what it refuses stays as it was typed."""
    try:
        return field.clean(value)
    except ValidationError:
        return value


def answers(data: Any, name: str) -> dict[str, Any]:
    """What a form says of a field or row beside its value."""
    return {key: data.get(f"{name}-{key}", "") for key in ("was", "seen", "choice")}


def choose() -> str:
    return _("Somebody else changed this meanwhile. Choose below what is kept, then save again.")


@dataclass(kw_only=True)
class Meeting:
    """Three states of one thing: what the form was loaded with (`was`), what was typed, and what is stored by now."""

    was: str
    seen: str = ""
    choice: str = ""

    @property
    def typed_print(self) -> str:
        raise NotImplementedError

    @property
    def stored_print(self) -> str:
        raise NotImplementedError

    @property
    def is_answered(self) -> bool:
        """The editor chose, with that in view which is stored still."""
        return self.choice in (MINE, THEIRS) and self.seen == self.stored_print

    @property
    def is_theirs(self) -> bool:
        """What is stored stands: this editor changed nothing, or takes what the other made of it."""
        return self.typed_print == self.was or (self.is_answered and self.choice == THEIRS)

    @property
    def is_change(self) -> bool:
        return not self.is_theirs and self.typed_print != self.stored_print

    @property
    def is_clash(self) -> bool:
        return self.is_change and self.was != self.stored_print

    @property
    def is_open(self) -> bool:
        return self.is_clash and not self.is_answered


@dataclass(kw_only=True)
class Version(Meeting):
    """One field of a form."""

    form: forms.ModelForm
    name: str
    stored: Any
    typed: Any

    @property
    def typed_print(self) -> str:
        return fingerprint(self.typed)

    @property
    def stored_print(self) -> str:
        return fingerprint(self.stored)

    @property
    def html_name(self) -> str:
        return self.form.add_prefix(self.name)

    @property
    def field(self) -> forms.Field:
        return self.form.fields[self.name]

    @property
    def column(self) -> models.Field:
        return cast(models.Field, self.form._meta.model._meta.get_field(self.name))

    @property
    def label(self) -> str:
        return str(self.field.label)

    @cached_property
    def author(self) -> Written | None:
        """Who wrote what is stored, and when."""
        return written(self.form._meta.model, self.form.instance.pk, self.name, self.form.initial[self.name])

    @property
    def attributes(self) -> dict[str, Any]:
        """`lang` and `dir` of the text, where it has a language."""
        return self.field.widget.attrs

    @property
    def is_rich(self) -> bool:
        return isinstance(self.field, RichTextField)

    @property
    def shown_stored(self) -> str:
        """Rich text was sanitised when it was saved."""
        return mark_safe(self.stored or "") if self.is_rich else shown_value(self.column, self.stored)

    @property
    def difference(self) -> SafeString | str:
        """From theirs to mine, where it takes more than a look."""
        is_text = isinstance(self.column, models.TextField)
        return difference_of(str(self.stored), str(self.typed)) if is_text and self.stored else ""


class VersionedField(BoundField):
    """A field that carries its version along, and beside a clash the other's text."""

    form: "VersionedForm"

    @property
    def version(self) -> Version | None:
        return self.form.versions.get(self.name)

    def __str__(self) -> SafeString:
        if self.version is None:
            return super().__str__()
        language = reading_language()
        page = {"page_language": language, "page_direction": direction_of(language)}
        beside = render_to_string("admin/version.html", {"version": self.version, **page})
        return mark_safe(super().__str__() + beside)

    __html__ = __str__


class VersionedForm(forms.ModelForm):
    """Its instance is the row as it is stored now, held until the form is saved."""

    bound_field_class = VersionedField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.versions: dict[str, Version] = {}
        if self.is_bound:
            self.data = copy.copy(self.data)
        for name, field in self.fields.items():
            field.widget.attrs["autocomplete"] = "off"  # a browser would put an old text to a new fingerprint
            self.versions[name] = self.settled(self.version_of(name, field))

    def version_of(self, name: str, field: forms.Field) -> Version:
        stored = cleaned(field, self.get_initial_for_field(field, name))
        if not self.is_bound:
            return Version(form=self, name=name, stored=stored, typed=stored, was=fingerprint(stored))
        said = answers(self.data, self.add_prefix(name))
        return Version(form=self, name=name, stored=stored, typed=cleaned(field, self[name].data), **said)

    def settled(self, version: Version) -> Version:
        """Where the stored text stands, the form goes on from it."""
        if self.is_bound and version.is_theirs:
            cast(Any, self.data)[version.html_name] = version.stored
            version.typed, version.was, version.choice = version.stored, version.stored_print, ""
        return version

    @cached_property
    def changed_data(self) -> list[str]:
        """What this editor changed: nothing else is written."""
        return [name for name, version in self.versions.items() if version.is_change]

    @property
    def clashes(self) -> list[Version]:
        return [version for version in self.versions.values() if version.is_clash]

    def clean(self) -> dict[str, Any] | None:
        cleaned_data = super().clean()
        for version in self.clashes:
            if version.is_open:
                self.add_error(version.name, ValidationError(choose(), code="clash"))
        return cleaned_data
