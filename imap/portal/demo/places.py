"""Loading routes with their legs, hubs and cities."""

from typing import Any

from django.contrib.gis.geos import LineString, Point

from imap.core.upsert import Tally, upsert
from imap.portal.demo.files import translations
from imap.regions.models import Country, RegionalMap
from profiles.models import City, Hub, Leg, Route

Rows = list[dict[str, Any]]


def load_places(places: dict[str, Rows]) -> Tally:
    tally = Tally()
    for row in places["routes"]:
        load_route(row, tally)
    for row in places["hubs"]:
        upsert(Hub, tally, key=place_key(row), hub_class=row["class"], **point_values(row))
    for row in places["cities"]:
        upsert(City, tally, key=place_key(row), **point_values(row))
    return tally


def load_route(row: dict[str, Any], tally: Tally) -> Route:
    """The route and its legs; legs that the file no longer has are taken away."""
    route = upsert(
        Route,
        tally,
        key=place_key(row),
        **translations("name", row["name"]),
        **translations("description", row["description"]),
    )
    for leg in row["legs"]:
        load_leg(route, leg, tally)
    gone, _rows = route.legs.exclude(order__in=[leg["order"] for leg in row["legs"]]).delete()
    tally.updated += bool(gone)
    return route


def load_leg(route: Route, row: dict[str, Any], tally: Tally) -> Leg:
    start, end = row["from"], row["to"]
    points = [(start["lon"], start["lat"]), *map(tuple, row.get("via") or []), (end["lon"], end["lat"])]
    return upsert(
        Leg,
        tally,
        key={"route": route, "order": row["order"]},
        mode=row["mode"],
        leg_class=row["class"],
        path=LineString(points, srid=4326),
        **translations("start_name", start["name"]),
        **translations("end_name", end["name"]),
    )


def place_key(row: dict[str, Any]) -> dict[str, Any]:
    return {"regional_map": RegionalMap.objects.get(slug=row["map"]), "slug": row["slug"]}


def point_values(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "country": Country.objects.get(iso3=row["country"]),
        "point": Point(float(row["lon"]), float(row["lat"]), srid=4326),
        "is_illustrative": row.get("illustrative", False),
        **translations("name", row["name"]),
    }
