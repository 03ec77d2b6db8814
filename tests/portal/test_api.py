"""The API gives cards to everyone and texts to readers, in the languages and forms that it promises."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from accounts.models import Reading
from imap.core.models import LinkCheck
from tests import factories as make

DEAD_AND_ALIVE = {
    "https://dead.example.org/a": {"status": "dead", "failing_since": datetime(2026, 11, 1, 9, tzinfo=UTC)},
    "https://fine.example.org/a": {"status": "ok"},
}


def rows(client, path, **query):
    answer = client.get(f"/api/v1/{path}/", query)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_a_restricted_profile_is_a_card_to_visitors(client_of, restricted):
    (row,) = rows(client_of("anonymous"), "profiles")
    assert row["access"] == "restricted"
    assert row["readable"] is False
    assert row["edition"]["label"] == "2012"
    assert row["why_restricted"]["en"] == "States share it in confidence."
    assert rows(client_of("anonymous"), "editions") == []
    assert rows(client_of("anonymous"), "sources") == []


def test_a_reader_gets_the_texts_and_the_log_a_line(client_of, restricted):
    client = client_of("reader_nga")
    (edition,) = rows(client, "editions")
    whole = client.get(f"/api/v1/editions/{edition['id']}/", {"lang": "fr"}).json()
    assert whole["sections"][0]["body"] == "<p>marmalade fr 1 [1]</p>"
    assert whole["sections"][0]["citations"][0]["number"] == 1
    reading = Reading.objects.latest("pk")
    assert (reading.email, reading.door, reading.edition) == ("reader.nga@example.org", "API", "2012")
    assert Reading.objects.count() == 2  # the summary in the list, and the whole


def test_texts_come_in_three_languages_or_in_the_one_asked_for(client_of, public):
    assert rows(client_of("anonymous"), "profiles")[0]["title"] == {
        language: getattr(public, f"title_{language}") for language in ("ar", "en", "fr")
    }
    assert rows(client_of("anonymous"), "profiles", lang="ar")[0]["title"] == public.title_ar
    public.editions.update(change_note_fr="Deux sections de plus.")
    note = {"ar": "", "en": "", "fr": "Deux sections de plus."}
    assert rows(client_of("anonymous"), "editions")[0]["change_note"] == note
    assert rows(client_of("anonymous"), "editions", lang="fr")[0]["change_note"] == note["fr"]


def test_filters_by_map_pillar_kind_and_standing(client_of, public, restricted, world):
    make.ProfileFactory(regional_map=world.prague, pillar=world.irregular)
    client = client_of("anonymous")
    assert len(rows(client, "profiles")) == 3
    assert len(rows(client, "profiles", map="prague")) == 1
    assert [row["slug"] for row in rows(client, "profiles", pillar="migration-and-development")] == ["open"]
    assert len(rows(client, "profiles", standing="preparation")) == 1
    assert client.get("/api/v1/profiles/", {"kind": "nonsense"}).status_code == 400


def test_places_are_features_on_the_grid(client_of, world):
    hub = make.HubFactory(regional_map=world.mtm)
    route = make.LegFactory(route__regional_map=world.mtm).route
    for kind, place in (("hub", hub), ("route", route)):
        make.published_profile(
            "x", regional_map=world.mtm, pillar=world.development, kind=kind, country=None, **{kind: place}
        )
    answer = client_of("anonymous").get("/api/v1/hubs/", {"format": "geojson"})
    features = json.loads(answer.content)
    assert features["count"] == 1
    assert features["type"] == "FeatureCollection"
    assert features["features"][0]["geometry"]["coordinates"] == pytest.approx([8.0, 17.0], abs=1e-6)
    lines = json.loads(client_of("anonymous").get("/api/v1/routes/?format=geojson").content)["features"]
    assert lines[0]["geometry"]["type"] == "MultiLineString"
    assert lines[0]["geometry"]["coordinates"][0][0] == pytest.approx([8.0, 17.0], abs=1e-6)


def test_csv_opens_in_a_spreadsheet_and_runs_nothing(client_of, world):
    make.SourceFactory(regional_map=world.mtm, title="=HYPERLINK(1)")
    answer = client_of("secretariat").get("/api/v1/sources/", {"format": "csv"})
    table = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert table[0]["title"] == "'=HYPERLINK(1)"


def test_a_dead_link_of_a_source_is_told_with_its_day_and_its_archive(client_of, world):
    """The fragment of an address is nothing that a server knows of."""
    for url, values in DEAD_AND_ALIVE.items():
        make.SourceFactory(regional_map=world.mtm, url=url + "#part")
        LinkCheck.objects.create(address=url, archived_url="https://archive.example.org/a", **values)
    found = {
        row["url"]: (row["dead_since"], row["archived_url"])
        for row in rows(client_of("secretariat"), "sources")
    }
    assert found["https://dead.example.org/a#part"] == ("2026-11-01", "https://archive.example.org/a")
    assert found["https://fine.example.org/a#part"] == (None, "")


def test_the_schema_names_every_list(client_of):
    schema = client_of("anonymous").get("/api/v1/schema/", {"format": "json"}).json()
    for name in (
        "maps",
        "countries",
        "profiles",
        "editions",
        "routes",
        "hubs",
        "cities",
        "sources",
        "organisations",
        "meetings",
    ):
        assert f"/api/v1/{name}/" in schema["paths"]


def test_nothing_is_written_through_the_api(client_of, public):
    assert client_of("admin").post("/api/v1/profiles/", {}).status_code in (403, 405)
    assert client_of("admin").delete(f"/api/v1/profiles/{public.pk}/").status_code in (403, 405)


def one_more_of_everything(world):
    here = {"regional_map": world.mtm}
    make.published_profile("a", **here, pillar=world.development)
    make.published_profile("b", **here, pillar=world.irregular)
    make.EngagementFactory(**here)
    make.ParticipationFactory(**here)
    route = make.LegFactory(route__regional_map=world.mtm, route__description_en="c").route
    places = {"hub": make.HubFactory(**here), "city": make.CityFactory(**here), "route": route}
    for kind, place in places.items():
        make.published_profile("d", **here, pillar=world.irregular, kind=kind, **{kind: place})


@pytest.mark.parametrize(
    "path",
    [
        "profiles/", "editions/", "countries/", "organisations/", "maps/", "sources/", "routes/", "hubs/", "cities/",
        "routes/?format=geojson", "hubs/?format=geojson", "cities/?format=geojson",
    ],
)  # fmt: skip
def test_lists_take_the_same_queries_at_one_row_and_at_three(
    path, client_of, world, django_assert_max_num_queries
):
    client, counts = client_of("reader_nga"), []
    for more in (1, 2):
        for _each in range(more):
            one_more_of_everything(world)
        client.get(f"/api/v1/{path}")  # what is looked up once a process, and the lines of the reading log
        with django_assert_max_num_queries(12) as taken:
            assert client.get(f"/api/v1/{path}").status_code == 200
        counts.append(len(taken))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("profiles", "map=xx"), ("profiles", "pillar=x"), ("profiles", "country=mar"), ("editions", "map=xx"),
        ("countries", "map=xx"), ("countries", "region=xx"), ("organisations", "map=xx"), ("sources", "language=xx"),
        ("hubs", "map=xx"), ("profiles", "lang=de"), ("meetings", "map=xx"), ("meetings", "year=MMXII"), ("meetings", "country=xx"),
    ],
)  # fmt: skip
def test_a_filter_that_makes_no_sense_is_named(client, world, path, asked):
    answer = client.get(f"/api/v1/{path}/?{asked}")
    assert answer.status_code == 400
    assert list(answer.json()) == [asked.partition("=")[0]]


def test_what_is_not_there_is_said_as_json(client, world):
    for path in ("/api/v1/nothing/", "/api/v1/editions/1.5/"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert answer.json()["detail"]


def test_profiles_of_a_place_in_one_language(client_of, world):
    hub = make.HubFactory(regional_map=world.mtm, slug="agadez")
    make.published_profile(
        "marmalade", regional_map=world.mtm, pillar=world.irregular, kind="hub", country=None, hub=hub
    )
    make.ProfileFactory(regional_map=world.mtm, pillar=world.irregular)
    (row,) = rows(client_of("anonymous"), "profiles", kind="hub", place="agadez", lang="en")
    assert row["why_restricted"] == "States share it in confidence."
    assert row["page"].endswith("/en/mtm/profiles/" + row["slug"] + "/")
