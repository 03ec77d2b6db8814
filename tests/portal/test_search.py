"""Search finds what a reader would type, and only what the reader may see."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.html import escape

from imap.core.excerpt import excerpt
from imap.portal.search import KINDS, search_for
from imap.regions.models import Country, CountryGroup, GroupMembership
from profiles.actions import publish
from profiles.models import Profile, Section
from tests import factories as make
from tests.cooperation.factories import (
    CapacityFactory,
    ExpertiseFactory,
    PriorityFactory,
    ProjectFactory,
    ProjectResultFactory,
    RoadmapFactory,
    RoadmapStepFactory,
    StateFactory,
    ThemeFactory,
)
from tests.library.factories import PublicationFactory, restricted_paper
from tests.meetings.factories import MeetingFactory
from tests.meetings.record_factories import released
from tests.newsroom.factories import EventFactory, NewsItemFactory

VISITOR = AnonymousUser()
FORM_KEY = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


@pytest.fixture
def written(world):
    """A public profile with one section in each language."""
    profile = make.ProfileFactory(regional_map=world.mtm, pillar=world.development, slug="written")
    edition = make.EditionFactory(profile=profile)
    Section.objects.create(
        edition=edition,
        template=make.SectionTemplateFactory(code="remittances"),
        body_ar="<p>تُسهم التحويلاتُ الماليّة للمغتربين، والهجرةُ وإدارتها، في التنمية وبالتعاون مع الجاليات.</p>",
        body_en="<p>Remittances of emigrants support development at home.</p>",
        body_fr="<p>L’État encourage les transferts de fonds des émigrés.</p>",
    )
    publish(edition=edition, by=None, override="For the test.")
    return profile


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "التحويلات"), ("ar", "تحويلات"), ("ar", "تحويل"), ("ar", "هجرة"), ("ar", "الهجرة"), ("ar", "والهجرة"),
        ("ar", "للهجرة"), ("ar", "تعاون"), ("ar", "ادارة"), ("ar", "مغترب"), ("ar", "الجاليات المغتربين"),
        ("en", "remittance"), ("en", "Emigrant"), ("en", '"support development"'),
        ("fr", "état"), ("fr", "etat"), ("fr", "transfert"), ("fr", "émigré"), ("fr", "emigres"),
        ("en", "التحويلات"), ("ar", "remittances"),
    ],
)  # fmt: skip
def test_words_are_found_as_a_reader_types_them(written, language, words):
    with translation.override(language):
        results = search_for(words, VISITOR)
    assert "section" in [hit.kind for hit in results.hits]


@pytest.mark.parametrize("words", ["zzzz", "الفيل", "remittances -emigrants"])
def test_what_is_not_there_is_not_found(written, words):
    assert search_for(words, VISITOR).hits == []


def test_the_excerpt_is_in_the_language_of_the_words(written):
    with translation.override("en"):
        hit = search_for("التحويلات", VISITOR).hits[0]
    assert hit.excerpt_language == "ar"
    assert hit.excerpt_direction == "rtl"
    assert "<mark>التحويلاتُ</mark>" in hit.excerpt


@pytest.mark.parametrize("who", ["anonymous", "prague", "reader_alb", "translator_ar", "nobody"])
def test_restricted_words_are_not_found_by_others(who, cast, restricted):
    results = search_for("marmalade", cast[who] or VISITOR)
    assert (results.total, results.hits, results.counts) == (0, [], [])


@pytest.mark.parametrize("who", ["reader_nga", "secretariat", "admin"])
def test_restricted_words_are_found_by_readers(who, cast, restricted):
    assert "section" in [hit.kind for hit in search_for("marmalade", cast[who]).hits]


def test_drafts_and_superseded_editions_are_not_searched(cast, public):
    make.write_sections(make.EditionFactory(profile=public, number=2), "tangerine")
    assert search_for("tangerine", cast["secretariat"]).hits == []


def test_countries_and_organisations_are_found_by_their_names(world):
    country = make.CountryFactory(
        iso3="CIV", name_en="Côte d'Ivoire", name_fr="Côte d’Ivoire", name_ar="كوت ديفوار"
    )
    make.ParticipationFactory(regional_map=world.mtm, country=country)
    agency = make.OrganisationFactory(code="IFAD", name_en="International Fund for Agricultural Development")
    make.EngagementFactory(organisation=agency, regional_map=world.mtm)
    assert [hit.url for hit in search_for("cote d'ivoire", VISITOR).hits] == ["/en/mtm/countries/CIV/"]
    for words in ("agricultural fund", "ifad"):
        assert [hit.url for hit in search_for(words, VISITOR).hits] == ["/en/partners/IFAD/"]


def test_a_country_is_found_in_the_first_public_map_that_it_takes_part_in_if_only_through_a_group(world):
    country = make.CountryFactory(iso3="SVN", name_en="Slovenia")
    group = CountryGroup.objects.create(slug="eu", name_en="European Union")
    GroupMembership.objects.create(group=group, country=country)
    hidden = make.RegionalMapFactory(slug="aaa", is_public=False)
    make.ParticipationFactory(regional_map=hidden, country=country)
    make.ParticipationFactory(regional_map=world.prague, country=country)
    make.ParticipationFactory(regional_map=world.mtm, country=None, group=group)
    assert [hit.url for hit in search_for("slovenia", VISITOR).hits] == ["/en/mtm/countries/SVN/"]


def test_who_takes_part_in_a_regional_imap_that_is_not_public_is_not_told(world, client):
    unborn = make.RegionalMapFactory(slug="unborn", is_public=False)
    agency = make.OrganisationFactory(code="IFAD", name_en="International Fund for Agricultural Development")
    make.EngagementFactory(organisation=agency, regional_map=unborn)
    assert search_for("agricultural fund", VISITOR).total == 0
    assert client.get("/api/v1/organisations/IFAD/").status_code == 404
    make.EngagementFactory(organisation=agency, regional_map=world.prague)
    assert client.get("/api/v1/organisations/?map=prague").json()["count"] == 1
    assert client.get("/api/v1/organisations/?map=unborn").status_code == 400  # as of a map that never was
    (hit,) = search_for("agricultural fund", VISITOR).hits
    assert (hit.url, "Prague" in hit.context or str(world.prague) in hit.context) == (
        "/en/partners/IFAD/",
        True,
    )


@pytest.mark.parametrize("words", ["'", "a & b | !", "(((", '"', "\\", "%", "a" * 200, "<script>", ":*"])
def test_odd_input_is_no_error(written, words, client):
    assert client.get("/en/search/", {"q": words}).status_code == 200


def test_an_excerpt_escapes_what_it_shows():
    assert excerpt("<p>1 &lt; 2 migration</p>", "migration") == "1 &lt; 2 <mark>migration</mark>"
    assert "<script>" not in excerpt("<p>&lt;script&gt; migration</p>", "migration")
    assert excerpt("<p>5&nbsp;% migration</p>", "migration") == "5\u00a0% <mark>migration</mark>"


def test_the_search_takes_few_queries(written, public, django_assert_max_num_queries):
    search_for("development", VISITOR)
    with django_assert_max_num_queries(22):  # one a kind to count, one for the page, one a kind that is shown
        search_for("development", VISITOR)


PLACES = {"route": make.RouteFactory, "hub": make.HubFactory, "city": make.CityFactory}


OF_THE_DIALOGUE = {
    "news": lambda world: NewsItemFactory(regional_map=world.mtm, title_en="tamarind", is_open=True),
    "event": lambda world: EventFactory(regional_map=world.mtm, title_en="tamarind", is_open=True),
    "project": lambda world: ProjectFactory(regional_map=world.mtm, title_en="tamarind"),
    "project_result": lambda world: ProjectResultFactory(project__regional_map=world.mtm, text_en="tamarind"),
    "priority": lambda world: PriorityFactory(map_pillar=world.mtm_irregular, text_en="tamarind"),
    "capacity": lambda world: CapacityFactory(map_pillar=world.mtm_irregular, practice_en="tamarind"),
    "expertise": lambda world: ExpertiseFactory(regional_map=world.mtm, title_en="tamarind"),
    "roadmap": lambda world: RoadmapStepFactory(roadmap__city__regional_map=world.mtm, note_en="tamarind"),
    "publication": lambda world: PublicationFactory(regional_map=world.mtm, title_en="tamarind"),
    "publication_text": lambda world: restricted_paper("tamarind", world.mtm_irregular),
}


def write_down(kind, world):
    """One more thing of a kind that “tamarind” finds."""
    if kind == "country":
        make.ParticipationFactory(country=make.CountryFactory(name_en="tamarind"), regional_map=world.mtm)
    elif kind == "organisation":
        make.EngagementFactory(
            organisation=make.OrganisationFactory(name_en="tamarind"), regional_map=world.mtm
        )
    elif kind == "meeting":
        MeetingFactory(regional_map=world.mtm, title_en="tamarind")
    elif kind == "record":
        meeting = MeetingFactory(regional_map=world.mtm, access="public")
        released(meeting=meeting, text_en="tamarind", kind="practice")
    elif write := OF_THE_DIALOGUE.get(kind):
        write(world)
    elif place := PLACES.get(kind):
        about = {kind: place(regional_map=world.mtm, name_en="tamarind")}
        make.published_profile("x", regional_map=world.mtm, pillar=world.irregular, kind=kind, **about)
    else:
        country = make.CountryFactory(name_en="tamarind")
        make.published_profile("tamarind", regional_map=world.mtm, pillar=world.irregular, country=country)


@pytest.mark.parametrize("kind", KINDS)
def test_three_hits_of_a_kind_take_as_many_queries_as_one(kind, client_of, world):
    client, address = client_of("reader_nga"), f"/en/search/?q=tamarind&kind={kind}"
    taken = []
    for more in (1, 2):
        for _each in range(more):
            write_down(kind, world)
        client.get(address)  # what is looked up once, and the lines of the reading log
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address)
        taken.append(len(queries))
    assert len(page.context["results"].hits) >= 3
    assert taken[0] == taken[1]


def test_a_project_is_found_by_its_description_its_results_and_its_short_name(world, cast):
    project = ProjectFactory(
        regional_map=world.mtm,
        code="MAREMCA",
        title_en="Return management",
        description_fr="Un registre des criques",
    )
    ProjectResultFactory(project=project, text_en="Officials of three ports were trained")
    hidden = ProjectFactory(regional_map=world.mtm, description_en="criques", is_listed=False)
    ProjectResultFactory(project=hidden, text_en="ports")
    page = project.get_absolute_url().replace("/ar/", "/en/")
    with translation.override("en"):
        (by_description,) = search_for("criques", VISITOR).hits
        assert (by_description.url, by_description.excerpt_language) == (page, "fr")
        assert "<mark>criques</mark>" in by_description.excerpt
        assert [hit.url for hit in search_for("trained management", VISITOR).hits] == [f"{page}#results"]
        assert [hit.url for hit in search_for("maremca", VISITOR).hits] == [page]
        assert search_for("ports", cast["secretariat"]).total == 2


def test_a_section_is_found_by_its_words_and_the_title_it_stands_under(written):
    Country.objects.filter(pk=written.country_id).update(name_en="Kiribati")
    Profile.objects.filter(pk=written.pk).update(title_en="Kiribati")
    hits = search_for("remittances Kiribati", VISITOR).hits
    assert "section" in [hit.kind for hit in hits]
    assert search_for("remittances Nowhereland", VISITOR).hits == []


def test_a_country_is_found_by_its_name_at_the_united_nations(world):
    country = make.CountryFactory(name_en="Turkey", un_name_en="Türkiye")
    make.ParticipationFactory(regional_map=world.mtm, country=country)
    assert [str(hit.title) for hit in search_for("turkiye", VISITOR).hits] == ["Turkey"]


def test_a_word_that_is_excluded_does_not_find_everything(written, client):
    answer = client.get("/en/search/?q=-nothinglikeit").content.decode()
    assert "<mark>" not in answer


def test_what_stands_under_an_excluded_name_is_not_found(world, card):
    """Neither a card by its country's name, nor what was reached by its project's."""
    ProjectResultFactory(
        project__regional_map=world.mtm,
        project__title_en="Bridges",
        project__is_listed=True,
        text_en="Lanterns lit",
    )
    found = {"lanterns": 1, "lanterns -bridges": 0, "quaymouth": 1, "quaymouth -nowhereland": 0}
    kinds = {"lanterns": "project_result", "quaymouth": "profile"}
    for words, count in found.items():
        hits = search_for(words, VISITOR).hits
        assert [hit.kind for hit in hits].count(kinds[words.split()[0]]) == count, words


def test_a_single_tatweel_marks_no_word():
    assert "<mark>" not in excerpt("<p>كلمات كثيرة هنا</p>", "ـ")


@pytest.fixture
def dialogue(world):
    """What Morocco and a city of its stated: one of each kind, in Arabic and French."""
    morocco = make.CountryFactory(iso3="MAR", name_en="Morocco", name_ar="المغرب", name_fr="Maroc")
    state = StateFactory(code="MAR", country=morocco, name_en="Morocco", name_ar="المغرب")
    theme = ThemeFactory(code="diaspora", name_ar="الجاليات", name_fr="Diaspora")
    common = {"map_pillar": world.mtm_development, "organisation": state, "theme": theme}
    city = make.CityFactory(regional_map=world.mtm, country=morocco, name_en="Tangier", name_ar="طنجة")
    make.ProfileFactory(
        regional_map=world.mtm, pillar=world.development, kind="city", country=None, city=city
    )
    roadmap = RoadmapFactory(city=city, audience="public", title_en="Welcome", title_ar="الاستقبال")
    RoadmapStepFactory(roadmap=roadmap, title_ar="فتح المكتب البلدي", title_en="Open the desk")
    return {
        "priority": PriorityFactory(**common, text_ar="تقريب الخدمات القنصلية", text_en="Consular services"),
        "capacity": CapacityFactory(**common, institution_ar="وزارة الجاليات", practice_fr="Un guichet itinérant"),
        "expertise": ExpertiseFactory(
            regional_map=world.mtm, organisation=state, theme=theme, audience="public", title_ar="قنصلية متنقلة",
            description_en="A van with a clerk",
        ),
        "roadmap": roadmap,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "words", "language"),
    [
        ("priority", "قنصلية", "ar"), ("priority", "والخدمات", "ar"), ("priority", "بالقنصلية", "ar"),
        ("priority", "consular Morocco", "en"), ("priority", "المغرب خدمات", "ar"), ("priority", "الجاليات", "fr"),
        ("capacity", "guichets itinérants", "fr"), ("capacity", "للجاليات", "ar"), ("capacity", "guichet maroc", "en"),
        ("expertise", "المتنقلة", "ar"), ("expertise", "vans", "en"), ("expertise", "clerk diaspora", "fr"),
        ("roadmap", "بلدي", "ar"), ("roadmap", "Tangier desk", "en"), ("roadmap", "والاستقبال", "ar"),
    ],
)  # fmt: skip
def test_what_states_and_cities_said_is_found_and_leads_to_its_row(kind, words, language, dialogue, client):
    with translation.override(language):
        found = {hit.kind: hit for hit in search_for(words, VISITOR).hits}
        assert kind in found
        url = dialogue[kind].get_absolute_url()
    assert found[kind].url == url
    assert url.startswith(f"/{language}/exchange/")
    path, _hash, row = url.partition("#")
    page = client.get(path)
    assert page.status_code == 200
    assert not row or f'id="{row}"' in page.content.decode()


def test_the_words_are_marked_in_what_was_said(dialogue, client):
    page = client.get("/ar/search/", {"q": "قنصلية"}).content.decode()
    assert "<mark>القنصلية</mark>" in page
    step = client.get("/en/search/", {"q": "desk", "kind": "roadmap"}).content.decode()
    assert "Open the <mark>desk</mark>" in step


@pytest.mark.parametrize("who", ["anonymous", "prague", "reader_alb", "nobody"])
def test_what_is_kept_to_partners_or_readers_is_found_by_nobody_else(who, cast, world):
    PriorityFactory(map_pillar=world.mtm_irregular, text_en="tamarind")
    PriorityFactory(map_pillar=world.mtm_development, text_en="tamarind", is_out=False)
    CapacityFactory(map_pillar=world.mtm_irregular, institution_en="tamarind")
    ExpertiseFactory(regional_map=world.mtm, title_en="tamarind")
    ExpertiseFactory(regional_map=world.mtm, title_en="tamarind", audience="public", is_open=False)
    RoadmapStepFactory(roadmap__city__regional_map=world.mtm, title_en="tamarind")
    assert search_for("tamarind", cast[who] or VISITOR).total == 0
    assert search_for("tamarind", cast["reader_nga"]).total == 4
    assert search_for("nadia", cast["secretariat"]).total == 0, "a contact person is nobody's to find"


@pytest.mark.parametrize(
    ("path", "words", "expected"),
    [
        ("exchange/", "vans", 1), ("exchange/", "الجاليات المغرب", 1), ("exchange/", "nowhere", 0), ("exchange/", "nadia", 0),
        ("exchange/priorities/", "والقنصلية", 1), ("exchange/priorities/", "morocco consular", 1),
        ("exchange/priorities/", "guichet", 0), ("exchange/inventory/", "itinerant", 1), ("exchange/inventory/", "x' & |", 0),
    ],
)  # fmt: skip
def test_the_lists_themselves_are_searched_by_words(path, words, expected, dialogue, client):
    page = client.get(f"/en/{path}", {"q": words})
    context = page.context
    rows = context["rows"] if "rows" in context else [*context["offers"], *context["needs"]]
    assert len(rows) == expected
    assert f'value="{escape(words)}"' in page.content.decode(), "what was typed stays"
    assert [each.value for each in context["active"]] == [words]


@pytest.fixture
def card(world):
    """A restricted profile of a hub in Nowhereland that says “marmalade”, beside a public one."""
    land = make.CountryFactory(name_en="Nowhereland", name_fr="Pays de Nulle Part")
    hub = make.HubFactory(regional_map=world.mtm, country=land, name_en="Quaymouth", name_ar="مرفأ")
    about = {"regional_map": world.mtm, "kind": "hub", "country": None, "hub": hub}
    return make.published_profile("marmalade", pillar=world.irregular, slug="quaymouth", **about)


@pytest.mark.parametrize("words", ["quaymouth", "مرفأ", "nowhereland", "nulle part", "quaymouth nowhereland"])
@pytest.mark.parametrize("who", ["anonymous", "reader_alb", "reader_nga"])
def test_the_card_of_a_restricted_profile_is_found_by_what_it_says(who, words, cast, card):
    results = search_for(words, cast[who] or VISITOR, "profile")
    (hit,) = results.hits
    assert (hit.url, hit.excerpt, hit.edition) == ("/en/mtm/profiles/quaymouth/", "", None)
    assert [badge.tone for badge in hit.badges] == ["restricted", "final"]


@pytest.mark.parametrize("who", ["anonymous", "reader_alb"])
def test_no_word_of_a_restricted_text_changes_an_answer(who, client_of, card):
    """As if the text were not there: not the hits, not the counts, not how many questions are asked of the database."""
    client, asked, pages = client_of(who), [], []
    client.get("/en/search/?q=daylight")  # what is looked up once
    for word in ("marmalade", "zzzzzzzzz"):
        for words in (word, f"quaymouth {word}", f"quaymouth -{word}", f"quaymouth or {word}"):
            with CaptureQueriesContext(connection) as queries:
                page = client.get("/en/search/", {"q": words}).content.decode()
            asked.append(len(queries))
            pages.append(FORM_KEY.sub("", page).replace(word, "WORD"))
    half = len(pages) // 2
    assert pages[:half] == pages[half:]
    assert asked[:half] == asked[half:]
    assert ["quaymouth/" in page for page in pages[:half]] == [False, False, True, True]


@pytest.mark.parametrize("change", [{"is_unlisted": True}, {"regional_map__is_public": False}])
def test_a_card_that_is_not_public_is_not_found(change, cast, card):
    if "is_unlisted" in change:
        Profile.objects.filter(pk=card.pk).update(**change)
    else:
        type(card.regional_map).objects.filter(pk=card.regional_map_id).update(is_public=False)
    assert search_for("quaymouth", VISITOR).total == 0
    assert search_for("quaymouth", cast["reader_alb"]).total == 0
    assert "profile" in [hit.kind for hit in search_for("quaymouth", cast["secretariat"]).hits]


def test_a_year_is_found_in_either_digits(written):
    NewsItemFactory(regional_map=written.regional_map, title_en="Since 2019", is_open=True)
    NewsItemFactory(regional_map=written.regional_map, title_en="", title_ar="منذ عام ٢٠١٩", is_open=True)
    found = [search_for(words, VISITOR) for words in ("2019", "٢٠١٩", "۲۰۱۹")]
    assert [results.total for results in found] == [2, 2, 2]
    assert found[0].hits[0].url == found[1].hits[0].url
    assert "<mark>2019</mark>" in excerpt("<p>In 2019</p>", "٢٠١٩")
