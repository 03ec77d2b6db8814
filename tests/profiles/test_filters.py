"""The list of profiles, filtered by address."""

import pytest

from tests import factories as make


@pytest.fixture
def three(world):
    """A final one and one under preparation in Pillar II, and a restricted hub in Northern Africa."""
    here = {"regional_map": world.mtm}
    north = make.CountryFactory(name_en="Northland", region="015")
    make.published_profile(**here, pillar=world.development, slug="final", country=north)
    make.ProfileFactory(
        **here, pillar=world.development, slug="begun", country=make.CountryFactory(name_en="Southland")
    )
    hub = make.HubFactory(**here, country=north, name_en="Crossing")
    make.published_profile(**here, pillar=world.irregular, slug="hub", kind="hub", hub=hub, country=None)


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("", {"final", "begun", "hub"}),
        ("pillar=migration-and-development", {"final", "begun"}),
        ("kind=hub", {"hub"}),
        ("region=015", {"final", "hub"}),
        ("standing=preparation", {"begun"}),
        ("standing=final", {"final", "hub"}),
        ("language=ar", {"final", "hub"}),
        ("q=north", {"final"}),
        ("q=Crossing&kind=hub", {"hub"}),
        ("kind=nonsense&pillar=none", {"final", "begun", "hub"}),
        ("q=zzzz", set()),
        ("page=99", {"final", "begun", "hub"}),
    ],
)
def test_filters_work_by_address(client, three, query, slugs):
    answer = client.get(f"/en/mtm/profiles/?{query}")
    assert {card.profile.slug for card in answer.context["cards"]} == slugs


def test_another_regional_map_keeps_the_filters(client, three):
    answer = client.get("/en/mtm/profiles/?map=prague&kind=hub")
    assert answer["Location"] == "/en/prague/profiles/?kind=hub"
    assert client.get("/en/mtm/profiles/?map=nowhere").status_code == 404


def test_a_private_map_has_no_list_for_others(client, client_of, world):
    world.prague.is_public = False
    world.prague.save()
    assert client.get("/en/prague/profiles/").status_code == 404
    assert client_of("secretariat").get("/en/prague/profiles/").status_code == 404
    assert client_of("prague").get("/en/prague/profiles/").status_code == 200
