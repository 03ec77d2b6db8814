"""Taking a translated file back: checked whole first, written whole or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from imap.core.richtext import sanitise
from imap.core.translation import direction_of, listed
from profiles.actions import NotTranslatable
from profiles.actions.edition import known_citations, refuse_unknown_citations
from profiles.actions.translation import Held, begin_work, give, hold
from profiles.models import Edition, Section, TranslationState
from profiles.models.translation import fingerprint, state_in
from profiles.translation.inline import UnknownMark, numbered
from profiles.translation.inline import read as read_segment
from profiles.translation.markup import as_html
from profiles.translation.segments import Segment, cut
from profiles.translation.units import Plan, Unit, plan, standing_in
from profiles.translation.xliff import NotXliff, ReadFile, ReadUnit, named, read


class ImportRefused(ValidationError):
    """Nothing was written; one message for each thing that is wrong."""


@dataclass
class Taken:
    """What a file brought, by headings of sections."""

    finished: list[str] = field(default_factory=list)
    in_progress: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    segments: int = 0


@dataclass
class Arrival:
    """One section of the file beside the section of the portal."""

    held: Held
    plan: Plan
    file: ReadFile

    @property
    def section(self) -> Section:
        return self.held.section


@transaction.atomic
def import_xliff(*, edition: Edition, language: str, content: bytes, by: User | None) -> Taken:
    """Raises `ImportRefused` with all that does not fit."""
    try:
        files = read(content)
    except NotXliff as error:
        raise ImportRefused([str(error)]) from error
    if not files:
        raise ImportRefused([_("The file holds no text.")])
    wrong: list[str] = []
    arrivals = [arrival for file in files if (arrival := arrived(edition, language, file, wrong))]
    texts = [text_of(arrival, wrong) for arrival in arrivals]
    if wrong:
        raise ImportRefused(wrong)
    taken = Taken()
    for arrival, (text, is_whole) in zip(arrivals, texts, strict=True):
        settle(arrival, text, is_whole, by, taken)
    return taken


def arrived(edition: Edition, language: str, file: ReadFile, wrong: list[str]) -> Arrival | None:
    """The section that a part of the file belongs to; what does not fit goes to `wrong`."""
    if file.edition != str(edition.pk):
        wrong.append(
            _("This part belongs to another edition or another program: “%s”.")
            % (file.code or file.edition or "?")
        )
        return None
    section = edition.sections.filter(code=file.code).first()
    if section is None:
        wrong.append(_("The edition has no section “%s”.") % file.code)
        return None
    if file.language != language:
        wrong.append(
            _("“%(section)s” is in %(found)s in the file; %(wanted)s is expected here.")
            % {"section": section, "found": named(file.language), "wanted": named(language)}
        )
        return None
    try:
        held = hold(section, language)
    except NotTranslatable as refusal:
        wrong += [f"{section}: {reason}" for reason in refusal.messages]
        return None
    arrival = Arrival(held, plan(held.section, held.translation, language), file)
    before = len(wrong)
    wrong += stale(arrival)
    return arrival if len(wrong) == before else None


def stale(arrival: Arrival) -> Iterator[str]:
    """What changed in the portal since the file was exported."""
    section, file = arrival.section, arrival.file
    if file.source_language != section.source_language:
        yield (
            _("“%(section)s” is written in %(now)s by now, and was in %(before)s when the file was exported.")
            % {
                "section": section,
                "now": named(section.source_language),
                "before": named(file.source_language),
            }
        )
        return
    if file.source != fingerprint(arrival.held.source):
        yield (
            _("The source of “%(section)s” has changed since the file was exported (segments: %(numbers)s).")
            % {"section": section, "numbers": listed(gone(arrival)) or "–"}
        )
    elif file.version != arrival.held.version:
        yield _("“%s” was translated further in the portal since the file was exported.") % section
    else:
        yield from damaged(arrival)


def gone(arrival: Arrival) -> list[str]:
    """Numbers of the file's segments that the source no longer has."""
    now = {as_html(segment) for segment in cut(arrival.held.source).segments}
    return [unit.number for unit in arrival.file.units if source_in(unit) not in now]


def damaged(arrival: Arrival) -> Iterator[str]:
    """What another program did to the file beside translating it."""
    found = [unit.number for unit in arrival.file.units]
    expected = [str(number) for number, _unit in enumerate(arrival.plan.units, 1)]
    said = {"section": arrival.section}
    if unknown := [number for number in found if number not in expected or found.count(number) > 1]:
        yield (
            _("“%(section)s” has no segment %(numbers)s, or the file has it twice.")
            % {**said, "numbers": listed(dict.fromkeys(unknown))}
        )
    if lost := [number for number in expected if number not in found]:
        yield (
            _("The file lacks segments of “%(section)s”: %(numbers)s.") % {**said, "numbers": listed(lost)}
        )
    if other := [
        number for number, unit, now in paired(arrival) if source_in(unit, now) != as_html(now.source)
    ]:
        yield (
            _("The file has another source for segments of “%(section)s”: %(numbers)s.")
            % {**said, "numbers": listed(other)}
        )


def paired(arrival: Arrival) -> Iterator[tuple[str, ReadUnit, Unit]]:
    """Units of the file with the portal's of the same number."""
    units = {str(number): unit for number, unit in enumerate(arrival.plan.units, 1)}
    for unit in arrival.file.units:
        if now := units.get(unit.number):
            yield unit.number, unit, now


def source_in(unit: ReadUnit, now: Unit | None = None) -> str:
    """The source as the file has it; empty where its marks are not the portal's."""
    try:
        return as_html(read_segment(unit.source, numbered(now.source) if now else {}))
    except UnknownMark:
        return ""


def text_of(arrival: Arrival, wrong: list[str]) -> tuple[str, bool]:
    """The section's text as the file has it, and whether all of it is translated and finished.

    Where a segment is still to come, the source's words stand in, marked as such. Empty where nobody touched the file's part.
    """
    section, language, origin = arrival.section, arrival.held.language, arrival.section.source_language
    targets = targets_of(arrival, wrong)
    if is_untouched(arrival, targets):
        return "", False
    segments = [
        targets.get(str(number)) or standing_in(unit.source, origin, direction_of(origin))
        for number, unit in enumerate(arrival.plan.units, 1)
    ]
    text = sanitise(arrival.plan.filled(segments))
    try:
        refuse_unknown_citations(section, language, text, known_citations(section))
    except ValidationError as error:
        wrong += error.messages
    is_whole = len(targets) == len(segments) and all(unit.is_finished for unit in arrival.file.units)
    return text, is_whole


def targets_of(arrival: Arrival, wrong: list[str]) -> dict[str, Segment]:
    """The translated segments of the file, by number."""
    targets: dict[str, Segment] = {}
    for number, unit, now in paired(arrival):
        if unit.target is None:
            continue
        try:
            targets[number] = read_segment(unit.target, numbered(now.source))
        except UnknownMark as mark:
            wrong.append(
                _("“%(section)s”, segment %(number)s: the mark %(mark)s is not known.")
                % {"section": arrival.section, "number": number, "mark": mark}
            )
    return targets


def is_untouched(arrival: Arrival, targets: dict[str, Segment]) -> bool:
    """The file says what was exported, no more and no less."""
    return all(
        unit.is_finished == now.is_settled and as_html(targets.get(number, [])) == as_html(now.target or [])
        for number, unit, now in paired(arrival)
    )


def settle(arrival: Arrival, text: str, is_whole: bool, by: User | None, taken: Taken) -> None:
    held = arrival.held
    heading = str(arrival.section)
    taken.segments += sum(unit.target is not None for unit in arrival.file.units)
    if not text or (text == held.newest and (not is_whole or is_in_step(held))):
        taken.unchanged.append(heading)
    elif is_whole:
        give(held, text, by)
        taken.finished.append(heading)
    else:
        begin_work(held, text, by)
        taken.in_progress.append(heading)


def is_in_step(held: Held) -> bool:
    return state_in(held.section, held.language) in (TranslationState.IN_STEP, TranslationState.REVIEWED)
