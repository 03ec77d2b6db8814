"""People who sign in for real, through the form, and the codes that their apps would show."""

import time
from collections.abc import Callable

import pytest
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from tests.factories import PASSWORD

READER = "reader.nga@example.org"


def code_of(secret: str) -> str:
    """The code that an app with this secret shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // app_settings.TOTP_PERIOD))


def sign_in(browser: Client, email: str = READER, password: str = PASSWORD, **extra: str) -> HttpResponse:
    return browser.post("/accounts/login/", {"login": email, "password": password, **extra})


@pytest.fixture
def reader(cast: dict[str, User]) -> User:
    """Admitted to MTM's Pillar I."""
    return cast["reader_nga"]


@pytest.fixture
def secret(reader: User) -> str:
    """The reader has an authenticator app and recovery codes; its secret."""
    secret = generate_totp_secret()
    TOTP.activate(reader, secret)
    RecoveryCodes.activate(reader)
    return secret


@pytest.fixture
def recovery_codes(reader: User, secret: str) -> list[str]:
    return Authenticator.objects.get(user=reader, type="recovery_codes").wrap().get_unused_codes()


@pytest.fixture
def with_password(reader: User) -> Client:
    """A browser in which the reader signed in by password, before there was a second factor."""
    browser = Client()
    assert sign_in(browser).status_code == 302
    return browser


@pytest.fixture
def _commits_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What allauth does after a commit happens within the request, as it does outside of a test's transaction."""
    monkeypatch.setattr(transaction, "on_commit", lambda call, *args, **kwargs: call())


@pytest.fixture
def set_up_factor(reader: User, _commits_at_once: None) -> Callable[[Client], str]:
    """Sets up an app in a signed-in browser, as a person would; gives its secret."""

    def set_up(browser: Client) -> str:
        browser.post("/accounts/again/password/", {"password": PASSWORD})
        page = browser.get("/accounts/2fa/app/")
        assert page.status_code == 200
        secret = page.context["form"].secret
        done = browser.post("/accounts/2fa/app/", {"code": code_of(secret)})
        assert done.status_code == 302
        return secret

    return set_up
