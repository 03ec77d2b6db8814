"""The timeline, its filters, and the map of host cities."""

import json
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import Meeting
from tests import factories as make
from tests.meetings import factories as convene


def page_of(answer) -> BeautifulSoup:
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def titles(page: BeautifulSoup) -> list[str]:
    return [link.get_text(strip=True) for link in page.select(".row-title a")]


@pytest.fixture
def held(world):
    """Three meetings: MTM 2003 in Malta, MTM 2007 in Egypt, Prague 2007 in Malta."""
    malta, egypt = (
        make.CountryFactory(iso3=code, name_en=name) for code, name in (("MLT", "Malta"), ("EGY", "Egypt"))
    )
    first = convene.MeetingFactory(
        regional_map=world.mtm, title_en="First", starts="2003-02", country=malta, city_name_en="Valletta",
        kind="informal",
    )  # fmt: skip
    first.pillars.add(world.irregular, world.development)
    second = convene.MeetingFactory(regional_map=world.mtm, title_en="Second", starts="2007", country=egypt)
    second.pillars.add(world.development)
    third = convene.MeetingFactory(
        regional_map=world.prague,
        title_en="Third",
        starts="2007-03-01",
        country=malta,
        city_name_en="Valletta",
    )
    return first, second, third


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Third", "Second", "First"]),
        ("map=mtm", ["Second", "First"]),
        ("map=prague", ["Third"]),
        ("pillar=migration-and-development", ["Second", "First"]),
        ("country=MLT", ["Third", "First"]),
        ("kind=informal", ["First"]),
        ("year=2007", ["Third", "Second"]),
        ("map=mtm&country=MLT&year=2003", ["First"]),
        ("map=nowhere&year=1066&kind=x", ["Third", "Second", "First"]),
    ],
)
def test_filters_work_by_address(query, expected, client, held):
    assert titles(page_of(client.get(f"/en/meetings/?{query}"))) == expected


def test_a_meeting_held_together_stands_in_both_lists(client, held, world):
    held[0].other_maps.add(world.prague)
    assert titles(page_of(client.get("/en/meetings/?map=prague"))) == ["Third", "First"]


def test_the_timeline_goes_by_year_and_begins_with_what_is_to_come(client, held, world):
    convene.MeetingFactory(regional_map=world.mtm, title_en="Next", starts="2031-05-11", status="planned")
    page = page_of(client.get("/en/meetings/"))
    assert [head.get_text(strip=True) for head in page.select(".timeline h3")] == ["To come", "2007", "2003"]
    assert titles(page)[0] == "Next"


def test_one_of_an_unknown_day_does_not_stand_before_those_that_come_sooner(client, world):
    for starts in ("2031", "2031-05", "2031-05-11"):
        convene.MeetingFactory(regional_map=world.mtm, title_en=starts, starts=starts, status="planned")
    assert titles(page_of(client.get("/en/meetings/"))) == ["2031-05-11", "2031-05", "2031"]


@pytest.mark.parametrize("year", ["1e5000", "-1", "NaN", "2007.5", "9" * 400])
def test_a_year_that_is_none_breaks_nothing(year, client, held):
    assert client.get(f"/api/v1/meetings/?year={year}").status_code in (200, 400)


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("2031-05-11", "", True), ("2031-05-10", "2031-05-11", True), ("2031-05-10", "", False),
        ("2031-05", "", True), ("2031-04", "", False), ("2031", "", True), ("2030", "", False),
    ],
)  # fmt: skip
def test_a_planned_meeting_is_to_come_as_long_as_its_date_may_be(monkeypatch, starts, ends, expected):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2031, 5, 11))
    meeting = Meeting(status="planned", starts=starts, ends=ends)
    assert meeting.is_to_come == expected
    assert not Meeting(status="held", starts=starts, ends=ends).is_to_come


def test_dates_are_no_more_precise_than_they_are_known(client, held):
    page = page_of(client.get("/en/meetings/"))
    assert [(each["datetime"], each.text) for each in page.select(".row time")] == [
        ("2007-03-01", "1 March 2007"), ("2007", "2007"), ("2003-02", "February 2003"),
    ]  # fmt: skip
    assert "only the year is known" in page_of(client.get(held[1].get_absolute_url())).text


def test_nothing_that_fits_is_said_with_a_way_on(client, held):
    page = page_of(client.get("/en/meetings/?country=EGY&year=2003"))
    assert "No meeting fits these filters." in page.text
    assert page.select_one(".empty a")["href"] == "/en/meetings/"


def test_no_meeting_at_all_is_said(client, world):
    assert "No meeting is known yet." in page_of(client.get("/en/meetings/")).text


def test_the_page_says_how_many_the_documents_speak_of_and_how_many_are_known(client, held, world):
    convene.StatedCountFactory(regional_map=world.mtm)
    convene.MeetingFactory(regional_map=world.mtm, is_demonstration=True)
    said = "speak of 28 meetings in 21 countries: 2 of them, in 2 countries, are known here"
    assert said in page_of(client.get("/en/meetings/")).text
    assert said not in page_of(client.get("/en/meetings/?map=prague")).text


def test_the_map_has_a_point_a_city_and_the_table_says_the_same(client, held):
    page = page_of(client.get("/en/meetings/"))
    config = json.loads(page.select_one("#map-hosts").text)
    assert {point["properties"]["name_en"]: point["properties"]["count"] for point in config["hosts"]["features"]} == {
        "Valletta": 2, held[1].city_name_en: 1,
    }  # fmt: skip
    assert config["hosts"]["features"][0]["geometry"]["coordinates"] == [14.5, 35.9]
    links = [link["href"] for link in page.select(".map-table a") if "/meetings/" in link["href"]]
    assert sorted(links) == sorted(each.get_absolute_url() for each in held)


def test_the_country_that_hosted_lists_them(client, held, world):
    """Malta takes no part here: having hosted is enough for a page."""
    assert titles(page_of(client.get("/en/mtm/countries/MLT/"))) == ["First"]
    assert client.get("/en/prague/countries/EGY/").status_code == 404


def test_the_search_finds_a_meeting_by_title_and_by_city(client, held):
    for words in ("First", "Valletta"):
        assert held[0].get_absolute_url() in client.get(f"/en/search/?q={words}").content.decode()


@pytest.mark.parametrize("path", ["/en/meetings/", "/api/v1/meetings/", "/api/v1/meetings/?format=geojson"])
def test_a_list_asks_as_often_for_three_meetings_as_for_one(path, client_of, world):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client_of("secretariat").get(path).status_code == 200
        return len(asked)

    convene.full_meeting("words", world.mtm_irregular)
    queries()
    one = queries()
    for _each in range(2):
        convene.full_meeting("words", world.mtm_irregular)
    assert queries() == one


def test_a_meeting_asks_as_often_with_three_of_each_part_as_with_one(client_of, world):
    meeting = convene.full_meeting("words", world.mtm_irregular)
    client = client_of("secretariat")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(meeting.get_absolute_url()).status_code == 200
        return len(asked)

    queries()
    one = queries()
    for _each in range(2):
        convene.AgendaItemFactory(session__meeting=meeting)
        convene.SiteVisitFactory(meeting=meeting)
        convene.DocumentFileFactory(document__meeting=meeting)
        convene.DecisionFactory(meeting=meeting, owner=make.OrganisationFactory())
        convene.ParticipantFactory(meeting=meeting)
    assert queries() == one
