"""Loading the regional i-Maps, their pillars, who takes part in them, and how sure that is."""

from datetime import date
from typing import Any

from imap.core.upsert import Tally, upsert
from imap.portal.demo.files import facts, texts, translations
from imap.regions.models import (
    Country,
    CountryGroup,
    GroupMembership,
    MapPillar,
    Participation,
    Pillar,
    RegionalMap,
)

# The table's columns, and the maps they stand for.
COLUMNS = {"mtm": "mtm", "silk_routes": "silk-routes", "prague": "prague", "rabat": "rabat"}
KOSOVO = "XKX"


def load_maps() -> Tally:
    tally, document = Tally(), texts("maps")
    for row in document["pillars"]:
        upsert(
            Pillar,
            tally,
            key={"slug": row["slug"]},
            numeral=row["numeral"],
            colour=row["colour"],
            order=row["order"],
            **translations("name", row["name"]),
            **translations("description", row["description"]),
        )
    for row in document["maps"]:
        load_map(row, document["disclaimer"], tally)
    for pair in document["access"]:
        load_access(pair, document["reason"], tally)
    return tally


def load_map(row: dict[str, Any], disclaimer: dict[str, str], tally: Tally) -> RegionalMap:
    west, south, east, north = map(float, row["extent"])
    return upsert(
        RegionalMap,
        tally,
        key={"slug": row["slug"]},
        order=row["order"],
        languages=row["languages"],
        contact=row["contact"],
        west=west,
        south=south,
        east=east,
        north=north,
        **translations("name", row["name"]),
        **translations("short_name", row["short_name"]),
        **translations("description", row["description"]),
        **translations("how_to_ask", row["how_to_ask"]),
        **translations("disclaimer", disclaimer),
    )


def load_access(pair: dict[str, str], reason: dict[str, str], tally: Tally) -> MapPillar:
    restricted = pair["access"] == MapPillar.Access.RESTRICTED
    return upsert(
        MapPillar,
        tally,
        key={
            "regional_map": RegionalMap.objects.get(slug=pair["map"]),
            "pillar": Pillar.objects.get(numeral=pair["pillar"]),
        },
        access=pair["access"],
        **translations("reason", reason if restricted else None),
    )


def load_participations() -> Tally:
    """The group of 2012 and its members, then a row for each mark of the table.

    Of Partner States only the year of joining is recorded: `since` is the first of January of that year.
    """
    tally = Tally()
    group = load_group(tally)
    joined = {row["iso3"]: date(int(row["joined"]), 1, 1) for row in facts("partner_states")}
    maps = {column: RegionalMap.objects.get(slug=slug) for column, slug in COLUMNS.items()}
    notes = texts("participation_notes")
    for row in facts("countries"):
        iso3 = row["iso3"] or (KOSOVO if row["name"].startswith("Kosovo") else "")
        who = {"country": Country.objects.get(iso3=iso3)} if iso3 else {"group": group}
        for column, regional_map in maps.items():
            if row[column] == "no":
                continue
            certainty = certainty_of(row, column)
            upsert(
                Participation,
                tally,
                key={"regional_map": regional_map, **who},
                role=role_of(row, column),
                certainty=certainty,
                since=joined.get(iso3) if column == "mtm" else None,
                **translations("note", note_of(notes, iso3 or group.slug, regional_map, certainty)),
            )
    return tally


def load_group(tally: Tally) -> CountryGroup:
    """The 27 members of 2012 with their days of accession; the United Kingdom left on 31 January 2020."""
    row = texts("maps")["group"]
    group = upsert(
        CountryGroup,
        tally,
        key={"slug": row["slug"]},
        as_of=row["as_of"],
        **translations("name", row["name"]),
    )
    since = {iso3: day for day, members in row["since"].items() for iso3 in members}
    until = {iso3: day for day, members in row["until"].items() for iso3 in members}
    for member in facts("eu27_2012"):
        iso3 = member["iso3"]
        upsert(
            GroupMembership,
            tally,
            key={"group": group, "country": Country.objects.get(iso3=iso3)},
            since=since[iso3],
            until=until.get(iso3),
        )
    return group


def certainty_of(row: dict[str, str], column: str) -> str:
    """A mark that is itself uncertain is so whatever the row says."""
    return Participation.Certainty.UNCERTAIN if row[column] == "uncertain" else row["certainty"]


def role_of(row: dict[str, str], column: str) -> str:
    is_observer = column == "rabat" and row["note"].startswith("observer")
    return Participation.Role.OBSERVER if is_observer else Participation.Role.PARTNER


def note_of(
    notes: dict[str, Any], who: str, regional_map: RegionalMap, certainty: str
) -> dict[str, str] | None:
    own = notes["notes"].get(who)
    if own and regional_map.slug in own["maps"]:
        return own
    return notes["uncertain"] if certainty == Participation.Certainty.UNCERTAIN else None
