"""An XLSForm workbook as rows of named cells, with the languages of its texts."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from pyxform.errors import PyXFormError
from pyxform.xls2json_backends import get_xlsform

from profiles.collection.xlsform.heads import faults_in_heads, no_language, twice_in
from profiles.collection.xlsform.languages import is_known, language_of
from profiles.collection.xlsform.rows import Fault, Refused, Row, plain, rows_of

MOST_UNPACKED = 100 * 1024 * 1024  # bytes of a workbook that is small only while packed


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
        raise Refused(twice_in(content) or [Fault("", 0, "", str(error).strip())]) from error
    except Exception as error:  # what pyxform does not expect: a date for a header, a damaged file
        raise Refused([odd()]) from error
    if not found.survey:
        raise Refused([without_questions(found.sheet_names or [])])
    if faults := faults_in_heads(found):
        raise Refused(faults)
    settings = {plain(key): str(value) for key, value in ((found.settings or [{}])[0] or {}).items()}
    default = language_of(settings.get("default_language", "")) or "en"
    if not is_known(default):
        raise Refused([Fault("settings", 2, "default_language", no_language(default))])
    survey = rows_of(found.survey or [], default)
    return Workbook(survey, rows_of(found.choices or [], default), settings, languages_of(survey))


def without_questions(sheets: Iterable[str]) -> Fault:
    if any(str(name).strip().lower() == "survey" for name in sheets):
        return Fault("survey", 0, "", _("The sheet has no rows below its head."))
    return Fault("survey", 0, "", _("The workbook has no sheet named “%(sheet)s”.") % {"sheet": "survey"})


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


def languages_of(rows: list[Row]) -> list[str]:
    return list(dict.fromkeys(language for row in rows for texts in row.texts.values() for language in texts))
