"""The empty delegate list, to be filled: a row of heads, and a second sheet that says what goes where."""

import io

from django.utils import translation
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from imap.core.translation import OWN_NAMES, direction_of, listed
from meetings.delegation.sheet.layout import COLUMNS, EXPLAINS, HEAD_ROW, MOST_ROWS
from meetings.models import Invitation, Meeting
from meetings.models.meeting import INTERPRETED

HEAD = PatternFill("solid", fgColor="14243A")


def write_template(meeting: Meeting, invitations: list[Invitation], language: str) -> bytes:
    with translation.override(language):
        book = Workbook()
        page = book.active
        assert isinstance(page, Worksheet)
        page.title = _("Delegates")
        page.sheet_view.rightToLeft = direction_of(language) == "rtl"
        page.freeze_panes = "A2"
        names = [str(row.organisation) for row in invitations]
        write_heads(page)
        explain(book, meeting, names, language)
        offer_names(book, page, names)
        if len(names) == 1:
            page.cell(HEAD_ROW + 1, 1, names[0]).data_type = "s"
        kept = io.BytesIO()
        book.save(kept)
        return kept.getvalue()


def write_heads(page: Worksheet) -> None:
    for at, column in enumerate(COLUMNS, 1):
        cell = page.cell(HEAD_ROW, at, f"{column.label}")
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        page.column_dimensions[get_column_letter(at)].width = column.width


def explain(book: Workbook, meeting: Meeting, names: list[str], language: str) -> None:
    page = book.create_sheet(str(EXPLAINS))
    page.sheet_view.rightToLeft = direction_of(language) == "rtl"
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 34, 90
    interpreted = [name for code, name in INTERPRETED if code in (meeting.interpretation or [code])]
    rows = [
        (_("Meeting"), str(meeting.shown_title)),
        (_("One row"), _("One delegate. State or organisation, name and function are needed; the rest helps.")),
        (_("State or organisation"), _("As it stands in the list below, or its code.")),
        (_("E-mail address"), _("The confirmation goes there. Without it none is sent.")),
        (_("Language of letters"), listed(OWN_NAMES.values())),
        (_("Listens in"), listed(interpreted)),
        (_("Personal data"), _("How delegates are reached and what they need is deleted after the meeting.")),
    ]  # fmt: skip
    for row in [*rows, *((_("Invited"), name) for name in names)]:
        page.append(row)
    texts_only(page)


def texts_only(page: Worksheet) -> None:
    """Whatever a name begins with: none is a formula."""
    for row in page.iter_rows():
        for cell in row:
            cell.data_type = "s"


def offer_names(book: Workbook, page: Worksheet, names: list[str]) -> None:
    """A list to choose the state from; in a sheet of its own, where names may hold commas."""
    if not names:
        return
    hidden = book.create_sheet("lists")
    hidden.sheet_state = "hidden"
    for at, name in enumerate(names, 1):
        hidden.cell(at, 1, name)
    texts_only(hidden)
    choice = DataValidation(type="list", formula1=f"lists!$A$1:$A${len(names)}", allow_blank=True)
    page.add_data_validation(choice)
    choice.add(f"A{HEAD_ROW + 1}:A{MOST_ROWS + 1}")
