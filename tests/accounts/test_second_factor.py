"""The second factor belongs to the session, not only to the person."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from accounts.forms import in_western_digits
from accounts.models import User
from tests.accounts.conftest import READER, code_of, sign_in
from tests.factories import PASSWORD

SECRET_PAGE = "/en/mtm/profiles/secret/"
WORDS = "marmalade en"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


def reads(browser: Client) -> bool:
    page = browser.get(SECRET_PAGE)
    assert page.status_code == 200
    return WORDS in page.content.decode()


def factor_of(user: User) -> Authenticator:
    return Authenticator.objects.get(user=user, type="totp")


def test_without_a_factor_a_restricted_profile_stays_a_card(with_password, restricted):
    assert not reads(with_password)


def test_the_card_says_what_to_do(with_password, restricted):
    page = with_password.get(SECRET_PAGE).content.decode()
    assert "Use your second factor to read this" in page
    assert "/accounts/2fa/?next=/en/mtm/profiles/secret/" in page


def test_off_in_the_demo(settings, with_password, restricted):
    settings.REQUIRE_SECOND_FACTOR = False
    assert reads(with_password)


def test_setting_one_up_opens_the_texts_in_this_session(with_password, restricted, set_up_factor):
    set_up_factor(with_password)
    assert reads(with_password)


def test_signing_in_with_it_opens_the_texts(restricted, reader, secret):
    browser = Client()
    sign_in(browser)
    assert not reads(browser)
    browser.post("/accounts/login/code/", {"code": code_of(secret)})
    assert reads(browser)


def test_a_session_older_than_the_factor_does_not_count(reader, restricted, with_password, set_up_factor):
    """Somebody who knows the password had signed in before the person set up the factor elsewhere."""
    older, own = with_password, Client()
    sign_in(own)
    set_up_factor(own)
    assert reads(own)
    assert not reads(older)


@pytest.mark.parametrize(
    "path",
    ["2fa/", "2fa/app/", "2fa/app/remove/", "2fa/recovery-codes/", "2fa/recovery-codes/new/", "2fa/recovery-codes/file/",
     "2fa/passkeys/", "2fa/passkeys/add/", "password/change/"],
)  # fmt: skip
def test_an_older_session_reaches_neither_factors_nor_password(path, with_password, secret):
    """Not even after giving the password once more: only a code opens them."""
    with_password.post("/accounts/again/password/", {"password": PASSWORD})
    for method in ("get", "post"):
        answer = getattr(with_password, method)(f"/accounts/{path}")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/again/code/?next=")
    assert Authenticator.objects.filter(user__email=READER).count() == 2


def test_a_password_given_just_before_the_factor_was_set_up_elsewhere_opens_nothing(
    reader, with_password, set_up_factor
):
    with_password.post("/accounts/again/password/", {"password": PASSWORD})
    own = Client()
    sign_in(own)
    set_up_factor(own)
    assert "/again/code/" in with_password.get("/accounts/2fa/recovery-codes/")["Location"]
    assert "/again/code/" in with_password.post("/accounts/2fa/app/remove/")["Location"]
    assert factor_of(reader)


def test_an_older_session_goes_on_with_a_code(with_password, restricted, secret):
    sent = with_password.get(f"/accounts/2fa/?next={SECRET_PAGE}")["Location"]
    done = with_password.post(sent, {"code": code_of(secret)}, follow=True)
    assert done.redirect_chain[-1][0] == SECRET_PAGE
    assert reads(with_password)


def test_a_wrong_code_changes_nothing_for_an_older_session(with_password, restricted, secret):
    page = with_password.post("/accounts/again/code/", {"code": "000000"})
    assert page.status_code == 200
    assert not reads(with_password)


@pytest.mark.parametrize("path", ["/admin/", "/admin/profiles/profile/", "/workspace/", "/workspace"])
def test_work_begins_with_the_second_factor(path, cast):
    browser = Client()
    sign_in(browser, "secretariat@example.org")
    answer = browser.get(path, follow=True)
    assert answer.redirect_chain[0][0].startswith("/accounts/2fa/?next=%2F")
    assert "open only with a second factor" in answer.content.decode()


def test_a_partial_update_is_sent_there_as_a_whole_page(cast):
    browser = Client()
    sign_in(browser, "secretariat@example.org")
    answer = browser.get("/admin/", headers={"HX-Request": "true"})
    assert answer["HX-Redirect"].startswith("/accounts/2fa/?next=%2Fadmin%2F")


def test_the_admin_opens_with_it_and_the_way_back_is_kept(cast, set_up_factor):
    browser = Client()
    sign_in(browser, "secretariat@example.org")
    browser.get("/admin/", follow=True)
    set_up_factor(browser)
    codes = browser.get("/accounts/2fa/recovery-codes/").content.decode()
    back = re.search(r'href="(/accounts/2fa/\?next=[^"]+)"', codes).group(1)
    assert browser.get(back)["Location"] == "/admin/"
    assert browser.get("/admin/").status_code == 200


def test_the_api_gives_public_rows_alone_without_it(with_password, restricted, public, set_up_factor):
    def editions() -> str:
        return with_password.get("/api/v1/editions/").content.decode()

    assert "daylight" in editions()
    assert "marmalade" not in editions()
    set_up_factor(with_password)
    assert "marmalade" in editions()


def test_a_superuser_without_it_is_admitted_to_nothing(cast, restricted):
    browser = Client()
    sign_in(browser, "admin@example.org")
    assert not reads(browser)
    assert browser.get("/accounts/readings/").status_code == 404


def test_removing_it_ends_other_sessions_and_closes_the_texts_here(reader, restricted, recovery_codes):
    here, there = Client(), Client()
    for browser in (here, there):
        sign_in(browser)
        browser.post("/accounts/login/code/", {"code": recovery_codes.pop()})
        assert reads(browser)
    here.post("/accounts/again/code/", {"code": recovery_codes.pop()})
    assert here.post("/accounts/2fa/app/remove/").status_code == 302
    assert not Authenticator.objects.filter(user=reader).exists(), "recovery codes go with the last factor"
    assert here.get("/accounts/me/").status_code == 200
    assert not reads(here)
    assert there.get("/accounts/me/").status_code == 302


def test_a_factor_taken_off_by_someone_else_ends_every_session(reader, with_password, secret, cast):
    other = Client()
    other.force_login(cast["unhcr"])
    factor_of(reader).delete()
    assert with_password.get("/accounts/me/").status_code == 302
    assert other.get("/accounts/me/").status_code == 200
    assert Session.objects.count() == 1


def test_a_new_password_ends_other_sessions(reader):
    here, there = Client(), Client()
    for browser in (here, there):
        sign_in(browser)
    new = "a-completely-new-password"
    done = here.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert done["Location"] == "/accounts/me/"
    assert here.get("/accounts/me/").status_code == 200
    assert there.get("/accounts/me/").status_code == 302


def test_an_app_is_set_up_by_picture_or_letters(with_password):
    assert "/again/password/" in with_password.get("/accounts/2fa/app/")["Location"]
    with_password.post("/accounts/again/password/", {"password": PASSWORD})
    page = with_password.get("/accounts/2fa/app/")
    text = page.content.decode()
    assert 'src="data:image/svg+xml;base64,' in text
    assert all(f"<code>{group}</code>" in text for group in page.context["form"].secret_in_groups)
    assert "".join(page.context["form"].secret_in_groups) == page.context["form"].secret


def test_a_wrong_code_sets_nothing_up(with_password, reader):
    with_password.post("/accounts/again/password/", {"password": PASSWORD})
    with_password.get("/accounts/2fa/app/")
    page = with_password.post("/accounts/2fa/app/", {"code": "000000"})
    assert page.status_code == 200
    assert not Authenticator.objects.filter(user=reader).exists()


def test_recovery_codes_are_seen_kept_and_made_anew(with_password, set_up_factor, reader):
    set_up_factor(with_password)
    first = with_password.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    file = with_password.get("/accounts/2fa/recovery-codes/file/")
    assert file["Content-Disposition"].startswith("attachment")
    assert all(code in file.content.decode() for code in first)
    with_password.post("/accounts/2fa/recovery-codes/new/")
    second = with_password.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    assert len(first) == len(second) == 10
    assert not set(first) & set(second)
    assert reads_index(with_password)


def reads_index(browser: Client) -> bool:
    """Making new codes leaves the session as proven as it was."""
    return browser.get("/accounts/2fa/").status_code == 200


def test_setting_up_and_removing_is_told_by_mail(with_password, set_up_factor, reader):
    User.objects.filter(pk=reader.pk).update(preferred_language="ar")
    set_up_factor(with_password)
    notice = mail.outbox[-1]
    assert notice.to == [READER]
    assert 'dir="rtl"' in notice.alternatives[0][0]


def test_pages_of_passkeys(with_password, reader, set_up_factor):
    set_up_factor(with_password)
    page = with_password.get("/accounts/2fa/passkeys/add/")
    assert page.context["js_data"]["creation_options"]["publicKey"]["rp"]["name"] == "i-Map"
    assert 'data-passkey="create"' in page.content.decode()
    key = WebAuthn.add(reader, "Office key", {}).instance
    assert "Office key" in with_password.get("/accounts/2fa/passkeys/").content.decode()
    with_password.post(f"/accounts/2fa/passkeys/{key.pk}/", {"name": "Kitchen key"})
    assert "Kitchen key" in with_password.get(f"/accounts/2fa/passkeys/{key.pk}/remove/").content.decode()
    with_password.post(f"/accounts/2fa/passkeys/{key.pk}/remove/")
    assert not Authenticator.objects.filter(pk=key.pk).exists()
    assert reads_index(with_password), "the app is still there"


def test_the_passkeys_of_others_do_not_exist(with_password, set_up_factor, cast):
    set_up_factor(with_password)
    key = WebAuthn.add(cast["unhcr"], "Not yours", {}).instance
    for path in ("", "remove/"):
        assert with_password.get(f"/accounts/2fa/passkeys/{key.pk}/{path}").status_code == 404


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_no_page_carries_inline_script_or_style(language, with_password, set_up_factor):
    set_up_factor(with_password)
    for path in (
        "login/",
        "me/",
        "2fa/",
        "2fa/recovery-codes/",
        "2fa/passkeys/add/",
        "again/code/",
        "password/change/",
    ):
        page = with_password.get(f"/accounts/{path}?lang={language}", follow=True)
        text = page.content.decode()
        assert page.status_code == 200, path
        assert not re.search(r"\sstyle=|\son\w+=|<style", text), path
        scripts = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", text)
        assert all("importmap" in script or "application/json" in script for script in scripts), path


def test_a_nominated_person_who_came_by_mail_may_set_one_up(reader, with_password, set_up_factor):
    """Asking for a link notes the address as not verified; that must not keep the factor away."""
    Client().post("/accounts/password/reset/", {"email": READER})
    browser = Client()
    sign_in(browser)
    set_up_factor(browser)
    assert factor_of(reader)


def test_another_persons_secret_is_of_no_use(reader, secret, cast):
    theirs = generate_totp_secret()
    TOTP.activate(cast["unhcr"], theirs)
    browser = Client()
    sign_in(browser)
    assert browser.post("/accounts/login/code/", {"code": code_of(theirs)}).status_code == 200
    assert browser.get("/accounts/me/").status_code == 302


@pytest.mark.parametrize("code", ["٩٥٤١٣٧", "۹۵۴۱۳۷", "954137"])
def test_a_code_is_typed_in_any_digits(code):
    assert in_western_digits(code) == "954137"
