"""Writing the workbook: a sheet a part, a row a question, last round's answer beside the empty cell."""

import io
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.worksheet.datavalidation import DataValidation

from imap.core.numbers import day
from imap.core.translation import direction_of, reading_language
from profiles.collection.models import Figure, Question, Submission
from profiles.collection.models.answer import is_blank
from profiles.collection.sheet import Item, Part, Sheet, answer_in_words
from profiles.collection.spoken import shown_if
from profiles.collection.values import CONTROLS, in_words, read_value
from profiles.collection.workbook import layout
from profiles.collection.workbook.layout import (
    ANSWER,
    DEFINITION,
    FIRST_ROW,
    HEAD_ROW,
    IDENTITY,
    KEY,
    REASON,
    VERSION,
)

OPEN = PatternFill("solid", fgColor="FFF6E7B8")
HEAD = PatternFill("solid", fgColor="FFF3EFE5")
WIDTHS = {"A": 18, "B": 48, "C": 36, "D": 32, "E": 44, "F": 30, "G": 30}
LONGEST_LIST = 250  # characters that Excel takes for the choices of a cell
SPARE = 3  # empty entries of a repeated group, to be filled without a connection
DIGITS = 15  # that a cell of Excel keeps


def write_workbook(submission: Submission) -> bytes:
    """The workbook in the language of the page."""
    book = Workbook()
    about(book.active, submission)
    marks = book.create_sheet(IDENTITY)
    for row in layout.identity(submission).items():
        marks.append(row)
    marks.sheet_state = "veryHidden"
    sheet = Sheet(submission, spare=SPARE)
    for part in sheet.parts:
        write_part(book.create_sheet(layout.sheet_name(part)), sheet, part)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def about(page: Any, submission: Submission) -> None:
    page.title = _("Read me")[:31]
    page.sheet_view.rightToLeft = direction_of(reading_language()) == "rtl"
    page.column_dimensions["A"].width = 100
    lines = [
        str(submission.round.shown_title),
        str(submission.country),
        _("Due on %(day)s") % {"day": day(submission.due)},
        _("Fill the yellow cells. Where something is not available, say why in the cell beside it."),
        _("Numbers may have thousands separators. Several choices are separated by a semicolon."),
        _("Then upload the workbook on the page of the questionnaire. Files are attached there."),
    ]
    for number, line in enumerate(lines, 1):
        text_in(page.cell(number, 1), line)
    page["A1"].font = Font(bold=True, size=14)


def text_in(cell: Any, words: str) -> None:
    """As a text, whatever it begins with: no answer is a formula."""
    cell.value = CONTROLS.sub("", words)
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def write_part(page: Any, sheet: Sheet, part: Part) -> None:
    page.sheet_view.rightToLeft = direction_of(reading_language()) == "rtl"
    text_in(page.cell(1, KEY), str(part.heading))
    page.cell(1, KEY).font = Font(bold=True, size=14)
    heads = [
        _("Code"), _("Question"), _("Help"), _("Last round"), _("Answer"), _("Not available, because"),
        _("National definition, where it differs"), "version",
    ]  # fmt: skip
    for column, words in enumerate(heads, 1):
        cell = page.cell(HEAD_ROW, column)
        text_in(cell, words)
        cell.font, cell.fill = Font(bold=True), HEAD
    row = FIRST_ROW
    for item in part.items:
        row = write_item(page, sheet, item, row)
    for letter, width in WIDTHS.items():
        page.column_dimensions[letter].width = width
    page.column_dimensions["H"].hidden = True
    page.freeze_panes = page.cell(FIRST_ROW, 3)
    page.protection.sheet = True
    page.protection.formatColumns = page.protection.formatRows = False


def write_item(page: Any, sheet: Sheet, item: Item, row: int) -> int:
    """The rows of one question; the row after them."""
    if item.question.kind == Question.Kind.CALCULATED:
        return row
    if item.question.kind in layout.WITHOUT_CELL:
        text_in(page.cell(row, layout.QUESTION), words_of(item))
        if item.question.kind == Question.Kind.FILE:
            text_in(page.cell(row, layout.HELP), _("Attach files on the portal."))
        return row + 1
    for key, place in layout.keys(item):
        write_row(page, row, item, key, place)
        text_in(page.cell(row, layout.HELP), help_of(sheet, item, place))
        row += 1
    return row


def words_of(item: Item) -> str:
    marked = " *" if item.question.required else ""
    entry = f" ({item.entry})" if item.entry else ""
    return f"{item.label or item.question.code}{entry}{marked}"


def write_row(page: Any, row: int, item: Item, key: str, place: tuple[int, str] | None) -> None:
    answer = item.answer
    words = words_of(item) + (f" · {place[0]} · {figure_of(item, place)}" if place else "")
    text_in(page.cell(row, KEY), key)
    text_in(page.cell(row, layout.QUESTION), words)
    text_in(page.cell(row, layout.LAST), last_of(item, place))
    fill(page.cell(row, ANSWER), item, place)
    text_in(page.cell(row, REASON), answer.unavailable_reason if answer else "")
    text_in(page.cell(row, DEFINITION), answer.definition_note if answer else "")
    page.cell(row, VERSION).value = answer.version if answer else 0
    for column in (ANSWER, REASON, DEFINITION):
        page.cell(row, column).fill = OPEN
        page.cell(row, column).protection = Protection(locked=False)
    offer_choices(page, row, item)


def figure_of(item: Item, place: tuple[int, str] | None) -> Figure | None:
    """The column of a table of years that a row is for."""
    return next((each for each in item.question.figures.all() if place and each.code == place[1]), None)


def help_of(sheet: Sheet, item: Item, place: tuple[int, str] | None) -> str:
    question, figure = item.question, figure_of(item, place)
    lines = [str(question.shown_help), (figure.unit if figure else "") or question.unit]
    if question.choice_list_id:
        lines.append("; ".join(str(choice) for choice in item.choices))
    if condition := shown_if(sheet, question, item.entry):
        lines.append(_("Only if %(condition)s") % {"condition": condition})
    return "\n".join(line for line in lines if line)


def last_of(item: Item, place: tuple[int, str] | None) -> str:
    if item.previous is None:
        return ""
    if place is None or item.previous.unavailable_reason or item.previous.question.kind != item.question.kind:
        words = answer_in_words(item.previous)
        asked = item.asked_before
        return "\n".join([words, _("Asked then:") + f" {asked}"]) if asked and place is None else words
    return str(((item.previous.value or {}).get(str(place[0])) or {}).get(place[1], ""))


def fill(cell: Any, item: Item, place: tuple[int, str] | None) -> None:
    """Numbers as numbers as far as a cell keeps their digits, everything else as text."""
    question, answer = item.question, item.answer
    text_in(cell, "")
    if answer is None:
        return
    value: Any = ((answer.value or {}).get(str(place[0])) or {}).get(place[1]) if place else answer.value
    if is_blank(value):
        text_in(cell, "" if place else answer.typed)
    elif question.kind in (*Question.NUMBERS, Question.Kind.YEAR_TABLE):
        fits = len(value.lstrip("-").replace(".", "").lstrip("0")) <= DIGITS
        if fits:
            cell.value = Decimal(value)
        else:
            text_in(cell, value)
    elif question.kind in Question.OF_CHOICES:
        text_in(cell, in_typed_words(question, value))
    else:
        text_in(cell, str(value))


def in_typed_words(question: Question, value: Any) -> str:
    """Labels where they are read back as the same choices; else codes: labels may be alike, or hold a semicolon."""
    words = in_words(question, value, reading_language())
    codes = "; ".join(value) if isinstance(value, list) else str(value)
    return words if read_value(question, words).value == value else codes


def offer_choices(page: Any, row: int, item: Item) -> None:
    """The cell of a single choice offers its choices, where Excel can hold them."""
    if item.question.kind != Question.Kind.CHOICE:
        return
    words = [str(choice) for choice in item.choices]
    listed = ",".join(words)
    if not words or len(listed) > LONGEST_LIST or any("," in each or '"' in each for each in words):
        return
    validation = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=False)
    page.add_data_validation(validation)
    validation.add(page.cell(row, ANSWER))
