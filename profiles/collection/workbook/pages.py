"""An uploaded workbook as plain rows, read with limits: whatever is in the file, reading it ends, and in words."""

import io
import warnings
import zipfile
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from profiles.collection.workbook.layout import FIRST_ROW, HEAD_ROW, IDENTITY, VERSION

MOST_UNPACKED = 15 * 1024 * 1024  # bytes
MOST_ROWS = 20_000  # of all sheets


class WrongWorkbook(Exception):
    """The file is none of ours, or of another round, state or version; the message says which was expected."""


class Formula:
    """A cell whose formula has no value, or an error for one: nobody calculated it."""

    def __str__(self) -> str:
        return ""


@dataclass
class Line:
    """A row of a sheet: its number, and its cells' values from the first column to the last that we write."""

    number: int
    cells: list[Any]


@dataclass
class Page:
    title: str
    lines: list[Line]


@dataclass
class Book:
    """`identity` is what the workbook says of itself; None where it says nothing."""

    identity: dict[str, Any] | None
    pages: list[Page]


def read_book(content: bytes) -> Book:
    """Raises `WrongWorkbook` for whatever is no workbook, is broken, encrypted or too large."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            must_be_small(content)
            return book_of(content)
    except WrongWorkbook:
        raise
    except Exception as error:  # a library that parses a stranger's file may raise anything
        raise WrongWorkbook(_("This is no Excel workbook (.xlsx), or it is damaged or encrypted.")) from error


def must_be_small(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
            raise WrongWorkbook(_("The workbook is too large."))


def book_of(content: bytes) -> Book:
    """Twice open: once for values, once to tell a formula without one from an empty cell."""
    values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    formulas = load_workbook(io.BytesIO(content), read_only=True)
    if IDENTITY not in values.sheetnames:
        return Book(None, [])
    marks = values[IDENTITY].iter_rows(max_col=2, max_row=20, values_only=True)
    identity = {str(row[0]): row[1] for row in marks}
    left, pages = MOST_ROWS, []
    for page in values.worksheets:
        lines = lines_of(page, formulas[page.title], left)
        left -= len(lines)
        if page.title != IDENTITY and is_part(lines):
            pages.append(Page(page.title, [line for line in lines if line.number >= FIRST_ROW]))
    return Book(identity, pages)


def lines_of(page: Any, twin: Any, most: int) -> list[Line]:
    limits = {"max_row": MOST_ROWS + 1, "max_col": VERSION}
    lines = []
    for number, (row, formulas) in enumerate(
        zip(page.iter_rows(**limits), twin.iter_rows(**limits), strict=True), 1
    ):
        if len(lines) >= most:
            raise WrongWorkbook(_("The workbook is too large."))
        lines.append(Line(number, [value_of(*pair) for pair in zip(row, formulas, strict=True)]))
    return lines


def value_of(cell: Any, twin: Any) -> Any:
    is_formula = twin.value is not None and twin.data_type == "f"
    if cell.value is None:
        return Formula() if is_formula else None
    return Formula() if cell.data_type == "e" else cell.value


def is_part(lines: list[Line]) -> bool:
    """The sheet of a part has its own head in the hidden column; the page that explains, and people's notes, have not."""
    return len(lines) >= HEAD_ROW and lines[HEAD_ROW - 1].cells[VERSION - 1] == "version"
