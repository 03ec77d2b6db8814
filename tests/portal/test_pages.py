"""Pages as readers get them: language and direction, what a restricted card holds, few queries, and no loose ends."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.template.loader import get_template
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from imap.core.importmap import import_map
from imap.core.models import LinkCheck
from imap.regions.models import Shape
from profiles.actions import publish, withdraw
from profiles.models import Profile, Source
from tests import factories as make
from tests.collection.factories import NationalDefinitionFactory
from tests.conftest import World

TEMPLATES = Path(settings.BASE_DIR) / "templates"
OURS = ("base.html", "components", "errors", "portal", "profiles")
PAGES = (
    "/", "/about/", "/search/", "/search/?q=daylight", "/mtm/", "/mtm/countries/", "/mtm/countries/MAR/", "/mtm/routes/",
    "/mtm/hubs/agadez/", "/mtm/profiles/", "/mtm/profiles/open/", "/mtm/profiles/secret/", "/mtm/profiles/coming/",
)  # fmt: skip


def soup(client: Client, path: str) -> BeautifulSoup:
    response = client.get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.content, "html.parser")


@pytest.fixture
def atlas(world: World, restricted: Profile, public: Profile) -> World:
    """A world with something on every page: a country with both pillars, a restricted hub, a profile under preparation."""
    morocco = make.CountryFactory(iso3="MAR", name_en="Morocco")
    make.ParticipationFactory(regional_map=world.mtm, country=morocco)
    hub = make.HubFactory(regional_map=world.mtm, slug="agadez", name_en="Agadez", country=morocco)
    make.published_profile(
        "marmalade", regional_map=world.mtm, pillar=world.irregular, slug="agadez-hub", kind="hub", hub=hub
    )
    make.ProfileFactory(regional_map=world.mtm, pillar=world.development, slug="coming", country=morocco)
    return world


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr"), ("fr", "ltr")])
def test_pages_answer_in_their_language_and_direction(
    language: str, direction: str, atlas: World, client: Client
) -> None:
    for path in PAGES:
        page = soup(client, f"/{language}{path}")
        assert (page.html["lang"], page.html["dir"]) == (language, direction), path
        assert page.title.get_text(strip=True), path
        assert len(page.find_all("h1")) == 1, path
        assert page.find("main", id="main"), path
        assert page.find("a", class_="skip")["href"] == "#main", path
        assert {link["hreflang"] for link in page.select("link[rel=alternate][hreflang]")} == {
            "ar",
            "en",
            "fr",
        }, path


def test_pages_hold_nothing_that_the_policy_refuses(atlas: World, client: Client) -> None:
    for path in PAGES:
        html = client.get(f"/en{path}").content.decode()
        assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", html), path
        assert f'<script type="importmap">{import_map()}</script>' in html, path
        inline = [tag for tag in BeautifulSoup(html, "html.parser").find_all("script") if not tag.get("src")]
        assert {tag["type"] for tag in inline} <= {"importmap", "application/json"}, path


def test_public_pages_set_no_cookie_and_hold_no_token(atlas: World, client: Client) -> None:
    for path in PAGES:
        response = client.get(f"/en{path}")
        assert not response.cookies, path
        assert b"csrfmiddlewaretoken" not in response.content, path


@pytest.mark.parametrize("who", ["anonymous", "reader_nga", "secretariat"])
def test_no_link_of_a_page_is_dead(who: str, atlas: World, client_of: Callable[[str], Client]) -> None:
    browser = client_of(who)
    links = {
        link["href"].split("#")[0]
        for path in PAGES
        for link in soup(browser, f"/en{path}").select("a[href^='/']")
    }
    assert "/en/mtm/profiles/open/" in links
    dead = {
        link: status
        for link in sorted(links)
        if (status := browser.get(link, follow=True).status_code) >= 400
    }
    assert dead == {}


@pytest.mark.parametrize("who", ["anonymous", "reader_alb", "prague", "nobody"])
@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_a_restricted_card_holds_none_of_the_profile(
    who: str,
    language: str,
    atlas: World,
    restricted: Profile,
    public: Profile,
    client_of: Callable[[str], Client],
) -> None:
    restricted.related.add(public)
    response = client_of(who).get(f"/{language}/mtm/profiles/secret/")
    page = response.content.decode()
    assert response.status_code == 200
    assert "marmalade" not in page
    assert "Heading part-1" not in page  # not even the headings
    assert "/profiles/open/" not in page  # nor what it is related to
    assert "States share it in confidence." in page
    assert "Ask your national focal point." in page


def test_an_admitted_reader_reads_it_and_prints_it_with_their_name(
    atlas: World, client_of: Callable[[str], Client]
) -> None:
    page = soup(client_of("reader_nga"), "/en/mtm/profiles/secret/")
    assert "marmalade en 1" in page.get_text()
    assert "reader.nga" in page.find(class_="print-reader").get_text()
    assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_a_public_profile_names_no_reader(atlas: World, client_of: Callable[[str], Client]) -> None:
    assert soup(client_of("reader_nga"), "/en/mtm/profiles/open/").find(class_="print-reader") is None


def test_sources_stand_at_their_section(atlas: World, client: Client) -> None:
    section = soup(client, "/en/mtm/profiles/open/").find("section", class_="section")
    cited = section.select_one(".prose .cite a")["href"]
    assert section.find(id=cited.removeprefix("#")).get_text().find("daylight source 1") > 0
    assert [link["href"] for link in section.select(".sources .back")] == ["#part-1-cite-1"]


def test_a_section_in_another_language_says_so(world: World, client: Client) -> None:
    profile = make.ProfileFactory(regional_map=world.mtm, pillar=world.development, slug="half")
    edition = make.EditionFactory(profile=profile)
    make.write_sections(edition, "daylight", sections=1)
    edition.sections.update(body_ar="")
    publish(edition=edition, by=None, override="For the test.")
    page = soup(client, "/ar/mtm/profiles/half/")
    prose = page.find(class_="prose")
    assert (prose["lang"], prose["dir"]) == ("en", "ltr")
    assert page.select_one(".section h2 .badge-language").get_text() == "English"


def test_an_older_edition_says_which_is_current(atlas: World, public: Profile, client: Client) -> None:
    second = make.EditionFactory(profile=public, number=2, label="2013")
    make.write_sections(second, "moonlight")
    publish(edition=second, by=None, override="For the test.")
    older = soup(client, "/en/mtm/profiles/open/editions/1/")
    assert older.select_one(".profile-notice a")["href"] == "/en/mtm/profiles/open/"
    assert "daylight en 1" in older.get_text()
    assert "/en/mtm/profiles/open/editions/1/" in older.find(class_="cite-text").get_text()


def test_what_changed_is_said_in_the_pages_language_or_marked(
    atlas: World, public: Profile, client: Client
) -> None:
    second = make.EditionFactory(
        profile=public, number=2, change_note_en="Two sections more.", change_note_fr="Deux sections de plus."
    )
    make.write_sections(second, "moonlight")
    publish(edition=second, by=None, override="For the test.")
    notes = {
        code: soup(client, f"/{code}/mtm/profiles/open/").select_one(".editions") for code in ("ar", "fr")
    }
    assert "Deux sections de plus." in notes["fr"].get_text()
    assert not notes["fr"].select(".badge-language")
    assert notes["ar"].select_one("[lang=en][dir=ltr]").get_text() == "Two sections more."
    assert notes["ar"].select_one(".badge-language").get_text() == "English"


def test_a_profile_under_preparation_shows_its_outline(atlas: World, client: Client) -> None:
    make.SectionTemplateFactory(kind="country", pillar=atlas.development, code="actors", heading_en="Actors")
    outline = soup(client, "/en/mtm/profiles/coming/").find(class_="outline")
    assert "Actors" in outline.get_text()


def queries(client: Client, path: str) -> int:
    """Of the page made anew, statements prepared."""
    with override_settings(PAGE_CACHE_SECONDS=0):
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
    return len(asked)


def more_rows(world: World, pillar_words: str) -> None:
    for number in range(2):
        make.published_profile(
            f"{pillar_words} {number}",
            regional_map=world.mtm,
            pillar=world.development,
            slug=f"more-{number}",
        )


@pytest.mark.parametrize(
    ("who", "path", "most"),
    [
        ("anonymous", "/en/mtm/profiles/open/", 6),
        ("anonymous", "/en/mtm/profiles/", 5),
        ("reader_nga", "/en/mtm/profiles/", 8),
        ("anonymous", "/en/", 18),
        ("anonymous", "/en/mtm/", 22),
        ("anonymous", "/en/mtm/routes/", 12),
        ("reader_nga", "/en/search/?q=daylight", 30),
    ],
)
def test_a_page_asks_as_much_at_three_rows_as_at_one(
    who: str, path: str, most: int, world: World, public: Profile, client_of: Callable[[str], Client]
) -> None:
    browser = client_of(who)
    at_one = queries(browser, path)
    more_rows(world, "daylight")
    assert queries(browser, path) <= at_one
    assert at_one <= most


def test_a_profile_with_all_that_it_may_have_is_made_by_six_questions(
    client: Client, public: Profile, restricted: Profile
) -> None:
    """A dead source, a definition of its country's, profiles of another pillar beside it."""
    public.related.add(restricted)
    source = Source.objects.filter(title__contains="daylight").first()
    LinkCheck.objects.create(address=source.url, status="dead", failing_since="2026-01-02T00:00Z")
    NationalDefinitionFactory(
        country=public.country, map_pillar=public.map_pillar, definition_en="Said here alone."
    )
    assert queries(client, "/en/mtm/profiles/open/") == 6
    page = soup(client, "/en/mtm/profiles/open/")
    assert page.select_one(".dead-link")
    assert "Said here alone." in page.get_text()
    assert "/en/mtm/profiles/secret/" in {link["href"] for link in page.select(".row-title a")}


def test_a_country_with_nothing_beside_its_profiles_leads_to_what_others_have(
    atlas: World, client: Client
) -> None:
    links = soup(client, "/en/mtm/countries/MAR/").select("nav[aria-labelledby=not-yet] a")
    assert [link["href"] for link in links] == [
        f"/en/{name}/?map=mtm" for name in ("meetings", "news", "projects", "exchange", "library")
    ]


def test_filters_work_by_address_and_can_be_taken_back(atlas: World, client: Client) -> None:
    page = soup(client, f"/en/mtm/profiles/?pillar={atlas.development.slug}&kind=country&page=1")
    titles = {link["href"] for link in page.select(".row-title a")}
    assert titles == {"/en/mtm/profiles/open/", "/en/mtm/profiles/coming/"}
    chips = [link["href"] for link in page.select(".chips a")]
    assert chips == ["?kind=country", f"?pillar={atlas.development.slug}", "/en/mtm/profiles/"]
    form = page.select_one(".filters form")
    assert form["method"] == "get"
    assert form.find("button", type="submit")


def test_htmx_gets_the_list_alone_and_a_spoken_count(atlas: World, client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Target": "profile-list"}
    part = BeautifulSoup(client.get("/en/mtm/profiles/?kind=hub", headers=headers).content, "html.parser")
    assert part.find("html") is None
    assert len(part.select("#profile-list .row")) == 1
    assert part.select_one("#profile-status[hx-swap-oob]").get_text() == "1 profile"


def test_a_list_without_hits_says_what_to_do(atlas: World, client: Client) -> None:
    empty = soup(client, "/en/mtm/profiles/?q=zzz").find(class_="empty")
    assert empty.a["href"] == "/en/mtm/profiles/"


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr"), ("fr", "ltr")])
def test_an_unknown_page_is_an_error_page_in_the_readers_language(
    language: str, direction: str, db: None, client: Client
) -> None:
    response = client.get(f"/{language}/nothing-here/")
    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 404
    assert (page.html["lang"], page.html["dir"]) == (language, direction)
    assert page.find("h1")


@pytest.mark.parametrize("status", [400, 403, 404, 500, 503])
def test_error_pages_ask_nothing_of_the_database(status: int, client: Client) -> None:
    from django.test import RequestFactory

    from imap.portal.errors import page

    request = RequestFactory().get("/en/somewhere/")
    assert b"<h1>" in page(request, status).content  # without the db fixture a query would fail


def test_digits_are_a_choice_of_arabic_pages(atlas: World, client: Client) -> None:
    assert soup(client, "/en/mtm/profiles/open/").find(class_="digits") is None
    assert soup(client, "/ar/mtm/profiles/open/").find(class_="digits")
    response = client.get("/ar/mtm/profiles/open/?digits=arab")
    assert response.cookies["digits"].value == "arab"
    assert "٢٠١٢" in response.content.decode()
    assert "٢٠١٢" not in client.get("/en/mtm/profiles/open/").content.decode()


def test_a_name_with_a_footnote_carries_it(world: World, client: Client) -> None:
    country = make.CountryFactory(
        iso3="XKX", name_en="Kosovo*", name_footnote_en="Without prejudice to positions."
    )
    make.ParticipationFactory(regional_map=world.mtm, country=country)
    for path in ("/en/mtm/countries/", "/en/mtm/countries/XKX/"):
        assert "Without prejudice" in soup(client, path).find(class_="naming-footnotes").get_text()


def test_the_account_menu_signs_out_by_post(atlas: World, client_of: Callable[[str], Client]) -> None:
    form = soup(client_of("reader_nga"), "/en/").select_one(".account form")
    assert form["method"] == "post"
    assert form.find("input", attrs={"name": "csrfmiddlewaretoken"})["value"]


@pytest.mark.parametrize(("who", "status"), [("anonymous", 302), ("reader_nga", 403), ("secretariat", 200)])
def test_the_style_guide_is_for_staff(
    who: str, status: int, atlas: World, client_of: Callable[[str], Client]
) -> None:
    assert client_of(who).get("/en/styleguide/").status_code == status


def test_the_style_guide_shows_every_component_both_ways(
    atlas: World, client_of: Callable[[str], Client]
) -> None:
    panes = soup(client_of("secretariat"), "/en/styleguide/").select(".pane")
    assert {(pane["lang"], pane["dir"]) for pane in panes} == {("en", "ltr"), ("ar", "rtl")}
    assert len(panes) > 30
    ids = [tag["id"] for pane in panes for tag in pane.select("[id]")]
    assert len(ids) == len(set(ids))


def a_shape(country: object) -> Shape:
    square = "MULTIPOLYGON(((-8 30, -2 30, -2 35, -8 35, -8 30)))"
    return Shape.objects.create(key="504", country=country, area=square, label="POINT(-5 32)")


def test_a_locator_shows_where_a_member_lies(atlas: World, client: Client) -> None:
    a_shape(make.CountryFactory(iso3="MAR"))
    response = client.get("/stills/mtm/MAR.svg?colour=teal")
    assert response["Content-Type"] == "image/svg+xml"
    assert b'class="h"' in response.content
    assert client.get("/stills/mtm.svg").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/stills/none.svg", "/stills/mtm/ZZZ.svg", "/stills/mtm/MAR.svg?colour=pink"],
)
def test_a_locator_of_what_is_not_there_is_not_found(path: str, atlas: World, client: Client) -> None:
    a_shape(make.CountryFactory(iso3="MAR"))
    assert client.get(path).status_code == 404


def our_templates() -> list[Path]:
    found = [path for part in OURS for path in sorted((TEMPLATES / part).rglob("*.html"))]
    return [TEMPLATES / "base.html", *found]


def loose_words(source: str) -> list[str]:
    """Words between tags that no catalogue would translate."""
    for pattern in (
        r"{% comment %}.*?{% endcomment %}", r"{% blocktranslate.*?{% endblocktranslate %}", r"<script.*?</script>",
        r"{%.*?%}", r"{{.*?}}", r"<!doctype html>", r"<[^<>]*>", r"&[#\w]+;",
    ):  # fmt: skip
        source = re.sub(pattern, " ", source, flags=re.DOTALL)
    return [word for word in re.findall(r"[^\W\d_]{2,}", source) if word not in ("Map", "components")]


@pytest.mark.parametrize("path", our_templates(), ids=lambda path: path.name)
def test_every_word_of_a_template_goes_through_the_catalogue(path: Path) -> None:
    get_template(str(path.relative_to(TEMPLATES)))
    assert loose_words(path.read_text(encoding="utf-8")) == []


def test_search_engines_are_told_of_what_everyone_reads(client, public, restricted):
    told = client.get("/sitemap.xml").content.decode()
    assert f"/ar{public.get_absolute_url().removeprefix('/en')}" in told
    assert "/profiles/secret/" not in told
    assert "Disallow: /admin/" in client.get("/robots.txt").content.decode()


def test_an_edition_that_never_was_is_not_found_whoever_asks(client_of, restricted):
    for who, status in (("anonymous", 200), ("reader_nga", 302)):
        assert client_of(who).get(f"{restricted.get_absolute_url()}editions/1/").status_code == status
        assert client_of(who).get(f"{restricted.get_absolute_url()}editions/99/").status_code == 404


def test_the_sign_in_speaks_the_language_of_the_page_before(client, world):
    answer = client.get("/accounts/login/?next=/ar/mtm/").content.decode()
    assert 'lang="ar" dir="rtl"' in answer


def test_after_a_withdrawal_the_page_does_not_say_that_there_was_nothing(client, public):
    withdraw(edition=public.editions.get(), by=None, reason="A figure was wrong.")
    page = client.get(public.get_absolute_url()).content.decode()
    assert "has been withdrawn" in page
    assert "has been published yet" not in page
