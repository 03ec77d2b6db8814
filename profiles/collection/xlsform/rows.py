"""Rows of named cells, and what is wrong with one."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from profiles.collection.xlsform.languages import language_of

ALIASES = {
    "relevance": "relevant", "calculate": "calculation", "caption": "label", "list name": "list_name",
    "constraint message": "constraint_message", "repeat count": "repeat_count", "choice filter": "choice_filter",
    "jr:count": "repeat_count", "jr:constraintmsg": "constraint_message", "bind::relevant": "relevant",
    "bind::constraint": "constraint", "bind::required": "required", "command": "type", "tag": "name",
    "constraining message": "constraint_message", "value": "name", "default language": "default_language",
    "form title": "form_title", "title": "form_title",
}  # fmt: skip
TEXTS = ("label", "hint", "constraint_message")


@dataclass(frozen=True)
class Fault:
    """One error of a workbook; `row` as the spreadsheet counts, 0 where the whole sheet is meant."""

    sheet: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        place = _("sheet %(sheet)s") % {"sheet": self.sheet} if self.sheet else _("workbook")
        if self.row:
            place += ", " + _("row %(row)d") % {"row": self.row}
        if self.column:
            place += ", " + _("column %(column)s") % {"column": self.column}
        return f"{place}: {self.message}"


class Refused(Exception):
    """The workbook is refused as a whole; `faults` says why, each with its row."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass
class Row:
    """`cells` by column, `texts` by column and language: `{"label": {"ar": …, "es": …}}`."""

    number: int
    cells: dict[str, str] = field(default_factory=dict)
    texts: dict[str, dict[str, str]] = field(default_factory=dict)

    def cell(self, name: str) -> str:
        return self.cells.get(name, "").strip()

    def text(self, name: str) -> dict[str, str]:
        return self.texts.get(name, {})


def plain(header: Any) -> str:
    name = str(header).strip().lower()
    return ALIASES.get(name, name)


def headed(head: Any) -> tuple[str, str]:
    """`label::Français (fr)` as the column and the language that it names."""
    base, _colons, language = str(head).partition("::")
    if not language and base.partition(":")[0].strip().lower() in TEXTS:
        base, _colon, language = base.partition(":")
    return plain(base), language


def rows_of(rows: list[dict[str, Any]], default: str) -> list[Row]:
    return [row_of(number, row, default) for number, row in enumerate(rows, 2)]


def row_of(number: int, raw: dict[str, Any], default: str) -> Row:
    row = Row(number)
    for head, value in raw.items():
        if value is None or not str(value).strip():
            continue
        name, language = headed(head)
        if name in TEXTS:
            row.texts.setdefault(name, {})[language_of(language) if language else default] = str(
                value
            ).strip()
        else:
            row.cells[name if not language else plain(head)] = str(value)
    return row
