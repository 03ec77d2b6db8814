"""Entries for calendars (iCalendar, RFC 5545): whole days as days, times with the rules of their time zone, no day that nobody set."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, timedelta

from django.conf import settings
from icalendar import Calendar, Event
from icalendar.prop import vDuration, vText

from imap.core.partial_date import Period
from imap.core.plain import one_line, with_breaks
from imap.newsroom.calendar import Dated, stamp
from imap.newsroom.syndication import full

READ_AGAIN = timedelta(hours=12)


def calendar_of(entries: Iterable[Dated], name: str) -> bytes:
    """Those of a known day, and cancellations of days that are no longer set. Programs are told to look again twice a day."""
    calendar, known = Calendar(), [one for each in entries for one in of_a_day(each)]
    calendar.add("prodid", "-//i-Map//events//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", vText(one_line(name)))
    calendar.add("x-wr-calname", vText(one_line(name)))
    calendar.add("refresh-interval", vDuration(READ_AGAIN, params={"VALUE": "DURATION"}))
    calendar.add("x-published-ttl", vDuration(READ_AGAIN))
    for one in known:
        calendar.add_component(entry_of(one))
    calendar.add_missing_timezones(last_date=rules_until(known))
    return calendar.to_ical()


def of_a_day(one: Dated) -> list[Dated]:
    """The entry on its days; where they are not known any more, its end on those it stood on, which programs may still show."""
    if one.period.days:
        return [one]
    return [taken_back(one, one.was)] if one.was else []


def taken_back(one: Dated, was: Period) -> Dated:
    return replace(one, period=was, is_cancelled=True)


def rules_until(entries: list[Dated]) -> date:
    """How far the rules of time zones are written out: beyond the last entry."""
    last = max((one.last_day.year for one in entries if one.last_day), default=0)
    return date(max(last + 2, 2038), 1, 1)


def entry_of(one: Dated) -> Event:
    entry = Event()
    entry.add("uid", f"{one.uid}@{settings.SITE_URL.partition('://')[2]}")
    entry.add("dtstamp", stamp(one).astimezone(UTC))
    entry.add("last-modified", stamp(one).astimezone(UTC))
    entry.add("sequence", one.sequence)
    add_time(entry, one)
    entry.add("summary", with_breaks(one.title), parameters={"LANGUAGE": one.title.language})
    entry.add("url", full(one.page))
    entry.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    entry.add("transp", "TRANSPARENT" if is_of_whole_days(one) else "OPAQUE")
    entry.add("categories", [str(each) for each in (one.kind, *one.pillars, *one.themes)])
    if one.where:
        entry.add("location", with_breaks(one.where))
    if said := described(one):
        entry.add("description", said)
    return entry


def is_of_whole_days(one: Dated) -> bool:
    """Also where it begins at a known hour and ends on a later day at an unknown one: without an end a program would show the first day alone."""
    assert one.period.days is not None
    first, last = one.period.days
    return one.starts_at is None or (one.ends_at is None and last > first)


def add_time(entry: Event, one: Dated) -> None:
    """The end of whole days is the day after the last one, as the standard wants it."""
    assert one.period.days is not None
    if is_of_whole_days(one):
        first, last = one.period.days
        entry.add("dtstart", first)
        entry.add("dtend", last + timedelta(days=1))
        return
    entry.add("dtstart", one.starts_at)
    if one.ends_at is not None:
        entry.add("dtend", one.ends_at)


def described(one: Dated) -> str:
    """With the hour of the start, where the entry is of whole days and cannot say it."""
    start = f"{one.start_time:%H:%M} ({one.time_zone})" if one.starts_at and is_of_whole_days(one) else ""
    return "\n\n".join(part for part in (start, with_breaks(one.description or "").strip(), one.link) if part)
