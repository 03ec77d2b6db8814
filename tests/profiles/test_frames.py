"""What a page gives the map, and the tables that say the same."""

import json
import re

import pytest

from profiles.frames import extent_of, map_frame
from tests import factories as make

SECRET = "marmalade"


@pytest.fixture
def secret(world):
    route = make.RouteFactory(regional_map=world.mtm, slug=f"{SECRET}-route", name_en=f"{SECRET} route")
    make.LegFactory(route=route, mode="sea", start_name_en=f"{SECRET} start")
    hub = make.HubFactory(regional_map=world.mtm, slug=f"{SECRET}-hub", name_en=f"{SECRET} hub")
    for kind, place in (("route", route), ("hub", hub)):
        make.published_profile(
            regional_map=world.mtm, pillar=world.irregular, kind=kind, is_unlisted=True, **{kind: place}
        )
    return route


@pytest.mark.parametrize(
    ("who", "finds"), [("anonymous", False), ("prague", False), ("reader_alb", False), ("reader_nga", True)]
)
def test_table_and_configuration_hold_what_the_reader_may_read(who, finds, client_of, secret):
    page = client_of(who).get("/en/mtm/").content.decode()
    assert (f"{SECRET} start" in page) is finds
    assert (SECRET in page) is finds


def test_the_configuration_is_of_the_page_and_its_reader(cast, world, secret):
    visitor, reader = (map_frame(world.mtm, user).config for user in (make.UserFactory(), cast["reader_nga"]))
    assert (visitor["layers"], visitor["switches"]) == ([], ["names"])
    assert reader["layers"] == ["routes", "hubs"]
    assert reader["tiles"] == "/tiles/mtm/{layer}/{z}/{x}/{y}.mvt"
    assert json.loads(json.dumps(reader)) == reader


def test_those_who_see_no_place_are_told_that_there_are_some(cast, world, secret):
    assert not map_frame(world.mtm, cast["reader_alb"]).has_hidden_places  # its profiles are unlisted
    secret.profiles.update(is_unlisted=False)
    assert map_frame(world.mtm, cast["reader_alb"]).has_hidden_places
    assert not map_frame(world.mtm, cast["reader_nga"]).has_hidden_places


def test_disclaimer_and_naming_footnotes_stand_with_the_map(client, world):
    make.CountryFactory(
        iso3="XKX", name_en="Kosovo*", name_footnote_en="Without prejudice to positions on status."
    )
    page = client.get("/fr/mtm/").content.decode()
    assert re.search(r'<p lang="en" dir="ltr">Borders and names shown', page)
    assert "Without prejudice to positions on status." in page


def test_the_table_of_countries_gives_name_role_and_year(client, world):
    country = make.CountryFactory(iso3="MAR", name_en="Morocco")
    make.ParticipationFactory(regional_map=world.mtm, country=country, since="2002-01-01")
    page = client.get("/en/mtm/").content.decode()
    table = page[page.index("<table>") : page.index("</table>")]
    assert '<a href="/en/mtm/countries/MAR/">' in table
    assert "partner state" in table
    assert "2002" in table


def test_a_frame_costs_the_same_for_many_places(cast, world, django_assert_num_queries):
    for wanted in (1, 3):
        while world.mtm.routes.count() < wanted:
            route = make.RouteFactory(regional_map=world.mtm)
            make.LegFactory(route=route)
            make.published_profile(regional_map=world.mtm, pillar=world.irregular, kind="route", route=route)
        with django_assert_num_queries(6):  # pillars, routes, their legs, hubs, cities, names with a footnote
            assert len(map_frame(world.mtm, cast["reader_nga"]).routes) == wanted


def test_an_extent_is_of_what_may_be_shown(world):
    hub = make.HubFactory(regional_map=world.mtm)
    hub.refresh_from_db()
    assert extent_of([hub.shown], margin=1.0) == pytest.approx((7.0, 16.0, 9.0, 18.0))
    assert extent_of([]) is None
