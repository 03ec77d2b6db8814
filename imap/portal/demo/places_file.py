"""The file of routes, hubs and cities, checked key by key."""

from typing import Any

from imap.portal.demo.faults import Faults
from imap.regions.countries import table
from profiles.models import Hub, Leg

KINDS = ("routes", "hubs", "cities")
PLACE_KEYS = ("slug", "map", "name", "country", "lat", "lon")


def check_places(document: Any, faults: Faults) -> dict[str, list[dict[str, Any]]]:
    """The places that can be used, by kind; faults are noted."""
    document = faults.mapping(document, "file", KINDS)
    known = {row["iso3"] for row in table("iso3166.csv")}
    places = {kind: faults.items(document.get(kind, []), kind) for kind in KINDS}
    for route in places["routes"]:
        check_route(route, faults)
    for kind in ("hubs", "cities"):
        for place in places[kind]:
            check_point(place, kind, known, faults)
    return {kind: [place for place in rows if is_usable(place)] for kind, rows in places.items()}


def is_usable(place: Any) -> bool:
    return isinstance(place, dict) and {"slug", "map"} <= set(place)


def check_route(route: Any, faults: Faults) -> None:
    where = f"routes.{named(route)}"
    route = faults.mapping(route, where, ("slug", "map", "name", "description", "legs"), ("sources",))
    faults.languages(route.get("name"), f"{where}.name", at_most=120)
    faults.languages(route.get("description"), f"{where}.description")
    legs = faults.items(route.get("legs"), f"{where}.legs")
    for position, leg in enumerate(legs, 1):
        check_leg(leg, f"{where}.legs.{position}", position, faults)


def check_leg(leg: Any, where: str, position: int, faults: Faults) -> None:
    leg = faults.mapping(leg, where, ("order", "mode", "class", "from", "to"), ("via",))
    if leg.get("order") != position:
        faults.add(f"{where}.order", f"should be {position}")
    faults.one_of(leg.get("mode"), f"{where}.mode", Leg.Mode.values)
    faults.one_of(leg.get("class"), f"{where}.class", Leg.Class.values)
    for end in ("from", "to"):
        place = faults.mapping(leg.get(end), f"{where}.{end}", ("name", "lat", "lon"))
        faults.languages(place.get("name"), f"{where}.{end}.name", at_most=120)
        check_coordinates(place, f"{where}.{end}", faults)
    for point in faults.items(leg.get("via") or [], f"{where}.via"):
        if not isinstance(point, list) or len(point) != 2:
            faults.add(f"{where}.via", f"“{point}” should be [lon, lat]")
        else:
            check_coordinates({"lon": point[0], "lat": point[1]}, f"{where}.via", faults)


def check_point(place: Any, kind: str, countries: set[str], faults: Faults) -> None:
    where = f"{kind}.{named(place)}"
    classes = ("class",) if kind == "hubs" else ()
    place = faults.mapping(place, where, (*PLACE_KEYS, *classes), ("illustrative",))
    faults.languages(place.get("name"), f"{where}.name", at_most=120)
    check_coordinates(place, where, faults)
    if place.get("country") not in countries:
        faults.add(f"{where}.country", f"“{place.get('country')}” is no ISO 3166-1 alpha-3 code")
    if classes:
        faults.one_of(place.get("class"), f"{where}.class", Hub.Class.values)


def check_coordinates(place: dict[str, Any], where: str, faults: Faults) -> None:
    faults.coordinate(place.get("lat"), f"{where}.lat", 90)
    faults.coordinate(place.get("lon"), f"{where}.lon", 180)


def named(place: Any) -> str:
    return str(place.get("slug", "?")) if isinstance(place, dict) else "?"
