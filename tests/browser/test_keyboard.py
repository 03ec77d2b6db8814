"""The workspace by keyboard alone, on a phone's width: from signing in to an agency's verdict and to a finished translation."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DEMO_PASSWORD

PHONE = {"width": 390, "height": 800}
FAR = 200  # presses of Tab after which a place counts as out of reach


def tab_to(page: Page, wanted: Locator) -> None:
    """Tab until it has the focus; what has the focus is always to be seen."""
    expect(wanted).to_be_visible()
    page.evaluate("document.fonts.ready.then(() => null)")  # lines move as the faces come
    for _press in range(FAR):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            expect(wanted).to_be_in_viewport()
            assert is_marked(wanted), "the focus cannot be seen"
            return
    pytest.fail(f"{wanted} is out of the keyboard's reach")


def is_marked(wanted: Locator) -> bool:
    return wanted.evaluate(
        """each => {
          const style = getComputedStyle(each)
          return style.outlineStyle !== "none" || style.boxShadow !== "none" || each.isContentEditable
        }"""
    )


def press(page: Page, wanted: Locator) -> None:
    tab_to(page, wanted)
    page.keyboard.press("Enter")


@pytest.fixture
def keyboard(open_browser):
    """A phone's page, signed in without a pointer."""

    def signed_in(who: str, language: str) -> Page:
        page = open_browser(viewport=PHONE, locale=language).new_page()
        page.goto(f"/accounts/login/?lang={language}&next=/workspace/")
        tab_to(page, page.locator("input[name=login]"))
        page.keyboard.type(f"{who}@example.org")
        tab_to(page, page.locator("input[name=password]"))
        page.keyboard.type(DEMO_PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/workspace/")
        return page

    return signed_in


def test_an_agency_gives_its_verdict(keyboard) -> None:
    page = keyboard("iom", "en")
    press(page, page.get_by_role("link", name=re.compile("Give your verdict on")))
    page.wait_for_url("**/validations/**")
    if not page.locator(".verdict-form").count():
        press(page, page.locator(".tasks a").first)
    verdict = page.locator("input[name=verdict]").first
    tab_to(page, verdict)
    page.keyboard.press("ArrowDown")  # from “confirmed” to “confirmed with remarks”
    tab_to(page, page.locator(".verdict-form textarea[name=remark]"))
    page.keyboard.type("Say of which year.")
    press(page, page.get_by_role("button", name="Give the verdict"))
    expect(page.locator(".messages")).to_contain_text("Your verdict is kept.")
    press(page, page.locator("section:has(#given) .tasks a").first)
    expect(page.locator("main")).to_contain_text("Say of which year.")


def test_a_translator_finishes_a_text(keyboard) -> None:
    page = keyboard("translator.fr", "fr")
    press(page, page.locator(".tasks a[href*='/translations/']").first)
    page.wait_for_url("**/translations/**")
    press(page, page.locator("main a[href$='/fr/']").first)
    page.wait_for_selector("#translation[data-ready=yes]")
    tab_to(page, page.locator("#translation [contenteditable=true]"))
    page.keyboard.press("Control+End")
    page.keyboard.type(" Au clavier.")
    expect(page.locator("#keeping")).to_contain_text("Gardé")
    press(page, page.get_by_role("button", name="Terminer", exact=True))
    expect(page.locator(".messages")).to_be_visible()
    expect(page.locator("#translation")).to_contain_text("Au clavier.")
