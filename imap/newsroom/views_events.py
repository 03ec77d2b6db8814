"""Events: the list, the month, one event, and files for calendar programs."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import maps_for
from imap.core.links import marks
from imap.core.list_filters import active_filters, must_fit
from imap.core.pagecache import public_page
from imap.newsroom.calendar import EARLIEST, LATEST, as_dated, dated, month_of, with_heads
from imap.newsroom.filters import ChosenEvents, EventFilterForm, MonthFilterForm
from imap.newsroom.ics import calendar_of
from imap.newsroom.models import Event
from imap.regions.known import KNOWN

CALENDAR = "text/calendar; charset=utf-8"


def asked(
    request: HttpRequest, of: type[EventFilterForm] = EventFilterForm
) -> tuple[EventFilterForm, ChosenEvents]:
    form = of(request.GET, user=request.user, maps=maps_for(request.user))
    return form, ChosenEvents.of(form)


@require_safe
@public_page
def event_list(request: HttpRequest) -> HttpResponse:
    form, chosen = asked(request)
    found = dated(request.user, chosen)
    context = {
        "form": form,
        "chosen": chosen,
        "active": active_filters(form, chosen, request.GET),
        "entries": found,
        "to_come": [one for one in found if not one.is_over],
        "past": [one for one in reversed(found) if one.is_over],
        "this_month": timezone.localdate().replace(day=1),
    }
    return render(request, "newsroom/events.html", context)


@require_safe
@public_page
def month(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """A month as a table. Beyond a lifetime nothing is looked for."""
    if not (EARLIEST.year <= year <= LATEST.year and 1 <= number <= 12):
        raise Http404
    form, chosen = asked(request, MonthFilterForm)
    context = {
        "form": form,
        "chosen": chosen,
        "active": active_filters(form, chosen, request.GET),
        "month": month_of(date(year, number, 1), request.user, chosen),
        "this_month": timezone.localdate().replace(day=1),
    }
    return render(request, "newsroom/month.html", context)


@require_safe
@public_page
def event(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(with_heads(Event.objects.visible_to(request.user)), slug=slug)
    context = {"event": found, "entry": as_dated(found), "mark": marks([found.url]).get(found.url)}
    return render(request, "newsroom/event.html", context)


@require_safe
@public_page
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Only where the day is known: no calendar gets a day that nobody set."""
    found = get_object_or_404(with_heads(Event.objects.visible_to(request.user)), slug=slug)
    if not found.period.days:
        raise Http404
    return as_file(calendar_of([as_dated(found)], str(found.shown_title)), found.slug)


@require_safe
@public_page
def calendar(request: HttpRequest) -> HttpResponse:
    """To be subscribed to: all, or those of a regional i-Map, a country, a pillar, a theme."""
    form, _chosen = asked(request)
    must_fit(form, request.GET, KNOWN)
    chosen = ChosenEvents.of(form)
    words = [str(each.value) for each in active_filters(form, chosen, request.GET)]
    name = " · ".join([_("Events"), "i-Map", *words])
    return as_file(calendar_of(dated(request.user, chosen), name), "events")


def as_file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=CALENDAR)
    answer["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return answer
