"""Following a profile and reading the letter that comes of it, in a real browser, in Arabic and in English."""

import os
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import manage
from tests.browser.test_axe import violations

MOROCCO = "/mtm/profiles/morocco-migration-and-development/"
NARROW = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture(scope="module")
def letters(portal: str, server_env: dict[str, str]) -> None:
    """What the worker would write; the server of these tests has none."""
    env = {
        **server_env,
        "SITE_URL": portal,
        "DJANGO_ALLOW_ASYNC_UNSAFE": os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"],
    }
    words = "from profiles.actions import post_news; print(post_news(digests=['immediately']))"
    manage("shell", "-c", words, env=env)


def open_letter(page: Page, language: str, of: str) -> None:
    page.goto(f"/workspace/outbox/?kind=new_edition&lang={language}")
    page.locator(f".outbox .lead-cell a[lang={of}]").first.click()
    page.wait_for_url("**/outbox/*/")


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("options", [{}, NARROW])
def test_the_outbox_and_a_letter(
    signed_in: Callable[..., Page], letters: None, language: str, options: dict
) -> None:
    page = signed_in("secretariat", **options)
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(f"/workspace/outbox/?kind=new_edition&lang={language}")
    assert page.locator(".outbox tbody tr").count() == 5
    assert violations(page) == []
    assert fits(page)
    open_letter(page, language, of=language)
    frame = page.frame_locator(".letter-frame")
    expect(frame.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    expect(frame.locator(".button")).to_have_css("background-color", "rgb(20, 36, 58)")
    assert violations(page) == []
    assert fits(page)
    assert faults == []


def test_a_link_in_the_letter_opens_beside_the_outbox(signed_in: Callable[..., Page], letters: None) -> None:
    page = signed_in("secretariat")
    open_letter(page, "en", of="fr")
    with page.expect_popup() as opened:
        page.frame_locator(".letter-frame").locator(".button").click()
    expect(opened.value).to_have_url(re.compile("/fr/mtm/profiles/senegal"))


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_reader_follows_by_keyboard_and_stops_on_their_page(
    signed_in: Callable[..., Page], language: str
) -> None:
    page = signed_in("iom", **NARROW, java_script_enabled=False)
    page.goto(f"/{language}{MOROCCO}")
    page.locator("form[action$='/follow/'] button").press("Enter")
    expect(page.locator("form[action$='/follow/'] input[name=wanted]")).to_have_value("off")
    page.goto(f"/accounts/me/?lang={language}")
    row = page.locator("form[action$='/morocco-migration-and-development/follow/'] button")
    expect(row).to_be_visible()
    page.select_option("#id_digest", "weekly")
    page.locator("form[action='/accounts/follows/'] button").click()
    expect(page.locator("#id_digest")).to_have_value("weekly")
    row.press("Enter")
    expect(row).to_have_count(0)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_stopping_from_a_letter_needs_no_signing_in(
    signed_in: Callable[..., Page], page: Page, letters: None, language: str
) -> None:
    staff = signed_in("secretariat")
    open_letter(staff, "en", of=language)
    address = staff.frame_locator(".letter-frame").locator(".foot a").first.get_attribute("href")
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert violations(page) == []
    page.locator("main .button-first").click()
    expect(page.locator("main [role=status]")).to_be_visible()
    assert violations(page) == []
