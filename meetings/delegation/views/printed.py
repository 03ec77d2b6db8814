"""Badges and the attendance list, as PDF, for the secretariat's printer."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from imap.core.pdf import pdf_of
from imap.core.translation import direction_of, reading_language
from meetings.delegation.badges import lines_of, sheets_of
from meetings.delegation.finding import own_meeting
from meetings.models import Delegate, Meeting


def expected(meeting: Meeting) -> list[Delegate]:
    """Confirmed delegates by state and name, with what a badge says."""
    rows = Delegate.objects.expected().filter(meeting=meeting).select_related("organisation__country")
    rows = rows.defer("organisation__search", "organisation__country__search")
    return sorted(rows, key=lambda row: (str(row.organisation), row.name.casefold()))


def pdf(request: HttpRequest, template: str, name: str, context: dict[str, Any]) -> HttpResponse:
    language = reading_language()
    known = {"language": language, "direction": direction_of(language), **context}
    answer = HttpResponse(pdf_of(template, known), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer


@never_cache
@login_required
@require_safe
def badges(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = own_meeting(request, slug)
    context = {"meeting": meeting, "sheets": sheets_of(expected(meeting)), "title": _("Badges")}
    return pdf(request, "delegation/badges.pdf.html", f"{slug}-badges", context)


@never_cache
@login_required
@require_safe
def attendance_list(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = own_meeting(request, slug)
    context = {"meeting": meeting, "lines": lines_of(expected(meeting)), "title": _("Attendance list")}
    return pdf(request, "delegation/attendance.pdf.html", f"{slug}-attendance", context)
