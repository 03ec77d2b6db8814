"""Frames of maps: what the map element draws, and the same content as a readable list."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.access import Reader
from imap.core.translation import Text, reading_language
from imap.regions.models import RegionalMap
from profiles.models import City, Hub, Route

LAYERS = ("countries", "routes", "hubs", "cities")
Extent = tuple[float, float, float, float]


@dataclass(frozen=True)
class MapFrame:
    """`config` goes to the map element as JSON; the rest is the page's own."""

    id: str
    title: str
    still: str
    disclaimer: Text
    config: dict[str, Any]
    regional_map: RegionalMap
    routes: list[Route] = field(default_factory=list)
    hubs: list[Hub] = field(default_factory=list)
    cities: list[City] = field(default_factory=list)

    @property
    def has_places(self) -> bool:
        return bool(self.routes or self.hubs or self.cities)


def map_frame(
    regional_map: RegionalMap, user: Reader, *, extent: Extent | None = None, highlight: Iterable[str] = ()
) -> MapFrame:
    """The map of a regional i-Map with the routes, hubs and cities that the user reads a profile of."""
    disclaimer = regional_map.shown("disclaimer")
    return MapFrame(
        id=f"map-{regional_map.slug}",
        title=_("Map of the regional i-Map %(name)s") % {"name": regional_map},
        still=reverse("map_still", args=[regional_map.slug]),
        disclaimer=disclaimer,
        config=config(regional_map, extent or regional_map.extent, list(highlight)),
        regional_map=regional_map,
        **places(regional_map, user),
    )


def places(regional_map: RegionalMap, user: Reader) -> dict[str, list]:
    """Visible places with their map at hand: their names ask for its languages."""
    found: dict[str, list] = {}
    for key, model in (("routes", Route), ("hubs", Hub), ("cities", City)):
        rows = model.objects.visible_to(user).filter(regional_map=regional_map).defer("search")
        found[key] = [with_map(row, regional_map) for row in rows.select_related(*countries_of(key))]
    return found


def countries_of(key: str) -> tuple[str, ...]:
    return () if key == "routes" else ("country",)


def with_map(row: Any, regional_map: RegionalMap) -> Any:
    row.regional_map = regional_map
    return row


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


def config(regional_map: RegionalMap, extent: Extent, highlight: list[str]) -> dict[str, Any]:
    return {
        "map": regional_map.slug,
        "layers": list(LAYERS),
        "language": reading_language(),
        "extent": list(extent),
        "highlight": highlight,
        "disclaimer": str(regional_map.shown("disclaimer")),
        "tiles": f"/tiles/{regional_map.slug}/{{layer}}/{{z}}/{{x}}/{{y}}.mvt",
        "texts": texts(),
    }


def texts() -> dict[str, str]:
    """The words of the map's legend and controls."""
    return {
        "map": _("Interactive map"),
        "zoom_in": _("Zoom in"),
        "zoom_out": _("Zoom out"),
        "reset": _("Show the whole map"),
        "layers": _("Layers"),
        "legend": _("Legend"),
        "countries": _("Countries"),
        "routes": _("Routes"),
        "hubs": _("Hubs"),
        "cities": _("Cities"),
        "major": _("major route"),
        "connecting": _("connecting route"),
        "minor": _("minor route"),
        "land": _("by land"),
        "sea": _("by sea"),
        "air": _("by air"),
        "main": _("main hub"),
        "secondary": _("hub"),
        "city": _("city"),
        "members": _("countries of the regional i-Map"),
        "disputed": _("disputed border"),
        "illustrative": _("illustrative"),
        "open": _("Open the page"),
        "close": _("Close"),
        "restricted": _("Restricted"),
        "failed": _("The map could not be drawn. Its content stands in the list below."),
    }
