"""Records and what the check says of them now: every finding, with the reason where it was accepted."""

from collections.abc import Iterable
from dataclasses import dataclass

from imap.core.translation import direction_of
from meetings.chatham.check import check_texts
from meetings.chatham.finding import Finding
from meetings.chatham.participants import people_of
from meetings.chatham.table import Table, table_of
from meetings.chatham.wording import SEVERITIES, reason_of, suggestion_for
from meetings.models import Meeting, Record


@dataclass(frozen=True)
class Pointed:
    """A finding as its page shows it."""

    finding: Finding
    reason: str
    severity: str
    suggestion: str
    accepted: str

    @property
    def is_open(self) -> bool:
        return not self.accepted


@dataclass(frozen=True)
class Passage:
    """A stretch of a text, plain or pointed at."""

    words: str
    pointed: Pointed | None = None


@dataclass(frozen=True)
class CheckedText:
    language: str
    passages: list[Passage]

    @property
    def direction(self) -> str:
        return direction_of(self.language)


@dataclass(frozen=True)
class Reviewed:
    record: Record
    pointed: list[Pointed]

    @property
    def open(self) -> list[Pointed]:
        return [each for each in self.pointed if each.is_open]

    @property
    def is_clear(self) -> bool:
        return not self.open and bool(any(self.record.texts.values()))

    @property
    def texts(self) -> list[CheckedText]:
        return [
            CheckedText(
                language,
                passages_of(text, [each for each in self.pointed if each.finding.language == language]),
            )
            for language, text in self.record.texts.items()
            if text
        ]


def table_for(meeting: Meeting) -> Table:
    return table_of(people_of(meeting))


def review(records: Iterable[Record], table: Table) -> list[Reviewed]:
    """`records` with their accepted findings loaded (`prefetch_related("accepted")`)."""
    return [Reviewed(record, pointed_in(record, table)) for record in records]


def pointed_in(record: Record, table: Table) -> list[Pointed]:
    accepted = {row.mark: row.reason for row in record.accepted.all()}
    return [
        Pointed(
            each,
            reason_of(each),
            str(SEVERITIES[each.severity]),
            suggestion_for(each, table),
            accepted.get(each.mark, ""),
        )
        for each in check_texts(record.texts, table)
    ]


def passages_of(text: str, pointed: list[Pointed]) -> list[Passage]:
    found, at = [], 0
    for each in pointed:
        found += [Passage(text[at : each.finding.start]), Passage(each.finding.passage, each)]
        at = each.finding.end
    return [passage for passage in (*found, Passage(text[at:])) if passage.words]
