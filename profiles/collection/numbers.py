"""Numbers as people type them: Arabic-Indic digits, a comma or a point, thousands with any separator.

What has two readings (`1,234`) is asked about, never guessed; what has none is refused, and kept as it was typed.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal

from babel.numbers import format_decimal
from django.utils.translation import gettext as _

from imap.core.numbers import in_digits

SPACES = re.compile(r"[\s\u00a0\u2009\u202f\u066c'’_]")  # and the Arabic thousands separator
DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")  # marks that nobody sees
MARKS = {"\u066b": ".", "−": "-", "–": "-", "،": ","}
BARE = re.compile(r"^[+-]?\d+(?:[.,]\d+)*$")
LARGEST = Decimal(10) ** 17  # what fits the column of a figure
PLACES = 6
LOCALES = {
    "ar": "ar_MA",
    "en": "en_GB",
    "fr": "fr_FR",
}  # Arabic with Western digits, unless the reader chose others


# Of persons and things there is no half. As SDMX names units, and in words; what is not here may have decimals.
COUNTED = frozenset({
    "ps", "hh", "person", "persons", "people", "cases", "applications", "visas", "households", "personnes", "cas",
    "demandes", "ménages", "شخص", "أشخاص", "حالات", "طلبات", "تأشيرات", "أسر",
})  # fmt: skip


def is_counted(unit: str) -> bool:
    return unit.strip().casefold() in COUNTED


@dataclass(frozen=True)
class NumberRead:
    """`value` where there is one reading, `readings` where there are two, `fault` where there is none."""

    value: Decimal | None = None
    readings: tuple[Decimal, ...] = ()
    fault: str = field(default="")


def read_number(typed: str, whole: bool = False) -> NumberRead:
    text, is_arabic_decimal = straightened(typed)
    if text is None or not BARE.match(text):
        return NumberRead(fault=_("“%(typed)s” is no number.") % {"typed": typed.strip()[:60]})
    found = [Decimal(each) for each in candidates(text, is_arabic_decimal)]
    if any(abs(each) >= LARGEST for each in found):
        return NumberRead(fault=_("“%(typed)s” is too large.") % {"typed": typed.strip()[:60]})
    found = [each for each in dict.fromkeys(found) if is_kept(each)]
    if whole and any(each == each.to_integral_value() for each in found):
        found = [each for each in found if each == each.to_integral_value()]
    elif whole and found:
        return NumberRead(fault=not_whole(typed))
    if not found:
        return NumberRead(fault=_("“%(typed)s” is no number.") % {"typed": typed.strip()[:60]})
    return NumberRead(value=found[0]) if len(found) == 1 else NumberRead(readings=tuple(found))


def not_whole(typed: str) -> str:
    return _("“%(typed)s” is no whole number.") % {"typed": typed.strip()[:60]}


def is_kept(number: Decimal) -> bool:
    return number.is_finite() and abs(number) < LARGEST and -int(number.as_tuple().exponent) <= PLACES


def straightened(typed: str) -> tuple[str | None, bool]:
    """Western digits, no spaces between thousands, `.` for the Arabic decimal separator; None where spaces stand wrong."""
    is_arabic_decimal = "\u066b" in typed
    shown = DIRECTION.sub("", typed).strip()
    text = "".join(western(MARKS.get(letter, letter)) for letter in shown)
    if not SPACES.search(text):
        return text, is_arabic_decimal
    head, mark, tail = re.match(r"([^.,]*)([.,]?)(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    groups = SPACES.split(head.lstrip("+-"))
    thousands = all(len(group) == 3 for group in groups[1:]) and 1 <= len(groups[0]) <= 3
    if not thousands or SPACES.search(tail):
        return None, is_arabic_decimal
    sign = "-" if head.startswith("-") else ""
    return sign + "".join(groups) + (mark and "." + tail), True


def western(letter: str) -> str:
    digit = unicodedata.digit(letter, None)
    return str(digit) if digit is not None and unicodedata.category(letter) == "Nd" else letter


def candidates(text: str, is_decimal: bool) -> list[str]:
    """Every reading of digits with points and commas between them."""
    marks = [letter for letter in text if letter in ".,"]
    if not marks:
        return [text]
    last = text.rfind(marks[-1])
    head, tail = text[:last], text[last + 1 :]
    as_decimal = f"{without_marks(head)}.{tail}"
    if len(set(marks)) == 2:
        is_well_formed = marks.count(marks[-1]) == 1 and is_grouped(head)
        return [as_decimal] if is_well_formed else []
    if len(marks) > 1:
        return [without_marks(text)] if is_grouped(text) else []
    if is_decimal or len(tail) != 3 or not is_grouped(text):
        return [as_decimal]
    return [without_marks(text), as_decimal]


def without_marks(text: str) -> str:
    return text.replace(".", "").replace(",", "")


def is_grouped(text: str) -> bool:
    """Thousands: one to three digits, then threes; a leading zero is no thousand."""
    groups = re.split(r"[.,]", text.lstrip("+-"))
    first_holds = 1 <= len(groups[0]) <= 3 and (len(groups) == 1 or not groups[0].startswith("0"))
    return first_holds and all(len(group) == 3 for group in groups[1:])


def canonical(number: Decimal) -> str:
    """As answers keep it: `1234.5`, no exponent, no trailing zeros."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def with_one_reading(kept: str) -> str:
    """A kept number as a text that is read as nothing else: `1.234` might be a thousand and more; `1.2340` is not."""
    _whole, _point, decimals = kept.partition(".")
    return f"{kept}0" if len(decimals) == 3 else kept


def shown_number(kept: str, language: str) -> str:
    """As the language writes it, with thousands and at most six decimal places."""
    return in_digits(
        str(format_decimal(Decimal(kept), format="#,##0.######", locale=LOCALES.get(language, "en")))
    )
