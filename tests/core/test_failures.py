"""What readers and monitors are told when a part is away, or an address is wrong."""

import pytest
from django.core.cache import caches
from django.db import OperationalError
from django.test import Client

from imap.core import health
from imap.core.cache import TolerantRedisCache


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


def lost(*args: object) -> None:
    raise OperationalError("connection to server failed: secret-host")


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr"), ("fr", "ltr")])
def test_a_lost_database_is_503_in_the_readers_language(visitor, language, direction, monkeypatch, db):
    monkeypatch.setattr("imap.portal.views.maps_for", lost)
    answer = visitor.get(f"/{language}/")
    page = answer.content.decode()
    assert answer.status_code == 503
    assert answer["Retry-After"]
    assert f'lang="{language}"' in page
    assert f'dir="{direction}"' in page
    assert "secret-host" not in page
    assert "Traceback" not in page


def test_a_fault_of_ours_is_500_without_a_trace(visitor, monkeypatch, db):
    def wrong(user):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("imap.portal.views.maps_for", wrong)
    answer = visitor.get("/en/")
    assert answer.status_code == 500
    assert b"secret detail" not in answer.content


def test_healthz_needs_nothing(visitor):
    """No database fixture: a query would fail the test."""
    assert visitor.get("/healthz").status_code == 200


def test_readyz_names_the_lost_database(visitor, monkeypatch):
    monkeypatch.setitem(health.PARTS, "database", lost)
    answer = visitor.get("/readyz")
    assert answer.status_code == 503
    assert "database" in answer.json()["lost"]


def test_readyz_names_cache_and_broker(visitor, settings, db):
    settings.REDIS_URL = "unix:///nowhere/redis.sock"
    settings.CELERY_BROKER_URL = "redis+socket:///nowhere/redis.sock"
    answer = visitor.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["lost"] == ["cache", "broker"]


def test_readyz_with_everything(visitor, db):
    assert visitor.get("/readyz").json()["parts"] == dict.fromkeys(health.PARTS, True)


def test_pages_go_on_without_redis(visitor, settings, world):
    settings.CACHES = {
        "default": {"BACKEND": "imap.core.cache.TolerantRedisCache", "LOCATION": "unix:///nowhere/redis.sock"}
    }
    assert isinstance(caches["default"], TolerantRedisCache)
    for path in ("/en/", "/ar/mtm/", "/fr/mtm/profiles/", "/accounts/login/"):
        assert visitor.get(path).status_code == 200, path


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
@pytest.mark.parametrize(
    "path",
    [
        "nowhere/", "mtm/countries/XYZ/", "mtm/profiles/none/", "mtm/profiles/open/editions/99/", "mtm/routes/none/",
        "mtm/hubs/none/", "mtm/cities/none/", "nowhere/profiles/",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_404_in_the_readers_language(visitor, public, language, path):
    answer = visitor.get(f"/{language}/{path}")
    assert answer.status_code == 404
    assert f'lang="{language}"' in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/en/search/?q=%00a",
        "/ar/mtm/countries/%00/",
        "/fr/mtm/profiles/?map=%00",
        "/api/v1/profiles/?map=%00",
    ],
)
def test_a_nul_in_an_address_is_400(visitor, world, path):
    assert visitor.get(path).status_code == 400


def test_a_nul_in_a_cookie_is_400(visitor, db):
    visitor.cookies["sessionid"] = "abc\x00"
    assert visitor.get("/en/").status_code == 400


def test_the_root_goes_to_the_visitors_language(visitor, db):
    assert visitor.get("/", headers={"accept-language": "fr-CA,fr;q=0.9"})["Location"] == "/fr/"
    assert visitor.get("/", headers={"accept-language": "ar"})["Location"] == "/ar/"
    assert visitor.get("/", headers={"accept-language": "de"})["Location"] == "/en/"


def test_every_page_carries_the_policies(visitor, world):
    answer = visitor.get("/en/")
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self' 'sha256-" in policy
    assert "default-src 'none'" in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Permissions-Policy" in answer
    assert not answer.cookies


@pytest.mark.parametrize(
    ("language", "words"), [("ar", "لم تُقبل الاستمارة."), ("fr", "Le formulaire n’a pas été accepté.")]
)
def test_a_form_without_its_token_is_refused_in_the_readers_language(language, words, db):
    answer = Client(enforce_csrf_checks=True).post(f"/accounts/login/?lang={language}", {"login": "x"})
    assert answer.status_code == 403
    assert words in answer.content.decode()
    assert f'lang="{language}"' in answer.content.decode()
