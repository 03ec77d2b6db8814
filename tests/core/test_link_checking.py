"""Links that live: dead is what failed again and again over days, and nothing else."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from imap.core import link_checking
from imap.core.link_checking import check, check_due, note, note_links
from imap.core.links import marks
from imap.core.models import LinkCheck
from imap.core.pagecache import stamp
from imap.core.robots import group_of
from imap.core.tasks import check_links
from tests import factories as make
from tests.newsroom.factories import EventFactory, NewsItemFactory
from tests.web_server import serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def web(settings):
    settings.FETCH_FROM_LOOPBACK, settings.OUTGOING_REQUESTS = True, True
    cache.clear()  # ports are given again, and with them what a robots.txt said
    with serving() as server:
        yield server


def asked(web) -> list[tuple[str, str]]:
    return [(verb, path) for verb, path, _headers in web.asked if path != "/robots.txt"]


def link_to(url: str, **values) -> LinkCheck:
    return LinkCheck.objects.create(address=url, **values)


def status_of(web, answer, path="/page") -> str:
    web.routes[path] = answer
    return check(link_to(web.url(path))).status


def test_a_page_that_answers_is_well_by_head_alone(web):
    assert status_of(web, (200, {}, b"words")) == "ok"
    assert asked(web) == [("HEAD", "/page")]


@pytest.mark.parametrize("status", [403, 404, 405, 501])
def test_get_is_asked_where_head_is_not_answered_with_yes(web, status):
    web.routes["/page"] = lambda handler: (status if handler.command == "HEAD" else 200, {}, b"")
    assert check(link_to(web.url("/page"))).status == "ok"
    assert asked(web) == [("HEAD", "/page"), ("GET", "/page")]


@pytest.mark.parametrize("status", [401, 403, 429, 451, 503])
def test_a_refusal_says_nothing_about_readers(web, status):
    link = link_to(web.url("/page"))
    web.routes["/page"] = (status, {}, b"")
    for _day in range(5):
        link = check(link)
    assert (link.status, link.failing_since) == ("unclear", None)


def test_a_circle_says_nothing_about_readers(web):
    """Many sites go in circles for those who bring no cookie."""
    assert status_of(web, (302, {"Location": "/page"}, b"")) == "unclear"


def test_a_private_address_could_not_be_checked(settings):
    link = check(link_to("http://10.0.0.1/"))
    assert (link.status, link.reason) == ("unclear", "private")


@pytest.mark.parametrize("status", [404, 410, 500, 502])
def test_one_failure_kills_no_link(web, status):
    link = link_to(web.url("/page"))
    web.routes["/page"] = (status, {}, b"")
    for _time in range(10):  # ten times on one day
        link = check(link)
    assert link.status == "failing"
    assert marks([link.address]) == {}


def test_dead_after_three_failures_over_three_days_and_alive_again_at_once(web):
    link, url = link_to(web.url("/page")), web.url("/page")
    began = timezone.now() - timedelta(days=4)
    gone = link_checking.Answer(404, url, {})
    for day in (0, 1, 2):
        link = note(link.pk, gone, "", began + timedelta(days=day))
    assert link.status == "failing"
    before = stamp.value
    link = note(link.pk, gone, "", began + timedelta(days=3))
    assert link.status == "dead"
    assert marks([url + "#part"])[url + "#part"].since == began.date()
    assert before == stamp.value  # changed at the commit
    link = note(link.pk, link_checking.Answer(403, url, {}), "", began + timedelta(days=4))
    assert link.status == "dead"  # a refusal brings nothing back to life
    link = note(link.pk, link_checking.Answer(200, url, {}), "", began + timedelta(days=5))
    assert (link.status, link.failures, link.failing_since) == ("ok", 0, None)
    assert marks([url]) == {}


def test_kept_pages_are_forgotten_when_a_link_dies_or_lives_again(django_capture_on_commit_callbacks):
    link = link_to(
        "https://example.org/x",
        status="failing",
        failures=3,
        failing_since=timezone.now() - timedelta(days=5),
    )
    with django_capture_on_commit_callbacks() as first:
        note(link.pk, link_checking.Answer(404, link.address, {}), "", timezone.now())
    with django_capture_on_commit_callbacks() as second:
        note(link.pk, link_checking.Answer(404, link.address, {}), "", timezone.now())
    with django_capture_on_commit_callbacks() as third:
        note(link.pk, link_checking.Answer(200, link.address, {}), "", timezone.now())
    assert [len(each) for each in (first, second, third)] == [1, 0, 1]


def test_no_error_in_disguise_is_guessed(web):
    assert status_of(web, (200, {}, b"<h1>404: page not found</h1>")) == "ok"


def test_a_server_that_asks_to_wait_is_not_asked_before(web):
    web.routes["/page"] = (429, {"Retry-After": str(6 * 86400)}, b"")
    link = check(link_to(web.url("/page")))
    assert link.next_check_at > timezone.now() + timedelta(days=5)
    link_to(web.url("/another"))
    assert check_due() == 0
    assert asked(web) == [("HEAD", "/page")]


def test_what_a_robots_txt_closes_is_not_asked_for(web):
    """It could not be checked, whatever was known before, and the file is read once for all links of a server."""
    web.routes["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /closed\nCrawl-delay: 120")
    web.routes["/open"] = (200, {}, b"")
    closed, is_open = check(link_to(web.url("/closed/a"))), check(link_to(web.url("/open")))
    assert (closed.status, closed.reason, is_open.status) == ("unclear", "robots", "ok")
    assert [path for _verb, path, _headers in web.asked] == ["/robots.txt", "/open"]
    link_to(web.url("/next"))
    assert check_due() == 0  # the two minutes that it asks for


@pytest.mark.parametrize(
    "answer", [(404, {}, b"Disallow: /"), (500, {}, b""), (200, {}, b"\xff\xfe<html>no rules</html>")]
)
def test_a_server_without_rules_asks_nothing(web, answer):
    web.routes["/robots.txt"] = answer
    assert status_of(web, (200, {}, b"")) == "ok"


@pytest.mark.parametrize(
    ("said", "path", "is_open"),
    [
        ("User-agent: *\nDisallow:", "/a", True), ("User-agent: *\nDisallow: /", "/a", False),
        ("user-agent : *\ndisallow : /a # private", "/ab", False), ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: i-Map/1.0\nDisallow: /b", "/a", True),
        ("User-agent: other\nUser-agent: i-map\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True), ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True), ("User-agent: *\nDisallow: /*?", "/x?y=1", False),
        ("User-agent: *\nDisallow: /\u0623", "/%D8%A3/b", False), ("Disallow: /", "/a", True), ("\x00:::\n*", "/a", True),
    ],
)  # fmt: skip
def test_how_a_robots_txt_is_read(said, path, is_open):
    assert group_of(said).admits(f"https://a.example{path}") is is_open


def test_a_round_asks_each_server_once(web):
    for number in range(3):
        web.routes[f"/{number}"] = (200, {}, b"")
        link_to(web.url(f"/{number}"))
    assert check_due() == 1
    assert check_due() == 0  # within the same minute


def test_a_server_with_many_links_keeps_no_other_waiting(web, monkeypatch):
    monkeypatch.setattr(link_checking, "A_ROUND", 1)
    for number in range(15):
        link_to(f"http://resting.example/{number}")
    cache.set("link-host:resting.example", 1)
    web.routes["/page"] = (200, {}, b"")
    link_to(web.url("/page"))
    assert (check_due(), asked(web)) == (1, [("HEAD", "/page")])


def test_where_the_portal_does_not_go_out_nothing_is_asked(web, settings):
    settings.OUTGOING_REQUESTS = False
    web.routes["/page"] = (200, {}, b"")
    link_to(web.url("/page"))
    assert (check_links(), web.asked) == (0, [])


def test_every_address_that_the_portal_links_to_has_a_row(world, public):
    from profiles.models import Term

    Term.objects.create(
        code="term", name_en="Term", definition_en="What", source="See https://terms.example.org/a, page 2"
    )
    NewsItemFactory(url="https://news.example.org/a#part")
    EventFactory(url="https://event.example.org/")
    make.SourceFactory(regional_map=world.mtm, url="https://source.example.org/", title="One more")
    note_links()
    found = set(LinkCheck.objects.values_list("address", flat=True))
    assert {
        "https://news.example.org/a", "https://event.example.org/", "https://source.example.org/", "https://terms.example.org/a",
    } <= found  # fmt: skip
    assert all("#" not in address for address in found)
    assert note_links() == 0


def test_a_link_that_stands_nowhere_goes_unless_somebody_archived_it(world):
    link_to("https://gone.example.org/")
    link_to("https://kept.example.org/", archived_url="https://archive.example.org/")
    note_links()
    assert list(LinkCheck.objects.values_list("address", flat=True)) == ["https://kept.example.org/"]


def test_who_wrote_where_it_is_archived_is_kept_and_checks_leave_no_trace(world):
    link = link_to("https://a.example.org/")
    before = link.events.count()
    note(link.pk, link_checking.Answer(200, link.address, {}), "", timezone.now())
    assert link.events.count() == before
    LinkCheck.objects.filter(pk=link.pk).update(archived_url="https://archive.example.org/")
    assert link.events.count() == before + 1
