"""What a workbook tells before its cells are read, and what reading them row by row does not tell."""

import io
import re
import zipfile
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import range_boundaries

from profiles.collection.workbook import WrongWorkbook

MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})[\"']")
ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=[\"'](\d{1,7})[\"']")
SAYS = re.compile(rb"<(?:\w+:)?(?:v|t|f)\b")
# Merged areas that are looked at, and how far each reaches: a stranger's file may name millions.
MOST_MERGED, TALLEST, WIDEST = 500, 600, 40


def must_be_plain(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if any(name.lower().endswith("vbaproject.bin") for name in packed.namelist()):
            raise WrongWorkbook(_("The workbook holds macros. Save it as a workbook without them (.xlsx), and send that."))  # fmt: skip


def source_of(content: bytes, page: Any) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read(page._worksheet_path)


def must_end_above(content: bytes, page: Any, most: int) -> None:
    """A row far below the others is not lost without a word."""
    source = source_of(content, page)
    below = next((found for found in ROW.finditer(source) if int(found[1]) > most), None)
    if below and SAYS.search(source, below.start()):
        words = _("Sheet “%(sheet)s” says something below row %(most)d. Move it up, or delete it.")
        raise WrongWorkbook(words % {"sheet": page.title, "most": most})


def swallowed(content: bytes, page: Any) -> set[tuple[int, int]]:
    """Row and column of each cell that a merged one covers; its words stand in the first of them alone."""
    covered: set[tuple[int, int]] = set()
    for found in islice(MERGED.finditer(source_of(content, page)), MOST_MERGED):
        left, top, right, bottom = range_boundaries(found[1].decode())
        assert None not in (left, top, right, bottom)
        rows, columns = range(top, min(bottom, top + TALLEST) + 1), range(left, min(right, left + WIDEST) + 1)
        covered |= {(row, column) for row in rows for column in columns} - {(top, left)}
    return covered
