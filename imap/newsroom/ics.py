"""Entries for calendars (iCalendar, RFC 5545): whole days as days, times with the rules of their time zone, no day that nobody set."""

from collections.abc import Iterable
from datetime import UTC, timedelta

from django.conf import settings
from icalendar import Calendar, Event
from icalendar.prop import vDuration

from imap.newsroom.calendar import Dated, stamp
from imap.newsroom.syndication import full

READ_AGAIN = timedelta(hours=12)


def calendar_of(entries: Iterable[Dated], name: str) -> bytes:
    """Those of a known day. Programs are told to look again twice a day."""
    calendar = Calendar()
    calendar.add("prodid", "-//i-Map//events//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(READ_AGAIN, params={"VALUE": "DURATION"}))
    calendar.add("x-published-ttl", vDuration(READ_AGAIN))
    for one in entries:
        if one.period.days:
            calendar.add_component(entry_of(one))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def entry_of(one: Dated) -> Event:
    entry = Event()
    entry.add("uid", f"{one.uid}@{settings.SITE_URL.partition('://')[2]}")
    entry.add("dtstamp", stamp(one).astimezone(UTC))
    entry.add("last-modified", stamp(one).astimezone(UTC))
    entry.add("sequence", one.sequence)
    add_time(entry, one)
    entry.add("summary", str(one.title), parameters={"LANGUAGE": one.title.language})
    entry.add("url", full(one.page))
    entry.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    entry.add("transp", "TRANSPARENT" if one.starts_at is None else "OPAQUE")
    entry.add("categories", [str(one.kind), *(str(pillar) for pillar in one.pillars)])
    if one.where:
        entry.add("location", one.where)
    if said := described(one):
        entry.add("description", said)
    return entry


def add_time(entry: Event, one: Dated) -> None:
    """The end of whole days is the day after the last one, as the standard wants it."""
    assert one.period.days is not None
    if one.starts_at is None:
        first, last = one.period.days
        entry.add("dtstart", first)
        entry.add("dtend", last + timedelta(days=1))
        return
    entry.add("dtstart", one.starts_at)
    if one.ends_at is not None:
        entry.add("dtend", one.ends_at)


def described(one: Dated) -> str:
    return "\n\n".join(part for part in (str(one.description or ""), one.link) if part)
