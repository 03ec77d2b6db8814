"""Which offer fits which need: explained, deterministic, and no more told than its reader may know."""

import random

import pytest
from django.contrib.gis.geos import LineString, MultiPolygon, Polygon

from imap.regions.models.shape import Shape
from meetings.cooperation.matching import WEIGHTS, Background, best, match, matches_in
from tests import factories as make
from tests.cooperation import factories as work


@pytest.fixture
def pair(world):
    """An offer of one subregion and a need of the same, in French, for a visit."""
    countries = [make.CountryFactory(iso3=code, region="015") for code in ("DZA", "TUN")]
    offer, need = (
        work.ExpertiseFactory(
            regional_map=world.mtm,
            side=side,
            organisation=work.StateFactory(code=country.iso3, country=country),
        )
        for side, country in zip(("offer", "need"), countries, strict=True)
    )
    return offer, need


def points(found) -> dict[str, int]:
    return {reason.code: reason.points for reason in found.reasons}


def test_the_weights_add_up_to_a_hundred():
    assert sum(WEIGHTS.values()) == 100


def test_all_reasons_together_make_the_most(pair):
    offer, need = pair
    routes = {each.organisation.country_id: frozenset({"west"}) for each in pair}
    held = ((offer.organisation_id, need.organisation_id, offer.theme_id),)
    found = match(offer, need, Background(routes, held))
    assert found.score == 100
    assert points(found) == WEIGHTS
    words = " ".join(reason.words for reason in found.reasons)
    for said in (
        "“Diaspora”",
        "French",
        "study visit",
        "Northern Africa",
        "A route crosses",
        "held an exchange before",
    ):
        assert said in words


def test_what_they_lack_is_said_too(pair):
    offer, need = pair
    offer.languages, offer.forms = ["en"], ["training"]
    found = match(offer, need, Background())
    assert points(found) == {"theme": 40, "language": 0, "form": 0, "region": 8, "kind": 5}
    assert "interpretation is needed" in " ".join(reason.words for reason in found.reasons)


def test_another_theme_the_same_state_or_another_map_is_no_match(pair, world):
    offer, _need = pair
    other = work.ExpertiseFactory(regional_map=world.mtm, side="need", theme=work.ThemeFactory(code="return"))
    assert match(offer, other, Background()) is None
    own = work.ExpertiseFactory(regional_map=world.mtm, side="need", organisation=offer.organisation)
    assert match(offer, own, Background()) is None
    abroad = work.ExpertiseFactory(regional_map=world.prague, side="need")
    assert match(offer, abroad, Background()) is None


def test_two_cities_of_one_state_may_learn_from_each_other(pair, world):
    country = pair[0].organisation.country
    cities = [make.CityFactory(regional_map=world.mtm, country=country) for _each in range(2)]
    offer, need = (
        work.ExpertiseFactory(regional_map=world.mtm, side=side, organisation=pair[0].organisation, city=city)
        for side, city in zip(("offer", "need"), cities, strict=True)
    )
    assert "Both speak as cities." in [reason.words for reason in match(offer, need, Background()).reasons]


def test_the_order_of_what_comes_in_changes_nothing(world):
    offers = [
        work.ExpertiseFactory(regional_map=world.mtm, languages=[code]) for code in ("ar", "en", "fr", "fr")
    ]
    needs = [work.ExpertiseFactory(regional_map=world.mtm, side="need") for _each in range(3)]
    expected = [(each.offer.pk, each.need.pk) for each in best(offers, needs, Background())]
    assert [each.score for each in best(offers, needs, Background())] == sorted(
        (each.score for each in best(offers, needs, Background())), reverse=True
    )
    for seed in range(5):
        random.Random(seed).shuffle(offers)
        random.Random(seed + 9).shuffle(needs)
        assert [(each.offer.pk, each.need.pk) for each in best(offers, needs, Background())] == expected


def shape(country, west: float) -> None:
    square = Polygon(((west, 0), (west + 5, 0), (west + 5, 5), (west, 5), (west, 0)), srid=4326)
    Shape.objects.create(
        key=country.iso3, country=country, area=MultiPolygon(square, srid=4326), label=square.centroid
    )


def test_a_route_counts_only_for_who_reads_its_profile(pair, world, cast):
    for at, each in enumerate(pair):
        shape(each.organisation.country, at * 10.0)
    route = make.RouteFactory(regional_map=world.mtm)
    make.LegFactory(route=route, path=LineString((1, 2), (12, 3), srid=4326))
    (found,) = matches_in(world.mtm, cast["secretariat"])
    assert "routes" in points(found)
    work.ExpertiseFactory._meta.model.objects.update(audience="public")
    (found,) = matches_in(world.mtm, cast["reader_alb"])
    assert "routes" not in points(found)


def test_closed_ones_and_pairs_that_were_proposed_are_left_out(pair, world, cast):
    assert len(matches_in(world.mtm, cast["secretariat"])) == 1
    work.ExchangeFactory(regional_map=world.mtm, offer=pair[0], need=pair[1])
    assert matches_in(world.mtm, cast["secretariat"]) == []
    another = work.ExpertiseFactory(regional_map=world.mtm, side="need", is_open=False)
    assert matches_in(world.mtm, cast["secretariat"]) == []
    another.is_open = True
    another.save()
    assert len(matches_in(world.mtm, cast["secretariat"])) == 1


def test_the_page_says_why_and_proposes(pair, world, client_of):
    browser = client_of("secretariat")
    page = browser.get("/workspace/cooperation/matches/").content.decode()
    assert "Both work in French." in page
    sent = {"offer": pair[0].pk, "need": pair[1].pk}
    first = browser.post("/workspace/cooperation/matches/propose/", sent)
    assert browser.post("/workspace/cooperation/matches/propose/", sent)["Location"] == first["Location"]
    assert client_of("focal_mar").get("/workspace/cooperation/matches/").status_code == 403
    assert client_of("prague").post("/workspace/cooperation/matches/propose/", sent).status_code == 404
