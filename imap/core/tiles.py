"""Vector tiles in one statement: ST_AsMVT over the SQL of querysets. Knows no model and no reader.

A layer is a queryset that its caller has already narrowed to what may be seen.
"""

import gzip
import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.gis.db.models import GeometryField
from django.core.cache import cache
from django.db import connection, models
from django.db.models import F, Func, QuerySet, Value
from django.db.models.expressions import Combinable
from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from imap.core.pagecache import Page, stamp

WEB_MERCATOR = 3857
WORLD = 40_075_016.685578  # metres around the equator
DEEPEST = 22
DEEPEST_KEPT = 8  # beyond it there are too many addresses to keep, and the map asks for none
UNITS = 4096  # a tile's side in its own coordinates
BUFFER = 64  # units beyond the edge, so that a line or a circle is not cut where two tiles meet
CONTENT_TYPE = "application/vnd.mapbox-vector-tile"
EMPTY = b""
# ST_AsMVT passes over rows whose geometry is NULL; a WHERE that says so would cut every geometry twice.
AS_MVT = f"""(SELECT ST_AsMVT(tile.*, %s, {UNITS}, 'mvt_geometry') FROM
 (SELECT mvt_geometry, {{named}} FROM ({{inner}}) AS cut) AS tile)"""  # noqa: S608


class TileGeometry(models.Field):
    """The column that ST_AsMVT reads: a geometry that no Python code ever converts."""

    def db_type(self, connection: object) -> str:
        return "geometry"


@dataclass(frozen=True)
class Address:
    """A tile's place in the pyramid: zoom, column from the west, row from the north."""

    z: int
    x: int
    y: int

    @property
    def is_well_formed(self) -> bool:
        return 0 <= self.z <= DEEPEST and self.x >= 0 and self.y >= 0

    @property
    def is_on_the_map(self) -> bool:
        return max(self.x, self.y) < 2**self.z

    @property
    def numbers(self) -> dict[str, float]:
        """What the slots of a statement stand for; `unit` and `margin` in metres (EPSG:3857)."""
        unit = WORLD / 2**self.z / UNITS
        return {"z": self.z, "x": self.x, "y": self.y, "unit": unit, "margin": BUFFER * unit}


@dataclass(frozen=True)
class Slot:
    """Stands in a statement for a number of the tile's address, or for its reader: one statement serves them all."""

    name: str


SQUARE = Func(
    Value(Slot("z")), Value(Slot("x")), Value(Slot("y")),
    function="ST_TileEnvelope", output_field=GeometryField(srid=WEB_MERCATOR),
)  # fmt: skip
AROUND = Func(
    SQUARE, Value(Slot("margin")), function="ST_Expand", output_field=GeometryField(srid=WEB_MERCATOR)
)


@dataclass(frozen=True)
class Layer:
    """One layer of a tile: its name, its rows near the tile (`column__bboverlaps=AROUND`), the column or expression that is
    drawn, and what each feature tells."""

    name: str
    rows: QuerySet[Any, Any]
    geometry: str | Combinable
    properties: Mapping[str, str | Combinable]

    def sql(self) -> tuple[str, tuple[Any, ...]]:
        cut = Func(
            expression(self.geometry), SQUARE, Value(UNITS), Value(BUFFER), Value(True),
            function="ST_AsMVTGeom", output_field=TileGeometry(),
        )  # fmt: skip
        columns = {f"p_{name}": expression(told) for name, told in self.properties.items()}
        rows = self.rows.order_by().values("pk", mvt_geometry=cut, **columns)
        inner, parameters = rows.query.sql_with_params()
        named = ", ".join(f'p_{name} AS "{name}"' for name in self.properties)
        return AS_MVT.format(named=named, inner=inner), (self.name, *parameters)


@dataclass(frozen=True)
class Statement:
    """The SQL of a tile, made once: rows are asked for at every use, by whatever its subqueries find then."""

    sql: str
    parameters: tuple[Any, ...]

    @classmethod
    def of(
        cls, where: QuerySet[Any, Any], layers: Sequence[Layer], **asked_once: QuerySet[Any, Any]
    ) -> "Statement":
        """A tile of `layers`; none where `where` has no row. Layers may name the queries that are `asked_once` as tables."""
        once = {name: rows.query.sql_with_params() for name, rows in asked_once.items()}
        begin = ", ".join(f"{name} AS MATERIALIZED ({sql})" for name, (sql, _values) in once.items())
        condition, parameters = where.order_by().values("pk")[:1].query.sql_with_params()
        parts = [layer.sql() for layer in layers]
        tiles = " || ".join(sql for sql, _values in parts)
        values = [value for _sql, part in (*once.values(), *parts) for value in part]
        sql = (f"WITH {begin} " if begin else "") + f"SELECT {tiles} WHERE EXISTS ({condition})"
        return cls(sql, (*values, *parameters))

    def tile(self, address: Address, reader: int | None = None) -> bytes | None:
        """The tile's bytes, all layers in one query; empty where nothing is drawn, None where there is no such tile."""
        numbers = {**address.numbers, "reader": reader}
        values = [numbers[value.name] if isinstance(value, Slot) else value for value in self.parameters]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)  # planned anew: how much is near decides how it is best found
            row = cursor.fetchone()
        return bytes(row[0]) if row else None


def expression(told: str | Combinable) -> Combinable:
    return F(told) if isinstance(told, str) else told


def private_tile(body: bytes) -> HttpResponse:
    return HttpResponse(body, content_type=CONTENT_TYPE, headers={"Cache-Control": "private, no-store"})


def kept_tile(
    request: HttpRequest, name: str, address: Address, made: Callable[[], bytes | None]
) -> HttpResponse | None:
    """A tile that is the same for everyone, kept as long as the published content does not change.

    `name` says of which map and layer it is: the path that was asked for may be spelt in many ways (`01/0/0`). `made` takes
    no user; where it answers None there is no such tile for everyone.
    """
    key = tile_key(name, address) if is_kept(address) else None
    row = cache.get(key) if key else None
    if row is None:
        body = made()
        if body is None:
            return None
        row = tuple(public_tile(body))
        if key:
            cache.set(key, row, settings.PAGE_CACHE_SECONDS)
    return Page(*row).response(request)


def is_kept(address: Address) -> bool:
    """Not beyond the edge of the map either: those tiles are empty, and there is no end of them."""
    is_asked_for = address.z <= DEEPEST_KEPT and address.is_on_the_map
    return is_asked_for and bool(settings.PAGE_CACHE_SECONDS) and stamp.current() is not None


def tile_key(name: str, address: Address) -> str:
    return f"tile:{stamp.current()}:{name}/{address.z}/{address.x}/{address.y}"


def public_tile(body: bytes) -> Page:
    now = time.time()
    headers = {
        "Content-Type": CONTENT_TYPE,
        "Cache-Control": "public, max-age=0, must-revalidate",
        "ETag": f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"',
        "Last-Modified": http_date(now),
        "Vary": "Cookie, Accept-Encoding",
    }
    return Page(headers, body, gzip.compress(body, 5, mtime=0), now)
