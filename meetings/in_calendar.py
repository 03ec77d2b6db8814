"""Meetings in the calendar of the News Centre: those of a known day, for those who see their card."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.access import Reader
from imap.newsroom.calendar import Dated
from imap.newsroom.filters import ChosenEvents
from meetings.models import Meeting
from meetings.pages import with_heads


def meetings_on_days(
    user: Reader, chosen: ChosenEvents, first: date | None, last: date | None
) -> list[Dated]:
    if chosen.kind not in ("", "meeting"):
        return []
    rows = Meeting.objects.visible_to(user).filter(date_precision="day")
    if chosen.map:
        joint = Meeting.other_maps.through.objects.filter(regionalmap__slug=chosen.map).values("meeting")
        rows = rows.filter(Q(regional_map__slug=chosen.map) | Q(pk__in=joint))
    if chosen.pillar:
        rows = rows.filter(pillars__slug=chosen.pillar)
    if chosen.country:
        rows = rows.filter(country__iso3=chosen.country)
    if first and last:
        days = Q(ends__gte=first.isoformat()) | Q(ends="", starts__gte=first.isoformat())
        rows = rows.filter(days, starts__lte=last.isoformat())
    return [as_dated(row) for row in with_heads(rows)]


def as_dated(meeting: Meeting) -> Dated:
    """Of whole days; its `uid` is that of the meeting's own file, so that a program which has both shows one."""
    return Dated(
        uid=f"meeting-{meeting.pk}", title=meeting.shown_title, page=meeting.get_absolute_url(), period=meeting.period,
        kind=_("meeting of the dialogue"), regional_map=meeting.regional_map, pillars=list(meeting.pillars.all()),
        place=meeting.shown_city, country=meeting.country, description=meeting.shown_note,
        is_demonstration=meeting.is_demonstration,
    )  # fmt: skip
