"""Taking a translated file back: checked whole first, written whole or not at all."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from imap.core.richtext import sanitise
from imap.core.translation import direction_of
from profiles.actions.edition import known_citations, refuse_unknown_citations
from profiles.actions.translating import Held
from profiles.actions.translation import give
from profiles.actions.translation_work import begin_work
from profiles.models import Edition, TranslationState
from profiles.models.translation import state_in
from profiles.translation.arrival import Arrival, arrived, damaged, paired, strays
from profiles.translation.inline import UnknownMark, numbered
from profiles.translation.inline import read as read_segment
from profiles.translation.markup import as_html
from profiles.translation.segments import Segment
from profiles.translation.units import standing_in
from profiles.translation.xliff import NotXliff, read


class ImportRefused(ValidationError):
    """Nothing was written; one message for each thing that is wrong."""


@dataclass
class Taken:
    """What a file brought, by headings of sections."""

    finished: list[str] = field(default_factory=list)
    in_progress: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)  # taken in before
    segments: int = 0


@transaction.atomic
def import_xliff(*, edition: Edition, language: str, content: bytes, by: User | None) -> Taken:
    """Raises `ImportRefused` with all that does not fit."""
    try:
        files = read(content)
    except NotXliff as error:
        raise ImportRefused([str(error)]) from error
    if not files:
        raise ImportRefused([_("The file holds no text.")])
    if wrong := strays(edition, files, by):
        raise ImportRefused(wrong)
    taken = Taken()
    arrivals = [arrival for file in files if (arrival := arrived(edition, language, file, wrong))]
    news = [arrival for arrival in arrivals if not is_there_already(arrival, wrong, taken)]
    texts = [text_of(arrival, wrong) for arrival in news]
    if wrong:
        raise ImportRefused(wrong)
    for arrival, (text, is_whole) in zip(news, texts, strict=True):
        settle(arrival, text, is_whole, by, taken)
    return taken


def is_there_already(arrival: Arrival, wrong: list[str], taken: Taken) -> bool:
    """What it says stands in the portal: the same file a second time. Other words than the portal's by now go to `wrong`."""
    if not arrival.is_behind:
        return False
    unfit = list(damaged(arrival))
    text, _is_whole = ("", False) if unfit else text_of(arrival, unfit)
    if not unfit and text in ("", arrival.held.newest):
        taken.again.append(str(arrival.section))
    else:
        said = _("“%s” was translated further in the portal since the file was exported.")
        wrong.append(said % arrival.section)
    return True


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
