"""A second factor in a real browser: an app's code, and a passkey on a device that the browser plays."""

import hashlib
import hmac
import re
import struct
import time
from base64 import b32decode

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DEMO_PASSWORD

DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def code_of(secret: str) -> str:
    """The six digits of RFC 6238 for now."""
    digest = hmac.new(b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def give_password(page: Page, field: str = "password") -> None:
    page.fill(f"input[name={field}]", DEMO_PASSWORD)
    page.click("main form button[type=submit]")


def enter(page: Page, who: str) -> None:
    page.goto("/accounts/login/?lang=en")
    page.fill("input[name=login]", f"{who}@example.org")
    give_password(page)


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/?lang=en")
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile("/en/$"))


def plug_in_device(page: Page) -> None:
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complains of: scripts refused by the policy, errors."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def test_an_app_is_set_up_and_asked_for_at_the_next_sign_in(page: Page, complaints: list[str]) -> None:
    enter(page, "focal.sen")
    page.goto("/accounts/2fa/app/?lang=en")
    give_password(page)
    expect(page.locator("img.qr")).to_be_visible()
    secret = page.locator(".secret").inner_text().replace(" ", "").strip()
    page.fill("input[name=code]", code_of(secret))
    page.click("main form button[type=submit]")
    page.wait_for_url("**/recovery-codes/")
    expect(page.locator(".codes li")).to_have_count(10)
    sign_out(page)
    enter(page, "focal.sen")
    page.wait_for_url("**/login/code/")
    page.fill("input[name=code]", "000000")
    page.click("main form button[type=submit]")
    expect(page.locator("main .errorlist")).to_contain_text("This code is not right")
    page.fill("input[name=code]", code_of(secret))
    page.click("main form button[type=submit]")
    page.wait_for_url(re.compile("/(ar|en|fr)/$"))
    assert complaints == []


def test_a_passkey_is_added_and_signs_in_alone(page: Page, complaints: list[str]) -> None:
    plug_in_device(page)
    enter(page, "iom")
    page.goto("/accounts/2fa/passkeys/add/?lang=en")
    give_password(page)
    page.fill("input[name=name]", "Office key")
    page.check("input[name=passwordless]")
    page.click("form[data-passkey] button")
    page.wait_for_url("**/recovery-codes/")
    sign_out(page)
    page.goto("/accounts/login/?next=/accounts/2fa/passkeys/")
    page.click("form[data-passkey] button")
    page.wait_for_url("**/2fa/passkeys/")
    expect(page.locator("main")).to_contain_text("Office key")
    assert complaints == []


def test_what_a_device_refuses_is_said(page: Page) -> None:
    page.context.new_cdp_session(page).send("WebAuthn.enable")
    page.goto("/accounts/login/?lang=en")
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError')) }"
    )
    page.click("form[data-passkey] button")
    expect(page.locator("form[data-passkey] [role=status]")).to_contain_text("Nothing was signed")


def test_without_javascript_the_password_still_opens(open_browser) -> None:
    page = open_browser(java_script_enabled=False, locale="en").new_page()
    page.goto("/accounts/login/?lang=en")
    expect(page.locator("form[data-passkey]")).to_be_hidden()
    enter(page, "reader.alb")
    page.wait_for_url(re.compile("/(ar|en|fr)/$"))
