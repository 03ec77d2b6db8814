"""A meeting as an entry for calendars (iCalendar, RFC 5545): whole days, so no time zone can shift it."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from icalendar import Calendar, Event

from imap.core.translation import listed
from meetings.models import Meeting


def calendar_of(meeting: Meeting) -> bytes:
    """Of a meeting whose day is known. Its end is the day after the last one, as the standard wants it."""
    days = meeting.period.days
    assert days is not None
    first, last = days
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@{settings.SITE_URL.partition('://')[2]}")
    event.add("dtstamp", datetime.combine(first, time(), UTC))
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("summary", str(meeting.shown_title))
    event.add("url", settings.SITE_URL.rstrip("/") + meeting.get_absolute_url())
    place = listed(part for part in (meeting.shown_city, meeting.country) if part)
    if place:
        event.add("location", place)
    if meeting.shown_note:
        event.add("description", str(meeting.shown_note))
    calendar = Calendar()
    calendar.add("prodid", "-//i-Map//meetings//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()
