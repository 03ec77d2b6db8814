"""A meeting as an entry for calendars (iCalendar, RFC 5545 and 5546): whole days, so no time zone can shift it.

One meeting has one `UID` wherever it stands, and a `SEQUENCE` that grows with each change of it: a program that has the
entry already replaces it. A confirmed delegate gets a request, a withdrawn one its cancellation, others a mere entry.
"""

from dataclasses import replace

from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress

from imap.newsroom.calendar import Dated
from imap.newsroom.ics import entry_of, taken_back
from meetings.in_calendar import as_dated, changes_of, days_before
from meetings.models import Delegate, Meeting


def calendar_of(meeting: Meeting, *, shown: bool = True) -> bytes:
    """Of a meeting that `has_entry`. Its end is the day after the last one, as the standard wants it."""
    return written(entry_of(on_a_day(meeting, shown=shown)), "PUBLISH")


def has_entry(meeting: Meeting, *, shown: bool = True) -> bool:
    """Whether its day is known, or was: then its entry takes back what calendars still show. `shown`: to everyone, then."""
    return bool(meeting.period.days or days_before([meeting.pk], shown=shown))


def on_a_day(meeting: Meeting, *, shown: bool = False) -> Dated:
    one = dated(meeting)
    if one.period.days:
        return one
    return taken_back(one, days_before([meeting.pk], shown=shown)[meeting.pk])


def request_to(delegate: Delegate) -> bytes:
    """The entry as an invitation that the delegate has accepted: the state or agency has said that they come."""
    is_known = bool(delegate.meeting.period.days)
    return sent_to(delegate, on_a_day(delegate.meeting), "REQUEST" if is_known else "CANCEL")


def cancellation_for(delegate: Delegate) -> bytes:
    """Takes the meeting out of the calendar of someone who no longer comes; for the others it stands."""
    one = on_a_day(delegate.meeting)
    return sent_to(delegate, replace(one, sequence=one.sequence + 1, is_cancelled=True), "CANCEL")


def method_for(delegate: Delegate, method: str) -> str:
    """Without an address of the secretariat nobody could be the organiser, whom requests must name."""
    return method if delegate.meeting.regional_map.contact else "PUBLISH"


def dated(meeting: Meeting) -> Dated:
    return as_dated(meeting, changes_of([meeting.pk]))


def sent_to(delegate: Delegate, one: Dated, method: str) -> bytes:
    """Stamped with the moment of sending: of two with one number the later counts."""
    entry, method = entry_of(replace(one, changed_at=timezone.now())), method_for(delegate, method)
    if method != "PUBLISH":
        name_people(entry, delegate)
    return written(entry, method)


def name_people(entry: Event, delegate: Delegate) -> None:
    """Organiser is the secretariat; the delegate is the one attendee that the delegate sees."""
    organiser = vCalAddress(f"mailto:{delegate.meeting.regional_map.contact}")
    organiser.params["CN"] = quotable(str(delegate.meeting.regional_map))
    attendee = vCalAddress(f"mailto:{delegate.email}")
    attendee.params["CN"] = quotable(delegate.name)
    attendee.params |= {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    entry.add("organizer", organiser)
    entry.add("attendee", attendee)


def quotable(words: str) -> str:
    """A parameter holds no double quotes, and no line ends."""
    return " ".join(words.replace('"', "”").split())


def written(entry: Event, method: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//i-Map//meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(entry)
    return calendar.to_ical()
