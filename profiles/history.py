"""The story of an edition in words: who did what, newest first; made of its steps and of the events that the database keeps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import F
from django.db.models.functions import MD5
from django.utils.translation import gettext as _

from imap.core.translation import LANGUAGES
from profiles.conditions import language_name
from profiles.models import Edition, Remark, Section, Validation

AN_EVENING = timedelta(hours=1)  # edits of one text by one person within it are told as one
LONGEST = 200


@dataclass(frozen=True)
class Told:
    at: datetime
    words: str
    note: str = ""


def history(edition: Edition) -> list[Told]:
    told = [*steps(edition), *verdicts(edition), *remarks(edition), *edits(edition)]
    return sorted(told, key=lambda entry: entry.at, reverse=True)[:LONGEST]


def named(person: Any) -> str:
    return str(person) if person else _("The portal itself")


def steps(edition: Edition) -> Iterator[Told]:
    for row in edition.steps.select_related("by"):
        yield Told(row.at, str(row.transition.done) % {"who": named(row.by)}, row.note)


def verdicts(edition: Edition) -> Iterator[Told]:
    """Every verdict that was given, also those that a later one replaced; and who took a review."""
    sections = {row.pk: row for row in edition.sections.select_related("template")}
    events = Validation.pgh_event_model.objects.filter(section__in=sections)  # type: ignore[attr-defined]
    events = events.exclude(verdict="").select_related("given_by", "agency").order_by("pgh_id")
    known = set()
    for row in events:
        if (row.pgh_obj_id, row.given_at) in known:
            continue
        known.add((row.pgh_obj_id, row.given_at))
        said = {
            "who": named(row.given_by), "agency": row.agency.shown_short_name, "section": sections[row.section_id],
            "verdict": row.get_verdict_display(),
        }  # fmt: skip
        if row.on_behalf:
            words = _("%(who)s recorded the verdict of %(agency)s on “%(section)s”: %(verdict)s.")
        else:
            words = _("%(who)s gave the verdict of %(agency)s on “%(section)s”: %(verdict)s.")
        yield Told(row.given_at, words % said, row.on_behalf)


def remarks(edition: Edition) -> Iterator[Told]:
    """That something was said, and about what; the words stand in their thread."""
    rows = Remark.objects.of_edition(edition).select_related(
        "author", "resolved_by", "validation__section__template"
    )
    for row in rows:
        about = row.validation.section if row.validation else None
        if about:
            words = _("%(who)s made a remark on “%(section)s”.")
        else:
            words = _("%(who)s made a remark on the whole.")
        yield Told(row.written_at, words % {"who": named(row.author), "section": about})
        if row.resolved_at:
            words = _("%(who)s resolved a remark of %(author)s.")
            yield Told(row.resolved_at, words % {"who": named(row.resolved_by), "author": named(row.author)})


def edits(edition: Edition) -> Iterator[Told]:
    """Changes of texts, without the texts: which section, in which language."""
    sections = {row.pk: row for row in edition.sections.select_related("template")}
    sums = {f"sum_{code}": MD5(f"body_{code}") for code in LANGUAGES}
    events = Section.pgh_event_model.objects.filter(edition_id=edition.pk)  # type: ignore[attr-defined]
    rows = events.annotate(**sums, by=F("pgh_context__metadata__user")).order_by("pgh_obj_id", "pgh_id")
    before: dict[int, dict[str, Any]] = {}
    last: dict[tuple[int, str, Any], datetime] = {}
    found = []
    for row in rows.values("pgh_obj_id", "pgh_created_at", "by", *sums):
        earlier, before[row["pgh_obj_id"]] = before.get(row["pgh_obj_id"]), row
        if earlier is None or row["pgh_obj_id"] not in sections:
            continue
        for code in LANGUAGES:
            key = (row["pgh_obj_id"], code, row["by"])
            if row[f"sum_{code}"] == earlier[f"sum_{code}"]:
                continue
            if key not in last or row["pgh_created_at"] - last[key] > AN_EVENING:
                found.append((row["pgh_created_at"], row["by"], sections[row["pgh_obj_id"]], code))
            last[key] = row["pgh_created_at"]
    people = get_user_model().objects.in_bulk({by for _at, by, _section, _code in found if by})
    for at, by, section, code in found:
        said = {"who": named(people.get(by)), "section": section, "language": language_name(code)}
        yield Told(at, _("%(who)s changed the text of “%(section)s” in %(language)s.") % said)
