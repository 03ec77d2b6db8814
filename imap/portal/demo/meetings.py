"""Loading the known meetings of 2003 to 2012, how many the documents speak of, and one meeting to come as a demonstration."""

from datetime import date, time, timedelta
from typing import Any

from django.contrib.gis.geos import Point
from django.core.files.base import ContentFile
from django.utils.text import slugify

from accounts.models import Organisation
from imap.core.upsert import Tally, upsert
from imap.portal.demo.files import facts, texts, translations
from imap.portal.demo.themes import give_once, themes
from imap.regions.models import Country, Pillar, RegionalMap
from meetings.models import (
    AgendaItem,
    Chair,
    Document,
    DocumentFile,
    Meeting,
    Participant,
    Session,
    SiteVisit,
    StatedCount,
)

KINDS = {
    "informal meeting": Meeting.Kind.INFORMAL,
    "expert meeting": Meeting.Kind.EXPERT,
    "i-Map expert meeting": Meeting.Kind.EXPERT,
    "conference": Meeting.Kind.CONFERENCE,
    "anniversary event": Meeting.Kind.ANNIVERSARY,
}
PILLARS = {"both": ["I", "II"], "": []}
Row = dict[str, Any]


def load_meetings() -> Tally:
    tally, document = Tally(), texts("meetings")
    mtm = RegionalMap.objects.get(slug=document["stated"]["map"])
    upsert(
        StatedCount, tally, key={"regional_map": mtm}, meetings=document["stated"]["meetings"],
        countries=document["stated"]["countries"],
    )  # fmt: skip
    give_once(Meeting, [document["demonstration"]], tally)
    for fact in facts("meetings"):
        load_known(mtm, fact, document, tally)
    load_demonstration(document["demonstration"], document["cities"], tally)
    return tally


def slug_of(fact: dict[str, str]) -> str:
    return slugify(f"{fact['city']} {fact['starts']}")


def load_known(mtm: RegionalMap, fact: dict[str, str], document: Row, tally: Tally) -> Meeting:
    said = document["meetings"][slug_of(fact)]
    meeting = upsert(
        Meeting,
        tally,
        key={"slug": slug_of(fact)},
        regional_map=mtm,
        kind=KINDS[fact["kind"]],
        status=Meeting.Status.HELD,
        country=Country.objects.get(iso3=fact["country_iso3"]),
        starts=fact["starts"],
        ends=fact["ends"] if fact["ends"] != fact["starts"] else "",
        is_listed=True,
        **in_city(document["cities"][fact["city"]]),
        **translations("title", {**said["title"], "en": fact["title"]}),
        **translations("note", said.get("note")),
    )
    set_pillars(meeting, PILLARS.get(fact["pillar"], [fact["pillar"]]))
    meeting.themes.set(themes(said.get("themes", [])))
    for order, place in enumerate(said.get("visits", []), 1):
        upsert(SiteVisit, tally, key={"meeting": meeting, "order": order}, **translations("place", place))
    return meeting


def in_city(city: Row) -> dict[str, Any]:
    return {
        "point": Point(float(city["lon"]), float(city["lat"]), srid=4326),
        **translations("city_name", city["name"]),
    }


def set_pillars(meeting: Meeting, numerals: list[str]) -> None:
    meeting.pillars.set(Pillar.objects.filter(numeral__in=numerals))


def load_demonstration(row: Row, cities: Row, tally: Tally) -> None:
    """Made once, so many days from that day; a later load leaves it where it is."""
    if Meeting.objects.filter(slug=row["slug"]).exists():
        tally.kept += 1
        return
    first = date.today() + timedelta(days=row["in"])
    meeting = upsert(
        Meeting,
        tally,
        key={"slug": row["slug"]},
        regional_map=RegionalMap.objects.get(slug=row["map"]),
        kind=row["kind"],
        country=Country.objects.get(iso3=row["country"]),
        starts=first.isoformat(),
        ends=(first + timedelta(days=row["days"] - 1)).isoformat(),
        interpretation=row["interpretation"],
        capacity=row["capacity"],
        is_listed=True,
        is_demonstration=True,
        **in_city(cities[row["city"]]),
        **translations("title", row["title"]),
        **translations("note", row["note"]),
    )
    set_pillars(meeting, [row["pillar"]])
    meeting.themes.set(themes(row["themes"]))
    load_people(meeting, row, tally)
    load_agenda(meeting, row, first, tally)
    load_guide(meeting, row["guide"], tally)


def load_people(meeting: Meeting, row: Row, tally: Tally) -> None:
    """Chairs by function, participants by state and organisation: no persons."""
    for chair in row["chairs"]:
        upsert(
            Chair, tally, key={"meeting": meeting, "side": chair["side"]},
            country=Country.objects.get(iso3=chair["country"]), **translations("function", chair["function"]),
        )  # fmt: skip
    for code in row["participants"]:
        upsert(
            Participant, tally, key={"meeting": meeting, "organisation": Organisation.objects.get(code=code)}
        )


def load_agenda(meeting: Meeting, row: Row, first: date, tally: Tally) -> None:
    for order, part in enumerate(row["sessions"], 1):
        session = upsert(
            Session, tally, key={"meeting": meeting, "order": order}, day=first + timedelta(days=part["day"]),
            **times(part), **translations("title", part["title"]),
        )  # fmt: skip
        for at, item in enumerate(part["items"], 1):
            upsert(
                AgendaItem, tally, key={"session": session, "order": at}, **times(item),
                **translations("title", item["title"]), **translations("description", item.get("description")),
            )  # fmt: skip
    for order, visit in enumerate(row["visits"], 1):
        upsert(
            SiteVisit, tally, key={"meeting": meeting, "order": order}, day=first + timedelta(days=visit["day"]),
            **translations("place", visit["place"]),
        )  # fmt: skip


def times(row: Row) -> dict[str, time]:
    return {"starts": time.fromisoformat(row["from"]), "ends": time.fromisoformat(row["to"])}


def load_guide(meeting: Meeting, row: Row, tally: Tally) -> None:
    guide = upsert(
        Document, tally, key={"meeting": meeting, "order": 1}, access=Document.Access.MEETING,
        **translations("title", row["title"]),
    )  # fmt: skip
    guide.agencies.set(Organisation.objects.filter(code__in=row["agencies"]))
    for language, text in row["text"].items():
        content = text.encode()
        DocumentFile.objects.create(
            document=guide, language=language, file=ContentFile(content, "guide"), name=f"guide-{language}.txt",
            content_type="text/plain", size=len(content),
        )  # fmt: skip
        tally.created += 1
