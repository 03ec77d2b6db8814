"""Who is present, marked by the secretariat at the door."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from meetings import actions
from meetings.delegation.finding import own_meeting, person
from meetings.delegation.pages import standings
from meetings.models import Delegate, Meeting

MARKS = {"yes": True, "no": False, "": None}


@never_cache
@login_required
def attendance(request: HttpRequest, slug: str) -> HttpResponse:
    """By state, with the figures that the follow-up takes over: how many came, and no names."""
    meeting = own_meeting(request, slug)
    if request.method == "POST":
        return mark(request, meeting)
    rows = [row for row in standings(meeting) if row.counts[Delegate.State.CONFIRMED]]
    context = {
        "meeting": meeting,
        "rows": [
            (row, [each for each in row.delegates if each.state == each.State.CONFIRMED]) for row in rows
        ],
        "expected": sum(row.counts[Delegate.State.CONFIRMED] for row in rows),
        "present": sum(row.present for row in rows),
        "states_present": sum(row.present > 0 for row in rows),
    }
    return render(request, "delegation/attendance.html", context)


def mark(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Only the lines that were sent: two people at two doors do not undo each other."""
    marks: dict[int, bool | None] = {}
    for name, value in request.POST.items():
        key = name.removeprefix("present-")
        is_mark = key != name and key.isascii() and key.isdigit() and value in MARKS
        if is_mark and value != request.POST.get(f"before-{key}"):
            marks[int(key)] = MARKS[str(value)]
    changed = actions.mark_attendance(meeting=meeting, present=marks, by=person(request))
    words = ngettext("%(count)d mark is kept.", "%(count)d marks are kept.", changed)
    messages.success(request, words % {"count": changed} if changed else _("Nothing was changed."))
    return redirect("delegates:attendance", meeting.slug)
