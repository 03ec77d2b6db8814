"""Dates as far as they are known: a year, a month or a day, and nothing that was not said.

Written after ISO 8601 with what is missing left out (`2003`, `2003-02`, `2004-12-13`), so that no day is ever invented, and the order
of the texts is the order of time.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from imap.core import numbers

PATTERN = r"^[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
PRECISIONS = {4: "year", 7: "month", 10: "day"}


def is_partial_date(text: str) -> None:
    """Raises `ValidationError` for what is no year, month or day."""
    if not re.fullmatch(PATTERN, text):
        raise ValidationError(_("Write a year, a month or a day, as in 2003, 2003-02 or 2003-02-13."))
    try:
        date.fromisoformat(filled(text))
    except ValueError as error:
        raise ValidationError(_("There is no such day.")) from error


def filled(text: str) -> str:
    return text + "-01" * ((10 - len(text)) // 3)


@dataclass(frozen=True)
class Period:
    """From `starts` to `ends` (empty where it is one day, or not known), both as far as they are known."""

    starts: str
    ends: str = ""

    @property
    def precision(self) -> str:
        return PRECISIONS[len(self.starts)]

    @property
    def year(self) -> int:
        return int(self.starts[:4])

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day; none where the day is not known."""
        if self.precision != "day":
            return None
        return date.fromisoformat(self.starts), date.fromisoformat(self.ends or self.starts)

    def __str__(self) -> str:
        """`2007`, `February 2003`, `13–14 December 2004`, in the language of the page."""
        if not self.ends or self.ends == self.starts:
            return in_words(self.starts)
        if self.precision == "day" and self.starts[:7] == self.ends[:7]:
            first = numbers.in_digits(str(int(self.starts[8:])))
            return f"{first}–{in_words(self.ends)}"
        return f"{in_words(self.starts)} – {in_words(self.ends)}"


def in_words(text: str) -> str:
    """One date, no more precise than it is."""
    first = date.fromisoformat(filled(text))
    words = {
        4: lambda: numbers.in_digits(text),
        7: lambda: numbers.month(first),
        10: lambda: numbers.day(first),
    }
    return words[len(text)]()


def last_day(text: str) -> date:
    """The last day that a date may mean: 31 December of a year, the end of a month."""
    if len(text) == 4:
        return date(int(text), 12, 31)
    first = date.fromisoformat(filled(text))
    if len(text) == 7:
        return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first
