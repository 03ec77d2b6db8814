"""Tiles of routes, hubs and cities for a signed-in reader, against the same ST_AsMVT in psycopg2: no request, no rule of who reads."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from unittest.mock import patch

from bench import table
from bench.corpus import Corpus
from bench.database import bare_connection
from bench.load import Line, medians_ms
from bench.reader import session_of, signed_in
from bench.servers import portal
from imap.core.tiles import Address, Slot, Statement
from imap.regions.models import RegionalMap
from profiles.models import LegQuerySet, PlaceQuerySet
from profiles.tiles import LAYERS

TILES = (Address(4, 8, 6), Address(6, 34, 26))  # all of the corpus; its middle
TIMES = 25


def measure(corpus: Corpus) -> Iterator[table.Row]:
    """Over one connection that stays open."""
    session = session_of(signed_in(corpus.reader))
    with portal("tiles") as server:
        line = Line(server, session)
        for address in TILES:
            bare = bare_tile(corpus, address)
            path = f"/tiles/mtm/places/{address.z}/{address.x}/{address.y}.mvt"
            must_agree(bare(), line.get(path))
            floor, taken = medians_ms(bare, lambda path=path: line.get(path), times=TIMES)
            yield table.times(f"Tile z{address.z} of routes and hubs", floor, taken, 1.5)


def bare_tile(corpus: Corpus, address: Address) -> Callable[[], bytes]:
    """The statement is made once, outside of what is measured."""
    with ExitStack() as without_rule:
        for rows in (LegQuerySet, PlaceQuerySet):
            without_rule.enter_context(patch.object(rows, "visible_to", lambda self, user, is_read: self))
        layers = [layer(corpus.reader, "mtm") for layer in LAYERS["places"]]
        statement = Statement.of(RegionalMap.objects.filter(slug="mtm"), layers)
    numbers = address.numbers
    values = [numbers[value.name] if isinstance(value, Slot) else value for value in statement.parameters]
    connection = bare_connection()

    def run() -> bytes:
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, values)
            return bytes(cursor.fetchone()[0])

    return run


def must_agree(bare: bytes, made: bytes) -> None:
    """The floor counts only if it draws the same features; their order, and so the lengths of some numbers, may differ."""
    if not made or abs(len(bare) - len(made)) > len(bare) / 100:
        raise SystemExit(f"The bare tile has {len(bare)} bytes, the portal's {len(made)}.")
