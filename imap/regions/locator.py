"""Still maps, drawn as SVG: where a country lies, and a regional i-Map before its tiles arrive.

They hold what is public anyway (shapes, members), take no user, and need neither a script nor another host. Colours are the
tokens of `static/css/tokens.css`, light and dark.
"""

import math
from collections.abc import Callable, Iterable
from functools import wraps

from django.conf import settings
from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.db.models.functions import AsSVG
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.core.cache import cache
from django.db.models import F, Func, QuerySet, Value
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from imap.regions.models import Border, Country, RegionalMap, Shape

RADIUS = 6378137.0
HOUR = 3600
ASPECT = 304 / 216
SMALLEST = 1_300_000  # metres across: a small state is shown among its neighbours
COLOURS = {
    "ink": ("#14243a", "#f3eee2"),
    "oxide": ("#a8442a", "#ee9377"),
    "teal": ("#0f6b66", "#66c4ba"),
    "indigo": ("#3d4a94", "#a3b0f2"),
    "olive": ("#5c6417", "#bcc463"),
}
STYLE = (
    ".s{{fill:#e6edf0}}.l{{fill:#efeade}}.m{{fill:#d9e6df}}.h{{fill:{light}}}"
    ".b{{fill:none;stroke:#b9b3a3;stroke-width:{line};stroke-linejoin:round}}.d{{stroke-dasharray:{dash}}}"
    "@media(prefers-color-scheme:dark){{.s{{fill:#16273a}}.l{{fill:#26324a}}.m{{fill:#2c4a4c}}.h{{fill:{dark}}}"
    ".b{{stroke:#5d6a80}}}}"
)
Box = tuple[float, float, float, float]


def mercator(lon: float, lat: float) -> tuple[float, float]:
    """EPSG:4326 to EPSG:3857, in metres."""
    lat = max(-85.0, min(85.0, lat))
    return math.radians(lon) * RADIUS, math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) * RADIUS


def box_of_map(regional_map: RegionalMap) -> Box:
    """A window three times as wide as high around the middle of the map's countries; frames show a part of it."""
    west, south = mercator(*regional_map.extent[:2])
    east, north = mercator(*regional_map.extent[2:])
    height = min(0.78 * (east - west), 1.1 * (north - south))
    x, y = (west + east) / 2, south + 0.42 * (north - south)
    return x - 1.5 * height, y - height / 2, x + 1.5 * height, y + height / 2


def box_of_shape(shape: Shape) -> Box:
    """Around the largest part of a country (islands far away would make it a speck), in the frame's aspect."""
    parts = shape.drawn if isinstance(shape.drawn, MultiPolygon) else [shape.drawn]
    largest = max(parts, key=lambda part: part.area)
    near = largest.buffer(math.sqrt(largest.area))
    parts = [part for part in parts if part.intersects(near)]
    west = min(part.extent[0] for part in parts)
    south = min(part.extent[1] for part in parts)
    east = max(part.extent[2] for part in parts)
    north = max(part.extent[3] for part in parts)
    width = max((east - west) * 1.7, (north - south) * 1.5 * ASPECT, SMALLEST)
    x, y, height = (west + east) / 2, (south + north) / 2, width / ASPECT
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def paths(rows: QuerySet, box: Box, pixels: int) -> QuerySet:
    """Rows annotated with `d`: cut to the box, simplified to less than a pixel, as SVG path data."""
    unit = (box[2] - box[0]) / pixels
    west, south, east, north = box
    frame = Polygon.from_bbox(box)
    frame.srid = 3857
    wider = (west - 4 * unit, south - 4 * unit, east + 4 * unit, north + 4 * unit)
    envelope = Func(*(Value(edge) for edge in wider), Value(3857), function="ST_MakeEnvelope")
    simple = Func(F("drawn"), Value(unit * 0.7), function="ST_SimplifyPreserveTopology")
    cut = Func(simple, envelope, function="ST_ClipByBox2D", output_field=GeometryField(srid=3857))
    drawn = rows.filter(drawn__intersects=frame).annotate(d=AsSVG(cut, relative=True, precision=0))
    return drawn.exclude(d="").exclude(d=None)


def svg(box: Box, members: Iterable[int], highlight: int | None, colour: str, pixels: int) -> str:
    members, unit = set(members), (box[2] - box[0]) / pixels
    light, dark = COLOURS.get(colour, COLOURS["ink"])
    style = STYLE.format(
        light=light, dark=dark, line=round(unit * 0.8), dash=f"{round(unit * 3)} {round(unit * 2)}"
    )
    x, y, width, height = round(box[0]), round(-box[3]), round(box[2] - box[0]), round(box[3] - box[1])
    areas = {"l": "", "m": "", "h": ""}
    for country, d in paths(Shape.objects.all(), box, pixels).values_list("country", "d"):
        kind = "h" if country and country == highlight else "m" if country in members else "l"
        areas[kind] += d
    lines = "".join(
        f'<path class="b{" d" if disputed else ""}" d="{d}"/>'
        for disputed, d in paths(Border.objects.all(), box, pixels).values_list("is_disputed", "d")
    )
    body = "".join(f'<path class="{kind}" d="{d}"/>' for kind, d in areas.items() if d)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{x} {y} {width} {height}" width="{pixels}"'
        f' height="{round(pixels * height / width)}" preserveAspectRatio="xMidYMid slice"><style>{style}</style>'
        f'<rect class="s" x="{x}" y="{y}" width="{width}" height="{height}"/>{body}{lines}</svg>'
    )


def for_an_hour(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Kept by browsers; by shared caches too where no session is, whose cookie could leave with the answer."""

    @wraps(view)
    def kept(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        response = view(request, *args, **kwargs)
        who = "private" if settings.SESSION_COOKIE_NAME in request.COOKIES else "public"
        response["Cache-Control"] = f"{who}, max-age={HOUR}"
        return response

    return kept


def picture(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="image/svg+xml")


@for_an_hour
def map_still(request: HttpRequest, map_slug: str) -> HttpResponse:
    """A regional i-Map's members on the base map."""
    found = get_object_or_404(RegionalMap.objects.published(), slug=map_slug)

    def drawn() -> str:
        members = Country.objects.of_map(found).values_list("pk", flat=True)
        return svg(box_of_map(found), members, None, "ink", 1440)

    return picture(str(cache.get_or_set(f"still:{found.slug}", drawn, HOUR)))


@for_an_hour
def locator(request: HttpRequest, map_slug: str, iso3: str) -> HttpResponse:
    """Where a country lies, among the members of a regional i-Map."""
    found = get_object_or_404(RegionalMap.objects.published(), slug=map_slug)
    colour = request.GET.get("colour", "ink")
    if colour not in COLOURS:
        raise Http404
    shape = get_object_or_404(Shape, country__iso3=iso3)

    def drawn() -> str:
        members = Country.objects.of_map(found).values_list("pk", flat=True)
        return svg(box_of_shape(shape), members, shape.country_id, colour, 304)

    return picture(str(cache.get_or_set(f"locator:{found.slug}:{iso3}:{colour}", drawn, HOUR)))
