"""The tile itself: its address, its SQL, and how it is kept."""

import pytest
from django.contrib.gis.db.models.functions import Transform
from django.test import RequestFactory

from imap.core.pagecache import stamp
from imap.core.tiles import AROUND, Address, Layer, Statement, kept_tile
from imap.regions.models import RegionalMap
from profiles.models import Hub
from tests import factories as make
from tests.mvt import layers

GREENWICH = Address(1, 1, 0)  # 0 to 180 degrees east, north of the equator


@pytest.fixture
def visitor(rf: RequestFactory, settings):
    settings.PAGE_CACHE_SECONDS = 600
    stamp.trusted_until = 0.0
    return rf.get("/tiles/mtm/hubs/1/1/0.mvt")


@pytest.mark.parametrize(
    ("address", "well_formed", "on_the_map"),
    [
        (Address(0, 0, 0), True, True),
        (Address(22, 2**22 - 1, 0), True, True),
        (Address(2, 4, 0), True, False),
        (Address(23, 0, 0), False, True),
        (Address(2, -1, 0), False, True),
    ],
)
def test_an_address_is_checked_in_two_steps(address, well_formed, on_the_map):
    assert address.is_well_formed is well_formed
    assert address.is_on_the_map is on_the_map


def hub_layer(**properties):
    rows = Hub.objects.filter(shown__bboverlaps=AROUND)
    return Layer("hubs", rows, "shown", properties or {"slug": "slug"})


def test_one_statement_serves_every_tile(db, django_assert_num_queries):
    make.HubFactory(slug="agadez")  # 8 degrees east, 17 north
    statement = Statement.of(RegionalMap.objects.all(), [hub_layer()])
    with django_assert_num_queries(1):
        east = layers(statement.tile(GREENWICH))
    assert [feature.properties for feature in east["hubs"]] == [{"slug": "agadez"}]
    assert statement.tile(Address(1, 0, 0)) == b""


def test_several_layers_come_in_one_query(db, django_assert_num_queries):
    make.HubFactory(slug="agadez")
    exact = Layer("exact", Hub.objects.all(), Transform("point", 3857), {"slug": "slug"})
    statement = Statement.of(RegionalMap.objects.all(), [hub_layer(), exact])
    with django_assert_num_queries(1):
        assert set(layers(statement.tile(GREENWICH))) == {"hubs", "exact"}


def test_there_is_no_tile_where_its_condition_has_no_row(db):
    make.HubFactory()
    assert Statement.of(RegionalMap.objects.filter(slug="nowhere"), [hub_layer()]).tile(GREENWICH) is None


def test_a_property_may_bear_the_name_of_a_column(db):
    make.HubFactory(slug="agadez", name_en="Agadez", name_fr=None)
    features = layers(
        Statement.of(RegionalMap.objects.all(), [hub_layer(name_fr="name_en", slug="name_fr")]).tile(
            GREENWICH
        )
    )
    assert features["hubs"][0].properties == {"name_fr": "Agadez"}  # what is NULL is left out


def test_a_kept_tile_is_made_once_and_answers_304(visitor):
    made = []
    first = kept_tile(visitor, "mtm/hubs", GREENWICH, lambda: made.append(1) or b"tile")
    visitor.META["HTTP_IF_NONE_MATCH"] = first["ETag"]
    again = kept_tile(visitor, "mtm/hubs", GREENWICH, lambda: made.append(1) or b"tile")
    assert (first.content, again.status_code, made) == (b"tile", 304, [1])
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_a_write_makes_kept_tiles_stale(visitor):
    kept_tile(visitor, "mtm/hubs", GREENWICH, lambda: b"old")
    stamp.change()
    assert kept_tile(visitor, "mtm/hubs", GREENWICH, lambda: b"new").content == b"new"


def test_tiles_too_deep_to_be_asked_for_by_the_map_are_not_kept(visitor):
    deep = Address(20, 1, 1)
    kept_tile(visitor, "mtm/hubs", deep, lambda: b"old")
    assert kept_tile(visitor, "mtm/hubs", deep, lambda: b"new").content == b"new"


def test_tiles_beyond_the_edge_of_the_map_are_not_kept(visitor):
    beyond = Address(1, 2, 0)
    kept_tile(visitor, "mtm/hubs", beyond, lambda: b"old")
    assert kept_tile(visitor, "mtm/hubs", beyond, lambda: b"new").content == b"new"


@pytest.mark.parametrize(
    ("name", "address"),
    [("mtm/cities", GREENWICH), ("rabat/hubs", GREENWICH), ("mtm/hubs", Address(1, 0, 0)), ("mtm/hubs", Address(2, 1, 0))],
)  # fmt: skip
def test_each_map_layer_and_address_has_its_tile(name, address, visitor):
    kept_tile(visitor, "mtm/hubs", GREENWICH, lambda: b"one")
    assert kept_tile(visitor, name, address, lambda: b"other").content == b"other"


def test_what_is_not_for_everyone_is_not_kept(visitor):
    assert kept_tile(visitor, "mtm/hubs", GREENWICH, lambda: None) is None
    assert kept_tile(visitor, "mtm/hubs", GREENWICH, lambda: b"now public").content == b"now public"
