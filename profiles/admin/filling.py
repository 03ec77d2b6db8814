"""What a published edition may still be given, once: a text in a language that is empty. Two people may fill at the same time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.admin.scope import staff
from accounts.models import User
from imap.core.admin import RichTextField
from imap.core.admin.history import Written, written
from imap.core.admin.versions import cleaned, fingerprint
from imap.core.difference import difference_of
from imap.core.richtext import sanitise
from imap.core.translation import LANGUAGES, OWN_NAMES, direction_of, texts_of
from profiles import actions
from profiles.admin.publishing import page, to_edition
from profiles.models import Edition, Section

KEPT = "kept-"  # what was typed too late stays in the form, and is not taken for a text again


@dataclass(frozen=True)
class Slot:
    """One text of an edition in one language: of a section, or of the edition's head."""

    row: Section | Edition
    field: str
    language: str

    @property
    def name(self) -> str:
        part = self.row.pk if isinstance(self.row, Section) else self.field
        return f"{part}-{self.language}"

    @property
    def heading(self) -> str:
        return str(self.row) if isinstance(self.row, Section) else capfirst(str(self.column.verbose_name))

    @property
    def label(self) -> str:
        return _("%(section)s in %(language)s") % {
            "section": self.heading,
            "language": OWN_NAMES[self.language],
        }

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    @property
    def is_rich(self) -> bool:
        return self.field == "body"

    @property
    def column(self) -> models.Field:
        return self.row._meta.get_field(self.field)  # type: ignore[return-value]

    @property
    def stored(self) -> str:
        return getattr(self.row, f"{self.field}_{self.language}") or ""

    def shown(self, text: str) -> SafeString | str:
        return mark_safe(sanitise(text)) if self.is_rich else text

    def others(self) -> list[dict[str, Any]]:
        """The languages that are there, to translate from."""
        return [
            {"code": code, "dir": direction_of(code), "words": self.shown(words)}
            for code, words in texts_of(self.row, self.field).items()
            if words
        ]

    def form_field(self) -> forms.Field:
        attributes = {"lang": self.language, "dir": self.direction}
        if self.is_rich:
            field: forms.Field = RichTextField(required=False, label=self.label)
        else:
            box = forms.Textarea({"rows": 4, "cols": 40})
            length = self.column.max_length
            field = forms.CharField(required=False, label=self.label, max_length=length, widget=box)
        field.widget.attrs.update(attributes)
        return field

    def fill(self, text: str, by: User) -> None:
        if isinstance(self.row, Section):
            actions.fill_language(section=self.row, language=self.language, body=text, by=by)
        else:
            actions.fill_head(edition=self.row, field=self.field, language=self.language, text=text, by=by)


def slots(edition: Edition) -> Iterator[Slot]:
    """Every text of an issued edition; what no language has is no text, but for the summary."""
    sections = edition.sections.select_related("template").order_by("order")
    rows: list[tuple[Section | Edition, str]] = [(edition, "summary"), (edition, "change_note")]
    for row, field in [*rows, *((section, "body") for section in sections)]:
        if field == "summary" or any(texts_of(row, field).values()):
            yield from (Slot(row, field, code) for code in LANGUAGES)


def gaps(edition: Edition) -> list[Slot]:
    return [slot for slot in slots(edition) if not slot.stored]


@dataclass(frozen=True)
class Late:
    """A text that was typed for a gap which somebody else had filled by then."""

    slot: Slot
    typed: str

    @property
    def name(self) -> str:
        return f"{KEPT}{self.slot.name}"

    @property
    def shown_typed(self) -> SafeString | str:
        return self.slot.shown(self.typed)

    @property
    def shown_stored(self) -> SafeString | str:
        return self.slot.shown(self.slot.stored)

    @property
    def difference(self) -> SafeString:
        return difference_of(self.slot.stored, self.typed)

    @cached_property
    def author(self) -> Written | None:
        row, column = self.slot.row, f"{self.slot.field}_{self.slot.language}"
        return written(type(row), row.pk, column, self.slot.stored)


def late(edition: Edition, sent: Any) -> list[Late]:
    """In this sending and, so that they stay in view, in the ones before."""
    found = []
    for slot in slots(edition):
        typed = sent.get(slot.name) or sent.get(KEPT + slot.name) or ""
        if (
            slot.stored
            and typed
            and fingerprint(cleaned(slot.form_field(), typed)) != fingerprint(slot.stored)
        ):
            found.append(Late(slot, typed))
    return found


class FillForm(forms.Form):
    """One box for each text that is missing."""

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gaps = {gap.name: gap for gap in gaps(edition)}
        self.fields.update({name: gap.form_field() for name, gap in self.gaps.items()})

    def beside(self) -> list[tuple[Any, Slot]]:
        """Each box with the text that it is for."""
        return [(self[name], gap) for name, gap in self.gaps.items()]

    def fill(self, by: User) -> int:
        """Each text by itself: one that is refused does not hold up the others. How many are in."""
        self.full_clean()
        return sum(self.fill_one(name, by) for name in self.gaps if self.cleaned_data.get(name))

    def fill_one(self, name: str, by: User) -> bool:
        try:
            self.gaps[name].fill(self.cleaned_data[name], by)
        except actions.AlreadyFilled:  # a moment ago: the page will show by whom
            return False
        except ValidationError as refusal:
            self.add_error(name, refusal)
            return False
        return True

    def left(self, edition: Edition) -> "FillForm":
        """The form for the gaps that are left, with what was typed and what was wrong."""
        form = FillForm(self.data, edition=edition)
        form.full_clean()
        for name in form.gaps:
            if name in self.errors and name not in form.errors:
                form.add_error(name, self.errors[name].as_data())
        return form


def fill_view(model_admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    edition = model_admin.get_object(request, str(pk))
    if edition is None:
        return model_admin.is_not_there(request, pk)
    if edition.is_draft:
        return to_edition(edition)
    form, too_late = FillForm(edition=edition), []
    if request.method == "POST":
        form = FillForm(request.POST, edition=edition)
        if count := form.fill(staff(request)):
            messages.success(request, _("Texts added: %s. They stay as they are now.") % count)
        edition = model_admin.get_object(request, str(pk))
        too_late = late(edition, request.POST)
        if not form.errors and not any(row.slot.name in request.POST for row in too_late):
            return to_edition(edition)
        form = form.left(edition)
    return page(
        model_admin, request, "admin/profiles/edition/fill.html",
        title=_("Fill a missing language"), original=edition, form=form, late=too_late,
        media=model_admin.media + form.media,
    )  # fmt: skip
