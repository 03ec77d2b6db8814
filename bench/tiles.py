"""Tiles of routes and hubs for a signed-in reader, against the same ST_AsMVT in psycopg2: no request, no rule of who reads."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from unittest.mock import patch

from bench import table
from bench.corpus import Corpus
from bench.database import bare_connection
from bench.load import Line, medians_ms
from bench.reader import session_of, signed_in
from bench.servers import portal
from imap.core.tiles import Address
from profiles.models import LegQuerySet, PlaceQuerySet
from profiles.tiles import LAYERS

TILES = (Address(4, 8, 6), Address(6, 34, 26))  # all of the corpus; its middle
SHOWN = ("routes", "hubs")
TIMES = 25


def measure(corpus: Corpus) -> Iterator[table.Row]:
    """Both layers of each tile, one after the other over one connection that stays open."""
    session = session_of(signed_in(corpus.reader))
    with portal("tiles") as server:
        line = Line(server, session)
        for address in TILES:
            bare = bare_tiles(corpus, address)
            paths = [f"/tiles/mtm/{layer}/{address.z}/{address.x}/{address.y}.mvt" for layer in SHOWN]
            must_agree(bare(), [line.get(path) for path in paths])
            floor, taken = medians_ms(
                bare, lambda paths=paths: [line.get(path) for path in paths], times=TIMES
            )
            yield table.times(f"Tiles z{address.z}, routes and hubs", floor, taken, 1.5)


def bare_tiles(corpus: Corpus, address: Address) -> Callable[[], list[bytes]]:
    """The statements are made once, outside of what is measured."""
    with ExitStack() as without_rule:
        for rows in (LegQuerySet, PlaceQuerySet):
            without_rule.enter_context(patch.object(rows, "visible_to", lambda self, user: self))
        regional_map = corpus.pairs[0].regional_map
        layers = [LAYERS[name](corpus.reader, regional_map, address)[0] for name in SHOWN]
        statements = [layer.sql(address) for layer in layers]
    connection = bare_connection()

    def run() -> list[bytes]:
        return [one(connection, *statement) for statement in statements]

    return run


def one(connection: Any, sql: str, parameters: tuple[Any, ...]) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", parameters)
        return bytes(cursor.fetchone()[0])


def must_agree(bare: list[bytes], made: list[bytes]) -> None:
    """The floor counts only if it draws the same features; their order, and so some lengths of numbers, may differ."""
    for theirs, ours in zip(bare, made, strict=True):
        if not ours or abs(len(theirs) - len(ours)) > len(theirs) / 100:
            raise SystemExit(f"The bare tile has {len(theirs)} bytes, the portal's {len(ours)}.")
