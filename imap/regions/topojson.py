"""Reading TopoJSON: quantised, delta-encoded arcs, shared by the areas on both of their sides.

The world's file is stitched: a ring that crosses the antimeridian jumps from 180 to -180 degrees, and one around a pole
does not close on the plane. `polygon` cuts such rings, so that every area lies within ±180 degrees.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.contrib.gis.geos import (
    GEOSGeometry,
    LinearRing,
    LineString,
    MultiLineString,
    MultiPolygon,
    Polygon,
)

Point = tuple[float, float]
# Web Mercator ends here: beyond it the drawn geometry would be infinite or useless.
MERCATOR_LATITUDE = 85.05
WORLD = (-180.0, -MERCATOR_LATITUDE, 180.0, MERCATOR_LATITUDE)


@dataclass(frozen=True)
class Feature:
    """One geometry of the file: its id ('' where it has none), its name, its polygons as rings of arc numbers."""

    id: str
    name: str
    polygons: list[list[list[int]]]

    @property
    def arcs(self) -> set[int]:
        return {
            positive(arc) for polygon_arcs in self.polygons for ring_arcs in polygon_arcs for arc in ring_arcs
        }


@dataclass(frozen=True)
class Topology:
    arcs: list[list[Point]]
    features: list[Feature]

    def ring(self, numbers: Iterable[int]) -> list[Point]:
        """Arcs joined end to end; a negative number is the arc `~number` walked backwards."""
        points: list[Point] = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            points.extend(arc[1:] if points else arc)
        return points

    def area(self, feature: Feature) -> MultiPolygon:
        """The valid area of a feature, EPSG:4326, cut at the antimeridian and at the edges of Web Mercator."""
        whole = MultiPolygon(srid=4326)
        for rings in feature.polygons:
            whole.extend(polygon([self.ring(ring) for ring in rings]))
        return polygons_of(whole.unary_union)

    def shared_lines(self) -> Iterator[tuple[Feature, Feature, MultiLineString]]:
        """Every line that has a feature on each side, joined up, with the two features."""
        users = defaultdict(list)
        for feature in self.features:
            for arc in feature.arcs:
                users[arc].append(feature)
        lines = defaultdict(list)
        for arc, sides in sorted(users.items()):
            if len(sides) == 2:
                first, second = sorted(sides, key=lambda side: (side.id, side.name))
                lines[first.name, second.name].append((arc, first, second))
        for shared in lines.values():
            joined = MultiLineString([LineString(self.arcs[arc]) for arc, _f, _s in shared], srid=4326)
            yield shared[0][1], shared[0][2], lines_of(joined.merged)


def positive(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def read(document: dict[str, Any], name: str) -> Topology:
    """The object `name` of a parsed TopoJSON document."""
    transform = document["transform"]
    arcs = [unquantised(arc, transform["scale"], transform["translate"]) for arc in document["arcs"]]
    features = [
        Feature(
            str(geometry.get("id", "")),
            geometry["properties"]["name"],
            geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]],
        )
        for geometry in document["objects"][name]["geometries"]
    ]
    return Topology(arcs, features)


def unquantised(arc: list[list[int]], scale: list[float], translate: list[float]) -> list[Point]:
    """Whole-number steps become degrees, to a tenth of a metre or so (six decimals)."""
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((round(x * scale[0] + translate[0], 6), round(y * scale[1] + translate[1], 6)))
    return points


def polygon(rings: list[list[Point]]) -> list[Polygon]:
    """A polygon of the sphere as polygons of the plane: unwound, then cut into the world's width."""
    plane = Polygon(*[LinearRing(closed_over_pole(unwound(ring))) for ring in rings], srid=4326)
    parts: list[Polygon] = []
    for turn in (-360, 0, 360):
        west, south, east, north = WORLD
        window = Polygon.from_bbox((west + turn, south, east + turn, north))
        window.srid = 4326
        piece = plane.make_valid().intersection(window)
        parts.extend(shifted(part, -turn) for part in parts_of(piece) if isinstance(part, Polygon))
    return parts


def unwound(ring: list[Point]) -> list[Point]:
    """Longitudes go on past 180 degrees instead of jumping back."""
    turn, points = 0, [ring[0]]
    for (before, _y), (x, y) in pairwise(ring):
        if x - before > 180:
            turn -= 360
        elif before - x > 180:
            turn += 360
        points.append((x + turn, y))
    return points


def closed_over_pole(ring: list[Point]) -> list[Point]:
    """A ring that went once around the world is closed along the pole that it encloses."""
    (first, latitude), (last, _y) = ring[0], ring[-1]
    if first == last:
        return ring
    pole = -90.0 if latitude < 0 else 90.0
    return [*ring, (last, pole), (first, pole), ring[0]]


def shifted(part: Polygon, by: int) -> Polygon:
    if not by:
        return part
    return Polygon(*[[(x + by, y) for x, y in ring.coords] for ring in part], srid=part.srid)


def polygons_of(geometry: GEOSGeometry) -> MultiPolygon:
    """The areas of any geometry; points and lines that cutting left over are dropped."""
    return MultiPolygon([part for part in parts_of(geometry) if isinstance(part, Polygon)], srid=4326)


def lines_of(geometry: GEOSGeometry) -> MultiLineString:
    return MultiLineString([part for part in parts_of(geometry) if isinstance(part, LineString)], srid=4326)


def parts_of(geometry: GEOSGeometry) -> Iterator[GEOSGeometry]:
    if geometry.num_geom == 1 and not hasattr(geometry, "_allowed"):
        if not geometry.empty:
            yield geometry
        return
    for part in geometry:  # type: ignore[attr-defined]
        yield from parts_of(part)
