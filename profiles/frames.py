"""Frames of maps: what the map element draws, and the same content as readable tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import Reader
from imap.core.alphabet import Alphabetical
from imap.core.translation import Text
from imap.regions.models import Country, RegionalMap
from profiles.maps import Extent, map_config
from profiles.models import City, Hub, Leg, Profile, Route

PLACE_LAYERS = ("routes", "hubs", "cities")


@dataclass(frozen=True)
class MapFrame:
    """`config` goes to the map element as JSON; the rest is the page's own."""

    id: str
    title: str
    still: str
    disclaimer: Text
    config: dict[str, Any]
    regional_map: RegionalMap
    footnoted: list[Country]
    routes: list[Route] = field(default_factory=list)
    hubs: list[Hub] = field(default_factory=list)
    cities: list[City] = field(default_factory=list)
    members: Sequence[dict[str, Any]] = ()
    has_hidden_places: bool = False

    @property
    def has_places(self) -> bool:
        return bool(self.routes or self.hubs or self.cities)


def map_frame(
    regional_map: RegionalMap,
    user: Reader,
    *,
    extent: Extent | None = None,
    highlight: Iterable[str] = (),
    focus: Mapping[str, str] | None = None,
    members: Sequence[dict[str, Any]] = (),
) -> MapFrame:
    """The map of a regional i-Map with the routes, hubs and cities that the user reads a profile of.

    `members`: rows of country and participation, where the table of countries belongs to the page's own map.
    """
    key, found = f"map-{regional_map.slug}", places(regional_map, user)
    layers = [layer for layer in PLACE_LAYERS if found[layer]]
    return MapFrame(
        id=key,
        title=_("Map of the regional i-Map %(name)s") % {"name": regional_map},
        still=reverse("map_still", args=[regional_map.slug]),
        disclaimer=regional_map.shown("disclaimer"),
        config=map_config(
            regional_map, key=key, layers=layers, extent=extent, highlight=highlight, focus=focus
        ),
        regional_map=regional_map,
        footnoted=list(Country.objects.filter(name_footnote_en__gt="").defer("search")),
        members=members,
        has_hidden_places=not layers and has_listed_places(regional_map),
        **found,
    )


def places(regional_map: RegionalMap, user: Reader) -> dict[str, list]:
    """Visible places by name, with their map at hand: their names ask for its languages."""
    legs = Prefetch("legs", Leg.objects.visible_to(user).defer("path", "shown").order_by("order"))
    routes = Route.objects.visible_to(user).prefetch_related(legs)
    hubs = Hub.objects.visible_to(user).select_related("country").defer("search", "country__search")
    cities = City.objects.visible_to(user).select_related("country").defer("search", "country__search")
    found = {"routes": routes.defer("search"), "hubs": hubs, "cities": cities}
    of_map = {layer: rows.filter(regional_map=regional_map) for layer, rows in found.items()}
    return {
        layer: [with_map(row, regional_map) for row in rows.order_by(Alphabetical("name"), "pk")]
        for layer, rows in of_map.items()
    }


def with_map(row: Any, regional_map: RegionalMap) -> Any:
    row.regional_map = regional_map
    return row


def has_listed_places(regional_map: RegionalMap) -> bool:
    """Cards of routes, hubs or cities stand in the public lists, whoever reads their texts."""
    kinds = [model._meta.model_name for model in (Route, Hub, City)]
    return Profile.objects.listed().filter(regional_map=regional_map, kind__in=kinds).exists()


def extent_of(geometries: Iterable[Any], margin: float = 2.0) -> Extent | None:
    """West, south, east, north around shown (generalised) geometries, in degrees."""
    boxes = []
    for geometry in geometries:
        geometry = geometry.clone()
        geometry.transform(4326)
        boxes.append(geometry.extent)
    if not boxes:
        return None
    west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
    east, north = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return west - margin, south - margin, east + margin, north + margin
