"""The shelves, their filters and the page of a publication."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from tests.library import factories as shelve
from tests.library.documents import pdf


def page_of(answer) -> BeautifulSoup:
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def titles(page: BeautifulSoup) -> list[str]:
    return [link.get_text(strip=True) for link in page.select(".book-title a")]


@pytest.fixture
def shelf(world):
    """Three: a map of a series of 2010, a study of 2008 on Morocco with files in two languages, Prague's manual of 2008-05."""
    series = shelve.SeriesFactory(regional_map=world.mtm, slug="maps", title_en="Maps")
    first = shelve.PublicationFactory(
        regional_map=world.mtm, title_en="A map", kind="map", published="2010", series=series, number="3"
    )
    first.pillars.add(world.irregular, world.development)
    second = shelve.PublicationFactory(
        regional_map=world.mtm, title_en="A study", title_ar="دراسة عن الاجتماعات", published="2008", slug="study",
        abstract_en="About remittances", isbn="978-3-16-148410-0",
    )  # fmt: skip
    second.pillars.add(world.development)
    second.countries.add(make.CountryFactory(iso3="MAR", name_en="Morocco"))
    second.themes.add(make.ThemeFactory(code="money"))
    for language in ("en", "ar"):
        content = pdf("It speaks of lighthouses")
        shelve.read(shelve.PublicationFileFactory(publication=second, language=language, content=content))
    third = shelve.PublicationFactory(
        regional_map=world.prague, title_en="A manual", kind="manual", published="2008-05"
    )
    return first, second, third


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["A map", "A manual", "A study"]),
        ("map=mtm", ["A map", "A study"]),
        ("pillar=migration-and-development", ["A map", "A study"]),
        ("pillar=irregular-and-mixed-migration", ["A map"]),
        ("country=MAR", ["A study"]),
        ("kind=manual", ["A manual"]),
        ("series=maps", ["A map"]),
        ("theme=money", ["A study"]),
        ("year=2008", ["A manual", "A study"]),
        ("language=ar", ["A study"]),
        ("language=ar&year=2010", []),
        ("q=remittances", ["A study"]),
        ("q=lighthouse", ["A study"]),
        ("q=978-3-16-148410-0", ["A study"]),
        ("q=stud", ["A study"]),
        ("q=اجتماع", ["A study"]),
        ("map=nowhere&year=1066&kind=x&language=xx&page=99", ["A map", "A manual", "A study"]),
    ],
)
def test_filters_work_by_address(query, expected, client, shelf):
    assert titles(page_of(client.get(f"/en/library/?{query}"))) == expected


def test_a_filter_that_offers_nothing_is_left_out(client, world):
    shelve.PublicationFactory(regional_map=world.mtm)
    names = [field["name"] for field in page_of(client.get("/en/library/")).select(".filters [name]")]
    assert names == ["q", "map", "pillar", "kind", "year"]


def test_one_that_another_map_lists_too_stands_in_both_lists(client, shelf, world):
    shelf[1].other_maps.add(world.prague)
    assert titles(page_of(client.get("/en/library/?map=prague"))) == ["A manual", "A study"]


def test_nothing_that_fits_is_said_with_a_way_on(client, shelf):
    page = page_of(client.get("/en/library/?country=MAR&year=2010"))
    assert "No publication fits these filters." in page.text
    assert page.select_one(".empty a")["href"] == "/en/library/"
    assert "Morocco" in page.select_one(".chips").text


def test_empty_shelves_are_said(client, world):
    assert "The shelves are empty." in page_of(client.get("/en/library/")).text


def test_long_shelves_come_in_pages(client, world):
    for _each in range(25):
        shelve.PublicationFactory(regional_map=world.mtm)
    page = page_of(client.get("/en/library/?kind=study"))
    assert len(titles(page)) == 24
    assert page.select_one("[rel=next]")["href"] == "?kind=study&page=2"


def test_the_languages_of_files_stand_on_the_card_and_the_cover_says_what_it_is(client, shelf):
    book = page_of(client.get("/ar/library/?series=&q=lighthouse")).select_one(".book")
    assert "/files/" in book.select_one("img")["src"]
    arabic = page_of(client.get("/en/library/?language=ar")).select_one(".book")
    assert "Files in Arabic and English" in " ".join(arabic.text.split())
    assert arabic.select_one("img")["alt"] == "First page of “A study”, in English"


def test_without_a_file_the_binding_is_plain_and_the_page_says_so(client, shelf):
    page = page_of(client.get(shelf[0].get_absolute_url()))
    assert page.select_one(".cover-plain")["aria-hidden"] == "true"
    assert "The portal holds no file of it" in page.text


def test_the_page_says_what_is_known_and_nothing_else(client, shelf):
    page = page_of(client.get("/en/library/study/"))
    facts = {each.dt.text: " ".join(each.dd.text.split()) for each in page.select(".book-facts > div")}
    assert facts == {
        "Published": "2008", "Kind": "Study or assessment", "ISBN": "978-3-16-148410-0", "Pillar": "Migration and development",
        "Regional i-Map": "MTM", "Countries": "Morocco", "Themes": "Money",
    }  # fmt: skip
    assert [each.text for each in page.select("#files .row-title a")] == ["Arabic", "English"]


def test_the_others_of_a_series_are_beside_it(client, shelf, world):
    shelve.PublicationFactory(
        regional_map=world.mtm, series=shelf[0].series, title_en="An earlier map", published="2006"
    )
    hidden = shelve.PublicationFactory(
        regional_map=world.mtm, series=shelf[0].series, title_en="Not listed", is_listed=False
    )
    page = page_of(client.get(shelf[0].get_absolute_url()))
    assert titles(page) == ["An earlier map"]
    assert client.get(hidden.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("who", ["anonymous", "secretariat"])
@pytest.mark.parametrize("path", ["/en/library/", "/en/library/?q=words", "/api/v1/publications/"])
def test_a_list_asks_as_often_for_three_publications_as_for_one(path, who, client_of, world, settings):
    settings.PAGE_CACHE_SECONDS = 0

    def full() -> None:
        row = shelve.restricted_paper(
            "words", world.mtm_irregular, access="public", series=shelve.SeriesFactory()
        )
        row.countries.add(make.CountryFactory())
        row.themes.add(make.ThemeFactory(code=row.slug))
        row.other_maps.add(world.prague)
        shelve.ContributionFactory(publication=row)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client_of(who).get(path).status_code == 200
        return len(asked)

    full()
    queries()
    one = queries()
    for _each in range(2):
        full()
    assert queries() == one


def test_a_publication_asks_as_often_with_three_of_each_part_as_with_one(client_of, world, settings):
    settings.PAGE_CACHE_SECONDS = 0
    row = shelve.restricted_paper("words", world.mtm_irregular, series=shelve.SeriesFactory())
    client = client_of("secretariat")

    def part() -> None:
        shelve.PublicationFileFactory(publication=row)
        shelve.ContributionFactory(publication=row)
        row.countries.add(make.CountryFactory())
        row.themes.add(make.ThemeFactory(code=f"theme-{row.themes.count()}"))
        shelve.restricted_paper("words", world.mtm_irregular, series=row.series)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(row.get_absolute_url()).status_code == 200
        return len(asked)

    part()
    queries()
    one = queries()
    for _each in range(2):
        part()
    assert queries() == one


def test_search_engines_are_told_of_cards_only(client, shelf, world):
    hidden = shelve.PublicationFactory(regional_map=world.mtm, is_listed=False, slug="hidden-one")
    told = client.get("/sitemap.xml").content.decode()
    assert "/ar/library/study/" in told
    assert "/en/library/<" in told
    assert hidden.slug not in told
    assert "/files/" not in told


def test_the_api_tells_all_of_a_card_and_the_files_that_one_may_have(client, client_of, shelf, world):
    said = client.get("/api/v1/publications/study/?lang=en").json()
    assert (said["title"], said["published"], said["countries"], said["languages"]) == (
        "A study", "2008", ["MAR"], ["ar", "en"],
    )  # fmt: skip
    assert [each["language"] for each in said["files"]] == ["ar", "en"]
    assert said["files"][0]["page"].startswith("http://testserver/en/library/study/files/")
    paper = shelve.restricted_paper("words", world.mtm_irregular)
    address = f"/api/v1/publications/{paper.slug}/"
    closed, opened = client.get(address).json(), client_of("reader_nga").get(address).json()
    assert (closed["languages"], closed["files"], closed["access"]) == (["en"], [], "readers")
    assert opened["files"][0]["name"] == "words.pdf"


@pytest.mark.parametrize(
    ("query", "expected"),
    [("kind=map", 1), ("year=2008", 2), ("map=mtm", 2), ("language=ar", 1), ("series=maps", 1), ("theme=money", 1), ("subject=money", 1),
     ("country=MAR", 1), ("pillar=migration-and-development", 2), ("q=lighthouses", 1), ("access=public", 3)],
)  # fmt: skip
def test_the_api_filters(query, expected, client, shelf):
    assert client.get(f"/api/v1/publications/?{query}").json()["count"] == expected


def test_the_api_gives_a_table(client, shelf):
    table = client.get("/api/v1/publications/?format=csv").content.decode()
    assert table.splitlines()[0].startswith("\ufeffslug,map,other_maps,pillars")
    assert "دراسة عن الاجتماعات" in table
