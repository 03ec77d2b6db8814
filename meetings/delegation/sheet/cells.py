"""One cell of a filled list in words, or why it has none."""

import unicodedata
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Cell:
    """`why`: what the cell holds instead of words."""

    words: str = ""
    why: str = ""


def cell_of(cell: Any, twin: Any) -> Cell:
    """`twin`: the same cell with its formula, where it has one."""
    value = cell.value
    if value is None:
        is_formula = twin.value is not None and twin.data_type == "f"
        words = _("This cell has a formula that nobody calculated. Write the words themselves.")
        return Cell(why=words if is_formula else "")
    if cell.data_type == "e":
        return Cell(why=_("The formula of this cell ends in an error. Write the words themselves."))
    if isinstance(value, date | time | timedelta):
        words = _("This cell holds a date or a time. Set its format to text, and write the words again.")
        return Cell(in_words(value), words)
    if isinstance(value, bool):
        return Cell(in_words(value), _("This cell holds “true” or “false”. Write the words themselves."))
    return Cell(in_words(value))


def in_words(value: Any) -> str:
    """A telephone number that Excel took for a figure is its digits; control characters are nobody's name."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join("".join(map(kept, str(value))).split())


def kept(letter: str) -> str:
    """What cannot be seen and stands between letters leaves no gap: marks of direction that came along with an address."""
    if (
        letter.isprintable() or letter in "\u200c\u200d"
    ):  # what joins letters and parts them belongs to the spelling
        return letter
    return "" if unicodedata.category(letter) == "Cf" else " "
