"""Places typed or drawn: a line of text a point, read with json and GEOS alone.

Accepted are `latitude, longitude` (one pair a line), GeoJSON and WKT; always degrees, EPSG:4326. GDAL never sees what a
user typed, so no spatial reference of theirs is ever looked up.
"""

import json
import math
import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.gis.geos import GEOSException, GEOSGeometry, LineString, Point
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

SRID = 4326
MOST_VERTICES = 200
NUMBER = r"([+-]?\d{1,3}(?:[.,]\d+)?)"
PAIR = re.compile(rf"^\s*{NUMBER}\s*[,;\s]\s*{NUMBER}\s*$")
WKT = re.compile(r"^(POINT|LINESTRING)\s*\([-+.,\d\seE]+\)$", re.IGNORECASE)
LATIN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩٫،−", "0123456789.,-")
Position = tuple[float, float]  # longitude, latitude


def positions_of(text: str) -> list[Position]:
    """What was typed, as positions; raises ValidationError that says which line and why."""
    text = text.strip().translate(LATIN_DIGITS)
    if text.startswith("{"):
        return from_geojson(text)
    if text[:1].isalpha():
        return from_wkt(text)
    return [from_line(line, number) for number, line in enumerate(text.splitlines(), 1) if line.strip()]


def from_line(line: str, number: int) -> Position:
    if not (match := PAIR.match(line)):
        raise ValidationError(
            _("Line %(number)s, “%(line)s”: write latitude and longitude in degrees, as in “36.8, 10.18”."),
            params={"number": number, "line": line.strip()[:60]},
        )
    latitude, longitude = (float(part.replace(",", ".")) for part in match.groups())
    return longitude, latitude


def from_geojson(text: str) -> list[Position]:
    try:
        found = json.loads(text)
        found = found.get("geometry", found)
        coordinates = {"Point": lambda c: [c], "LineString": lambda c: c}[found["type"]](found["coordinates"])
        return [(float(position[0]), float(position[1])) for position in coordinates]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise ValidationError(
            _("This GeoJSON is neither a Point nor a LineString with coordinates.")
        ) from error


def from_wkt(text: str) -> list[Position]:
    if not WKT.match(text):
        raise ValidationError(_("This WKT is neither a POINT nor a LINESTRING of two coordinates each."))
    try:
        geometry = GEOSGeometry(text, srid=SRID)
    except (GEOSException, ValueError) as error:
        raise ValidationError(_("This WKT cannot be read: a bracket or a coordinate is missing.")) from error
    return coordinates_of(geometry)


def coordinates_of(geometry: Any) -> list[Position]:
    """Of a Point or a LineString; a third dimension is left out."""
    coordinates = [geometry.coords] if isinstance(geometry, Point) else geometry.coords
    return [(position[0], position[1]) for position in coordinates]


def within_bounds(positions: Iterable[Position]) -> None:
    for longitude, latitude in positions:
        if not (math.isfinite(longitude) and math.isfinite(latitude)):
            raise ValidationError(_("A coordinate is not a number."))
        if not -85 <= latitude <= 85:
            raise ValidationError(
                _("Latitude %(value)s is beyond the map: it lies between −85 and 85."),
                params={"value": latitude},
            )
        if not -180 <= longitude <= 180:
            raise ValidationError(
                _("Longitude %(value)s is beyond the map: it lies between −180 and 180."),
                params={"value": longitude},
            )


def as_typed(positions: Iterable[Position]) -> str:
    """One `latitude, longitude` a line, without needless zeros."""
    return "\n".join(f"{degrees(latitude)}, {degrees(longitude)}" for longitude, latitude in positions)


def degrees(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


class PlaceWidget(forms.Textarea):
    """A box of coordinates; the element `place-editor` around it adds a map and a table."""

    kind = "point"
    map_slug = ""

    class Media:
        css = {"all": ["vendor/maplibre-gl/maplibre-gl.css"]}

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        box = super().render(name, value, attrs, renderer)
        return format_html(
            '<place-editor data-kind="{}" data-map="{}">{}</place-editor>', self.kind, self.map_slug, box
        )


class PointWidget(PlaceWidget):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 1, "cols": 30, "spellcheck": "false", "dir": "ltr", **(attrs or {})})


class LineWidget(PlaceWidget):
    kind = "line"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 6, "cols": 30, "spellcheck": "false", "dir": "ltr", **(attrs or {})})


class PlaceField(forms.CharField):
    """What was typed stays in the box when it is refused."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, GEOSGeometry):
            return as_typed(coordinates_of(value))
        return value

    def to_python(self, value: Any) -> GEOSGeometry | None:
        text = super().to_python(value)
        if not text:
            return None
        positions = positions_of(text)
        within_bounds(positions)
        return self.geometry(positions)

    def geometry(self, positions: list[Position]) -> GEOSGeometry:
        raise NotImplementedError

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.prepare_value(initial) != self.prepare_value(self.to_python(data))
        except ValidationError:
            return True


class PointField(PlaceField):
    widget = PointWidget

    def geometry(self, positions: list[Position]) -> Point:
        if len(positions) != 1:
            raise ValidationError(
                _("A place has one position; %(count)s were given."), params={"count": len(positions)}
            )
        return Point(*positions[0], srid=SRID)


class LineField(PlaceField):
    widget = LineWidget

    def geometry(self, positions: list[Position]) -> LineString:
        if len(set(positions)) < 2:
            raise ValidationError(_("A leg runs through at least two different positions."))
        if len(positions) > MOST_VERTICES:
            raise ValidationError(
                _("A leg is generalised: at most %(most)s positions."), params={"most": MOST_VERTICES}
            )
        return LineString(positions, srid=SRID)
