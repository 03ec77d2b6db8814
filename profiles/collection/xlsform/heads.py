"""The first row of each sheet: the columns that have to be there, and the languages that they name."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from profiles.collection.xlsform.languages import is_known, language_of
from profiles.collection.xlsform.rows import TEXTS, Fault, headed

NEEDED = {"survey": ("type", "name"), "choices": ("list_name", "name")}


def faults_in_heads(found: Any) -> list[Fault]:
    """`found` is what pyxform read."""
    faults: list[Fault] = []
    for sheet, needed in NEEDED.items():
        heads = [head for row in getattr(found, f"{sheet}_header") or [] for head in row]
        if not heads:
            continue
        named = {headed(head)[0] for head in heads}
        faults += [Fault(sheet, 1, name, no_column(name)) for name in needed if name not in named]
        faults += faults_of_languages(sheet, heads)
    return faults


def no_column(name: str) -> str:
    return _("The sheet has no column named “%(name)s”.") % {"name": name}


def faults_of_languages(sheet: str, heads: Iterable[str]) -> Iterator[Fault]:
    seen: dict[tuple[str, str], str] = {}
    for head in heads:
        name, language = headed(head)
        if name not in TEXTS or not language or "::" in language:  # deeper than that, pyxform refuses it
            continue
        code = language_of(language)
        if not is_known(code):
            yield Fault(sheet, 1, head, no_language(language))
        elif (name, code) in seen:
            words = _("It has the same language as the column “%(other)s”.")
            yield Fault(sheet, 1, head, words % {"other": seen[name, code]})
        seen.setdefault((name, code), head)


def no_language(name: str) -> str:
    words = _(
        "“%(name)s” is no language that is known. Write its code in brackets, as in label::English (en)."
    )
    return words % {"name": name}


def twice_in(content: bytes) -> list[Fault]:
    """Heads that stand in a sheet twice, where pyxform says only that there are some."""
    book = load_workbook(io.BytesIO(content), read_only=True)
    faults = []
    for page in book.worksheets:
        seen: set[str] = set()
        for cell in next(page.iter_rows(max_row=1, values_only=True), ()):
            head = str(cell or "").strip()
            if head and head in seen:
                faults.append(Fault(page.title, 1, head, _("The column stands in the sheet twice.")))
            seen.add(head)
    return faults
