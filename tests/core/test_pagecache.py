"""Pages kept for visitors without a session: what is kept, for whom, until when."""

import time
import uuid

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory

from imap.core import pagecache
from imap.core.pagecache import STAMP, PageCache, forget_pages, public_page, stamp

PAGE = "/en/mtm/profiles/open/"


@pytest.fixture(autouse=True)
def _fresh_stamp(settings):
    """As in a process that has just begun."""
    stamp.value, stamp.trusted_until, stamp.is_in_doubt = None, 0.0, False
    settings.SITE_URL = "http://testserver"
    yield
    stamp.value, stamp.trusted_until, stamp.is_in_doubt = None, 0.0, False


class Desk:
    """A cache in front of a view that counts how often it is asked, and says what it is told to say."""

    def __init__(self) -> None:
        self.asked = 0
        self.response = lambda: HttpResponse(f"answer {self.asked}")
        self.cache = PageCache(public_page(self.view))

    def view(self, request):
        self.asked += 1
        return self.response()

    def get(self, path="/en/", cookies=None, **headers):
        request = RequestFactory().get(path, **headers)
        request.COOKIES.update(cookies or {})
        return self.cache(request)


@pytest.fixture
def desk():
    return Desk()


def test_the_second_visitor_gets_the_kept_page(desk):
    assert desk.get().content == desk.get().content == b"answer 1"
    assert desk.asked == 1


def test_another_process_finds_it_in_the_shared_cache(desk):
    desk.get()
    other = Desk()
    assert other.get().content == b"answer 1"
    assert other.asked == 0


@pytest.mark.parametrize(
    "asked",
    [
        {"cookies": {"sessionid": "x"}},
        {"HTTP_HX_REQUEST": "true"},
        {"path": "/accounts/login/"},
        {"path": "/en/?q=" + "x" * 600},
        {"cookies": {"digits": "roman"}},
    ],
)
def test_what_may_be_ones_own_is_neither_kept_nor_answered_from_what_is_kept(asked, desk):
    desk.get()
    response = desk.get(**asked)
    assert response.content == b"answer 2"
    assert response["Cache-Control"] == "private, no-store"
    assert desk.get(**asked).content == b"answer 3"
    assert desk.get().content == b"answer 1"


def with_cookie() -> HttpResponse:
    response = HttpResponse("hello")
    response.set_cookie("csrftoken", "x")
    return response


@pytest.mark.parametrize(
    "response",
    [
        with_cookie,
        lambda: HttpResponse("gone", status=404),
        lambda: HttpResponse(status=302, headers={"Location": "/fr/"}),
        lambda: HttpResponse("broken", status=500),
    ],
)
def test_a_cookie_and_any_status_but_200_are_not_kept(response, desk):
    desk.response = response
    assert desk.get()["Cache-Control"] == "private, no-store"
    desk.get()
    assert desk.asked == 2


def test_a_view_that_does_not_say_it_is_public_is_not_kept(desk):
    desk.cache = PageCache(desk.view)
    assert desk.get()["Cache-Control"] == "private, no-store"
    desk.get()
    assert desk.asked == 2


def test_a_write_is_not_kept(desk):
    for _ in range(2):
        desk.cache(RequestFactory().post("/en/"))
    assert desk.asked == 2


def test_each_host_address_question_and_choice_of_digits_has_its_page(desk):
    first = desk.get().content
    others = [
        desk.get("/fr/").content,
        desk.get("/en/?page=2").content,
        desk.get(HTTP_HOST="localhost").content,
        desk.get(cookies={"digits": "arab"}).content,
    ]
    assert len({first, *others}) == 5


def test_pages_with_a_question_stay_in_their_process(desk):
    desk.get("/en/?page=2")
    other = Desk()
    other.get("/en/?page=2")
    assert other.asked == 1


@pytest.mark.parametrize("host", ["testserver:81", "TestServer", "localhost"])
def test_pages_of_another_host_stay_in_their_process(host, desk):
    kept = len(cache._cache)
    assert desk.get(HTTP_HOST=host).content == desk.get(HTTP_HOST=host).content == b"answer 1"
    assert len(cache._cache) == kept + 1  # the stamp
    other = Desk()
    other.get(HTTP_HOST=host)
    assert other.asked == 1


def test_a_view_may_say_itself_how_its_answer_is_kept(desk):
    desk.response = lambda: HttpResponse("x", status=404, headers={"Cache-Control": "max-age=60"})
    assert desk.get()["Cache-Control"] == "max-age=60"


def test_a_visitor_who_has_the_page_gets_304(desk):
    first = desk.get()
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert {"Cookie", "Accept-Encoding"} <= set(first["Vary"].split(", "))
    by_tag = desk.get(HTTP_IF_NONE_MATCH=first["ETag"])
    by_time = desk.get(HTTP_IF_MODIFIED_SINCE=first["Last-Modified"])
    assert [by_tag.status_code, by_time.status_code, by_tag.content] == [304, 304, b""]
    assert by_tag["Vary"] == first["Vary"]
    assert desk.get(HTTP_IF_NONE_MATCH='"other"').status_code == 200


def test_compressed_for_who_takes_it(desk):
    plain, zipped = desk.get(), desk.get(HTTP_ACCEPT_ENCODING="br, gzip")
    assert not plain.has_header("Content-Encoding")
    assert zipped["Content-Encoding"] == "gzip"
    assert zipped["Content-Length"] == str(len(zipped.content))
    assert zipped["ETag"] == plain["ETag"]


def test_pages_end_with_their_time(desk, settings, monkeypatch):
    desk.get()
    now = time.time()
    monkeypatch.setattr(pagecache.time, "time", lambda: now + settings.PAGE_CACHE_SECONDS + 1)
    other = Desk()
    other.get()
    assert other.asked == 1


def test_only_so_many_pages_stay_in_the_process(desk, monkeypatch):
    monkeypatch.setattr(pagecache, "KEPT_IN_PROCESS", 3)
    for number in range(10):
        desk.get(f"/en/?page={number}")
    assert len(desk.cache.near) == 3


def test_a_setting_keeps_nothing(desk, settings):
    settings.PAGE_CACHE_SECONDS = 0
    assert desk.get()["Cache-Control"] == "private, no-store"
    desk.get()
    assert desk.asked == 2


def clock(monkeypatch):
    """A clock that stands until it is moved."""
    state = {"now": 1000.0}
    monkeypatch.setattr(pagecache.time, "monotonic", lambda: state["now"])

    def move(seconds):
        state["now"] += seconds

    return move


def test_a_change_elsewhere_is_seen_within_the_second(desk, monkeypatch):
    move = clock(monkeypatch)
    desk.get()
    cache.set(STAMP, uuid.uuid4().hex, None)  # another process published
    move(pagecache.TRUSTED_SECONDS / 2)
    assert desk.get().content == b"answer 1"
    move(pagecache.TRUSTED_SECONDS)
    assert desk.get().content == b"answer 2"
    assert pagecache.TRUSTED_SECONDS < 1


def test_the_stamp_is_not_asked_for_at_every_request(desk, monkeypatch):
    move, asked = clock(monkeypatch), []
    monkeypatch.setattr(pagecache, "shared", lambda name, *args: asked.append(name) or "stamp")
    for _ in range(50):
        desk.get()
        move(0.01)
    assert len(asked) <= 4


def test_a_change_in_this_process_is_seen_at_once(desk, monkeypatch, django_capture_on_commit_callbacks, db):
    clock(monkeypatch)
    desk.get()
    with django_capture_on_commit_callbacks(execute=True):
        forget_pages()
        assert desk.get().content == b"answer 1"
    assert desk.get().content == b"answer 2"


def test_what_is_rolled_back_changes_nothing(desk, db):
    desk.get()
    with transaction.atomic():
        forget_pages()
        transaction.set_rollback(True)
    assert desk.get().content == b"answer 1"


class Redis:
    """Stands for the shared cache, which can be lost and come back with what it knew."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.is_lost = False

    def ask(self, name, key, *rest):
        if self.is_lost:
            raise ConnectionRefusedError("no Redis")
        if name == "get":
            return self.values.get(key)
        if name == "set" or key not in self.values:
            self.values[key] = rest[0]
        return True


def test_without_redis_nothing_is_kept_and_what_was_missed_is_made_good(desk, monkeypatch):
    move, redis = clock(monkeypatch), Redis()
    monkeypatch.setattr(pagecache, "shared", redis.ask)
    assert desk.get().content == desk.get().content == b"answer 1"
    redis.is_lost = True
    move(1)
    assert desk.get().content == b"answer 2"
    assert desk.get()["Cache-Control"] == "private, no-store"
    before = redis.values[STAMP]
    redis.is_lost = False
    move(pagecache.RETRY_SECONDS)
    assert (
        desk.get().content == b"answer 4"
    )  # a write during the loss could not say so: the first page is not served again
    assert redis.values[STAMP] != before
    assert desk.get().content == b"answer 4"


def test_a_change_that_could_not_be_told_is_told_when_redis_is_back(desk, monkeypatch):
    move, redis = clock(monkeypatch), Redis()
    monkeypatch.setattr(pagecache, "shared", redis.ask)
    desk.get()
    before = redis.values[STAMP]
    redis.is_lost = True
    stamp.change()
    assert stamp.current() is None
    redis.is_lost = False
    move(pagecache.RETRY_SECONDS)
    assert stamp.current() not in (None, before)


@pytest.mark.django_db
def test_pages_work_with_redis_away(public, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "imap.core.cache.TolerantRedisCache",
            "LOCATION": "unix:///nowhere/redis.sock?db=0",
        }
    }
    for _ in range(2):
        response = Client().get(PAGE)
        assert response.status_code == 200
        assert b"daylight" in response.content
        assert response["Cache-Control"] == "private, no-store"
        assert not response.has_header("ETag")


def test_a_visitors_page_holds_nothing_of_a_reader(client_of, public, restricted):
    """The same address, asked by a reader between two visitors."""
    visitor, reader = client_of("anonymous"), client_of("reader_nga")
    for path in (PAGE, "/en/mtm/profiles/secret/", "/en/mtm/profiles/"):
        first = visitor.get(path)
        own = reader.get(path)
        assert own["Cache-Control"] == "private, no-store"
        assert b"reader.nga" in own.content
        again = visitor.get(path)
        assert again.content == first.content
        assert b"reader.nga" not in again.content
        assert again["Cache-Control"].startswith("public")


def test_a_page_asked_for_by_head_has_the_head_of_the_page(public):
    visitor = Client()
    page, head = visitor.get(PAGE), visitor.head(PAGE)
    assert head.status_code == 200
    assert head["ETag"] == page["ETag"]
    assert head.content == b""


@pytest.mark.parametrize(
    "headers", [{"HX-Target": "profile-list"}, {"HX-Request": "true"}, {"HX-Boosted": "1"}]
)
def test_a_part_of_a_page_is_never_kept(headers, public, client):
    part = client.get("/en/mtm/profiles/", headers=headers)
    whole = client.get("/en/mtm/profiles/").content
    assert whole.startswith(b"<!doctype html>")
    assert part["Cache-Control"] == "private, no-store"


def test_a_kept_page_does_not_stand_before_the_way_to_https(public, client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(PAGE, secure=True).status_code == 200
    assert client.get(PAGE).status_code == 301


def test_a_foreign_host_is_refused_by_the_inner_layers(public, client):
    answer = client.get(PAGE, headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "Content-Security-Policy" in answer


def test_pages_of_another_release_are_not_found(desk, monkeypatch):
    desk.get()
    monkeypatch.setattr(pagecache, "RELEASE", "the next one")
    other = Desk()
    other.get()
    assert other.asked == 1
