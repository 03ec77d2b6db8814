"""An XLSForm workbook as rows of named cells, with the languages of its texts."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import get_xlsform

MOST_UNPACKED = 100 * 1024 * 1024  # bytes of a workbook that is small only while packed
ALIASES = {
    "relevance": "relevant", "calculate": "calculation", "caption": "label", "list name": "list_name",
    "constraint message": "constraint_message", "repeat count": "repeat_count", "choice filter": "choice_filter",
    "jr:count": "repeat_count", "jr:constraintmsg": "constraint_message", "bind::relevant": "relevant",
    "bind::constraint": "constraint", "bind::required": "required", "command": "type", "tag": "name",
    "constraining message": "constraint_message", "value": "name", "default language": "default_language",
    "form title": "form_title", "title": "form_title",
}  # fmt: skip
TEXTS = ("label", "hint", "constraint_message")
CODE = re.compile(r"\(([a-z]{2,3})(?:-[^)]*)?\)\s*$", re.IGNORECASE)
NAMES = {
    "english": "en", "anglais": "en", "الإنجليزية": "en", "french": "fr", "français": "fr", "francais": "fr",
    "الفرنسية": "fr", "arabic": "ar", "arabe": "ar", "العربية": "ar", "عربي": "ar", "spanish": "es", "español": "es",
}  # fmt: skip


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


@dataclass
class Workbook:
    survey: list[Row]
    choices: list[Row]
    settings: dict[str, str]
    languages: list[str]


def read(content: bytes) -> Workbook:
    """The sheets of a workbook. Raises `Refused` where it is none, or lacks a sheet or a column."""
    must_be_workbook(content)
    try:
        found = get_xlsform(content, file_type=".xlsx")
    except PyXFormError as error:
        raise Refused([Fault("", 0, "", str(error).strip())]) from error
    except Exception as error:  # what pyxform does not expect: a date for a header, a damaged file
        raise Refused([odd()]) from error
    faults = [
        Fault(sheet, 0, "", _("The workbook has no sheet named “%(sheet)s”.") % {"sheet": sheet})
        for sheet, rows in (("survey", found.survey),)
        if not rows
    ]
    if faults:
        raise Refused(faults)
    settings = {plain(key): str(value) for key, value in ((found.settings or [{}])[0] or {}).items()}
    default = language_of(settings.get("default_language", "")) or "en"
    survey = rows_of(found.survey or [], default)
    return Workbook(survey, rows_of(found.choices or [], default), settings, languages_of(survey))


def odd() -> Fault:
    """The workbook is read by pyxform, and pyxform fell over it."""
    return Fault(
        "", 0, "",
        _(
            "The workbook cannot be read as an XLSForm. It may be damaged, have a date or a number as the head of a column, "
            "or a column that goes deeper than the language, as label::en::x does."
        ),
    )  # fmt: skip


def must_be_workbook(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(each.file_size for each in packed.infolist())
            is_workbook = "xl/workbook.xml" in packed.namelist()
    except Exception:  # zipfile has more to say of a damaged file than that it is a bad one
        unpacked, is_workbook = 0, False
    if not is_workbook:
        raise Refused([Fault("", 0, "", _("This is no Excel workbook (.xlsx)."))])
    if unpacked > MOST_UNPACKED:
        raise Refused([Fault("", 0, "", _("The workbook is too large."))])


def plain(header: Any) -> str:
    name = str(header).strip().lower()
    return ALIASES.get(name, name)


def language_of(name: str) -> str:
    """The code of a language as workbooks name it: `Français (fr)`, `French`, `fr`; the name itself where unknown."""
    name = name.strip()
    if match := CODE.search(name):
        return match[1].lower()
    return NAMES.get(name.lower(), name.lower() if len(name) == 2 else name)


def rows_of(rows: list[dict[str, Any]], default: str) -> list[Row]:
    return [row_of(number, row, default) for number, row in enumerate(rows, 2)]


def row_of(number: int, raw: dict[str, Any], default: str) -> Row:
    row = Row(number)
    for header, value in raw.items():
        if value is None or not str(value).strip():
            continue
        base, _colons, language = str(header).partition("::")
        if not language and base.partition(":")[0].strip().lower() in TEXTS:
            base, _colon, language = base.partition(":")
        name = plain(base)
        if name in TEXTS:
            row.texts.setdefault(name, {})[language_of(language) if language else default] = str(
                value
            ).strip()
        else:
            row.cells[name if not language else plain(header)] = str(value)
    return row


def languages_of(rows: list[Row]) -> list[str]:
    return list(dict.fromkeys(language for row in rows for texts in row.texts.values() for language in texts))
