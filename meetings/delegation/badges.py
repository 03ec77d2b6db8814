"""Badges on sheets of A4, eight a sheet; long names are set smaller, so that each fits."""

from collections.abc import Sequence
from dataclasses import dataclass

from imap.core.translation import Text
from meetings.models import Delegate

A_SHEET = 8
# Letters from which a line is set smaller; measured on the 89 mm that a badge has.
NAME_STEPS = ((22, "large"), (38, "medium"), (70, "small"))
LINE_STEPS = ((60, "large"), (110, "medium"), (180, "small"))
ARABIC = ("\u0600", "\u06ff")


@dataclass(frozen=True)
class Line:
    words: str
    size: str

    @property
    def language(self) -> str:
        return "ar" if is_arabic(self.words) else ""

    @property
    def direction(self) -> str:
        return "rtl" if self.language else "ltr"


@dataclass(frozen=True)
class Badge:
    names: list[Line]
    function: Line
    affiliation: Text


def sized(words: str, steps: tuple[tuple[int, str], ...]) -> Line:
    return Line(words, next((size for most, size in steps if len(words) <= most), "smallest"))


def is_arabic(words: str) -> bool:
    return any(ARABIC[0] <= letter <= ARABIC[1] for letter in words)


def badge_of(delegate: Delegate) -> Badge:
    """The name in each script that it is known in, the function as typed, the state or organisation."""
    known = [each for each in (delegate.name, delegate.name_ar) if each]
    longest = max(len(each) for each in known) if known else 0
    steps = NAME_STEPS if len(known) == 1 or longest <= NAME_STEPS[1][0] else NAME_STEPS[2:]
    organisation = delegate.organisation
    affiliation = organisation.country.shown_name if organisation.country else organisation.shown_name
    return Badge([sized(each, steps) for each in known], sized(delegate.function, LINE_STEPS), affiliation)


def lines_of(delegates: Sequence[Delegate]) -> list[tuple[Delegate, list[Line], Line]]:
    """For the attendance list: each delegate with names and function, which keep the direction they are written in."""
    return [(each, [Line(name, "") for name in each.names], Line(each.function, "")) for each in delegates]


def sheets_of(delegates: Sequence[Delegate]) -> list[list[Badge]]:
    badges = [badge_of(each) for each in delegates]
    return [badges[at : at + A_SHEET] for at in range(0, len(badges), A_SHEET)]
