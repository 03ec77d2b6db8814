"""What states say of themselves: who sees offers, needs, priorities and capacities, and how they are written."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.cooperation import actions
from meetings.cooperation.models import Capacity, Exchange, Expertise, Priority, RoadmapStep
from meetings.cooperation.twins import StatedAlready
from meetings.cooperation.words import containing
from profiles.actions import NotAllowed
from tests import factories as make
from tests.conftest import CAST
from tests.cooperation import factories as work

SECRET = "marmalade"
PARTNERS = {"secretariat", "focal_mar", "reader_nga", "unhcr", "translator_ar", "admin"}
READERS = PARTNERS - {"translator_ar"}
OF_THE_MAP = {"secretariat", "admin"}


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("audience", ["partners", "public"])
def test_an_offer_is_seen_by_whom_its_owner_chose(who, audience, client_of, world):
    offer = work.ExpertiseFactory(regional_map=world.mtm, title_en=SECRET, audience=audience)
    expected = audience == "public" or who in PARTNERS
    assert (SECRET in client_of(who).get("/en/exchange/").content.decode()) == expected
    assert client_of(who).get(offer.get_absolute_url()).status_code == (200 if expected else 404)
    page = client_of(who).get(offer.get_absolute_url()).content.decode()
    assert ("Nadia" in page) == (who in OF_THE_MAP), "the contact person is the owner's and the secretariat's"


@pytest.mark.parametrize("who", CAST)
def test_a_closed_offer_is_for_those_at_work(who, client_of, world):
    offer = work.ExpertiseFactory(regional_map=world.mtm, title_en=SECRET, audience="public", is_open=False)
    assert client_of(who).get(offer.get_absolute_url()).status_code == (200 if who in OF_THE_MAP else 404)
    assert SECRET not in client_of(who).get("/en/exchange/").content.decode()


def test_the_default_is_partners_only():
    assert Expertise().audience == "partners"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 3),
        ("side=need", 1),
        ("theme=return", 1),
        ("language=ar", 1),
        ("form=training", 1),
        ("map=prague", 0),
        ("pillar=migration-and-development", 1),
        ("country=TUN", 1),
        ("year=1999", 3),
        ("form=x", 3),
    ],
)
def test_offers_and_needs_are_filtered_by_address(query, expected, client, world):
    common = {"regional_map": world.mtm, "audience": "public"}
    tunisia = work.StateFactory(country=make.CountryFactory(iso3="TUN"))
    work.ExpertiseFactory(**common, languages=["ar", "fr"], organisation=tunisia)
    work.ExpertiseFactory(**common, theme=work.ThemeFactory(code="return", pillar=world.development))
    work.ExpertiseFactory(**common, side="need", forms=["training"])
    assert client.get(f"/en/exchange/?{query}").content.decode().count("/offers-and-needs/") == expected


@pytest.mark.parametrize("who", ["anonymous", "reader_nga", "secretariat"])
def test_the_api_gives_what_its_reader_may_see_and_no_contact(who, client_of, world):
    common = {"regional_map": world.mtm, "title_en": "kept to partners", "languages": ["ar", "fr"]}
    work.ExpertiseFactory(**common)
    work.ExpertiseFactory(**common | {"title_en": "open words"}, audience="public", side="need")
    work.ExpertiseFactory(**common | {"title_en": "closed words"}, audience="public", is_open=False)
    state = work.StateFactory(code="MAR", country=make.CountryFactory(iso3="MAR"))
    for pair, words in ((world.mtm_irregular, SECRET), (world.mtm_development, "daylight")):
        work.PriorityFactory(map_pillar=pair, organisation=state, text_en=words)
        work.CapacityFactory(map_pillar=pair, organisation=state, institution_en=words)
    work.PriorityFactory(map_pillar=world.mtm_development, text_en="unconfirmed", is_out=False)
    browser, is_reader = client_of(who), who != "anonymous"

    def texts(path: str, column: str) -> list[str]:
        return [row[column] for row in browser.get(f"/api/v1/{path}").json()["results"]]

    assert texts("expertise/?lang=en&language=ar", "title").count("kept to partners") == is_reader
    assert texts("expertise/?lang=en&side=need", "title") == ["open words"]
    for none in ("country=MAR", "year=1999"):
        assert texts(f"expertise/?lang=en&{none}", "title") == []
    for path, column in (("priorities", "text"), ("capacities", "institution")):
        assert (SECRET in texts(f"{path}/?lang=en&year=2012&country=MAR", column)) == is_reader
        assert texts(f"{path}/?lang=en&pillar={world.development.slug}", column) == ["daylight"]
    assert "Nadia" not in browser.get("/api/v1/expertise/").content.decode()


def test_a_focal_point_offers_in_its_own_language_and_changes_it(client_of, world, cast):
    theme = work.ThemeFactory()
    browser = client_of("focal_mar")
    sent = {"theme": theme.pk, "language": "ar", "title_ar": "خدمات", "languages": ["ar", "fr"],
            "forms": ["visit"], "audience": "partners", "contact": "Someone"}  # fmt: skip
    assert browser.post("/workspace/cooperation/expertise/new/offer/", sent).status_code == 302
    offer = Expertise.objects.get()
    assert (offer.title_ar, offer.title_en, offer.organisation) == (
        "خدمات",
        None,
        cast["focal_mar"].organisation,
    )
    assert (offer.regional_map, offer.languages, offer.is_offer) == (world.mtm, ["ar", "fr"], True)
    page = f"/workspace/cooperation/expertise/{offer.pk}/"
    assert (
        browser.post(page, {**sent, "initial-title_ar": "خدمات", "title_fr": "Services"}).status_code == 302
    )
    offer.refresh_from_db()
    assert (offer.title_ar, offer.title_fr) == ("خدمات", "Services")
    assert browser.post(f"{page}open/", {"is_open": "0"}).status_code == 302
    offer.refresh_from_db()
    assert not offer.is_open


def test_a_form_without_languages_says_so_and_keeps_the_rest(client_of, world):
    theme = work.ThemeFactory()
    sent = {
        "theme": theme.pk,
        "language": "en",
        "title_en": "Kept words",
        "forms": ["visit"],
        "audience": "partners",
    }
    answer = client_of("focal_mar").post("/workspace/cooperation/expertise/new/need/", sent)
    assert answer.status_code == 400
    assert 'value="Kept words"' in answer.content.decode()
    assert not Expertise.objects.exists()


def test_a_language_left_as_it_stood_takes_nothing_from_a_colleague(client_of, world, cast):
    offer = work.ExpertiseFactory(
        regional_map=world.mtm, organisation=cast["focal_mar"].organisation, title_fr="Services"
    )
    address = f"/workspace/cooperation/expertise/{offer.pk}/"
    page = client_of("focal_mar").get(f"{address}?lang=en").content.decode()
    for column in ("title_ar", "title_en", "title_fr", "description_fr"):
        assert f'name="{column}"' in page, "every language is in the form: the switch shows one of them"
    Expertise.objects.update(title_en="What a colleague wrote")
    sent = {"theme": offer.theme_id, "language": "ar", "title_ar": "خدمات", "languages": ["ar"], "forms": ["visit"],
            "audience": "partners", "title_en": offer.title_en, "initial-title_en": offer.title_en,
            "title_fr": "", "initial-title_fr": "Services"}  # fmt: skip
    assert client_of("focal_mar").post(address, sent).status_code == 302
    offer.refresh_from_db()
    assert (offer.title_ar, offer.title_en, offer.title_fr) == ("خدمات", "What a colleague wrote", "")


def test_nothing_written_in_any_language_is_said(client_of, world):
    sent = {
        "theme": work.ThemeFactory().pk,
        "language": "fr",
        "languages": ["ar"],
        "forms": ["visit"],
        "audience": "partners",
    }
    answer = client_of("focal_mar").post("/workspace/cooperation/expertise/new/need/?lang=en", sent)
    assert answer.status_code == 400
    assert "at least one language" in answer.content.decode()
    assert not Expertise.objects.exists()


def test_another_states_offer_is_not_there(client_of, world):
    offer = work.ExpertiseFactory(regional_map=world.mtm)
    for page in ("", "open/"):
        answer = client_of("focal_mar").post(
            f"/workspace/cooperation/expertise/{offer.pk}/{page}", {"is_open": "0"}
        )
        assert answer.status_code == 404


@pytest.mark.parametrize("kind", ["priorities", "inventory"])
def test_registries_are_filtered_by_address_and_say_what_is_chosen(kind, client, world):
    factory = work.PriorityFactory if kind == "priorities" else work.CapacityFactory
    row = factory(map_pillar=world.mtm_development)
    code, pillar = row.organisation.country.iso3, world.development.slug
    page = client.get(f"/en/exchange/{kind}/?map=mtm&pillar={pillar}&country={code}&theme=diaspora&year=2012")
    assert row.organisation.country.name_en in page.content.decode()
    assert len(page.context["active"]) == 5
    none = client.get(f"/en/exchange/{kind}/?map=prague").content.decode()
    assert "Remove all filters" in none


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("kind", ["priorities", "inventory"])
def test_what_is_confirmed_is_read_as_the_pillars_rule_says(who, kind, client_of, world):
    factory, column = {
        "priorities": (work.PriorityFactory, "text_en"),
        "inventory": (work.CapacityFactory, "institution_en"),
    }[kind]
    factory(map_pillar=world.mtm_irregular, **{column: SECRET})
    factory(map_pillar=world.mtm_development, **{column: "daylight"})
    factory(map_pillar=world.mtm_development, **{column: "unconfirmed words"}, is_out=False)
    page = client_of(who).get(f"/en/exchange/{kind}/").content.decode()
    assert (SECRET in page) == (who in READERS)
    assert "daylight" in page
    assert "unconfirmed words" not in page


@pytest.mark.parametrize(("kind", "model"), [("priorities", Priority), ("inventory", Capacity)])
def test_a_state_states_and_the_secretariat_confirms_once(kind, model, client_of, world, cast):
    theme, browser = work.ThemeFactory(), client_of("focal_mar")
    sent = {"map_pillar": world.mtm_irregular.pk, "theme": theme.pk, "language": "fr", "year": 2026, "rank": 1,
            "text_fr": "Une priorité", "as_of": 2026, "institution_fr": "Un ministère", "contact_fr": "La direction"}  # fmt: skip
    assert browser.post(f"/workspace/cooperation/{kind}/new/", sent).status_code == 302
    row = model.objects.get()
    assert (row.is_out, row.stated_by, row.organisation) == (
        False,
        cast["focal_mar"],
        cast["focal_mar"].organisation,
    )
    confirm = f"/workspace/cooperation/{kind}/{row.pk}/confirm/"
    assert browser.post(confirm).status_code == 403
    assert client_of("prague").post(confirm).status_code == 404
    for _click in range(2):
        assert client_of("secretariat").post(confirm).status_code == 302
    row.refresh_from_db()
    assert (row.is_out, row.out_by) == (True, cast["secretariat"])
    assert browser.get(f"/workspace/cooperation/{kind}/{row.pk}/").status_code == 404, (
        "what is out is the secretariat's to change"
    )


def test_a_pillar_for_which_one_does_not_answer_cannot_be_chosen(client_of, world):
    sent = {"map_pillar": world.mtm_development.pk, "theme": work.ThemeFactory().pk, "language": "en", "year": 2026,
            "rank": 1, "text_en": "x"}  # fmt: skip
    assert client_of("focal_mar").post("/workspace/cooperation/priorities/new/", sent).status_code == 400
    assert not Priority.objects.exists()


def test_a_contact_is_a_function_and_no_address(client_of, world):
    sent = {"map_pillar": world.mtm_irregular.pk, "theme": work.ThemeFactory().pk, "language": "en", "as_of": 2026,
            "institution_en": "A ministry", "contact_fr": "nadia@example.org"}  # fmt: skip
    answer = client_of("focal_mar").post("/workspace/cooperation/inventory/new/", sent)
    assert "a mail address leads to a person" in answer.content.decode()
    assert not Capacity.objects.exists()


def test_states_stand_side_by_side(client, world):
    states = [work.StateFactory(country=make.CountryFactory(iso3=code)) for code in ("MAR", "SEN", "TUN")]
    for state in states[:2]:
        work.CapacityFactory(
            map_pillar=world.mtm_development, organisation=state, institution_en=f"Of {state.code}"
        )
    work.CapacityFactory(
        map_pillar=world.mtm_development,
        organisation=states[2],
        theme=work.ThemeFactory(code="return"),
        institution_en="Of TUN",
    )
    page = client.get("/en/exchange/inventory/?beside=MAR&beside=TUN&beside=ZZZ").content.decode()
    assert "Of MAR" in page
    assert "Of SEN" not in page
    assert page.count("nothing stated") == 2


@pytest.mark.parametrize("who", CAST)
def test_a_roadmap_is_seen_by_whom_it_is_for(who, client_of, world):
    roadmap = work.RoadmapFactory(city__regional_map=world.mtm, title_en=SECRET)
    work.RoadmapStepFactory(roadmap=roadmap)
    expected = who in PARTNERS
    assert client_of(who).get(roadmap.get_absolute_url()).status_code == (200 if expected else 404)
    assert (SECRET in client_of(who).get("/en/exchange/cities/").content.decode()) == expected


def test_a_public_roadmap_needs_a_city_whose_name_is_public(client, world):
    roadmap = work.RoadmapFactory(city__regional_map=world.mtm, audience="public")
    assert client.get(roadmap.get_absolute_url()).status_code == 404
    make.ProfileFactory(
        regional_map=world.mtm, pillar=world.development, kind="city", country=None, city=roadmap.city
    )
    assert client.get(roadmap.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("who", CAST)
def test_the_page_of_a_city_has_its_roadmaps_and_what_it_offers(who, client_of, world):
    roadmap = work.RoadmapFactory(city__regional_map=world.mtm, title_en=SECRET)
    other = work.RoadmapFactory(city__regional_map=world.mtm, title_en="of another city", audience="public")
    city = roadmap.city
    work.RoadmapFactory(city=city, kind="migration", title_en="for everyone", audience="public")
    work.ExpertiseFactory(regional_map=world.mtm, city=city, title_en="a desk to visit", audience="public")
    for each in (city, other.city):
        make.ProfileFactory(
            regional_map=world.mtm, pillar=world.development, kind="city", country=None, city=each
        )
    page = client_of(who).get(city.get_absolute_url()).content.decode()
    assert (SECRET in page) == (who in PARTNERS)
    assert "for everyone" in page
    assert "a desk to visit" in page
    assert "of another city" not in page


def test_the_page_of_a_city_asks_as_often_for_three_roadmaps_as_for_one(client, world):
    roadmap = work.RoadmapFactory(city__regional_map=world.mtm, audience="public")
    make.ProfileFactory(
        regional_map=world.mtm, pillar=world.development, kind="city", country=None, city=roadmap.city
    )

    def queries() -> int:
        work.RoadmapStepFactory(roadmap=roadmap)
        work.ExpertiseFactory(regional_map=world.mtm, city=roadmap.city, audience="public")
        with CaptureQueriesContext(connection) as asked:
            assert client.get(roadmap.city.get_absolute_url()).status_code == 200
        return len(asked)

    queries()
    one = queries()
    work.RoadmapFactory(city=roadmap.city, kind="migration", audience="public")
    assert queries() == one


def test_the_state_of_the_city_says_how_a_step_stands(client_of, world, cast):
    country = cast["focal_mar"].organisation.country
    step = work.RoadmapStepFactory(roadmap__city=make.CityFactory(regional_map=world.mtm, country=country))
    sent = {"state": "done", "language": "fr", "note_fr": "Fait"}
    page = f"/workspace/cooperation/roadmap-steps/{step.pk}/"
    assert client_of("unhcr").post(page, sent).status_code == 404
    assert client_of("focal_mar").post(page, sent).status_code == 302
    step = RoadmapStep.objects.get()
    assert (step.state, step.note_fr) == ("done", "Fait")


@pytest.mark.parametrize(
    "path",
    [
        "/en/exchange/",
        "/en/exchange/priorities/",
        "/en/exchange/inventory/",
        "/en/exchange/cities/",
        "/workspace/cooperation/",
        "/workspace/cooperation/matches/",
        "/api/v1/expertise/",
        "/api/v1/priorities/",
        "/api/v1/capacities/",
    ],
)
def test_a_list_asks_as_often_for_three_rows_as_for_one(path, client_of, world):
    browser = client_of("secretariat")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(path).status_code == 200
        return len(asked)

    def add() -> None:
        city = make.CityFactory(regional_map=world.mtm)
        offer, need = (
            work.ExpertiseFactory(regional_map=world.mtm, side=side, city=city) for side in ("offer", "need")
        )
        work.ExchangeFactory(regional_map=world.mtm, offer=offer, need=need)
        for side in ("offer", "need"):
            work.ExpertiseFactory(regional_map=world.mtm, side=side)
        work.PriorityFactory(map_pillar=world.mtm_irregular)
        work.CapacityFactory(map_pillar=world.mtm_irregular)
        work.SupportRequestFactory(regional_map=world.mtm)
        work.RoadmapStepFactory(roadmap__city=city)
        make.ProfileFactory(
            regional_map=world.mtm, pillar=world.development, kind="city", country=None, city=city
        )

    add()
    queries()
    one = queries()
    add()
    add()
    assert queries() == one


STATED = {
    "priorities": {"year": 2026, "rank": 1, "text_fr": "Relier les registres"},
    "inventory": {"as_of": 2026, "institution_fr": "Un ministère", "practice_fr": "Un guichet"},
}


@pytest.mark.parametrize(("kind", "said"), STATED.items())
def test_the_same_is_stated_once_and_the_one_that_stands_is_shown(kind, said, client_of, world, cast):
    model, browser = (Priority if kind == "priorities" else Capacity), client_of("focal_mar")
    page, column = (
        f"/workspace/cooperation/{kind}/new/?lang=en",
        next(name for name in said if name.endswith("_fr")),
    )
    sent = {"map_pillar": world.mtm_irregular.pk, "theme": work.ThemeFactory().pk, "language": "fr", **said}
    assert browser.post(page, sent).status_code == 302
    row = model.objects.get()
    twice = sent | {column: f"  {said[column].upper()}. ", "text_en": "Or in other words"}
    answer = browser.post(page, twice)
    assert answer.status_code == 400
    assert "The same is stated already." in answer.content.decode()
    assert f'href="/workspace/cooperation/{kind}/{row.pk}/"' in answer.content.decode()
    model.objects.update(is_out=True)
    shown = browser.post(page, twice).content.decode()
    assert f"/exchange/{kind}/#{'priority' if kind == 'priorities' else 'capacity'}-{row.pk}" in shown
    assert model.objects.count() == 1
    other = sent | {"theme": work.ThemeFactory(code="return").pk}
    assert browser.post(page, other).status_code == 302
    changed = model.objects.get(theme__code="return")
    address = f"/workspace/cooperation/{kind}/{changed.pk}/"
    assert browser.post(address, sent).status_code == 400, "a change does not make a twin either"
    assert browser.post(address, other | {column: "Autre chose"}).status_code == 302
    work_of_another = {"priorities": work.PriorityFactory, "inventory": work.CapacityFactory}[kind]
    work_of_another(map_pillar=world.mtm_irregular, theme=row.theme, **said)  # another state says the same
    assert model.objects.count() == 3


def test_an_offer_sent_twice_is_one_offer(client_of, world):
    sent = {"theme": work.ThemeFactory().pk, "language": "ar", "title_ar": "خدمات", "languages": ["ar"], "forms": ["visit"],
            "audience": "partners"}  # fmt: skip
    page = "/workspace/cooperation/expertise/new/offer/?lang=ar"
    assert client_of("focal_mar").post(page, sent).status_code == 302
    answer = client_of("focal_mar").post(page, sent)
    assert answer.status_code == 400
    assert f"/workspace/cooperation/expertise/{Expertise.objects.get().pk}/" in answer.content.decode()
    assert client_of("focal_mar").post(page.replace("offer/", "need/"), sent).status_code == 302
    first = Expertise.objects.get(side="offer")
    Expertise.objects.filter(pk=first.pk).update(is_open=False)
    assert client_of("focal_mar").post(page, sent).status_code == 302, "a closed one is not in the way"
    again = client_of("focal_mar").post(
        f"/workspace/cooperation/expertise/{first.pk}/open/?lang=en", {"is_open": "1"}, follow=True
    )
    first.refresh_from_db()
    assert not first.is_open
    second = Expertise.objects.get(side="offer", is_open=True)
    message = BeautifulSoup(again.content, "html.parser").select_one(".messages")
    assert f"/workspace/cooperation/expertise/{second.pk}/" in str(message)


def test_a_form_sent_empty_says_what_is_missing(client_of, world):
    for path in ("expertise/new/offer/", "priorities/new/", "inventory/new/", "requests/new/"):
        answer = client_of("focal_mar").post(f"/workspace/cooperation/{path}")
        assert answer.status_code == 400, path
        assert "errorlist" in answer.content.decode()


def test_what_was_confirmed_while_its_state_wrote_on_stays_confirmed(client_of, world, cast):
    """The page says so and keeps what was typed; a save that began before is no way around it."""
    mine = {
        "organisation": cast["focal_mar"].organisation,
        "map_pillar": world.mtm_irregular,
        "is_out": False,
    }
    row = work.PriorityFactory(**mine, text_en="As confirmed")
    sent = {"map_pillar": world.mtm_irregular.pk, "theme": row.theme_id, "language": "en", "year": 2012, "rank": 1,
            "text_en": "Typed words", "initial-text_en": "As confirmed"}  # fmt: skip
    early = Priority.objects.get(pk=row.pk)
    actions.confirm(stated=row, by=cast["secretariat"])
    address = f"/workspace/cooperation/priorities/{row.pk}/?lang=en"
    assert client_of("focal_mar").get(address).status_code == 404
    answer = client_of("focal_mar").post(address, sent)
    assert answer.status_code == 400
    assert "confirmed it meanwhile" in answer.content.decode()
    assert "Typed words" in answer.content.decode()
    early.text_en = "Typed words"
    with pytest.raises(NotAllowed):
        actions.keep_stated(stated=early)
    row.refresh_from_db()
    assert (row.is_out, row.text_en) == (True, "As confirmed")
    assert client_of("unhcr").post(address, sent).status_code == 404


def test_what_an_exchange_is_about_stays_while_it_goes_on(client_of, exchange):
    offer, other = exchange.offer, work.ThemeFactory(code="return")
    sent = {"theme": other.pk, "language": "en", "title_en": "In other words", "languages": ["ar"], "forms": ["visit"],
            "audience": "partners", "initial-title_en": offer.title_en}  # fmt: skip
    page = f"/workspace/cooperation/expertise/{offer.pk}/?lang=en"
    assert "while an exchange is going on" in client_of("focal_mar").get(page).content.decode()
    assert client_of("focal_mar").post(page, sent).status_code == 302
    offer.refresh_from_db()
    assert (offer.title_en, offer.theme) == ("In other words", exchange.need.theme)


def test_the_desk_of_an_exchange_has_no_link_to_what_was_closed_meanwhile(client_of, exchange):
    Expertise.objects.filter(pk=exchange.need_id).update(is_open=False)
    page = client_of("focal_mar").get(exchange.get_absolute_url()).content.decode()
    assert exchange.need.title_en in page
    assert f"/offers-and-needs/{exchange.need_id}/" not in page
    assert f"/offers-and-needs/{exchange.offer_id}/" in page


def test_of_two_closed_ones_with_one_title_each_is_changed_and_one_is_opened(db):
    first = work.ExpertiseFactory(is_open=False, title_en="Diaspora desks")
    second = work.ExpertiseFactory(
        is_open=False, title_en="Diaspora desks", organisation=first.organisation,
        regional_map=first.regional_map, theme=first.theme,
    )  # fmt: skip
    actions.keep_expertise(expertise=second)
    actions.set_open(expertise=first, is_open=True)
    with pytest.raises(StatedAlready):
        actions.set_open(expertise=second, is_open=True)


@pytest.mark.parametrize("model", [Priority, Capacity, Expertise, Exchange])
def test_no_words_are_worked_out_for_each_row_that_is_searched(model):
    """Over thousands of rows that takes minutes: they are stored."""
    assert "portal_names_vector" not in str(containing(model.objects.all(), "diaspora").query)
