"""The check before release: reads a text and points at whatever tells who spoke.

It reads for those who sit at the table (`Table`), in whichever language and script they are written.
"""

from collections.abc import Iterable, Mapping, Sequence

from meetings.chatham.aside import aside_in, closed_up
from meetings.chatham.contacts import contacts_in, hidden_in, titles_in
from meetings.chatham.finding import WEIGHT, Finding, Person, finding_of
from meetings.chatham.fold import fold
from meetings.chatham.names import initials_in, names_in
from meetings.chatham.roundabout import roundabout_in
from meetings.chatham.speakers import speakers_in
from meetings.chatham.table import Table, table_of


def check(text: str, language: str, table: Table) -> list[Finding]:
    """What one text gives away, in the order of the text; of overlapping passages the gravest, then the longest."""
    read = fold(text)
    spots = [*names_in(read, table), *initials_in(read, table), *speakers_in(read, table), *titles_in(read)]
    spots += [*roundabout_in(read, table), *aside_in(read, table)]
    found = [finding_of(read, language, spot) for spot in spots]
    if (again := closed_up(read, table)) is not None:
        said = (*speakers_in(again, table), *roundabout_in(again, table), *aside_in(again, table))
        found += [finding_of(again, language, spot) for spot in said]
    found += [*contacts_in(read, language), *hidden_in(read, language)]
    return apart(found)


def check_texts(texts: Mapping[str, str], people: Sequence[Person] | Table) -> list[Finding]:
    table = people if isinstance(people, Table) else table_of(people)
    return [each for language, text in texts.items() if text for each in check(text, language, table)]


def apart(found: Iterable[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for each in sorted(found, key=lambda one: (WEIGHT[one.severity], one.start - one.end, one.start)):
        if not any(each.start < other.end and other.start < each.end for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda one: one.start)
