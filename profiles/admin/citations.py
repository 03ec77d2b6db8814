"""The sources that a section cites, row by row. Rows of two editors come together; one that both changed is a clash."""

import copy
import re
from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from django.forms.models import BaseInlineFormSet, inlineformset_factory
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from imap.core.admin import offer
from imap.core.admin.history import Written, events_of, written_by
from imap.core.admin.ordering import make_room
from imap.core.admin.versions import Meeting, answers, choose, fingerprint
from profiles.models import Citation, Section, Source

COLUMNS = ("number", "source", "locator")
GONE = "gone"


@dataclass(kw_only=True)
class RowVersion(Meeting):
    """A row between what it was loaded as, what was typed, and the citation that is stored by now (none: taken out)."""

    section: Section
    key: int | None
    stored: Citation | None
    typed: dict[str, str] = field(default_factory=dict)
    is_removed: bool = False
    is_new_to_me: bool = False

    @classmethod
    def of(cls, citation: Citation, section: Section, **more: Any) -> "RowVersion":
        """A row as it is stored."""
        row = cls(was="", section=section, key=citation.pk, stored=citation, **more)
        row.take_theirs()
        return row

    def take_theirs(self) -> None:
        self.typed, self.is_removed, self.choice = values_of(self.stored), self.stored is None, ""
        self.was = self.stored_print

    @property
    def typed_print(self) -> str:
        return GONE if self.is_removed else row_print(self.typed)

    @property
    def stored_print(self) -> str:
        return row_print(values_of(self.stored)) if self.stored else GONE

    @property
    def is_clash(self) -> bool:
        return self.key is not None and super().is_clash

    @property
    def mark(self) -> str:
        """What the form carries: the citation's key survives the citation."""
        return f"{self.key}:{self.was}" if self.key else ""

    @cached_property
    def author(self) -> Written | None:
        rows = events_of(Citation, pgh_obj_id=self.key, section_id=self.section.pk).rows
        return written_by(rows.filter(pgh_id=rows.aggregate(last=models.Max("pgh_id"))["last"]))


def values_of(citation: Citation | None) -> dict[str, str]:
    if citation is None:
        return dict.fromkeys(COLUMNS, "")
    return {
        "number": str(citation.number),
        "source": str(citation.source_id),
        "locator": citation.locator,
    }


def row_print(values: dict[str, str]) -> str:
    return fingerprint("|".join(values[column].strip() for column in COLUMNS))


def count(sent: Any, prefix: str) -> int:
    """How many rows a sent form says that it has."""
    total = sent.get(f"{prefix}-TOTAL_FORMS", "")
    return min(int(total), 1000) if total.isdecimal() else 0


class Rows:
    """The rows of a sent form, brought together with those that are stored: `data` is the form to go on with."""

    def __init__(self, data: Any, prefix: str, section: Section) -> None:
        self.sent, self.prefix, self.section = data, prefix, section
        self.stored = {row.pk: row for row in section.citations.all()} if section.pk else {}
        self.existing: list[RowVersion] = []
        self.new: list[RowVersion] = []
        for place in range(count(data, prefix)):
            self.take(self.typed(f"{prefix}-{place}"))
        self.add_others()
        self.versions = [*self.existing, *self.new]
        self.data = self.merged()

    def typed(self, name: str) -> RowVersion:
        said = answers(self.sent, name)
        key, _colon, was = said.pop("was").partition(":")
        key = key or self.sent.get(f"{name}-id", "")
        pk = int(key) if key.isdecimal() else None
        return RowVersion(
            section=self.section, key=pk, stored=self.stored.pop(pk, None) if pk else None, was=was, **said,
            typed={column: self.sent.get(f"{name}-{column}", "") for column in COLUMNS},
            is_removed=f"{name}-DELETE" in self.sent,
        )  # fmt: skip

    def take(self, row: RowVersion) -> None:
        if row.key is None:
            self.new.append(row)
            return
        if row.is_theirs:
            row.take_theirs()
        if row.stored:
            self.existing.append(row)
        elif not row.is_removed:  # taken out by the other, changed here
            self.new.append(row)

    def add_others(self) -> None:
        """Sources that somebody else added; the same one added here as well is one."""
        others = [
            RowVersion.of(citation, self.section, is_new_to_me=True) for citation in self.stored.values()
        ]
        known = {row.stored_print for row in others}
        self.new = [row for row in self.new if row.key or row.typed_print not in known]
        self.existing += others

    def merged(self) -> Any:
        data = copy.copy(self.sent)
        for name in [name for name in data if re.match(rf"{re.escape(self.prefix)}-\d", name)]:
            del data[name]
        for place, row in enumerate(self.versions):
            name = f"{self.prefix}-{place}"
            sent = {**row.typed, "id": row.stored.pk if row.stored else "", "was": row.mark}
            for column, value in sent.items():
                data[f"{name}-{column}"] = str(value)
            if row.is_removed:
                data[f"{name}-DELETE"] = "on"
        data[f"{self.prefix}-TOTAL_FORMS"] = str(len(self.versions))
        data[f"{self.prefix}-INITIAL_FORMS"] = str(len(self.existing))
        return data


class CitationForm(forms.ModelForm):
    class Meta:
        model = Citation
        fields = [*COLUMNS]

    version: RowVersion | None = None

    def __init__(self, *args: Any, sources: models.QuerySet[Source], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].required = False
        offer(self.fields["source"], sources)
        source = cast(forms.ModelChoiceField, self.fields["source"])
        source.widget = AutocompleteSelect(
            Citation._meta.get_field("source"), admin.site, choices=source.choices
        )
        self.fields["number"].widget.attrs.update({"min": 1, "max": 999})
        for column in COLUMNS:
            self.fields[column].widget.attrs["autocomplete"] = "off"


class CitationFormSet(BaseInlineFormSet):
    """A source without a number gets the next one, so that `[n]` in the texts stays what it was."""

    versions: list[RowVersion] | None = None

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        if data is not None and f"{kwargs['prefix']}-TOTAL_FORMS" in data:
            rows = Rows(data, kwargs["prefix"], kwargs["instance"])
            data, self.versions = rows.data, rows.versions
        super().__init__(data, files, **kwargs)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if self.versions is not None and index is not None:
            form.version = self.versions[index]
        elif form.instance.pk:
            form.version = RowVersion.of(form.instance, self.instance)

    def clean(self) -> None:
        """A row that is to be taken out is not asked itself, so the clashes are told here."""
        if any(row.is_open for row in self.versions or []):
            raise forms.ValidationError(choose(), code="clash")
        self.number_new_rows()
        super().clean()

    def number_new_rows(self) -> None:
        rows = [
            form for form in self.forms if form not in self.deleted_forms and hasattr(form, "cleaned_data")
        ]
        used = [form.cleaned_data.get("number") or 0 for form in rows]
        for form in rows:
            if form.cleaned_data.get("source") and not form.cleaned_data.get("number"):
                form.instance.number = form.cleaned_data["number"] = max([0, *used]) + 1
                used.append(form.instance.number)
        given = [number for number in used if number]
        if len(given) != len(set(given)):
            raise forms.ValidationError(_("Two sources of this section have the same number."))

    def save(self, commit: bool = True) -> list[Citation]:
        make_room(self, "number")
        return super().save(commit)


Citations = inlineformset_factory(
    Section, Citation, form=CitationForm, formset=CitationFormSet, extra=1, can_delete=True
)
