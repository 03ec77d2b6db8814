"""Projects: who sees them, filters, their pages, and the export after the IATI standard."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from accounts.models import Organisation
from meetings.cooperation.iati import OWN, missing
from tests import factories as make
from tests.conftest import CAST
from tests.cooperation import factories as work

SECRET = "marmalade"
OF_THE_MAP = {"secretariat", "admin"}
SCHEMA = Path(__file__).parent / "iati" / "iati-activities-schema.xsd"


def codes(answer) -> list[str]:
    page = BeautifulSoup(answer.content, "html.parser")
    return [link["href"].split("/")[-2] for link in page.select(".row-title a")]


@pytest.fixture
def three(world):
    """LEC of 2009 to 2013 in Morocco, LIBAN of 2004 in Lebanon, and one of Prague without any date."""
    morocco, lebanon = make.CountryFactory(iso3="MAR"), make.CountryFactory(iso3="LBN")
    lec = work.ProjectFactory(regional_map=world.mtm, slug="lec", starts="2009", ends="2013")
    lec.countries.add(morocco)
    lec.pillars.add(world.development)
    lec.themes.add(work.ThemeFactory())
    liban = work.ProjectFactory(regional_map=world.mtm, slug="liban", starts="2004-01", ends="2004-04")
    liban.countries.add(lebanon)
    work.InvolvementFactory(project=liban, role="funder", organisation=funder_of(world))
    work.ProjectResultFactory(project=liban, text_en="Twelve officials were trained")
    work.ProjectFactory(regional_map=world.prague, slug="other", starts="", ends="")


def funder_of(world):
    funder = make.OrganisationFactory(code="FUND")
    make.EngagementFactory(organisation=funder, regional_map=world.mtm, kind="donor")
    return funder


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"lec", "liban", "other"}),
        ("map=prague", {"other"}),
        ("pillar=migration-and-development", {"lec"}),
        ("country=LBN", {"liban"}),
        ("theme=diaspora", {"lec"}),
        ("q=project+LEC", {"lec"}),
        ("q=Liban", {"liban"}),
        ("q=officials&map=mtm", {"liban"}),
        ("q=nowhere", set()),
        ("donor=FUND", {"liban"}),
        ("year=2011", {"lec"}),
        ("year=2013", {"lec"}),
        ("year=2004&country=LBN", {"liban"}),
        ("year=2004&country=MAR", set()),
        ("year=xx&donor=nobody&map=nowhere", {"lec", "liban", "other"}),
    ],
)
def test_filters_work_by_address(query, expected, client, three):
    answer = client.get(f"/en/projects/?{query}")
    assert set(codes(answer)) == expected
    if not expected:
        assert "No project fits these filters." in answer.content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [("", 3), ("map=mtm", 2), ("donor=FUND", 1), ("country=MAR", 1), ("year=2010", 1), ("theme=diaspora", 1)],
)
def test_the_api_filters_too(query, expected, client, three):
    assert client.get(f"/api/v1/projects/?{query}").json()["count"] == expected


@pytest.mark.parametrize("who", CAST)
def test_what_is_not_listed_is_the_secretariats(who, client_of, world):
    project = work.ProjectFactory(regional_map=world.mtm, slug="hidden", title_en=SECRET, is_listed=False)
    organisation = make.OrganisationFactory(code="PART")
    make.EngagementFactory(organisation=organisation, regional_map=world.mtm)
    work.InvolvementFactory(project=project, organisation=organisation)
    project.countries.add(make.CountryFactory(iso3="MAR"))
    work.ReporterFactory(regional_map=world.mtm)
    browser = client_of(who)
    for path in ("/en/projects/hidden/", "/en/projects/hidden/iati.xml", "/api/v1/projects/hidden/"):
        assert browser.get(path).status_code == (200 if who in OF_THE_MAP else 404)
    for path in (
        "/en/projects/",
        "/en/projects/iati.xml",
        "/api/v1/projects/",
        "/en/partners/PART/",
        "/sitemap.xml",
    ):
        assert (SECRET in browser.get(path).content.decode()) <= (who in OF_THE_MAP), path
    assert ("/en/projects/hidden/" in browser.get(f"/en/search/?q={SECRET}").content.decode()) <= (
        who in OF_THE_MAP
    )


def test_the_way_to_a_page_names_it_in_words(client, three, world):
    for path, words in (
        ("projects/lec/", "Project lec"),
        ("partners/FUND/", str(Organisation.objects.get(code="FUND").shown_name)),
    ):
        page = BeautifulSoup(client.get(f"/en/{path}").content, "html.parser")
        assert page.select_one(".breadcrumbs [aria-current]").text == words


def test_dates_are_no_more_precise_than_they_are_known(client, three):
    assert "January 2004 – April 2004" in client.get("/en/projects/liban/").content.decode()
    page = BeautifulSoup(client.get("/en/projects/other/").content, "html.parser")
    assert page.select_one(".facts dd").text == "not stated"


def test_a_budget_is_shown_only_where_it_is_known(client, world):
    work.ProjectFactory(regional_map=world.mtm, slug="rich", budget=120000, currency="EUR")
    work.ProjectFactory(regional_map=world.mtm, slug="unknown")
    work.ProjectFactory(regional_map=world.mtm, slug="exact", budget="1200.50", currency="EUR")
    assert "120,000 EUR" in client.get("/en/projects/rich/").content.decode()
    assert "1,200.50 EUR" in client.get("/en/projects/exact/").content.decode()
    assert "not known" in client.get("/en/projects/unknown/").content.decode()


def test_a_budget_without_a_currency_is_refused(world):
    project = work.ProjectFactory.build(regional_map=world.mtm, budget=1, currency="")
    with pytest.raises(ValidationError, match="currency"):
        project.validate_constraints()


# IATI


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMA))


def complete(world, **values):
    project = work.ProjectFactory(**{"regional_map": world.mtm, "title_ar": "مشروع", **values})
    work.InvolvementFactory(project=project, role="funder")
    work.InvolvementFactory(
        project=project, role="partner", organisation=None, name_en="A ministry & more <x>"
    )
    work.ProjectResultFactory(project=project)
    work.ProjectDocumentFactory(project=project, url="https://example.org/a?b=1&c=2")
    project.countries.add(
        make.CountryFactory(iso3="MAR", iso2="MA"), make.CountryFactory(iso3="XKX", is_user_assigned=True)
    )
    return project


def test_a_complete_project_is_valid_against_the_schema(client, world, schema):
    work.ReporterFactory(regional_map=world.mtm)
    complete(world, slug="full", budget="1200.50", currency="EUR")
    for path in ("/en/projects/full/iati.xml", "/en/projects/iati.xml", "/ar/projects/iati.xml"):
        answer = client.get(path)
        assert answer["Content-Type"] == "application/xml; charset=utf-8"
        tree = etree.fromstring(answer.content)
        schema.assertValid(tree)
        assert tree.findall(".//activity-date")[0].get("iso-date") == "2009-01-05"
        assert [each.get("code") for each in tree.findall(".//administrative")] == ["MA"]
        assert tree.find(".//budget") is None, "without its period a budget is no element of the standard"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"starts": "", "ends": ""}, ["activity-date"]),
        ({"status": ""}, ["activity-status"]),
        ({"title_en": "", "title_ar": ""}, ["title"]),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_made_up(values, expected, client, world, schema):
    reporter = work.ReporterFactory(regional_map=world.mtm)
    complete(world, slug="full")
    project = complete(world, slug="partly", **values)
    assert missing(project, reporter) == expected
    tree = etree.fromstring(client.get("/en/projects/iati.xml").content)
    schema.assertValid(tree)
    assert len(tree.findall("iati-activity")) == 1
    (other,) = tree.findall(f"{{{OWN}}}project")
    assert (other.get("code"), other.get("missing")) == ("PARTLY", " ".join(expected))
    assert other.get("starts", "") == project.starts
    days = [each.get("iso-date") for each in tree.iter("activity-date")]
    assert set(days) == {"2009-01-05", "2010-08-31"}


def test_what_a_convention_fills_in_says_so(client, world, schema):
    """A year as its first or last day, a title for a description, a partner as one who carries out, who reports where nobody is known."""
    work.ReporterFactory(regional_map=world.mtm)
    years = {"regional_map": world.mtm, "description_en": "", "starts": "2009", "ends": "2010-02"}
    partners = work.ProjectFactory(slug="partners", **years)
    work.InvolvementFactory(
        project=partners, role="partner", organisation=None, name_en="A ministry & more <x>"
    )
    work.ProjectFactory(slug="nobody", **years)
    for slug, role in (("partners", "partner"), ("nobody", "reporter")):
        tree = etree.fromstring(client.get(f"/ar/projects/{slug}/iati.xml").content)
        schema.assertValid(tree)
        dates = [(each.get("iso-date"), each.get(f"{{{OWN}}}known")) for each in tree.iter("activity-date")]
        assert dates == [("2009-01-01", "2009"), ("2010-02-28", "2010-02")]
        said = [each.text for each in tree.find(".//activity-date")]
        assert said[1:] == ["2009; the day is not known", "2009\u00a0; le jour n’est pas connu"]
        assert tree.find(".//description").get(f"{{{OWN}}}is") == "title"
        (found,) = tree.iter("participating-org")
        assert found.get(f"{{{OWN}}}role") == role
        assert tree.find(f".//{{{OWN}}}partner") is None


def test_odd_projects_are_valid_too_and_each_has_a_name_of_its_own(client, world, schema):
    """Arabic alone, signs that no XML file may hold, one short name in two dialogues, a budget of nothing."""
    for each in (world.mtm, world.prague):
        work.ReporterFactory(regional_map=each)
    work.Reporter.objects.update(identifier="XM-DAC-0")
    odd = {
        "title_en": "",
        "description_en": "",
        "description_ar": "وصف \x0b & <b>",
        "budget": 0,
        "currency": "EUR",
    }
    complete(world, slug="arabic", code="A B/C?", **odd)
    complete(world, slug="other", code="A B/C?", regional_map=world.prague, ends="")
    tree = etree.fromstring(client.get("/ar/projects/iati.xml").content)
    schema.assertValid(tree)
    names = [each.text for each in tree.iter("iati-identifier")]
    assert sorted(names) == ["XM-DAC-0-arabic", "XM-DAC-0-other"]
    title = next(each for each in tree.iter("title") if len(each) == 1)
    assert title[0].get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"


@pytest.mark.parametrize(
    ("values", "language", "said"),
    [
        ({"starts": "", "ends": ""}, "en", "when it started or ended"),
        ({"starts": "", "ends": ""}, "fr", "la date à laquelle il a commencé ou pris fin"),
        ({"status": "", "starts": "", "ends": ""}, "ar", "حالته، تاريخ بدئه أو انتهائه"),
    ],
)
def test_what_is_no_activity_has_no_file_but_words(values, language, said, client, world):
    """Of one project, and of a list in which none is an activity: nothing is sent that is not valid."""
    work.ReporterFactory(regional_map=world.mtm)
    complete(world, slug="partly", **values)
    answer = client.get(f"/{language}/projects/partly/iati.xml")
    assert (answer.status_code, answer["Content-Type"]) == (409, "text/html; charset=utf-8")
    page = client.get(f"/{language}/projects/partly/").content.decode()
    for words in (answer.content.decode(), page):
        assert said in words
    assert "/projects/partly/iati.xml" not in page, "no link leads to what is not there"
    assert client.get(f"/{language}/projects/iati.xml").status_code == 409


def test_without_a_reporter_there_is_no_activity(client, world):
    project = work.ProjectFactory(regional_map=world.mtm, slug="alone")
    assert missing(project, None) == ["reporting-org"]
    answer = client.get("/en/projects/alone/iati.xml")
    assert answer.status_code == 409
    assert ": who reports it." in answer.content.decode()
    assert client.get("/en/projects/iati.xml").status_code == 409
    assert client.get("/en/projects/").status_code == 200


def test_beside_stated_roles_a_partner_whose_role_is_not_stated_gets_none(client, world):
    work.ReporterFactory(regional_map=world.mtm)
    complete(world, slug="full")
    tree = etree.fromstring(client.get("/en/projects/full/iati.xml").content)
    assert [each.get("role") for each in tree.iter("participating-org")] == ["1"]
    assert tree.find(f".//{{{OWN}}}partner/{{{OWN}}}narrative").text == "A ministry & more <x>"


@pytest.mark.parametrize("path", ["/en/projects/", "/api/v1/projects/", "/en/projects/iati.xml"])
def test_a_list_asks_as_often_for_three_projects_as_for_one(path, client_of, world):
    work.ReporterFactory(regional_map=world.mtm)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client_of("secretariat").get(path).status_code == 200
        return len(asked)

    complete(world)
    queries()
    one = queries()
    for _each in range(2):
        complete(world).themes.add(work.ThemeFactory())
    assert queries() == one
