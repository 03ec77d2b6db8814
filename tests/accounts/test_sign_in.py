"""Signing in: by password, code, recovery code; out; and what is said to those who fail."""

import pytest
from django.test import Client

from accounts.models import User
from tests import factories as make
from tests.accounts.conftest import READER, code_of, sign_in


def is_signed_in(browser: Client) -> bool:
    return browser.get("/accounts/me/").status_code == 200


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr"), ("fr", "ltr")])
def test_the_page_speaks_the_readers_language(language, direction, db):
    page = Client().get(f"/accounts/login/?lang={language}").content.decode()
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert 'name="login"' in page
    assert "/accounts/signup/" in page


def test_a_person_without_a_factor_signs_in_by_password(reader):
    browser = Client()
    answer = sign_in(browser, next="/en/about/")
    assert (answer.status_code, answer["Location"]) == (302, "/en/about/")
    assert is_signed_in(browser)


def test_the_way_back_leads_nowhere_else(reader):
    assert sign_in(Client(), next="https://elsewhere.example/")["Location"] == "/"


def test_the_password_alone_does_not_open_an_account_with_a_factor(reader, secret):
    browser = Client()
    assert sign_in(browser)["Location"] == "/accounts/login/code/"
    assert not is_signed_in(browser)
    assert "/login/" in browser.get("/accounts/2fa/")["Location"]


def test_a_code_from_the_app_completes_the_sign_in(reader, secret):
    browser = Client()
    sign_in(browser)
    answer = browser.post("/accounts/login/code/", {"code": code_of(secret)})
    assert answer.status_code == 302
    assert is_signed_in(browser)


def test_a_recovery_code_works_once(reader, recovery_codes):
    for expected in (302, 200):
        browser = Client()
        sign_in(browser)
        assert browser.post("/accounts/login/code/", {"code": recovery_codes[0]}).status_code == expected
        assert is_signed_in(browser) is (expected == 302)


def test_a_code_of_the_app_works_once(reader, secret):
    code = code_of(secret)
    for expected in (302, 200):
        browser = Client()
        sign_in(browser)
        assert browser.post("/accounts/login/code/", {"code": code}).status_code == expected


def test_a_wrong_code_is_refused_in_words(reader, secret):
    browser = Client()
    sign_in(browser)
    page = browser.post("/accounts/login/code/", {"code": "000000"})
    assert page.status_code == 200
    assert "This code is not right" in page.content.decode()
    assert not is_signed_in(browser)


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(reader):
    wrong = sign_in(Client(), password="not-the-password")
    unknown = sign_in(Client(), email="nobody.here@example.org", password="not-the-password")
    assert wrong.status_code == unknown.status_code == 200
    said = [page.context["form"].non_field_errors() for page in (wrong, unknown)]
    assert said[0] == said[1] == ["This address and password do not belong together."]


def test_a_closed_account_does_not_open(reader):
    User.objects.filter(pk=reader.pk).update(is_active=False)
    browser = Client()
    assert sign_in(browser)["Location"] == "/accounts/inactive/"
    assert "closed" in browser.get("/accounts/inactive/").content.decode()
    assert not is_signed_in(browser)


def test_signing_out_asks_first_and_is_a_post(with_password):
    page = with_password.get("/accounts/logout/")
    assert page.status_code == 200
    assert is_signed_in(with_password)
    done = with_password.post("/accounts/logout/", follow=True)
    assert "You have signed out." in done.content.decode()
    assert not is_signed_in(with_password)


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_registers_alone(method, world):
    new = {"email": "new@example.org", "password1": make.PASSWORD, "password2": make.PASSWORD}
    answer = getattr(Client(), method)("/accounts/signup/", new)
    assert answer.status_code == (200 if method == "get" else 405)
    assert not User.objects.filter(email="new@example.org").exists()
    if method == "get":
        assert "Ask your national focal point." in answer.content.decode()


@pytest.mark.parametrize(
    "path", ["email/", "confirm-email/", "login/code/confirm/", "3rdparty/", "2fa/webauthn/signup/"]
)
def test_what_the_portal_has_no_use_for_has_no_address(path, client_of):
    assert client_of("reader_nga").get(f"/accounts/{path}").status_code == 404


def test_guessing_passwords_ends_in_a_page_that_says_what_to_do(reader):
    answers = [sign_in(Client(), password=f"wrong-{number}") for number in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    assert answers[5]["Retry-After"] == "300"
    page = answers[5].content.decode()
    assert '<html lang="en" dir="ltr">' in page
    assert "Wait 5 minutes" in page
    assert sign_in(Client()).status_code == 429, "the right password does not open it meanwhile"


def test_the_refusal_speaks_the_readers_language(reader):
    browser = Client(headers={"accept-language": "ar"})
    for number in range(6):
        answer = sign_in(browser, password=f"wrong-{number}")
    assert answer.status_code == 429
    assert '<html lang="ar" dir="rtl">' in answer.content.decode()


def test_guessing_unknown_addresses_is_limited_the_same_way(db):
    answers = [sign_in(Client(), email="nobody@example.org", password=f"wrong-{n}") for n in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]


def test_guessing_codes_is_limited(reader, secret):
    browser = Client()
    sign_in(browser)
    answers = [browser.post("/accounts/login/code/", {"code": f"00000{number}"}) for number in range(6)]
    assert answers[-1].status_code == 429
    assert browser.post("/accounts/login/code/", {"code": code_of(secret)}).status_code == 429
    assert not is_signed_in(browser)


def test_addresses_are_one_whatever_their_case(reader):
    assert sign_in(Client(), email=READER.upper()).status_code == 302
