"""A password by mail, in the person's language; rules that say what they want."""

import re

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from tests import factories as make
from tests.accounts.conftest import READER, sign_in

NEW = "seven-green-bottles-hang"


def ask(browser: Client, email: str = READER, language: str = "en"):
    return browser.post(f"/accounts/password/reset/?lang={language}", {"email": email})


def link_in(message: mail.EmailMultiAlternatives) -> str:
    return re.search(r"http://testserver(/accounts/password/reset/key/\S+)", message.body).group(1)


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr"), ("fr", "ltr")])
def test_the_mail_speaks_the_persons_language_whatever_the_page_speaks(language, direction, reader):
    User.objects.filter(pk=reader.pk).update(preferred_language=language)
    ask(Client(), language="en")
    (message,) = mail.outbox
    html, kind = message.alternatives[0]
    assert message.to == [READER]
    assert kind == "text/html"
    assert f'<html lang="{language}" dir="{direction}">' in html
    for body in (message.body, html):
        assert link_in(message) in body
        assert f"?lang={language}" in body
    assert "{" not in message.subject


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_a_new_password_is_chosen_by_the_link(language, reader):
    User.objects.filter(pk=reader.pk).update(preferred_language=language)
    browser = Client()
    ask(browser)
    page = browser.get(link_in(mail.outbox[0]), follow=True)
    assert f'<html lang="{language}"' in page.content.decode()
    assert "set-password" in page.redirect_chain[-1][0], "the secret leaves the address"
    done = browser.post(page.redirect_chain[-1][0], {"password1": NEW, "password2": NEW})
    assert done["Location"] == "/accounts/password/reset/done/"
    assert browser.get("/accounts/me/").status_code == 302, "a link is not a sign-in"
    assert sign_in(Client(), password=NEW).status_code == 302
    assert sign_in(Client()).status_code == 200


def test_the_link_works_once(reader):
    ask(Client())
    link = link_in(mail.outbox[0])
    browser = Client()
    form = browser.get(link, follow=True).redirect_chain[-1][0]
    browser.post(form, {"password1": NEW, "password2": NEW})
    assert "This link no longer works" in Client().get(link, follow=True).content.decode()


def test_a_made_up_link_opens_nothing(reader):
    page = Client().get("/accounts/password/reset/key/1-abc-def/")
    assert "This link no longer works" in page.content.decode()
    assert 'name="password1"' not in page.content.decode()


def test_a_new_password_ends_the_sessions_of_the_old(reader, with_password):
    browser = Client()
    ask(browser)
    form = browser.get(link_in(mail.outbox[0]), follow=True).redirect_chain[-1][0]
    browser.post(form, {"password1": NEW, "password2": NEW})
    assert with_password.get("/accounts/me/").status_code == 302
    assert mail.outbox[-1].subject == "A change to your account on i-Map"


def test_unknown_addresses_get_the_same_answer(reader):
    known, unknown = ask(Client()), ask(Client(), "nobody@example.org")
    assert known.status_code == unknown.status_code == 302
    assert known["Location"] == unknown["Location"] == "/accounts/password/reset/sent/"
    pages = [Client().get(answer["Location"]).content for answer in (known, unknown)]
    assert pages[0] == pages[1]


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr"), ("fr", "ltr")])
def test_an_unknown_address_is_told_by_mail_alone_and_gets_no_link(language, direction, db):
    ask(Client(), "nobody@example.org", language)
    (message,) = mail.outbox
    assert f'<html lang="{language}" dir="{direction}">' in message.alternatives[0][0]
    assert "/password/reset/key/" not in message.body
    assert "/accounts/signup/" in message.body


def test_a_closed_account_gets_no_link(reader):
    User.objects.filter(pk=reader.pk).update(is_active=False)
    ask(Client())
    assert "/password/reset/key/" not in mail.outbox[0].body


def test_who_was_just_nominated_is_invited_rather_than_reminded(db):
    person = make.UserFactory(email="new@example.org")
    person.set_unusable_password()
    person.save()
    ask(Client(), "new@example.org")
    assert mail.outbox[0].subject == "Your account on i-Map: choose a password"
    form_page = Client()
    form = form_page.get(link_in(mail.outbox[0]), follow=True).redirect_chain[-1][0]
    form_page.post(form, {"password1": NEW, "password2": NEW})
    assert sign_in(Client(), "new@example.org", NEW).status_code == 302


def test_asking_again_and_again_is_refused(reader):
    answers = [ask(Client()) for _ in range(6)]
    assert answers[-1].status_code == 429
    assert len(mail.outbox) == 5


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("short", "short", "It needs at least 12 characters."),
        ("password12345", "password12345", "too common"),
        ("739184650275", "739184650275", "entirely numeric"),
        ("reader.nga@example.org", "reader.nga@example.org", "too similar"),
        (NEW, NEW + "x", "The two passwords differ."),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(first, second, said, with_password):
    page = with_password.post(
        "/accounts/password/change/",
        {"oldpassword": make.PASSWORD, "password1": first, "password2": second},
    )
    assert page.status_code == 200
    assert said in page.content.decode()


def test_the_present_password_is_asked_for(with_password):
    page = with_password.post(
        "/accounts/password/change/", {"oldpassword": "not-it", "password1": NEW, "password2": NEW}
    )
    assert "This is not your present password." in page.content.decode()


def test_setting_a_first_password_goes_by_mail(with_password):
    assert with_password.get("/accounts/password/set/")["Location"] == "/accounts/password/reset/"


@pytest.mark.parametrize("email", [READER, "nobody@example.org"])
def test_without_a_mail_server_the_page_says_so_to_everyone_alike(email, reader, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    page = Client().post("/accounts/password/reset/", {"email": email}, follow=True)
    assert page.status_code == 200
    assert "No mail could be sent just now." in page.content.decode()
    assert "no mail went out" in caplog.text


def test_a_new_password_is_kept_without_a_mail_server(with_password, reader, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    with_password.post(
        "/accounts/password/change/", {"oldpassword": make.PASSWORD, "password1": NEW, "password2": NEW}
    )
    assert sign_in(Client(), password=NEW).status_code == 302
