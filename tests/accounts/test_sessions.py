"""Sessions end after inactivity, and the next page says so."""

import time

import pytest
from django.test import Client

from accounts import middleware
from tests.accounts.conftest import sign_in

MINUTE = 60
ENDED = "Your session ended after 30 minutes without activity."


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until a test moves it; gives the function that does."""
    now = [time.time()]

    class Frozen:
        @staticmethod
        def time() -> float:
            return now[0]

    def pass_by(minutes: float) -> None:
        now[0] += minutes * MINUTE

    monkeypatch.setattr(middleware, "time", Frozen)
    return pass_by


@pytest.fixture
def at_work(reader, clock, settings):
    settings.SESSION_IDLE_MINUTES = 30
    browser = Client()
    sign_in(browser)
    assert browser.get("/accounts/me/").status_code == 200
    return browser


def test_who_stays_active_stays_signed_in(at_work, clock):
    for _ in range(5):
        clock(29)
        assert at_work.get("/accounts/me/").status_code == 200


def test_idleness_ends_the_session_and_the_sign_in_page_says_so(at_work, clock):
    clock(31)
    page = at_work.get("/accounts/me/", follow=True)
    assert page.redirect_chain[0][0] == "/accounts/login/?next=/accounts/me/"
    assert ENDED in page.content.decode()


def test_a_public_page_opens_and_says_so_once(at_work, clock, public):
    clock(31)
    address = "/en/mtm/profiles/open/"
    first, second = at_work.get(address), at_work.get(address)
    assert first.status_code == second.status_code == 200
    assert ENDED in first.content.decode()
    assert ENDED not in second.content.decode()


def test_a_restricted_page_is_a_card_again(at_work, clock, restricted):
    assert "marmalade en" in at_work.get("/en/mtm/profiles/secret/").content.decode()
    clock(31)
    assert "marmalade" not in at_work.get("/en/mtm/profiles/secret/").content.decode()


def test_it_is_said_in_the_language_of_the_page(at_work, clock):
    clock(31)
    page = at_work.get("/accounts/me/?lang=ar", follow=True).content.decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert '<li class="warning">' in page


def test_a_partial_update_leads_to_the_sign_in_page(at_work, clock, public):
    clock(31)
    shown = {"HX-Request": "true", "HX-Current-URL": "http://testserver/en/mtm/profiles/?q=x"}
    answer = at_work.get("/en/mtm/profiles/", headers=shown)
    assert answer["HX-Redirect"] == "/accounts/login/?next=%2Fen%2Fmtm%2Fprofiles%2F%3Fq%3Dx"
    assert ENDED in at_work.get(answer["HX-Redirect"]).content.decode()


def test_a_partial_update_of_a_page_that_cannot_be_read_is_no_error(at_work, clock):
    clock(31)
    answer = at_work.get("/en/mtm/profiles/", headers={"HX-Request": "true", "HX-Current-URL": "http://[::1"})
    assert answer["HX-Redirect"] == "/accounts/login/?next=%2F"


def test_a_session_that_ended_elsewhere_is_said_to_have_ended(at_work):
    at_work.session.flush()
    page = at_work.get("/accounts/me/", follow=True).content.decode()
    assert "Your session has ended." in page


def test_visitors_are_told_nothing(db, public):
    page = Client().get("/en/mtm/profiles/open/")
    assert "session" not in page.content.decode().lower()
    assert not page.cookies


def test_what_was_said_to_one_visitor_is_not_kept_for_others(at_work, clock, public, settings):
    settings.PAGE_CACHE_SECONDS = 600
    clock(31)
    at_work.get("/en/mtm/profiles/open/")
    assert ENDED not in Client().get("/en/mtm/profiles/open/").content.decode()
    Client().get("/en/about/")
    at_work.post("/accounts/logout/")
    sign_in(at_work)
    at_work.post("/accounts/logout/")
    assert "You have signed out." in at_work.get("/en/about/").content.decode()
    assert "You have signed out." not in Client().get("/en/about/").content.decode()
