"""What was typed into a question's field, read as its kind demands; and an answer's value in words again."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from imap.core.numbers import in_digits
from profiles.collection.models import Choice, Figure, Question
from profiles.collection.models.answer import is_blank
from profiles.collection.numbers import (
    DIRECTION,
    NumberRead,
    canonical,
    is_kept,
    not_whole,
    read_number,
    shown_number,
    western,
    with_one_reading,
)

K = Question.Kind
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")  # neither a database nor a workbook keeps them
BETWEEN = {"ar": "؛ ", "fr": " ; "}  # several choices; a space before the sign in French
LONGEST = 20_000  # characters of one answer
EARLIEST, LATEST = 1800, 2199  # years; of other calendars the present one lies outside
A_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}(?=$|[T ]\d{2}:)")  # a workbook may add the hour
is_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Read:
    """`value` as answers keep it; where that fails `typed` is kept, with a fault or the readings to choose from."""

    value: Any = None
    typed: str = ""
    fault: str = ""
    readings: tuple[str, ...] = field(default=())

    @property
    def is_read(self) -> bool:
        return not self.fault and not self.readings


def read_value(question: Question, typed: Any) -> Read:
    """`typed` is a text; a list for a multiple choice; `{(year, figure): text}` for a table of years."""
    if is_blank(typed) or (isinstance(typed, str) and not typed.strip()):
        return Read()
    return READERS.get(question.kind, read_text)(question, typed)


def read_text(question: Question, typed: Any) -> Read:
    text = CONTROLS.sub("", str(typed).replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > LONGEST:
        return Read(
            typed=text,
            fault=_("The answer is longer than %(limit)d characters.") % {"limit": LONGEST},
        )
    return Read(value=text)


def as_kept(typed: Any) -> str:
    """What could not be read, for a column of the database."""
    return CONTROLS.sub("", str(typed))[:LONGEST]


def plain(typed: Any) -> str:
    """Without the marks of direction that are copied along with Arabic text, and in Western digits."""
    return "".join(western(letter) for letter in DIRECTION.sub("", str(typed)).strip())


def read_a_number(question: Question, typed: Any) -> Read:
    found = read_number(str(typed), whole=question.kind == K.INTEGER)
    if found.value is not None:
        return Read(value=canonical(found.value))
    return Read(
        typed=as_kept(typed),
        fault=found.fault,
        readings=tuple(canonical(each) for each in found.readings),
    )


def read_choice(question: Question, typed: Any) -> Read:
    code = code_of(question, str(typed))
    return Read(value=code) if code else Read(typed=as_kept(typed), fault=not_offered(typed))


def read_multiple(question: Question, typed: Any) -> Read:
    given = typed if isinstance(typed, list) else str(typed).replace("؛", ";").replace("\n", ";").split(";")
    given = [each.strip() for each in given if each.strip()]
    codes = [code_of(question, each) for each in given]
    if None in codes:
        return Read(typed=as_kept("; ".join(given)), fault=not_offered(given[codes.index(None)]))
    return Read(value=list(dict.fromkeys(code for code in codes if code)))


def not_offered(typed: Any) -> str:
    return _("“%(typed)s” is not among the choices.") % {"typed": str(typed)[:60]}


def code_of(question: Question, typed: str) -> str | None:
    """By its code, or by its words in any language: people type what they read."""
    wanted = DIRECTION.sub("", typed).strip().casefold()
    for choice in choices_of(question):
        words = {choice.code, choice.label_ar, choice.label_en, choice.label_fr}
        if wanted in {DIRECTION.sub("", each).strip().casefold() for each in words if each}:
            return choice.code
    return None


def choices_of(question: Question) -> list[Any]:
    return list(question.choice_list.choices.all()) if question.choice_list else []


def read_date(question: Question, typed: Any) -> Read:
    if isinstance(typed, datetime):
        return Read(value=typed.date().isoformat())
    text = plain(typed)
    try:
        found = A_DAY.match(text)
        day = date.fromisoformat(found[0] if found else text)
    except ValueError:
        fault = _("“%(typed)s” is no day. Write it as year-month-day: 2026-03-31.") % {"typed": text[:60]}
        return Read(typed=as_kept(typed), fault=fault)
    if not EARLIEST <= day.year <= LATEST:
        fault = _(
            "“%(typed)s” lies outside the years %(first)d to %(last)d. Write the day of the Gregorian calendar."
        )
        said = {"typed": text[:60], "first": EARLIEST, "last": LATEST}
        return Read(typed=as_kept(typed), fault=fault % said)
    return Read(value=day.isoformat())


def read_link(question: Question, typed: Any) -> Read:
    text = DIRECTION.sub("", str(typed)).strip()
    try:
        is_web_address(text)
    except ValidationError:
        fault = _("“%(typed)s” is no address of the web. It begins with https:// or http://.") % {
            "typed": text[:60]
        }
        return Read(typed=as_kept(text), fault=fault)
    return Read(value=text)


def read_table(question: Question, typed: Any) -> Read:
    """Cells that can be read are kept, the others as they were typed. A `Decimal` is a number already."""
    years, figures = (
        {str(year) for year in question.years},
        {each.code: each for each in question.figures.all()},
    )
    value: dict[str, dict[str, str]] = {}
    faults, odd = [], []
    for (year, code), text in typed.items():
        if str(year) not in years or code not in figures or is_blank(text):
            continue
        found = read_cell(figures[code], text)
        if found.value is not None:
            value.setdefault(str(year), {})[code] = canonical(found.value)
            continue
        faults.append(f"{year}: {found.fault or asked_about(str(text), found.readings)}")
        odd.append(f"{year}/{code}={as_typed(text)}")
    return Read(value=value or None, typed="\n".join(odd)[:2000], fault=" ".join(faults))


def read_cell(figure: Figure, text: Any) -> NumberRead:
    """What is counted in persons has no half."""
    is_whole = figure.is_whole
    if not isinstance(text, Decimal) or not is_kept(text):
        return read_number(str(text), whole=is_whole)
    if is_whole and text != text.to_integral_value():
        return NumberRead(fault=not_whole(canonical(text)))
    return NumberRead(value=text)


def as_typed(text: Any) -> str:
    is_number = isinstance(text, Decimal) and is_kept(text)
    return with_one_reading(canonical(text)) if is_number else CONTROLS.sub("", str(text)).replace("\n", " ")


def cells_in_words(question: Question, typed: str) -> str:
    """`2022/applications=2,500` as a person reads it: the year, the figure's name and what is wrong with what was typed."""
    figures = {figure.code: figure for figure in question.figures.all()}
    cells = []
    for line in typed.splitlines():
        place, _sign, text = line.partition("=")
        year, _slash, code = place.partition("/")
        if figure := figures.get(code):
            read = read_cell(figure, text)
            asked = asked_about(text, read.readings) if read.readings else text
            cells.append(f"{year}, {figure}: {read.fault or asked}")
    return " ".join(cells)


BOUND = re.compile(r"^\s*\.\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)\s*$")


def bounds_in_words(constraint: str) -> str:
    """`. >= 0 and . <= 100` in words; of any other condition only that it is not met."""
    from imap.core.translation import reading_language

    said = {
        ">=": _("It is %(number)s or more."),
        "<=": _("It is %(number)s or less."),
        ">": _("It is more than %(number)s."),
        "<": _("It is less than %(number)s."),
    }
    bounds = [BOUND.match(part) for part in re.split(r"\band\b", constraint)]
    words = [
        said[bound[1]] % {"number": shown_number(bound[2], reading_language())} for bound in bounds if bound
    ]
    return " ".join([_("This answer is not possible here."), *(words if all(bounds) else [])])


def asked_about(typed: str, readings: tuple[Decimal, ...]) -> str:
    from imap.core.translation import reading_language

    one, other = (shown_number(canonical(each), reading_language()) for each in readings[:2])
    return _("“%(typed)s” can be read as %(one)s or as %(other)s. Write it without the separator, or with a decimal more.") % {
        "typed": typed.strip()[:60], "one": one, "other": other,
    }  # fmt: skip


READERS: dict[str, Callable[[Question, Any], Read]] = {
    K.INTEGER: read_a_number,
    K.DECIMAL: read_a_number,
    K.CHOICE: read_choice,
    K.MULTIPLE: read_multiple,
    K.DATE: read_date,
    K.LINK: read_link,
    K.YEAR_TABLE: read_table,
}


def in_field(question: Question, value: Any, language: str) -> Any:
    """A value as the question's field shows it."""
    if is_blank(value):
        return ""
    if question.kind in Question.NUMBERS:
        return shown_number(value, language)
    if question.kind == K.YEAR_TABLE:
        return {
            (int(year), figure): shown_number(number, language)
            for year, row in value.items()
            for figure, number in row.items()
        }
    return value


def in_words(question: Question, value: Any, language: str) -> str:
    """A value as a person reads it: choices by their labels, numbers with their unit."""
    if is_blank(value):
        return ""
    if question.kind in Question.OF_CHOICES:
        labels = {choice.code: choice for choice in choices_of(question)}
        codes = value if isinstance(value, list) else [value]
        return BETWEEN.get(language, "; ").join(label_of(labels.get(code), code) for code in codes)
    if question.kind in Question.NUMBERS:
        return f"{shown_number(value, language)} {question.unit}".strip()
    if question.kind == K.DATE:
        return in_digits(date_format(date.fromisoformat(value), "DATE_FORMAT"))
    if question.kind == K.YEAR_TABLE:
        return table_in_words(question, value, language)
    return str(value)


def label_of(choice: Choice | None, code: str) -> str:
    return str(choice) if choice else code


def table_in_words(question: Question, value: dict[str, dict[str, str]], language: str) -> str:
    figures = {figure.code: figure for figure in question.figures.all()}
    lines = []
    for year in sorted(value):
        cells = (
            f"{figures.get(code, code)}: {shown_number(number, language)}"
            for code, number in value[year].items()
        )
        lines.append(f"{year}: " + "; ".join(cells))
    return "\n".join(lines)


def in_condition(value: Any) -> str:
    """A value as conditions see it: the codes of a multiple choice stand apart by spaces."""
    if is_blank(value) or isinstance(value, dict):
        return ""
    return " ".join(value) if isinstance(value, list) else str(value)
