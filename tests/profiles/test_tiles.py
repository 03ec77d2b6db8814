"""Tiles by role: nobody finds on the map what they may not read, and what leaves is generalised."""

import math

import pytest
from django.contrib.gis.geos import LineString, MultiLineString, MultiPolygon, Point, Polygon
from django.core.cache import cache

from accounts.access import grant, revoke
from imap.core.pagecache import forget_pages, stamp
from imap.regions.models import Border, Shape
from tests import factories as make
from tests.conftest import CAST
from tests.mvt import layers

READERS = {"secretariat", "focal_mar", "reader_nga", "unhcr", "admin"}
EXACT = (8.037, 17.021)
WHOLE = "0/0/0"


def url(layer="routes", at=WHOLE, regional_map="mtm"):
    return f"/tiles/{regional_map}/{layer}/{at}.mvt"


def features(client, layer="routes", at=WHOLE, regional_map="mtm"):
    response = client.get(url(layer, at, regional_map))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/vnd.mapbox-vector-tile"
    return {name: [each.properties for each in found] for name, found in layers(response.content).items()}


def degrees(point, at):
    """Longitude and latitude of a point of a tile."""
    z, x, y = at
    east, south = ((tile + unit / 4096) / 2**z for tile, unit in zip((x, y), point, strict=True))
    return east * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * south))))


@pytest.fixture
def secret(world):
    """A restricted route, hub and city of MTM with their published profiles."""
    route = make.RouteFactory(regional_map=world.mtm, slug="marmalade-route", is_illustrative=True)
    make.LegFactory(route=route, mode="sea", leg_class="major", order=1)
    hub = make.HubFactory(regional_map=world.mtm, slug="marmalade-hub", hub_class="main", name_ar="أغاديز")
    city = make.CityFactory(regional_map=world.mtm, slug="marmalade-city")
    for kind, place in {"route": route, "hub": hub, "city": city}.items():
        make.published_profile(regional_map=world.mtm, pillar=world.irregular, kind=kind, **{kind: place})
    return {"routes": route, "hubs": hub, "cities": city}


@pytest.fixture
def shapes(world):
    square = MultiPolygon(Polygon.from_bbox((0, 0, 20, 20)), srid=4326)
    kosovo = make.CountryFactory(
        iso3="XKX", name_en="Kosovo*", name_ar="كوسوفو*", name_fr="Kosovo*", un_name_en=""
    )
    make.ParticipationFactory(regional_map=world.mtm, country=kosovo)
    for key, country in (("1", kosovo), ("2", None)):
        Shape.objects.create(
            key=key,
            country=country,
            name_en=f"Shape {key}",
            area=square,
            label=Point(10, 10, srid=4326),
            label_rank=3,
        )
    line = MultiLineString(LineString((0, 0), (20, 20)), srid=4326)
    Border.objects.create(between="A/B", line=line, is_disputed=True)


@pytest.mark.parametrize("layer", ["routes", "hubs", "cities"])
@pytest.mark.parametrize("who", CAST)
def test_a_restricted_place_is_drawn_for_its_readers_only(who, layer, client_of, secret):
    client = client_of(who)
    found = features(client, layer)
    if who in READERS:
        assert [each["slug"] for each in found[layer]] == [secret[layer].slug]
        assert layer in features(client, "places")
    else:
        assert client.get(url(layer)).content == b""
        assert client.get(url("places")).content == b""


def test_a_public_place_is_drawn_for_everyone(client, world):
    hub = make.HubFactory(regional_map=world.mtm, slug="open-hub")
    make.published_profile(regional_map=world.mtm, pillar=world.development, kind="hub", hub=hub)
    assert [each["slug"] for each in features(client, "hubs")["hubs"]] == ["open-hub"]


def test_a_place_whose_profile_is_not_published_is_not_drawn(client_of, world):
    hub = make.HubFactory(regional_map=world.mtm)
    make.ProfileFactory(regional_map=world.mtm, pillar=world.irregular, kind="hub", hub=hub)
    assert features(client_of("reader_nga"), "hubs") == {}
    assert features(client_of("secretariat"), "hubs") != {}


def test_a_grant_opens_a_tile_and_its_end_closes_it(client_of, cast, secret):
    client, profile = client_of("reader_alb"), secret["hubs"].profiles.get()
    grant("profiles.read_profile", cast["reader_alb"], profile)
    assert "hubs" in features(client, "hubs")
    revoke("profiles.read_profile", cast["reader_alb"], profile)
    assert features(client, "hubs") == {}


def test_a_session_without_its_second_factor_sees_no_restricted_place(client_of, secret, settings):
    client = client_of("reader_nga")
    assert features(client, "hubs") != {}
    settings.REQUIRE_SECOND_FACTOR = True
    assert features(client, "hubs") == {}


def test_a_tile_tells_what_the_legend_and_the_popup_need(client_of, secret):
    found = features(client_of("reader_nga"), "places")
    leg, hub = found["routes"][0], found["hubs"][0]
    assert leg | {"mode": "sea", "class": "major", "order": 1, "is_illustrative": True} == leg
    assert leg["path"] == "/mtm/routes/marmalade-route/"
    assert hub | {"class": "main", "name_ar": "أغاديز", "path": "/mtm/hubs/marmalade-hub/"} == hub


@pytest.mark.parametrize("layer", ["routes", "hubs"])
def test_coordinates_leave_on_a_grid_of_a_tenth_of_a_degree(layer, client_of, secret):
    at = (12, 2139, 1851)
    response = client_of("reader_nga").get(url(layer, "/".join(map(str, at))))
    (feature,) = layers(response.content)[layer]
    shown = [degrees(point, at) for point in feature.points]
    assert any(each == pytest.approx((8.0, 17.0), abs=1e-4) for each in shown)
    assert not any(each == pytest.approx(EXACT, abs=1e-3) for each in shown)


def test_a_flight_is_an_arc_that_is_found_beside_its_chord(client_of, world):
    route = make.RouteFactory(regional_map=world.mtm)
    make.LegFactory(route=route, mode="air", path=LineString((-7.6, 33.6), (29.0, 41.0), srid=4326))
    make.published_profile(regional_map=world.mtm, pillar=world.irregular, kind="route", route=route)
    client = client_of("reader_nga")
    (arc,) = layers(client.get(url()).content)["routes"]
    assert len(arc.points) > 5
    beside = features(
        client, "routes", "5/16/11"
    )  # 0 to 11 degrees east, 40.9 to 48.9 north: the chord passes south of it
    assert beside["routes"][0]["mode"] == "air"


@pytest.mark.parametrize(
    "address",
    ["/tiles/mtm/rivers/1/0/0.mvt", "/tiles/nowhere/routes/1/0/0.mvt", "/tiles/nowhere/routes/1/9/9.mvt",
     "/tiles/mtm/routes/23/0/0.mvt", "/tiles/mtm/routes/-1/0/0.mvt", "/tiles/mtm/routes/1/-1/0.mvt",
     "/tiles/mtm/routes/a/0/0.mvt", "/tiles/mtm/routes/1/0/b.mvt", "/tiles/mtm/routes/1/0.5/0.mvt",
     f"/tiles/mtm/routes/1/{'9' * 5000}/0.mvt", "/tiles/mtm/routes/1/0/0.png"],
)  # fmt: skip
@pytest.mark.parametrize("who", ["anonymous", "reader_nga"])
def test_a_malformed_address_is_not_found(who, address, client_of):
    assert client_of(who).get(address).status_code == 404


@pytest.mark.parametrize("who", ["anonymous", "reader_nga"])
def test_beyond_the_edge_of_the_map_a_tile_is_empty(who, client_of, secret):
    for layer in ("countries", "routes"):
        response = client_of(who).get(url(layer, "2/4/0"))
        assert (response.status_code, response.content) == (200, b"")


def test_a_private_map_is_not_found_by_those_who_do_not_work_on_it(client_of, world, secret, shapes):
    world.mtm.is_public = False
    world.mtm.save()
    forget_pages()
    for layer in ("countries", "hubs", "places"):
        assert client_of("anonymous").get(url(layer)).status_code == 404
        assert client_of("prague").get(url(layer)).status_code == 404
        response = client_of("secretariat").get(url(layer))
        assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")


def test_countries_are_named_as_in_the_documents_with_their_mark(client, shapes):
    found = features(client, "countries")
    kosovo = next(each for each in found["labels"] if each["key"] == "1")
    assert (kosovo["name_en"], kosovo["name_ar"], kosovo["is_member"]) == ("Kosovo*", "كوسوفو*", True)
    assert kosovo["path"] == "/mtm/countries/XKX/"
    other = next(each for each in found["countries"] if each["key"] == "2")
    assert (other["name_en"], other["is_member"]) == ("Shape 2", False)
    assert found["borders"] == [{"is_disputed": True}]


def test_membership_is_of_the_map_that_is_asked_for(client, shapes):
    assert not any(
        each["is_member"] for each in features(client, "countries", regional_map="prague")["countries"]
    )


def test_what_is_the_same_for_everyone_is_kept_but_no_cookie_with_it(client_of, secret, shapes):
    for who, layer in (("anonymous", "countries"), ("reader_nga", "countries"), ("anonymous", "hubs")):
        response = client_of(who).get(url(layer))
        assert response["ETag"]
        assert response["Cache-Control"].startswith("public" if who == "anonymous" else "private")
        assert who != "anonymous" or not response.cookies


def test_a_readers_own_tile_is_kept_by_nobody(client_of, secret):
    for layer in ("routes", "hubs", "cities", "places"):
        assert client_of("reader_nga").get(url(layer))["Cache-Control"] == "private, no-store"


def test_no_reader_finds_what_was_kept_for_visitors_nor_leaves_theirs_behind(client_of, secret):
    cache.clear()
    stamp.trusted_until = 0.0
    assert features(client_of("anonymous"), "hubs") == {}
    assert features(client_of("reader_nga"), "hubs") != {}
    assert features(client_of("anonymous"), "hubs") == {}


def test_the_number_of_queries_does_not_grow(client_of, world, django_assert_num_queries):
    client = client_of("reader_nga")
    client.get("/tiles/mtm/places/0/0/0.mvt")  # the session notes that it was used
    for wanted in (1, 3):
        while world.mtm.hubs.count() < wanted:
            hub = make.HubFactory(regional_map=world.mtm)
            make.published_profile(regional_map=world.mtm, pillar=world.irregular, kind="hub", hub=hub)
        with django_assert_num_queries(3):  # session, user, tile
            assert len(features(client, "places")["hubs"]) == wanted


def test_a_kept_tile_takes_no_query(client, secret, shapes, settings, django_assert_num_queries):
    settings.PAGE_CACHE_SECONDS = 600
    client.get(url("countries", "1/0/0"))  # its statement is made
    with django_assert_num_queries(1):
        client.get(url("countries"))
    with django_assert_num_queries(0):
        client.get(url("countries"))


@pytest.mark.parametrize("spelt", ["01/0/0", "1/00/0", "1/0/000", "0000001/00/00"])
def test_however_its_address_is_spelt_a_tile_is_kept_once(
    spelt, client, shapes, settings, django_assert_num_queries
):
    settings.PAGE_CACHE_SECONDS = 600
    client.get(url("countries", "1/0/0"))
    kept = len(cache._cache)
    with django_assert_num_queries(0):
        assert client.get(url("countries", spelt)).content == client.get(url("countries", "1/0/0")).content
    assert len(cache._cache) == kept


def test_empty_tiles_beyond_the_edge_fill_no_cache(client, shapes, settings):
    settings.PAGE_CACHE_SECONDS = 600
    client.get(url("countries", "1/0/0"))
    kept = len(cache._cache)
    for x in range(2, 12):
        assert client.get(url("countries", f"1/{x}/0")).content == b""
    assert len(cache._cache) == kept
