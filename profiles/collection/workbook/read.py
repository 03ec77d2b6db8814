"""Reading a filled workbook: whose it is, and each cell by its question's kind."""

import io
import warnings
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from profiles.collection.given import Given, reading_of
from profiles.collection.models import Question, Submission
from profiles.collection.models.answer import is_blank
from profiles.collection.numbers import canonical
from profiles.collection.sheet import Item, Sheet
from profiles.collection.workbook import layout
from profiles.collection.workbook.layout import ANSWER, DEFINITION, FIRST_ROW, IDENTITY, KEY, REASON, VERSION
from profiles.collection.workbook.write import SPARE

MOST_UNPACKED = 100 * 1024 * 1024
MOST_ROWS = 20_000


class WrongWorkbook(Exception):
    """The file is none of ours, or of another round, state or version; the message says which was expected."""


@dataclass(frozen=True)
class CellFault:
    sheet: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        return _("sheet “%(sheet)s”, row %(row)d, column %(column)s: %(message)s") % {
            "sheet": self.sheet, "row": self.row, "column": self.column, "message": self.message,
        }  # fmt: skip


@dataclass
class Filled:
    """What the workbook says: an answer for each question that it holds, and what is wrong, cell by cell."""

    answers: list[tuple[Item, Given]] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)


def read_workbook(content: bytes, submission: Submission, language: str) -> Filled:
    """Raises `WrongWorkbook`; what is wrong within a workbook of ours is in the faults."""
    book = opened(content)
    must_be_of(book, submission)
    sheet = Sheet(submission, spare=SPARE)
    places = {
        key: (item, place)
        for part in sheet.parts
        for item in part.items
        if item.question.kind not in layout.WITHOUT_CELL
        for key, place in layout.keys(item)
    }
    filled, rows = Filled(), {}
    for page in book.worksheets[1:]:
        if page.title == IDENTITY:
            continue
        for row in page.iter_rows(min_row=FIRST_ROW, max_row=MOST_ROWS, max_col=VERSION):
            take_row(page.title, row, places, rows, filled)
    for item, cells in rows.values():
        take_item(item, cells, language, filled)
    return filled


def opened(content: bytes) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
                raise WrongWorkbook(_("The workbook is too large."))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(content), data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, SyntaxError) as error:
        raise WrongWorkbook(_("This is no Excel workbook (.xlsx).")) from error


def must_be_of(book: Any, submission: Submission) -> None:
    if IDENTITY not in book.sheetnames:
        raise WrongWorkbook(
            _("This workbook was not made by the portal. Download it from the page of the questionnaire.")
        )
    found = {str(row[0]): row[1] for row in book[IDENTITY].iter_rows(max_col=2, max_row=20, values_only=True)}
    wanted = layout.identity(submission)
    names = {
        "country": _("state"),
        "round": _("round"),
        "questionnaire": _("questionnaire"),
        "version": _("version"),
    }
    for name, label in names.items():
        if str(found.get(name)) != str(wanted[name]):
            expected, given = said(name, wanted), said(name, found)
            raise WrongWorkbook(
                _("This workbook is of another %(what)s: %(given)s. Expected: %(expected)s.")
                % {"what": label, "given": given, "expected": expected}
            )


def said(name: str, identity: dict[str, Any]) -> str:
    return str(identity.get("round title" if name == "round" else name) or "?")[:120]


def take_row(title: str, row: Any, places: Any, rows: Any, filled: Filled) -> None:
    """Cells are gathered by question: a table of years has several rows."""
    key = row[KEY - 1].value
    if key is None or key == "":
        return
    if str(key) not in places:
        words = _("There is no question “%(key)s” in this questionnaire.") % {"key": str(key)[:60]}
        filled.faults.append(CellFault(title, row[0].row, get_column_letter(KEY), words))
        return
    item, place = places[str(key)]
    rows.setdefault(item.name, (item, []))[1].append((title, place, row))


def take_item(item: Item, cells: list[Any], language: str, filled: Filled) -> None:
    first = cells[0][2]
    typed: Any = {place: number_or_text(row[ANSWER - 1].value) for _title, place, row in cells}
    exact = ""
    if item.question.kind != Question.Kind.YEAR_TABLE:
        typed, exact = plain(first[ANSWER - 1].value), exactly(item, first[ANSWER - 1].value)
    version = first[VERSION - 1].value
    given = Given(
        typed=typed,
        unavailable_reason=plain(first[REASON - 1].value),
        definition_note=plain(first[DEFINITION - 1].value),
        version=int(version) if isinstance(version, int | float) else 0,
        exact=exact,
    )
    faults = faults_in(item, given, cells, language)
    filled.faults += faults
    if not faults:
        filled.answers.append((item, given))


def plain(value: Any) -> str:
    """A cell as it would be typed; numbers without the noise of floating point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        return canonical(Decimal(repr(value)))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def number_or_text(value: Any) -> Decimal | str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(plain(value)) if is_number else plain(value)


def exactly(item: Item, value: Any) -> str:
    """A number in a cell has one reading, whatever its digits look like."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return plain(value) if is_number and item.question.kind in Question.NUMBERS else ""


def faults_in(item: Item, given: Given, cells: list[Any], language: str) -> list[CellFault]:
    column = get_column_letter(ANSWER)
    if item.question.kind == Question.Kind.YEAR_TABLE:
        return [
            CellFault(title, row[0].row, column, read.fault)
            for title, place, row in cells
            if not (
                read := reading_of(item.question, Given(typed={place: given.typed[place]}), None, language)
            ).is_read
        ]
    read = reading_of(item.question, given, item.answer, language)
    if read.is_read or is_blank(given.typed):
        return []
    title, _place, row = cells[0]
    return [CellFault(title, row[0].row, column, read.fault or ambiguous(given))]


def ambiguous(given: Given) -> str:
    from profiles.collection.numbers import read_number
    from profiles.collection.values import asked_about

    return asked_about(str(given.typed), read_number(str(given.typed)).readings)
