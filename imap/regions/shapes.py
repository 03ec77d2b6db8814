"""Loading the shapes of the whole world and the lines between them: Natural Earth 1:50m, from the npm package world-atlas.

Five of its features have no id, and one shares its sovereign's; they are told apart by name. Which lines are drawn dashed
is the portal's decision and stands in `DISPUTED`: the disclaimer under every map says that lines imply no opinion.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from django.contrib.gis.geos import MultiLineString, MultiPolygon, Polygon
from django.contrib.staticfiles import finders

from imap.core.translation import LANGUAGES
from imap.core.upsert import Tally, upsert
from imap.regions import topojson
from imap.regions.models import Border, Country, Shape
from imap.regions.topojson import Feature

WORLD_ATLAS = "vendor/world-atlas/countries-50m.json"
EQUAL_AREA = 6933
UNLABELLED = 9
# Square kilometres from which an area's label has rank 1, 2, …; smaller ones follow with 8.
RANKS = (3_000_000, 1_000_000, 300_000, 100_000, 30_000, 10_000, 3_000)

# Features that cannot be found by their id: the countries they stand for. Where there is none, the area is drawn
# without a name of its own, as on the maps of the United Nations.
BY_NAME: dict[str, tuple[str, ...]] = {
    "Kosovo": ("XKX",),
    "Indian Ocean Ter.": ("CXR", "CCK"),
    "Somaliland": (),
    "N. Cyprus": (),
    "Siachen Glacier": (),
    "Ashmore and Cartier Is.": (),  # carries Australia's id
}

# Lines that are drawn dashed, by the two sides; where only a part of a line is disputed, that part's extent in degrees
# (west, south, east, north).
Extent = tuple[float, float, float, float]
DISPUTED: tuple[tuple[str, str, Extent | None], ...] = (
    ("ESH", "MAR", None),  # Western Sahara, a Non-Self-Governing Territory
    ("SRB", "XKX", None),  # Kosovo*
    ("CYP", "N. Cyprus", None),  # the buffer zone
    ("SOM", "Somaliland", None),
    ("ISR", "PSE", None),  # the line of 1949
    ("ISR", "SYR", None),  # the Golan: the ceasefire line
    ("SDN", "SSD", None),  # final boundary not determined, Abyei
    ("EGY", "SDN", (33.0, 21.5, 37.5, 22.5)),  # Bir Tawil and the Hala’ib triangle
    ("RUS", "UKR", (33.0, 45.5, 35.5, 46.4)),  # Crimea
    ("IND", "PAK", (73.5, 32.7, 78.0, 36.5)),  # the Line of Control in Jammu and Kashmir
    ("CHN", "IND", (77.0, 32.4, 82.0, 37.0)),  # Aksai Chin
    ("CHN", "IND", (91.5, 27.0, 97.5, 30.0)),  # Arunachal Pradesh
    ("IND", "Siachen Glacier", None),
    ("PAK", "Siachen Glacier", None),
    ("CHN", "Siachen Glacier", None),
)


def load_shapes() -> dict[str, Tally]:
    """Shapes and borders of the world; the countries have to be there."""
    topology = topojson.read(json.loads(world_atlas().read_text(encoding="utf-8")), "countries")
    by_m49 = {country.m49: country for country in Country.objects.exclude(m49="")}
    by_iso3 = {country.iso3: country for country in Country.objects.all()}
    shapes, borders = Tally(), Tally()
    sides: dict[str, str] = {}
    for feature in topology.features:
        countries = countries_of(feature, by_m49, by_iso3)
        sides[feature.name] = countries[0].iso3 if len(countries) == 1 else feature.name
        load_shape(feature, topology.area(feature), countries, shapes)
    names = [
        name
        for first, second, line in topology.shared_lines()
        for name in load_border(sides[first.name], sides[second.name], line, borders)
    ]
    gone, _rows = Border.objects.exclude(between__in=names).delete()
    borders.updated += gone
    return {"shapes": shapes, "borders": borders}


def world_atlas() -> Path:
    found = finders.find(WORLD_ATLAS)
    if not isinstance(found, str):
        raise FileNotFoundError(
            f"static/{WORLD_ATLAS} is missing: npm ci copies it from the package world-atlas."
        )
    return Path(found)


def countries_of(
    feature: Feature, by_m49: dict[str, Country], by_iso3: dict[str, Country]
) -> tuple[Country, ...]:
    if feature.name in BY_NAME:
        return tuple(by_iso3[iso3] for iso3 in BY_NAME[feature.name])
    return (by_m49[feature.id],) if feature.id in by_m49 else ()


def load_shape(feature: Feature, area: MultiPolygon, countries: tuple[Country, ...], tally: Tally) -> None:
    upsert(
        Shape,
        tally,
        key={"key": feature.name if feature.name in BY_NAME else feature.id},
        country=countries[0] if len(countries) == 1 else None,
        area=area,
        label=max(area, key=lambda part: part.area).point_on_surface,
        label_rank=label_rank(area) if countries else UNLABELLED,
        **{
            f"name_{language}": " · ".join(getattr(each, f"name_{language}") for each in countries)
            for language in LANGUAGES
        },
    )


def label_rank(area: MultiPolygon) -> int:
    """1 for the largest areas; what is smaller is labelled at nearer zooms."""
    square_kilometres = area.transform(EQUAL_AREA, clone=True).area / 1e6
    return next((rank for rank, least in enumerate(RANKS, 1) if square_kilometres >= least), len(RANKS) + 1)


def load_border(first: str, second: str, line: MultiLineString, tally: Tally) -> list[str]:
    """The line in one row, or in two where a part of it is disputed; answers their names."""
    names = []
    between = "/".join(sorted((first, second)))
    for part, is_disputed in told_apart(between, line):
        name = f"{between} (disputed part)" if is_disputed and part is not line else between
        upsert(Border, tally, key={"between": name}, line=part, is_disputed=is_disputed)
        names.append(name)
    return names


def told_apart(between: str, line: MultiLineString) -> Iterator[tuple[MultiLineString, bool]]:
    """The line, with whether it is disputed; in two where only a part of it is."""
    extents = [extent for one, other, extent in DISPUTED if between == "/".join(sorted((one, other)))]
    windows = [Polygon.from_bbox(extent) for extent in extents if extent]
    if not windows:
        yield line, bool(extents)
        return
    window = MultiPolygon(windows, srid=line.srid)
    for part, is_disputed in ((line.difference(window), False), (line.intersection(window), True)):
        if not part.empty:
            yield topojson.lines_of(part), is_disputed
