"""The list of meetings, one meeting, its entry for calendars, and its files."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import Reader, maps_for
from imap.core.list_filters import active_filters
from imap.core.pagecache import public_page
from imap.core.sending import send_kept
from meetings.calendar import calendar_of, has_entry
from meetings.filters import ChosenMeetings, MeetingFilterForm, filtered
from meetings.frames import host_frame
from meetings.models import Delegate, DocumentFile, Invitation, Meeting, Record, noted_by
from meetings.pages import agenda, known, timeline, with_heads, with_papers


@public_page
def meeting_list(request: HttpRequest) -> HttpResponse:
    maps = list(maps_for(request.user).prefetch_related("pillars"))
    form = MeetingFilterForm(request.GET, user=request.user, maps=maps)
    chosen = ChosenMeetings.of(form)
    rows = with_heads(filtered(Meeting.objects.visible_to(request.user), chosen, maps))
    meetings = list(rows.prefetch_related("themes").order_by("-starts", "slug"))
    to_come, years = timeline(meetings)
    shown = [each for each in maps if chosen.map in ("", each.slug)]
    context = {
        "form": form,
        "chosen": chosen,
        "active": active_filters(form, chosen, request.GET),
        "meetings": meetings,
        "to_come": to_come,
        "years": years,
        "known": known(shown, request.user),
        "frame": host_frame(shown[0], meetings) if shown else None,
    }
    return render(request, "meetings/list.html", context)


@public_page
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    rows = with_papers(Meeting.objects.visible_to(request.user), request.user)
    found = get_object_or_404(rows, slug=slug)
    is_read = Meeting.objects.readable_by(request.user).filter(pk=found.pk).exists()
    context = {
        "meeting": found,
        "agenda": agenda(found),
        "frame": host_frame(found.regional_map, [found]),
        "is_closed": found.is_planned and not is_read,
        "ways": ways_of(request.user, found),
        "has_summary": Record.objects.released_to(request.user).filter(meeting=found).exists(),
        "takes_notes": noted_by(request.user).filter(pk=found.pk).exists(),
    }
    return render(request, "meetings/meeting.html", context)


def ways_of(user: Reader, found: Meeting) -> list[tuple[str, str]]:
    """Where a person who prepares the meeting, or takes part, goes from its page."""
    if not user.is_authenticated:
        return []
    desk = Meeting.objects.editable_by(user).filter(pk=found.pk).exists()
    invitation = Invitation.objects.answerable_by(user).filter(meeting=found).first()
    ways = []
    if desk:
        ways.append((reverse("delegates:desk", args=[found.slug]), _("Invitations and delegates")))
    if invitation:
        ways.append((invitation.get_absolute_url(), _("Invitation")))
    if Delegate.objects.own(user).filter(meeting=found).exists():
        ways.append((reverse("meetings:my_place", args=[found.slug]), _("Your place at the meeting")))
    if desk or Delegate.objects.meetings_with(user).filter(meeting=found).exists():
        ways.append((reverse("meetings:participants", args=[found.slug]), _("List of participants")))
    return ways


@public_page
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Only where the day is known, or was: no calendar gets a day that nobody set."""
    found = get_object_or_404(with_heads(Meeting.objects.visible_to(request.user)), slug=slug)
    if not has_entry(found):
        raise Http404
    answer = HttpResponse(calendar_of(found), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.slug}.ics"'
    return answer


@never_cache
def file(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    rows = DocumentFile.objects.visible_to(request.user).filter(document__meeting__slug=slug)
    found = get_object_or_404(rows, pk=pk)
    return send_kept(found.file, found.name)
