"""A held meeting made up for the demonstration, with records that are drafts, at the check, and released."""

from datetime import date, timedelta
from typing import Any

from accounts.models import User
from imap.core.upsert import Tally, upsert
from imap.portal.demo.files import texts, translations
from imap.portal.demo.meetings import in_city, load_agenda, load_people, set_pillars
from imap.regions.models import Country, RegionalMap
from meetings.actions.release import release_records
from meetings.models import Meeting, Record

Row = dict[str, Any]
STAFF = "secretariat@example.org"


def load_records() -> Tally:
    """Made once; what is done with the records afterwards is left alone."""
    tally, document, cities = Tally(), texts("records"), texts("meetings")["cities"]
    row = document["meeting"]
    if Meeting.objects.filter(slug=row["slug"]).exists():
        tally.kept += 1
        return tally
    meeting = load_meeting(row, cities, tally)
    released = [each for each in document["records"] if each["stage"] == "released"]
    for number, each in enumerate(document["records"], 1):
        if each in released:
            load_record(meeting, number, each, Record.State.CHECK, tally)
    release_records(meeting=meeting, by=User.objects.get(email=STAFF))
    for number, each in enumerate(document["records"], 1):
        if each not in released:
            load_record(meeting, number, each, each["stage"], tally)
    return tally


def load_meeting(row: Row, cities: Row, tally: Tally) -> Meeting:
    first = date.today() + timedelta(days=row["in"])
    meeting = upsert(
        Meeting,
        tally,
        key={"slug": row["slug"]},
        regional_map=RegionalMap.objects.get(slug=row["map"]),
        kind=row["kind"],
        status=Meeting.Status.HELD,
        country=Country.objects.get(iso3=row["country"]),
        starts=first.isoformat(),
        interpretation=row["interpretation"],
        capacity=row["capacity"],
        is_listed=True,
        is_demonstration=True,
        **in_city(cities[row["city"]]),
        **translations("title", row["title"]),
        **translations("note", row["note"]),
    )
    set_pillars(meeting, [row["pillar"]])
    load_people(meeting, row, tally)
    load_agenda(meeting, row, first, tally)
    return meeting


def load_record(meeting: Meeting, number: int, row: Row, state: str, tally: Tally) -> None:
    session = meeting.sessions.get(order=row["session"]) if row.get("session") else None
    Record.objects.create(
        meeting=meeting,
        session=session,
        kind=row["kind"],
        order=number,
        state=state,
        **translations("text", row["text"]),
    )
    tally.created += 1
