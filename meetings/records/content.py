"""What a summary of discussions holds: released records by session, then by kind."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from imap.core.translation import Text, text_of
from meetings.models import Meeting, Record, Session

PLURALS: dict[str, str | Promise] = {
    Record.Kind.POINT: _("Points"),
    Record.Kind.QUESTION: _("Questions"),
    Record.Kind.PRACTICE: _("Good practices"),
    Record.Kind.CONCLUSION: _("Conclusions"),
    Record.Kind.RECOMMENDATION: _("Recommendations"),
    Record.Kind.NEXT_STEP: _("Next steps"),
}
KINDS = list(PLURALS)


@dataclass(frozen=True)
class Line:
    record: Record
    text: Text

    @property
    def paragraphs(self) -> list[str]:
        return [part for part in (piece.strip() for piece in self.text.words.split("\n")) if part]


@dataclass(frozen=True)
class Group:
    kind: str
    lines: list[Line]

    @property
    def title(self) -> str:
        return str(PLURALS[self.kind])


@dataclass(frozen=True)
class Part:
    """A session; none for what belongs to the whole meeting."""

    session: Session | None
    groups: list[Group]

    @property
    def title(self) -> Text | None:
        return text_of(self.session, "title") if self.session else None


@dataclass(frozen=True)
class Summary:
    meeting: Meeting
    parts: list[Part]
    released_on: date | None


def summary_of(meeting: Meeting, user: Reader) -> Summary:
    rows = Record.objects.released_to(user).filter(meeting=meeting).defer("search").select_related("session")
    records = sorted(
        rows, key=lambda row: (place_of(row.session), KINDS.index(row.kind), row.order, str(row.pk))
    )
    parts = [
        Part(
            session,
            [
                Group(kind, [Line(row, row.shown_text) for row in lines])
                for kind, lines in groupby(group, lambda row: row.kind)
            ],
        )
        for session, group in groupby(records, lambda row: row.session)
    ]
    last = meeting.releases.order_by("-day").values_list("day", flat=True).first()
    return Summary(meeting, parts, last)


def place_of(session: Session | None) -> tuple[bool, int]:
    return session is None, session.order if session else 0
