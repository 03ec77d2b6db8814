"""Meetings in a browser: filters without a script, the map's popup, a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_axe import violations


@pytest.mark.parametrize("language", ["ar", "en"])
def test_filters_work_without_a_script(open_browser, language: str) -> None:
    page = open_browser(java_script_enabled=False, viewport={"width": 1440, "height": 1000}).new_page()
    page.goto(f"/{language}/meetings/")
    page.select_option("select[name=year]", "2007")
    page.click(".filters button[type=submit]")
    page.wait_for_url(lambda url: "year=2007" in url)
    expect(page.locator(".timeline .row")).to_have_count(4)
    expect(page.locator(".map-table a[href*='/meetings/']")).to_have_count(4)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_host_city_on_the_map_leads_to_its_meetings(page: Page, language: str) -> None:
    page.goto(f"/{language}/meetings/?country=POL")
    page.locator("portal-map[data-state=ready]").wait_for()
    page.locator(".map-canvas canvas").focus()
    page.keyboard.press("Enter")
    link = page.locator(".map-popup a[href$='/meetings/warsaw-2007/']")
    link.wait_for()
    assert violations(page) == []
    link.click()
    page.wait_for_url("**/meetings/warsaw-2007/")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", ["/meetings/", "/meetings/demonstration-expert-meeting/"])
def test_nothing_is_wider_than_a_phone(signed_in, language: str, path: str) -> None:
    page = signed_in("reader.nga", viewport={"width": 390, "height": 844})
    page.goto(f"/{language}{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
