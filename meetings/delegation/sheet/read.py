"""A filled delegate list as plain rows: whatever is in the file, reading it ends, and in words."""

import io
import warnings
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from imap.core.translation import LANGUAGES, listed
from meetings.delegation.sheet.cells import Cell, cell_of
from meetings.delegation.sheet.layout import COLUMNS, EXPLAINS, HEAD_ROW, MOST_ROWS, folded, known_heads
from meetings.delegation.sheet.package import must_be_plain, must_end_above, swallowed
from profiles.collection.workbook import WrongWorkbook
from profiles.collection.workbook.pages import must_be_small
from profiles.collection.workbook.read import CellFault

MOST_COLUMNS = 40
MOST_SCANNED = 5_000  # rows of one sheet, empty ones too

Line = tuple[int, list[Cell]]


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
    """`unread`: sheets and columns that say something which is no part of the list, in words."""

    rows: list[Row] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_list(content: bytes) -> Read:
    """Raises `WrongWorkbook` for whatever is no workbook, is broken, encrypted or too large, or holds macros or no list."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            must_be_small(content)
            must_be_plain(content)
            return read_pages(content)
    except WrongWorkbook:
        raise
    except Exception as error:  # a library that parses a stranger's file may raise anything
        raise WrongWorkbook(_("This is no Excel workbook (.xlsx), or it is damaged or encrypted.")) from error


def read_pages(content: bytes) -> Read:
    """Twice open: once for values, once to tell a formula without one from an empty cell."""
    values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    formulas = load_workbook(io.BytesIO(content), read_only=True)
    read, found = Read(), False
    for page in values.worksheets:
        lines = lines_of(page, formulas[page.title])
        columns = columns_of(lines[0][1]) if lines else {}
        if columns:
            found = True
            must_end_above(content, page, MOST_SCANNED)
            read_page(page.title, lines, columns, swallowed(content, page), read)
        elif is_someones(page, lines):
            read.unread.append(_("sheet “%(sheet)s”") % {"sheet": page.title})
    if not found:
        raise WrongWorkbook(
            _(
                "The first row of no sheet has the heads of the list. Download the empty list, and fill that in."
            )
        )
    if not read.rows and not read.faults:
        raise WrongWorkbook(_("The list is empty: no row below the heads says anything."))
    return read


def is_someones(page: Any, lines: list[Line]) -> bool:
    """It says something, and is neither the sheet that explains nor the one that names are chosen from."""
    explaining = set()
    for language in LANGUAGES:
        with translation.override(language):
            explaining.add(str(EXPLAINS))
    says = any(cell.words for _number, cells in lines for cell in cells)
    return says and page.sheet_state == "visible" and page.title not in explaining


def lines_of(page: Any, twin: Any) -> list[Line]:
    """Rows that say something, with their numbers; the first row in any case."""
    lines: list[Line] = []
    limits = {"max_row": MOST_SCANNED, "max_col": MOST_COLUMNS}
    for number, (row, formulas) in enumerate(
        zip(page.iter_rows(**limits), twin.iter_rows(**limits), strict=True), HEAD_ROW
    ):
        cells = [cell_of(*pair) for pair in zip(row, formulas, strict=True)]
        if number == HEAD_ROW or any(cell.words or cell.why for cell in cells):
            lines.append((number, cells))
        if len(lines) > MOST_ROWS + 1:
            raise WrongWorkbook(_("The list has more than %(most)d rows.") % {"most": MOST_ROWS})
    return lines


def columns_of(heads: list[Cell]) -> dict[str, int]:
    """Where each known column stands. A sheet is a list where it has at least two of them."""
    found: dict[str, int] = {}
    for at, name in enumerate(names_of_heads(heads)):
        if name:
            found.setdefault(name, at)
    return found if len(found) >= 2 else {}


def names_of_heads(heads: list[Cell]) -> list[str]:
    known = known_heads()
    return [known.get(folded(head.words.rstrip("*: ")), "") for head in heads]


def read_page(
    sheet: str, lines: list[Line], columns: dict[str, int], hidden: set[tuple[int, int]], read: Read
) -> None:
    heads = lines[0][1]
    read.faults += [*missing_columns(sheet, columns), *doubled_columns(sheet, heads)]
    strange = [
        head.words for head, name in zip(heads, names_of_heads(heads), strict=True) if head.words and not name
    ]
    read.unread += [_("column “%(head)s” of sheet “%(sheet)s”") % {"head": head[:80], "sheet": sheet} for head in strange]  # fmt: skip
    take(sheet, lines[1:], columns, hidden, read)


def missing_columns(sheet: str, columns: dict[str, int]) -> list[CellFault]:
    gone = [str(column.label) for column in COLUMNS if column.is_needed and column.name not in columns]
    if not gone:
        return []
    words = _("These columns are missing: %(names)s") % {"names": listed(gone)}
    return [CellFault(sheet, HEAD_ROW, "–", words)]


def doubled_columns(sheet: str, heads: list[Cell]) -> list[CellFault]:
    """Two columns of one head: nobody knows which of them is meant."""
    names = names_of_heads(heads)
    counts = Counter(name for name in names if name)
    words = _("Two columns have the head “%(head)s”. Keep one of them.")
    return [
        CellFault(sheet, HEAD_ROW, get_column_letter(at + 1), words % {"head": heads[at].words})
        for at, name in enumerate(names)
        if counts[name] > 1 and name in names[:at]
    ]


def take(
    sheet: str, lines: list[Line], columns: dict[str, int], hidden: set[tuple[int, int]], read: Read
) -> None:
    letters = {name: get_column_letter(at + 1) for name, at in columns.items()}
    for number, cells in lines:
        mine = {name: cells[at] if at < len(cells) else Cell() for name, at in columns.items()}
        # A template that was filled for one state has its name in the first row: alone it is no delegate.
        if not any(cell.words or cell.why for name, cell in mine.items() if name != "organisation"):
            continue
        row = Row(sheet, number, {name: cell.words for name, cell in mine.items()}, letters)
        read.rows.append(row)
        read.faults += [row.fault(name, cell.why) for name, cell in mine.items() if cell.why]
        merged = [name for name, at in columns.items() if (number, at + 1) in hidden]
        words = _(
            "This cell is merged with another one. Part them, and write in each row what belongs to it."
        )
        read.faults += [row.fault(name, words) for name in merged]
    if len(read.rows) > MOST_ROWS:
        raise WrongWorkbook(_("The list has more than %(most)d rows.") % {"most": MOST_ROWS})
