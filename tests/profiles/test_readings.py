"""Restricted words that leave by a list or a search leave a line in the reading log, and public ones none."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions import reading
from accounts.models import Reading
from tests import factories as make

EDITIONS = "/api/v1/editions/"


def lines(**fields) -> list[tuple[str, str, str, str]]:
    rows = Reading.objects.filter(**fields).order_by("pk")
    return [(row.email, row.item.profile.slug, row.door, row.language) for row in rows]


def search(client, words="marmalade", language="en", **query):
    answer = client.get(f"/{language}/search/", {"q": words, **query})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("who", ["reader_nga", "secretariat", "admin"])
def test_summaries_in_a_list_leave_a_line_for_each_restricted_edition(
    who, client_of, cast, restricted, public
):
    answer = client_of(who).get(EDITIONS).json()
    assert {row["profile"] for row in answer["results"]} == {"secret", "open"}
    assert lines() == [(cast[who].email, "secret", "API", "en")]
    assert (Reading.objects.get().title, Reading.objects.get().edition) == (str(restricted), "2012")


def test_the_same_list_as_csv_leaves_it_too(client_of, restricted):
    assert b"marmalade summary" in client_of("reader_nga").get(EDITIONS, {"format": "csv"}).content
    assert [door for _who, _what, door, _language in lines()] == ["API"]


def test_the_line_names_the_language_that_was_asked_for(client_of, restricted):
    edition = restricted.editions.get()
    client = client_of("reader_nga")
    client.get(f"{EDITIONS}{edition.pk}/", {"lang": "fr"})
    client.get(EDITIONS, {"lang": "en"})
    assert [language for *_rest, language in lines()] == ["fr", "en"]


def test_a_list_without_words_leaves_none(client_of, restricted, world):
    make.published_profile(
        "x", regional_map=world.mtm, pillar=world.irregular, slug="silent"
    )  # its summary is in English
    client = client_of("reader_nga")
    client.get(EDITIONS, {"lang": "ar"})  # no summary is in Arabic
    client.get("/api/v1/profiles/")  # cards
    assert lines() == []


@pytest.mark.parametrize("who", ["anonymous", "nobody", "reader_alb", "prague"])
def test_who_reads_nothing_leaves_no_line(who, client_of, restricted, public):
    client = client_of(who)
    client.get(EDITIONS)
    assert "marmalade" not in search(client, "daylight")
    search(client)
    assert lines() == []


def test_excerpts_found_leave_one_line_for_an_edition(client_of, cast, restricted, public, world):
    make.published_profile("marmalade", regional_map=world.mtm, pillar=world.irregular, slug="other")
    page = search(client_of("reader_nga"), language="fr")
    assert page.count("row-excerpt") == 4  # two sections of two editions
    assert sorted(lines()) == [
        ("reader.nga@example.org", slug, "search", "fr") for slug in ("other", "secret")
    ]


def test_public_excerpts_and_hits_without_words_leave_none(client_of, restricted, public):
    client = client_of("reader_nga")
    assert "row-excerpt" in search(client, "daylight")
    search(client, restricted.title_en)  # its title, which its card shows to everyone
    assert lines() == []


def test_only_the_page_of_hits_that_was_shown_is_noted(client_of, restricted, monkeypatch, world):
    monkeypatch.setattr("imap.portal.search.HITS", 2)
    make.published_profile("marmalade", regional_map=world.mtm, pillar=world.irregular, slug="other")
    client = client_of("reader_nga")
    search(client, kind="section")
    assert len(lines()) == 1
    search(client, kind="section", page=2)
    assert len(lines()) == 2


def test_turning_pages_back_and_forth_notes_each_text_once_a_visit(client_of, restricted, public):
    client = client_of("reader_nga")
    for _turn in range(3):
        search(client)
        client.get(EDITIONS)
    assert [door for _who, _what, door, _language in lines()] == ["search", "API"]
    Reading.objects.update(at=timezone.now() - reading.SAME_VISIT - timedelta(seconds=1))
    search(client)
    assert [door for _who, _what, door, _language in lines()] == ["search", "API", "search"]


def test_another_reader_and_another_language_have_their_own_lines(client_of, restricted):
    search(client_of("reader_nga"))
    search(client_of("focal_mar"))
    search(client_of("reader_nga"), language="ar")
    assert len(lines()) == 3


def test_a_whole_text_is_noted_each_time(client_of, restricted):
    client = client_of("reader_nga")
    client.get(EDITIONS)
    for _time in range(2):
        client.get("/en/mtm/profiles/secret/")
        client.get(f"{EDITIONS}{restricted.editions.get().pk}/")
    assert [door for _who, _what, door, _language in lines()] == ["API", "page", "API", "page", "API"]


@pytest.mark.parametrize("address", [EDITIONS, "/en/search/?q=marmalade"])
def test_many_lines_take_as_many_queries_as_one(address, client_of, world):
    client = client_of("reader_nga")
    make.published_profile(regional_map=world.mtm, pillar=world.irregular)
    client.get(address)  # what is looked up once a process
    taken = []
    for more in (0, 2):
        for _each in range(more):
            make.published_profile(regional_map=world.mtm, pillar=world.irregular)
        Reading.objects.all().delete()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(address)
        assert Reading.objects.count() == 1 + more
        taken.append(len(queries))
    assert taken[0] == taken[1]


@pytest.fixture
def route(world):
    """A restricted route of MTM whose description says “marmalade”, in English only."""
    found = make.LegFactory(
        route__regional_map=world.mtm, route__slug="secret", route__description_en="marmalade"
    ).route
    make.published_profile("x", regional_map=world.mtm, pillar=world.irregular, kind="route", route=found)
    return found


def route_lines() -> list[tuple[str, str, str]]:
    rows = Reading.objects.order_by("pk")
    return [(row.email, row.title, row.door) for row in rows if row.content_type.model == "route"]


@pytest.mark.parametrize(
    ("address", "door"),
    [
        ("/en/mtm/routes/secret/", "page"), ("/fr/mtm/routes/secret/", "page"), ("/api/v1/routes/", "API"),
        ("/api/v1/routes/?format=geojson", "API"), ("/api/v1/routes/?format=csv", "API"),
    ],
)  # fmt: skip
def test_the_description_of_a_restricted_route_leaves_a_line(address, door, client_of, route):
    assert "marmalade" in client_of("reader_nga").get(address).content.decode()
    assert route_lines() == [("reader.nga@example.org", "Route secret", door)]
    for who in ("anonymous", "reader_alb"):
        assert "marmalade" not in client_of(who).get(address).content.decode()
    assert len(route_lines()) == 1


def test_a_route_by_itself_is_noted_once_a_visit(client_of, route):
    client = client_of("reader_nga")
    for _time in range(2):
        assert client.get(f"/api/v1/routes/{route.pk}/").json()["description"]["en"] == "marmalade"
    assert route_lines() == [("reader.nga@example.org", "Route secret", "API")]


def test_a_public_route_and_one_without_words_leave_none(client_of, route, world):
    client = client_of("reader_nga")
    client.get("/api/v1/routes/", {"lang": "ar"})
    client.get(f"/api/v1/routes/{route.pk}/", {"lang": "ar"})
    make.published_profile("x", regional_map=world.mtm, pillar=world.development, kind="route", route=route)
    client.get("/api/v1/routes/")
    client.get("/en/mtm/routes/secret/")
    assert route_lines() == []
