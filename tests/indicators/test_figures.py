"""Figures and national definitions are read by those who read their pair of map and pillar, once their edition is issued."""

import pytest
from django.db import IntegrityError, transaction

from tests import factories as make
from tests.collection import factories as ask

pytestmark = pytest.mark.django_db
READERS = ["secretariat", "focal_mar", "reader_nga", "unhcr", "admin"]
OTHERS = ["anonymous", "prague", "reader_alb", "translator_ar", "nobody"]


@pytest.fixture
def restricted_figure(world):
    dataset = ask.DatasetFactory(map_pillar=world.mtm_irregular, title="marmalade")
    indicator = ask.IndicatorFactory(code="secret", name_en="marmalade count", pillar=world.irregular)
    return ask.ObservationFactory(dataset=dataset, indicator=indicator, note_en="marmalade")


@pytest.mark.parametrize("who", READERS + OTHERS)
def test_restricted_figures_are_in_the_api_for_their_readers_alone(who, client_of, restricted_figure):
    for name in ("observations", "indicators"):
        said = b"marmalade" in client_of(who).get(f"/api/v1/{name}/").content
        assert said is (who in READERS), name


def test_public_figures_are_everyones(client_of, world):
    ask.ObservationFactory(dataset=ask.DatasetFactory(map_pillar=world.mtm_development), value="12.500000")
    (row,) = client_of("anonymous").get("/api/v1/observations/?lang=en").json()["results"]
    assert (row["value"], row["status"], row["map"]) == ("12.5", "A", "mtm")


def test_a_figure_waits_for_its_edition(client_of, world):
    profile = make.ProfileFactory(regional_map=world.mtm, pillar=world.development)
    edition = make.EditionFactory(profile=profile)
    ask.ObservationFactory(dataset=ask.DatasetFactory(map_pillar=world.mtm_development), edition=edition)
    ask.NationalDefinitionFactory(
        definition_en="marmalade", map_pillar=world.mtm_development, edition=edition
    )
    assert client_of("anonymous").get("/api/v1/observations/").json()["count"] == 0
    assert b"marmalade" not in client_of("anonymous").get("/api/v1/terms/").content
    assert b"marmalade" not in client_of("anonymous").get("/en/glossary/").content
    assert b"marmalade" in client_of("secretariat").get("/en/glossary/").content


@pytest.mark.parametrize("rule", [{"audience": "named"}, {"is_unlisted": True}])
def test_what_came_with_an_edition_is_read_by_its_readers_alone(rule, client_of, world):
    profile = make.published_profile("open", regional_map=world.mtm, pillar=world.development)
    type(profile).objects.filter(pk=profile.pk).update(**rule)
    edition = profile.editions.get()
    ask.ObservationFactory(
        dataset=ask.DatasetFactory(map_pillar=world.mtm_development), edition=edition, note_en="marmalade"
    )
    ask.NationalDefinitionFactory(
        definition_en="marmalade", map_pillar=world.mtm_development, edition=edition
    )
    for path in ("/api/v1/observations/", "/api/v1/terms/", "/en/glossary/"):
        assert b"marmalade" not in client_of("anonymous").get(path).content, path
        assert b"marmalade" in client_of("secretariat").get(path).content, path


def test_a_definition_of_an_issued_edition_never_changes(world):
    profile = make.published_profile("open", regional_map=world.mtm, pillar=world.development)
    row = ask.NationalDefinitionFactory(definition_en="marmalade", edition=profile.editions.get())
    row.definition_fr = "confiture"
    row.save()
    row.definition_en = "jam"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.delete()


@pytest.mark.parametrize("name", ["observations", "terms", "indicators"])
def test_a_list_costs_the_same_with_one_row_and_with_three(name, client_of, world, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counted = []
    for number in (1, 2):
        for _ in range(number):
            dataset = ask.DatasetFactory(map_pillar=world.mtm_development)
            ask.ObservationFactory(dataset=dataset)
            ask.NationalDefinitionFactory(map_pillar=world.mtm_development)
        with CaptureQueriesContext(connection) as queries:
            assert client_of("anonymous").get(f"/api/v1/{name}/").status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]
