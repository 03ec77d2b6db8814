"""The News Centre in a browser: the inbox by keyboard alone, the month in Arabic, nothing wider than a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_axe import violations

PUBLIC = [
    "/news/",
    "/news/rabat-process-launched-2006/",
    "/events/",
    "/events/month/2026/12/",
    "/events/demonstration-webinar/",
]
STAFF = ["/workspace/news/", "/workspace/news/feeds/", "/workspace/links/"]


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_an_entry_is_picked_written_and_published_by_keyboard(signed_in, page: Page) -> None:
    staff = signed_in("secretariat")
    staff.goto("/workspace/news/?lang=en")
    staff.keyboard.press("?")
    expect(staff.locator("#keys")).to_be_visible()
    staff.keyboard.press("?")
    staff.keyboard.press("j")
    first = focused(staff)
    staff.keyboard.press("j")
    staff.keyboard.press("k")
    assert focused(staff) == first
    # Dismissed, and the dismissal undone.
    staff.keyboard.press("x")
    expect(staff.locator(f"#{first}")).to_have_attribute("data-state", "dismissed")
    staff.keyboard.press("u")
    expect(staff.locator(f"#{first}")).to_have_attribute("data-state", "waiting")
    # Picked: the focus is in the title, and Enter publishes.
    staff.keyboard.press("p")
    title = staff.locator(f"#{first} input[name=title_en]")
    expect(title).to_be_focused()
    assert violations(staff) == []
    title.fill("Written and published by keyboard")
    staff.keyboard.press("Enter")
    expect(staff.locator(f"#{first}")).to_have_attribute("data-state", "published")
    assert focused(staff) == first
    page.goto("/en/news/")
    expect(page.get_by_role("link", name="Written and published by keyboard")).to_be_visible()


def test_what_is_missing_is_said_in_place_and_the_keys_go_on(signed_in) -> None:
    staff = signed_in("secretariat")
    staff.goto("/workspace/news/?lang=en")
    staff.keyboard.press("j")
    staff.keyboard.press("j")
    entry = focused(staff)
    staff.keyboard.press("p")
    title = staff.locator(f"#{entry} input[name=title_en]")
    expect(title).to_be_focused()
    title.fill("")
    staff.locator(f"#{entry} textarea[name=summary_en]").fill("Typed already")
    staff.keyboard.press("Control+Enter")
    expect(staff.locator(f"#{entry} .errorlist").first).to_be_visible()
    expect(staff.locator(f"#{entry} textarea[name=summary_en]")).to_have_value("Typed already")
    staff.keyboard.press("Escape")
    assert focused(staff) == entry
    staff.keyboard.press("u")
    expect(staff.locator(f"#{entry}")).to_have_attribute("data-state", "waiting")


def test_the_inbox_works_without_a_script(open_browser, signed_in) -> None:
    state = signed_in("secretariat").context.storage_state()
    staff = open_browser(java_script_enabled=False, storage_state=state).new_page()
    staff.goto("/workspace/news/?lang=en")
    staff.locator("[data-entry]").last.get_by_role("button", name="Pick").click()
    expect(staff.get_by_role("button", name="Publish")).to_be_visible()
    staff.get_by_role("button", name="Put back").click()
    assert staff.url.endswith("/workspace/news/")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_month_is_a_table_that_arrows_walk_by_the_direction_of_the_page(
    page: Page, language: str
) -> None:
    page.goto(f"/{language}/events/month/2026/12/")
    assert page.locator("table.month thead th[scope=col]").count() == 7
    first = page.locator("td[data-day]").first
    expect(first).to_have_attribute("data-day", "2026-11-28" if language == "ar" else "2026-11-30")
    box, next_box = first.bounding_box(), page.locator("td[data-day]").nth(1).bounding_box()
    assert box is not None
    assert next_box is not None
    assert (next_box["x"] < box["x"]) is (language == "ar")
    page.locator("td[data-day='2026-12-17']").focus()
    page.keyboard.press("ArrowLeft" if language == "ar" else "ArrowRight")
    expect(page.locator("td[data-day='2026-12-18']")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("td[data-day='2026-12-11']")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/international-migrants-day-2026/")
    page.go_back()
    page.locator("td[data-day='2026-12-17']").focus()
    page.keyboard.press("PageDown")
    page.wait_for_url("**/events/month/2027/1/")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_filters_work_without_a_script(open_browser, language: str) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    page.goto(f"/{language}/news/")
    page.select_option("select[name=year]", "2006")
    page.click(".filters button[type=submit]")
    page.wait_for_url(lambda url: "year=2006" in url)
    expect(page.locator(".rows .row")).to_have_count(2)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_is_wider_than_a_phone(signed_in, language: str) -> None:
    page = signed_in("secretariat", viewport={"width": 390, "height": 844})
    for path in [*(f"/{language}{each}" for each in PUBLIC), *(f"{each}?lang={language}" for each in STAFF)]:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


@pytest.mark.parametrize("language", ["ar", "en"])
def test_pages_of_the_staff_have_no_violations(signed_in, language: str) -> None:
    page = signed_in("secretariat")
    for path in [*STAFF, f"/{language}/news/by-mail/"]:
        page.goto(f"{path}?lang={language}")
        assert violations(page) == [], path
