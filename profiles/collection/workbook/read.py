"""Reading a filled workbook: whose it is, and each cell by its question's kind."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from profiles.collection.given import Given, reading_of
from profiles.collection.models import Answer, Question, Submission
from profiles.collection.models.answer import is_blank
from profiles.collection.numbers import canonical
from profiles.collection.sheet import Item, Sheet
from profiles.collection.workbook import layout
from profiles.collection.workbook.layout import ANSWER, DEFINITION, KEY, LONGEST_CELL, REASON, VERSION
from profiles.collection.workbook.pages import Book, Formula, Line, WrongWorkbook, read_book
from profiles.collection.workbook.write import SPARE

DIGITS = 15  # that a cell of Excel keeps; what follows is the noise of floating point


@dataclass(frozen=True)
class CellFault:
    """`row` is 0 and `column` empty where a sheet or a row is missing."""

    sheet: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        if not self.row:
            return _("sheet “%(sheet)s”: %(message)s") % {"sheet": self.sheet, "message": self.message}
        return _("sheet “%(sheet)s”, row %(row)d, column %(column)s: %(message)s") % {
            "sheet": self.sheet, "row": self.row, "column": self.column, "message": self.message,
        }  # fmt: skip


@dataclass(frozen=True)
class FilledAnswer:
    """What the workbook says to one question, and where it says it."""

    item: Item
    given: Given
    sheet: str
    row: int

    @property
    def is_blank(self) -> bool:
        return is_blank(self.given.typed) and not self.given.unavailable_reason

    def noted(self, message: str) -> CellFault:
        column = ANSWER if not is_blank(self.given.typed) else REASON
        return CellFault(self.sheet, self.row, get_column_letter(column), message)


@dataclass
class Filled:
    """What the workbook says: an answer for each question that it holds, and what is wrong, cell by cell."""

    answers: list[FilledAnswer] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)


@dataclass
class Cells:
    """The rows of one question in the workbook."""

    item: Item
    rows: list[tuple[str, tuple[int, str] | None, Line]] = field(default_factory=list)


def read_workbook(content: bytes, submission: Submission, language: str) -> Filled:
    """Raises `WrongWorkbook`; what is wrong within a workbook of ours is in the faults. Sheets may stand in any order."""
    book = read_book(content)
    must_be_of(book, submission)
    sheet = Sheet(submission, spare=SPARE)
    places = {
        key: (item, place)
        for part in sheet.parts
        for item in part.items
        if item.question.kind not in layout.WITHOUT_CELL
        for key, place in layout.keys(item)
    }
    filled, found, seen = Filled(), {}, set()
    for page in book.pages:
        for line in page.lines:
            take_row(page.title, line, places, found, seen, filled)
    filled.faults += missing(sheet, seen)
    for cells in found.values():
        take_item(cells, language, filled)
    return filled


def missing(sheet: Sheet, seen: set[str]) -> Iterator[CellFault]:
    """Parts and questions that no sheet holds. An entry of a repeated group may have been added online since."""
    for part in sheet.parts:
        items = [
            item for item in part.items if item.question.kind not in layout.WITHOUT_CELL and not item.entry
        ]
        wanted = [key for item in items for key, _place in layout.keys(item)]
        gone = [key for key in wanted if key not in seen]
        title = layout.sheet_name(part)
        if gone and gone == wanted:
            yield CellFault(title, 0, "", _("The sheet of this part is missing from the workbook."))
        elif gone:
            words = _("These rows are missing: %(keys)s") % {"keys": ", ".join(gone[:20])}
            yield CellFault(title, 0, "", words)


def must_be_of(book: Book, submission: Submission) -> None:
    if book.identity is None:
        raise WrongWorkbook(
            _("This workbook was not made by the portal. Download it from the page of the questionnaire.")
        )
    found, wanted = book.identity, layout.identity(submission)
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


def take_row(
    title: str, line: Line, places: Any, found: dict[str, Cells], seen: set[str], filled: Filled
) -> None:
    """Cells are gathered by question: a table of years has several rows."""
    key = str(line.cells[KEY - 1] or "")
    if not key:
        return
    words = ""
    if key not in places:
        words = _("There is no question “%(key)s” in this questionnaire.") % {"key": key[:60]}
    elif key in seen:
        words = _("The question “%(key)s” stands in the workbook twice.") % {"key": key[:60]}
    if words:
        filled.faults.append(CellFault(title, line.number, get_column_letter(KEY), words))
        return
    seen.add(key)
    item, place = places[key]
    found.setdefault(item.name, Cells(item)).rows.append((title, place, line))


def take_item(cells: Cells, language: str, filled: Filled) -> None:
    given = given_in(cells)
    faults = uncalculated(cells) or faults_in(cells.item, given, cells, language)
    filled.faults += faults
    if not faults:
        title, _place, line = next(
            (row for row in cells.rows if plain(row[2].cells[ANSWER - 1])), cells.rows[0]
        )
        filled.answers.append(FilledAnswer(cells.item, given, title, line.number))


def given_in(cells: Cells) -> Given:
    item, first = cells.item, cells.rows[0][2].cells
    answer = item.answer or Answer()
    typed: Any = {place: number_or_text(line.cells[ANSWER - 1]) for _title, place, line in cells.rows}
    exact = ""
    if item.question.kind != Question.Kind.YEAR_TABLE:
        typed, exact = whole(plain(first[ANSWER - 1]), answer.typed), exactly(item, first[ANSWER - 1])
    reason = whole(plain(first[REASON - 1]), answer.unavailable_reason)
    return Given(
        typed=typed,
        unavailable_reason=reason,
        definition_note=whole(plain(first[DEFINITION - 1]), answer.definition_note),
        version=version_of(first[VERSION - 1]),
        unchanged=is_still_unchanged(item, typed, reason),
        exact=exact,
    )


def is_still_unchanged(item: Item, typed: Any, reason: str) -> bool:
    """An answer taken over from last round stays so while the workbook says the same; an emptied cell empties it."""
    was_taken_over = item.answer is not None and item.answer.unchanged_from_id is not None
    return was_taken_over and not (is_blank(typed) and not reason)


def uncalculated(cells: Cells) -> list[CellFault]:
    """A formula that nobody calculated is no empty cell: it would empty the answer."""
    words = _("The formula in this cell has no value. Write the value itself.")
    return [
        CellFault(title, line.number, get_column_letter(column), words)
        for title, _place, line in cells.rows
        for column in (ANSWER, REASON, DEFINITION)
        if isinstance(line.cells[column - 1], Formula)
    ]


def version_of(value: Any) -> int:
    return int(value) if isinstance(value, int | float) and math.isfinite(value) else 0


def plain(value: Any) -> str:
    """A cell as it would be typed; numbers without the noise of floating point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return canonical(Decimal(format(value, f".{DIGITS}g")))
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def whole(cell: str, kept: str) -> str:
    """A text that was too long for its cell, and came back as it was cut, is the text that is kept."""
    return kept if len(cell) >= LONGEST_CELL and kept.startswith(cell) else cell


def number_or_text(value: Any) -> Decimal | str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(plain(value)) if is_number else plain(value)


def exactly(item: Item, value: Any) -> str:
    """A number in a cell has one reading, whatever its digits look like."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return plain(value) if is_number and item.question.kind in Question.NUMBERS else ""


def faults_in(item: Item, given: Given, cells: Cells, language: str) -> list[CellFault]:
    column = get_column_letter(ANSWER)
    if item.question.kind == Question.Kind.YEAR_TABLE:
        return [
            CellFault(title, line.number, column, read.fault)
            for title, place, line in cells.rows
            if not (
                read := reading_of(item.question, Given(typed={place: given.typed[place]}), None, language)
            ).is_read
        ]
    read = reading_of(item.question, given, item.answer, language)
    if read.is_read or is_blank(given.typed):
        return []
    title, _place, line = cells.rows[0]
    return [CellFault(title, line.number, column, read.fault or ambiguous(given))]


def ambiguous(given: Given) -> str:
    from profiles.collection.numbers import read_number
    from profiles.collection.values import asked_about

    return asked_about(str(given.typed), read_number(str(given.typed)).readings)
