"""News as readers meet it: list, item, archive and the portal's own feeds, and nothing restricted by any door."""

from io import BytesIO

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from imap.core.models import LinkCheck
from imap.newsroom.actions import publish, withdraw
from imap.newsroom.models import NewsItem
from tests import factories as make
from tests.conftest import CAST
from tests.cooperation.factories import InvolvementFactory, ReporterFactory
from tests.newsroom.factories import NewsItemFactory

READERS = {"secretariat", "focal_mar", "reader_nga", "unhcr", "admin"}
DOORS = [
    "/en/news/", "/ar/news/", "/en/news/?q=&map=mtm", "/en/news/closed/", "/en/news/archive/2012/", "/en/news/feed.atom",
    "/en/news/feed.rss", "/en/news/feed.atom?pillar=irregular-and-mixed-migration", "/en/search/?q=marmalade&kind=news",
    "/sitemap.xml", "/api/v1/news/", "/api/v1/news/?format=csv", "/api/v1/news/closed/", "/en/mtm/", "/en/mtm/countries/MAR/",
]  # fmt: skip


@pytest.fixture
def closed(world):
    """Of the restricted pillar, and not for everyone."""
    country = make.CountryFactory(iso3="MAR", name_en="Morocco")
    make.ParticipationFactory(regional_map=world.mtm, country=country)
    return NewsItemFactory(
        regional_map=world.mtm, slug="closed", title_en="Marmalade", summary_en="marmalade", publisher="marmalade",
        pillars=[world.irregular], countries=[country],
    )  # fmt: skip


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("path", DOORS)
def test_a_restricted_item_is_its_readers_alone(who, path, closed, client_of):
    found = page(client_of(who), path).replace("q=marmalade", "").replace('value="marmalade"', "")
    is_feed = "feed." in path or path == "/sitemap.xml"
    shows = "armalade" in found or ("/news/closed/" in found and path != "/en/news/closed/")
    if who not in READERS or is_feed:
        assert not shows or (
            path.startswith("/en/search") and "Marmalade" not in found and "/news/closed/" not in found
        )
    elif path != "/en/news/?q=&map=mtm":
        assert shows


@pytest.mark.parametrize("who", sorted(set(CAST) - READERS))
def test_a_restricted_item_leaves_no_trace_in_filters_and_counts(who, closed, client_of):
    found = page(client_of(who), "/en/news/")
    assert "0 items" in found
    assert 'value="2012"' not in found
    assert "Morocco" not in found
    assert client_of(who).get("/api/v1/news/").json()["count"] == 0


def test_a_restricted_item_may_be_for_everyone(world, client_of):
    NewsItemFactory(
        regional_map=world.mtm, slug="open", title_en="Daylight", pillars=[world.irregular], is_open=True
    )
    assert "Daylight" in page(client_of("anonymous"), "/en/news/")
    assert "Daylight" in page(client_of("anonymous"), "/en/news/feed.atom")


def test_access_belongs_to_the_pair_of_map_and_pillar(world, client_of):
    NewsItemFactory(regional_map=world.prague, title_en="Daylight", pillars=[world.irregular])
    assert "Daylight" in page(client_of("anonymous"), "/en/news/")


def test_one_admission_opens_no_other_pillar(world, client_of, cast):
    labour = make.PillarFactory(slug="labour-migration", numeral="III")
    make.MapPillarFactory(regional_map=world.mtm, pillar=labour, access="restricted")
    NewsItemFactory(regional_map=world.mtm, slug="both", pillars=[world.irregular, labour])
    assert client_of("reader_nga").get("/en/news/both/").status_code == 404
    assert client_of("secretariat").get("/en/news/both/").status_code == 200


def test_no_feed_is_offered_of_a_choice_that_is_the_readers_alone(world, client_of):
    """The year of a restricted item is no choice of a feed, which is everyone's: its address would lead nowhere."""
    NewsItemFactory(regional_map=world.mtm, dated="2007", pillars=[world.irregular])
    NewsItemFactory(regional_map=world.mtm, dated="2008")
    for query, is_offered in (("year=2008", True), ("year=2007", False)):
        found = page(client_of("reader_nga"), f"/en/news/?{query}")
        assert "1 item" in found
        assert (f"feed.atom?{query}" in found) is is_offered, query


def test_a_draft_is_its_secretariats_alone(world, client_of):
    NewsItemFactory(
        regional_map=world.mtm, slug="draft", title_en="Marmalade", state="draft", published_at=None
    )
    for who in CAST:
        opens = client_of(who).get("/en/news/draft/").status_code == 200
        assert opens is (who in {"secretariat", "admin"})
    assert "Marmalade" not in page(client_of("secretariat"), "/en/news/feed.atom")


def test_nothing_of_a_map_that_is_not_public(world, client_of):
    hidden = make.RegionalMapFactory(slug="hidden", is_public=False)
    NewsItemFactory(regional_map=hidden, slug="hidden")
    assert client_of("anonymous").get("/en/news/hidden/").status_code == 404


def test_a_kept_page_does_not_outlive_what_it_says(world, client_of, django_capture_on_commit_callbacks):
    item = NewsItemFactory(regional_map=world.mtm, title_en="Daylight")
    anonymous = client_of("anonymous")
    assert "Daylight" in page(anonymous, "/en/news/")
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(item=item, by=None)
    assert "Daylight" not in page(anonymous, "/en/news/")
    assert "Daylight" not in page(anonymous, "/en/news/feed.atom")


def test_publishing_twice_publishes_once(world):
    item = NewsItemFactory(regional_map=world.mtm, state="draft", published_at=None)
    first = publish(item=item, by=None).published_at
    assert publish(item=item, by=None).published_at == first


FILTERS = {
    "kind=report": "report", "pillar=migration-and-development": "pillar", "country=QZZ": "country", "year=2007": "year",
    "language=fr": "language", "map=prague": "map", "route=mtm/the-route": "route", "kind=nonsense": None,
}  # fmt: skip


@pytest.mark.parametrize("query", FILTERS)
def test_filters_work_by_address_alone(query, world, client_of, public):
    country = make.CountryFactory(iso3="QZZ")
    route = make.RouteFactory(regional_map=world.mtm, slug="the-route")
    make.published_profile(
        "words", regional_map=world.mtm, pillar=world.development, kind="route", country=None, route=route
    )
    NewsItemFactory(regional_map=world.mtm, title_en="Item report", kind="report")
    NewsItemFactory(regional_map=world.mtm, title_en="Item pillar", pillars=[world.development])
    NewsItemFactory(
        regional_map=world.mtm, title_en="Item country", countries=[country, make.CountryFactory()]
    )
    NewsItemFactory(regional_map=world.mtm, title_en="Item year", dated="2007-03")
    NewsItemFactory(regional_map=world.mtm, title_en="Item language", language="fr")
    NewsItemFactory(regional_map=world.prague, title_en="Item map")
    NewsItemFactory(regional_map=world.mtm, title_en="Item route").routes.add(route)
    found = page(client_of("anonymous"), f"/en/news/?{query}")
    shown = {name for name in FILTERS.values() if name and f"Item {name}<" in found}
    assert shown == ({FILTERS[query]} if FILTERS[query] else {name for name in FILTERS.values() if name})
    # Of what is no choice a page shows all and says so; a program would take all for what it asked for.
    if query == "kind=nonsense":
        assert client_of("anonymous").get(f"/en/news/feed.rss?{query}").status_code == 404
        return
    feed = page(client_of("anonymous"), f"/en/news/feed.rss?{query}")
    assert {name for name in FILTERS.values() if name and f"Item {name}<" in feed} == shown


def test_a_route_is_named_to_those_who_read_of_it(world, client_of):
    route = make.RouteFactory(regional_map=world.mtm, slug="hidden-route", name_en="Hidden Route")
    make.published_profile(
        "words", regional_map=world.mtm, pillar=world.irregular, kind="route", country=None, route=route
    )
    NewsItemFactory(regional_map=world.mtm, slug="item").routes.add(route)
    assert "Hidden Route" in page(client_of("reader_nga"), "/en/news/item/")
    for path in ("/en/news/item/", "/en/news/", "/api/v1/news/item/"):
        assert "idden" not in page(client_of("anonymous"), path).replace("visually-hidden", "").replace(
            "aria-hidden", ""
        ).replace(" hidden", "")


def test_a_text_in_another_language_is_marked(world, client_of):
    NewsItemFactory(
        regional_map=world.mtm,
        slug="item",
        title_en="",
        title_fr="En français",
        summary_en="",
        summary_fr="Oui",
    )
    found = page(client_of("anonymous"), "/ar/news/item/")
    assert '<span lang="fr" dir="ltr">En français</span>' in found
    assert "badge-language" in found


def test_a_dead_link_is_marked_with_its_date_and_its_copy(world, client_of):
    item = NewsItemFactory(regional_map=world.mtm, slug="item")
    from datetime import UTC, datetime

    LinkCheck.objects.create(
        address=item.url,
        status="dead",
        failing_since=datetime(2026, 3, 3, tzinfo=UTC),
        archived_url="https://archive.example.org/x",
    )
    said = {
        "en": "link not reachable since 3 March 2026",
        "fr": "lien inaccessible depuis le 3 mars 2026",
        "ar": "رابط لا يمكن الوصول إليه منذ 3 مارس 2026",
    }
    for language, words in said.items():
        found = page(client_of("anonymous"), f"/{language}/news/item/")
        assert words in found
        assert 'href="https://archive.example.org/x"' in found


@pytest.mark.parametrize(("form", "version"), [("atom", "atom10"), ("rss", "rss20")])
@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_own_feeds_are_valid_and_hold_what_everyone_reads(form, version, language, world, closed, client_of):
    NewsItemFactory(
        regional_map=world.mtm,
        slug="one",
        title_en="Ports & <b>people</b>",
        title_ar="موانئ",
        title_fr="Ports",
        summary_en="Fewer than <5>\x0b& more",
        publisher="",
        countries=[make.CountryFactory(iso3="QZZ")],
    )
    answer = client_of("secretariat").get(f"/{language}/news/feed.{form}")
    found = feedparser.parse(
        BytesIO(answer.content), response_headers={"content-type": answer["Content-Type"]}
    )
    assert (found.bozo, found.version) == (False, version)
    assert found.feed.language == language
    (entry,) = found.entries
    assert entry.link == f"http://localhost:8000/{language}/news/one/"
    assert entry.id.startswith("tag:localhost,2012:news/")
    assert entry.published_parsed
    assert found.feed.get("author") == (
        "i-Map" if form == "atom" else None
    )  # Atom wants somebody for each entry
    assert "armalade" not in answer.content.decode()
    if language == "en":
        assert (
            entry.title == "Ports &amp; &lt;b&gt;people&lt;/b&gt;" or entry.title == "Ports & <b>people</b>"
        )
        assert BeautifulSoup(entry.summary, "html.parser").get_text(" ").split() == [
            "Fewer",
            "than",
            "<5>",
            "&",
            "more",
        ]


def test_a_feed_that_has_not_changed_is_not_sent_again(world, client_of):
    NewsItemFactory(regional_map=world.mtm)
    client = client_of("anonymous")
    first = client.get("/en/news/feed.atom")
    again = client.get("/en/news/feed.atom", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/en/news/feed.xml").status_code == 404


def test_pages_tell_programs_of_their_feeds(world, client_of):
    NewsItemFactory(regional_map=world.mtm)
    found = page(client_of("anonymous"), "/en/news/?map=mtm")
    assert (
        '<link rel="alternate" type="application/atom+xml" title="i-Map · MTM (Atom)" href="/en/news/feed.atom?map=mtm">'
        in found
    )
    assert 'type="application/rss+xml"' in found


def test_the_archive_has_a_page_a_year(world, client_of):
    NewsItemFactory(regional_map=world.mtm, title_en="Old", dated="2003")
    NewsItemFactory(regional_map=world.mtm, title_en="New", dated="2012-05")
    found = page(client_of("anonymous"), "/en/news/archive/2003/")
    assert ">Old<" in found
    assert ">New<" not in found
    empty = client_of("anonymous").get("/en/news/archive/1999/")
    assert empty.status_code == 404
    assert "There is no news of this year." in empty.content.decode()


@pytest.mark.parametrize(
    "path", ["/en/news/", "/en/news/archive/2012/", "/en/news/feed.atom", "/api/v1/news/", "/en/mtm/", "/en/search/?q=what&kind=news"]
)  # fmt: skip
def test_lists_ask_as_often_for_three_items_as_for_one(path, world, client_of):
    client = client_of("secretariat")

    def add() -> None:
        NewsItemFactory(
            regional_map=world.mtm,
            summary_en="what",
            pillars=[world.development, world.irregular],
            countries=[make.CountryFactory(), make.CountryFactory()],
        )

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    add()
    queries()
    one = queries()
    add()
    add()
    assert queries() == one


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values", [{"dated": "2012-13"}, {"url": "javascript:alert(1)"}, {"title_en": ""}, {"published_at": None}]
)
def test_the_database_refuses_what_is_no_item(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        NewsItemFactory(**values)


def test_the_admin_publishes_once_pillars_are_kept(world, client_of):
    client = client_of("secretariat")
    answer = client.post(
        "/admin/newsroom/newsitem/add/",
        {
            "regional_map": world.mtm.pk, "kind": "news", "dated": "2012", "state": "published", "title_en": "Marmalade",
            "language": "en", "pillars": [world.irregular.pk],
        },
    )  # fmt: skip
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    item = NewsItem.objects.get()
    assert (item.slug, item.state, item.published_by.email) == (
        "marmalade-2012",
        "published",
        "secretariat@example.org",
    )
    assert client_of("anonymous").get(item.get_absolute_url()).status_code == 404
    assert client_of("prague").get(f"/admin/newsroom/newsitem/{item.pk}/change/").status_code == 302


def test_the_admin_refuses_an_item_without_a_title_and_with_a_strange_pillar(world, client_of):
    labour = make.PillarFactory(slug="labour-migration", numeral="III")
    answer = client_of("secretariat").post(
        "/admin/newsroom/newsitem/add/",
        {
            "regional_map": world.mtm.pk,
            "kind": "news",
            "dated": "soon",
            "state": "draft",
            "language": "en",
            "pillars": [labour.pk],
            "slug": "archive",
        },
    )
    errors = answer.context["adminform"].form.errors
    assert {"title_en", "dated", "pillars"} <= set(errors)


@pytest.mark.parametrize("path", ["/en/news/feed.atom", "/en/events/calendar.ics", "/en/projects/iati.xml"])
def test_a_feed_of_what_is_no_choice_is_not_all_of_it(client, world, path):
    ReporterFactory(regional_map=world.mtm)
    InvolvementFactory(project__regional_map=world.mtm)  # without an activity there is no file
    assert client.get(path).status_code == 200
    for query in ("map=nowhere", "country=ZZZ"):
        assert client.get(f"{path}?{query}").status_code == 404
