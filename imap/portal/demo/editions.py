"""Loading editions: drafts are brought in line with their file and published; what is published never changes."""

from datetime import date
from typing import Any

from accounts.models import User
from imap.core.richtext import sanitise
from imap.core.translation import LANGUAGES
from imap.core.upsert import Tally, bring_up_to_date
from imap.portal.demo.files import translations
from imap.portal.demo.plan import earlier_edition, settings
from imap.portal.demo.profile_file import ProfileFile
from imap.portal.demo.sources import Shelf, key_of
from profiles.actions import begin_edition, publish
from profiles.models import Citation, Edition, Profile, Section

# The reason that stays on editions that come from the demo's files: they were not checked in this portal.
LOADED = "Loaded with the demo's content."


def keep_draft(profile: Profile, tally: Tally) -> None:
    """A profile that is not written yet stands with a draft: its template's sections, empty."""
    if profile.editions.exists():
        tally.kept += 1
        return
    begin_edition(profile=profile, by=None, **settings()["draft"])
    tally.created += 1


def load_editions(
    profile: Profile, file: ProfileFile, shelf: Shelf, by: User | None, tally: Tally
) -> list[str]:
    """The file's edition, after the earlier one where there is one. Answers what readers already have otherwise."""
    if earlier := earlier_edition(file.wanted):
        load_edition(profile, {**earlier, "number": 1}, earlier_part(file, earlier), shelf, by, tally)
    head = translations("summary", file.document["summary"])
    head |= translations("change_note", earlier["followed_by"] if earlier else None)
    return load_edition(profile, file.edition, file, shelf, by, tally, head)


def earlier_part(file: ProfileFile, earlier: dict[str, Any]) -> ProfileFile:
    """The same file with the sections that the earlier edition had."""
    sections = [section for section in file.sections if section["code"] in earlier["sections"]]
    return ProfileFile(file.wanted, {**file.document, "sections": sections})


def load_edition(
    profile: Profile,
    row: dict[str, Any],
    file: ProfileFile,
    shelf: Shelf,
    by: User | None,
    tally: Tally,
    head: dict[str, str | None] | None = None,
) -> list[str]:
    edition = profile.editions.filter(number=row["number"]).first()
    if edition and not edition.is_draft:
        tally.kept += 1
        return differences(edition, file)
    edition = edition or begin_edition(profile=profile, label=row["label"], as_of=row["as_of"], by=by)
    values = {name: row[name] for name in ("label", "as_of", "standing") if name in row}
    bring_up_to_date(edition, Tally(), **values, **(head or {}))
    written = {section["code"]: section for section in file.sections}
    for section in edition.sections.select_related("template"):
        write_section(section, written.get(section.code), file, shelf)
    publish(edition=edition, by=None, on=published_on(row), override=LOADED)
    tally.created += 1
    return []


def published_on(row: dict[str, Any]) -> date:
    day: date = row["published_on"]
    return day


def write_section(section: Section, row: dict[str, Any] | None, file: ProfileFile, shelf: Shelf) -> None:
    """The section as the file has it; empty where the file has none."""
    body = row["body"] if row else {}
    section.source_language = "en"  # the demo's texts were written in English
    for language in LANGUAGES:
        setattr(section, f"body_{language}", body.get(language, ""))
    section.save()
    section.citations.all().delete()
    for number, key in enumerate((row or {}).get("sources") or [], 1):
        source = shelf[key_of(file, file.sources[key])]
        Citation.objects.create(section=section, source=source, number=number)


def differences(edition: Edition, file: ProfileFile) -> list[str]:
    """Sections whose file has changed since they were published: a correction would be a new edition."""
    kept = {section.code: section for section in edition.sections.all()}
    return [
        row["code"]
        for row in file.sections
        if any(
            getattr(kept[row["code"]], f"body_{language}") != sanitise(row["body"][language])
            for language in LANGUAGES
        )
    ]
