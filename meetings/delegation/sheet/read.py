"""A filled delegate list as plain rows: whatever is in the file, reading it ends, and in words."""

import io
import warnings
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from imap.core.translation import listed
from meetings.delegation.sheet.layout import COLUMNS, HEAD_ROW, MOST_ROWS, folded, known_heads
from profiles.collection.workbook import WrongWorkbook
from profiles.collection.workbook.pages import must_be_small
from profiles.collection.workbook.read import CellFault

MOST_COLUMNS = 40
MOST_SCANNED = 5_000  # rows of one sheet, empty ones too


@dataclass(frozen=True)
class Row:
    """One delegate as typed: where it stands, and each known column's words; `columns` are the letters."""

    sheet: str
    number: int
    words: dict[str, str]
    columns: dict[str, str]

    def fault(self, column: str, message: str) -> CellFault:
        return CellFault(self.sheet, self.number, self.columns.get(column, ""), message)


@dataclass
class Read:
    rows: list[Row]
    faults: list[CellFault]


def read_list(content: bytes) -> Read:
    """Raises `WrongWorkbook` for whatever is no workbook, is broken, encrypted or too large, or holds no list."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            must_be_small(content)
            return read_pages(content)
    except WrongWorkbook:
        raise
    except Exception as error:  # a library that parses a stranger's file may raise anything
        raise WrongWorkbook(_("This is no Excel workbook (.xlsx), or it is damaged or encrypted.")) from error


def read_pages(content: bytes) -> Read:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    read, found = Read([], []), False
    for page in book.worksheets:
        lines = lines_of(page)
        columns = columns_of(lines[0][1]) if lines else {}
        if not columns:
            continue  # the sheet that explains, or someone's notes
        found = True
        read.faults += missing_columns(page.title, columns)
        take(page.title, lines[1:], columns, read)
    if not found:
        raise WrongWorkbook(
            _(
                "The first row of no sheet has the heads of the list. Download the empty list, and fill that in."
            )
        )
    if not read.rows and not read.faults:
        raise WrongWorkbook(_("The list is empty: no row below the heads says anything."))
    return read


def lines_of(page: Any) -> list[tuple[int, list[str]]]:
    """Rows that say something, with their numbers; the first row in any case."""
    lines = []
    for number, cells in enumerate(
        page.iter_rows(max_row=MOST_SCANNED, max_col=MOST_COLUMNS, values_only=True), HEAD_ROW
    ):
        words = [in_words(cell) for cell in cells]
        if number == HEAD_ROW or any(words):
            lines.append((number, words))
        if len(lines) > MOST_ROWS + 1:
            raise WrongWorkbook(_("The list has more than %(most)d rows.") % {"most": MOST_ROWS})
    return lines


def in_words(cell: Any) -> str:
    """A telephone number that Excel took for a figure is its digits; control characters are nobody's name."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    words = "".join(letter if letter.isprintable() else " " for letter in str(cell))
    return " ".join(words.split())


def columns_of(heads: list[str]) -> dict[str, int]:
    """Where each known column stands. A sheet is a list where it has at least two of them."""
    known = known_heads()
    found: dict[str, int] = {}
    for at, head in enumerate(heads):
        name = known.get(folded(head.rstrip("* ")))
        if name and name not in found:
            found[name] = at
    return found if len(found) >= 2 else {}


def missing_columns(sheet: str, columns: dict[str, int]) -> list[CellFault]:
    gone = [str(column.label) for column in COLUMNS if column.is_needed and column.name not in columns]
    if not gone:
        return []
    words = _("These columns are missing: %(names)s") % {"names": listed(gone)}
    return [CellFault(sheet, HEAD_ROW, "–", words)]


def take(sheet: str, lines: list[tuple[int, list[str]]], columns: dict[str, int], read: Read) -> None:
    letters = {name: get_column_letter(at + 1) for name, at in columns.items()}
    for number, words in lines:
        said = {name: words[at] if at < len(words) else "" for name, at in columns.items()}
        # A template that was filled for one state has its name in the first row: alone it is no delegate.
        if any(value for name, value in said.items() if name != "organisation"):
            read.rows.append(Row(sheet, number, said, letters))
    if len(read.rows) > MOST_ROWS:
        raise WrongWorkbook(_("The list has more than %(most)d rows.") % {"most": MOST_ROWS})
