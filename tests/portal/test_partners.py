"""Partners by year of joining, and a page for each organisation."""

import json

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import Participant
from tests import factories as make
from tests.conftest import CAST
from tests.cooperation import factories as work
from tests.library.factories import ContributionFactory, PublicationFactory
from tests.meetings import factories as convene

SECRET = "marmalade"
READERS = {"secretariat", "focal_mar", "reader_nga", "unhcr", "admin"}


@pytest.fixture
def dialogue(world):
    """Two states of 2002, one of 2009, an agency of 2008, an observer and a donor."""
    for code, year in (("MAR", 2002), ("TUN", 2002), ("SEN", 2009)):
        state = work.StateFactory(code=code, country=make.CountryFactory(iso3=code))
        make.EngagementFactory(organisation=state, regional_map=world.mtm, kind="partner_state", joined=year)
    agency = make.OrganisationFactory(code="UNHCR", name_en="UNHCR")
    make.EngagementFactory(organisation=agency, regional_map=world.mtm, joined=2008)
    for kind in ("observer", "donor"):
        make.EngagementFactory(
            organisation=make.OrganisationFactory(name_en=f"The {kind}"), regional_map=world.mtm, kind=kind
        )
    template = make.SectionTemplateFactory(pillar=world.irregular, heading_en="Asylum")
    template.validated_by.add(agency)
    return agency


def page_of(answer) -> BeautifulSoup:
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_the_map_and_the_table_say_the_same(client, dialogue):
    page = page_of(client.get("/en/partners/"))
    config = json.loads(page.select_one("#map-partners").text)
    assert [sorted(band) for band in config["bands"]] == [["MAR", "TUN"], ["SEN"]]
    assert config["since"] == {"MAR": "2002", "TUN": "2002", "SEN": "2009"}
    rows = page.select(".map-table tbody tr")
    assert [(row.th.text, row.td.text) for row in rows] == [("2002", "2"), ("2009", "1")]


def test_growth_adds_up_year_by_year(client, dialogue):
    said = [" ".join(row.text.split()) for row in page_of(client.get("/en/partners/")).select(".growth > li")]
    assert [each.split()[0] for each in said] == ["2002", "2008", "2009"]
    assert "2 partner states · 0 agencies" in said[0]
    assert "3 partner states · 1 agency" in said[2]


def test_agencies_stand_with_their_sections_and_others_in_their_lists(client, dialogue):
    page = page_of(client.get("/en/partners/"))
    assert "Asylum" in page.select_one("[aria-labelledby=agencies] tbody").text
    assert "The observer" in page.select_one("section[aria-labelledby=observers]").text
    assert "The donor" in page.select_one("section[aria-labelledby=donors]").text


def test_two_numbers_are_explained_with_their_source(client, dialogue, world):
    assert "The working paper" not in client.get("/en/partners/").content.decode()
    work.PartnersNoteFactory(regional_map=world.mtm)
    note = page_of(client.get("/en/partners/?map=mtm")).select_one(".note").text
    for said in ("45 in the documents, 3 in the list", "The list names one more.", "The working paper"):
        assert said in note


def test_a_dialogue_without_years_has_a_list_and_no_map(client, dialogue, world):
    make.EngagementFactory(organisation=work.StateFactory(), regional_map=world.prague, kind="partner_state")
    page = page_of(client.get("/en/partners/?map=prague"))
    assert page.select_one("portal-map") is None
    assert "The year of joining is not known." in page.text


def test_a_map_that_is_not_public_has_no_partners_for_others(client_of, dialogue, world):
    world.mtm.is_public = False
    world.mtm.save()
    assert client_of("anonymous").get("/en/partners/UNHCR/").status_code == 404
    assert "UNHCR" not in client_of("reader_nga").get("/en/partners/").content.decode()
    assert client_of("secretariat").get("/en/partners/UNHCR/").status_code == 200


@pytest.mark.parametrize("who", CAST)
def test_the_page_of_an_agency_shows_cards_and_only_the_circle_its_meetings(
    who, client_of, dialogue, world, restricted
):
    unlisted = make.published_profile(
        SECRET, regional_map=world.mtm, pillar=world.irregular, is_unlisted=True, slug="unlisted"
    )
    meeting = convene.full_meeting("words", world.mtm_irregular, title_en="Closed round", slug="closed")
    Participant.objects.create(meeting=meeting, organisation=dialogue)
    page = client_of(who).get("/en/partners/UNHCR/").content.decode()
    assert restricted.get_absolute_url() in page
    assert (unlisted.get_absolute_url() in page) == (who in READERS)
    assert ("Closed round" in page) == (who in READERS)
    assert SECRET not in page


def test_a_state_has_its_profiles_meetings_hosted_and_projects(client, dialogue, world):
    country = make.CountryFactory(iso3="MAR")
    profile = make.published_profile(
        "words", regional_map=world.mtm, pillar=world.development, country=country
    )
    meeting = convene.MeetingFactory(regional_map=world.mtm, country=country)
    project = work.ProjectFactory(regional_map=world.mtm)
    project.countries.add(country)
    ours = {"regional_map": world.mtm, "organisation": country.organisation}
    offer, kept = work.ExpertiseFactory(**ours, audience="public"), work.ExpertiseFactory(**ours)
    page = client.get("/en/partners/MAR/").content.decode()
    for each in (profile, meeting, project, offer):
        assert each.get_absolute_url() in page
    assert kept.get_absolute_url() not in page, "partners of the dialogue read it"


def test_publications_of_an_organisation_stand_on_its_page(client, dialogue, world):
    item = PublicationFactory(regional_map=world.mtm, title_en="A study on routes", is_listed=True)
    hidden = PublicationFactory(regional_map=world.mtm, title_en="A hidden study", is_listed=False)
    for each in (item, hidden):
        ContributionFactory(publication=each, organisation=dialogue)
    page = client.get("/en/partners/UNHCR/").content.decode()
    assert "A study on routes" in page
    assert "A hidden study" not in page


def test_an_organisation_of_which_nothing_stands_here_says_so(client, world):
    make.EngagementFactory(organisation=make.OrganisationFactory(code="NEW"), regional_map=world.mtm)
    assert (
        "Nothing of this organisation stands on the portal yet."
        in client.get("/en/partners/NEW/").content.decode()
    )


def test_a_code_in_small_letters_leads_to_the_page(client, dialogue):
    assert client.get("/en/partners/unhcr/")["Location"] == "/en/partners/UNHCR/"
    assert client.get("/en/partners/nobody/").status_code == 404


def test_pages_lead_to_what_stands_beside_the_profiles_as_far_as_it_is_seen(client_of, world):
    work.ProjectFactory(regional_map=world.mtm)
    work.ProjectFactory(regional_map=world.prague)
    work.ProjectFactory(regional_map=world.mtm, is_listed=False)
    for pair in (world.mtm_irregular, world.mtm_development):
        work.PriorityFactory(map_pillar=pair)

    def beside(who: str, path: str) -> dict[str, str]:
        links = page_of(client_of(who).get(path)).select("[aria-labelledby=beside-profiles] li")
        return {link.a["href"]: link.span.text for link in links if link.span}

    assert beside("anonymous", "/en/") == {"/en/projects/": "2", "/en/exchange/priorities/": "1"}
    assert beside("reader_nga", "/en/mtm/") == {
        "/en/projects/?map=mtm": "1",
        "/en/exchange/priorities/?map=mtm": "2",
    }


def test_the_page_of_a_country_leads_to_its_registries_and_to_the_partner(client, world):
    state = work.StateFactory(country=make.CountryFactory(iso3="MAR"))
    make.ParticipationFactory(regional_map=world.mtm, country=state.country)
    make.EngagementFactory(organisation=state, regional_map=world.mtm, kind="partner_state")
    for pair in (world.mtm_irregular, world.mtm_development):
        work.CapacityFactory(map_pillar=pair, organisation=state)
    page = page_of(client.get("/en/mtm/countries/MAR/"))
    registry = page.select_one('a[href="/en/exchange/inventory/?map=mtm&country=MAR"]')
    assert registry.select_one(".soft").text == "1"
    assert page.select_one('a[href="/en/partners/MAR/"]')


def test_the_api_leads_to_the_page(client, dialogue):
    assert client.get("/api/v1/organisations/UNHCR/?lang=ar").json()["page"].endswith("/partners/UNHCR/")


@pytest.mark.parametrize("path", ["/en/partners/", "/en/partners/UNHCR/"])
def test_pages_ask_as_often_for_three_as_for_one(path, client_of, dialogue, world):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client_of("secretariat").get(path).status_code == 200
        return len(asked)

    def add() -> None:
        make.published_profile("words", regional_map=world.mtm, pillar=world.irregular)
        project = work.ProjectFactory(regional_map=world.mtm)
        work.InvolvementFactory(project=project, organisation=dialogue)
        make.EngagementFactory(
            organisation=work.StateFactory(), regional_map=world.mtm, kind="partner_state", joined=2004
        )
        convene.ParticipantFactory(
            meeting=convene.MeetingFactory(regional_map=world.mtm), organisation=dialogue
        )

    add()
    queries()
    one = queries()
    add()
    add()
    assert queries() == one


def test_the_page_of_the_map_names_as_many_observers_and_donors(client, dialogue, world):
    """States too: Australia observes, and many a donor is a state."""
    for kind in ("observer", "donor"):
        state = work.StateFactory(country=make.CountryFactory())
        make.EngagementFactory(organisation=state, regional_map=world.mtm, kind=kind)
    figures = page_of(client.get("/en/partners/?map=mtm")).select(".figures > div")
    said = {figure.dt.text: int(figure.dd.text) for figure in figures}
    lists = page_of(client.get("/en/mtm/")).select(
        "section[aria-labelledby=organisations] .gazetteer section"
    )
    named = {part.h3.text: len(part.select("li")) for part in lists}
    assert (named["Observer"], named["Donor"], named["Partner agency"]) == (
        said["observers"], said["donors"], said["partner agencies"]
    ) == (2, 2, 1)  # fmt: skip
