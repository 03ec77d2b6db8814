"""What an editor does with hands and keys: language tabs, rich text, sources, places on the map; and what axe finds."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_axe import violations

PAGES = {
    "front page": "/admin/",
    "list": "/admin/profiles/profile/",
    "profile": "/admin/profiles/profile/1/change/",
    "a new profile": "/admin/profiles/profile/add/",
    "draft": "/admin/profiles/edition/?state__exact=draft",
    "issued edition": "/admin/profiles/edition/?state__exact=published",
    "hub": "/admin/profiles/hub/1/change/",
    "route": "/admin/profiles/route/1/change/",
    "people": "/admin/accounts/user/",
    "role group": "/admin/accounts/rolegroup/",
    "regional map": "/admin/regions/regionalmap/",
}
OPENED = {"draft", "issued edition", "role group", "regional map"}


def first_row(page: Page) -> None:
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/**")


def open_draft(page: Page) -> None:
    page.goto("/admin/profiles/edition/?state__exact=draft&q=ethiopia&lang=en")
    first_row(page)
    expect(page.locator(".section-form [contenteditable=true]").first).to_be_attached()


@pytest.mark.parametrize(("language", "width"), [("ar", 390), ("en", 1440)])
def test_no_page_violates_what_axe_knows(signed_in, language: str, width: int) -> None:
    page: Page = signed_in("secretariat", viewport={"width": width, "height": 900})
    page.goto(f"/admin/?lang={language}")
    for name, address in PAGES.items():
        page.goto(address)
        if name in OPENED:
            first_row(page)
        page.wait_for_load_state("networkidle")
        assert violations(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is too wide"


def test_language_tabs_follow_the_keyboard_and_are_remembered(signed_in) -> None:
    page: Page = signed_in("secretariat")
    open_draft(page)
    section = page.locator(".section-form").nth(1)
    section.get_by_role("tab", name="English").click()
    page.keyboard.press("ArrowRight")
    expect(section.get_by_role("tab", name="Français")).to_be_focused()
    expect(section.locator(".field-body_fr")).to_be_visible()
    expect(section.locator(".field-body_en")).to_be_hidden()
    expect(page.locator(".field-summary_fr")).to_be_visible()
    expect(section.get_by_role("tab", name="العربية")).to_contain_text("empty")
    page.reload()
    expect(page.locator(".section-form").nth(1).locator(".field-body_fr")).to_be_visible()


def test_a_hidden_language_with_an_error_is_opened(signed_in) -> None:
    page: Page = signed_in("secretariat")
    page.goto("/admin/profiles/hub/1/change/?lang=en")
    page.get_by_role("tab", name="English").click()
    page.fill("input[name=name_en]", "")
    page.get_by_role("tab", name="العربية").click()
    page.click("input[name=_save]")
    expect(page.locator(".field-name_en .errorlist")).to_be_visible()


def choose_back(page: Page, words: str) -> None:
    """By the keys a person uses, as slowly: the editor may still be taking in what was typed."""
    for _letter in range(3 * len(words)):
        page.wait_for_timeout(50)
        if page.evaluate("getSelection().toString()") == words:
            break
        page.keyboard.press("Shift+ArrowLeft")
    assert page.evaluate("getSelection().toString()") == words


def test_a_text_with_a_footnote_a_table_and_a_source_is_saved(signed_in) -> None:
    page: Page = signed_in("secretariat")
    broken: list[str] = []
    page.on(
        "console", lambda said: broken.append(said.text) if "Content Security Policy" in said.text else None
    )
    open_draft(page)
    section = page.locator(".section-form").first
    section.get_by_role("tab", name="English").click()
    box = section.get_by_role("textbox", name="Text in English")
    box.click()
    page.keyboard.type("Written [1] here")
    choose_back(page, "here")
    section.get_by_role("button", name="Footnote").locator("visible=true").click()
    expect(box.locator("span.footnote")).to_have_text("here")
    box.press("Control+End")
    section.get_by_role("button", name="Table", exact=True).locator("visible=true").click()
    page.get_by_role("button", name="Insert a table").click()
    expect(box.locator("th, td")).to_have_count(9)
    section.get_by_role("button", name="Add a source").click()
    section.locator(".citations tbody tr").last.locator(".select2-selection").click()
    page.keyboard.type("bank")
    page.locator(".select2-results__option--highlighted").click()
    page.locator("input[name=_continue]").click()
    page.wait_for_load_state()
    saved = page.locator(".section-form").first
    expect(saved.locator(".field-body_en .footnote")).to_have_text("here")
    expect(saved.locator(".field-body_en :is(th, td)")).to_have_count(9)
    expect(saved.locator(".citations tbody tr")).to_have_count(2)
    assert broken == []


KEPT_HERE = "() => Object.keys(localStorage).some((key) => key.startsWith('typed|'))"


def until_kept_here(page: Page, is_kept: bool) -> None:
    for _half_a_second in range(90):
        if page.evaluate(KEPT_HERE) is is_kept:
            return
        page.wait_for_timeout(500)
    raise AssertionError("this browser keeps nothing" if is_kept else "this browser keeps what it should not")


def test_what_is_saved_is_not_called_unsaved_later_and_what_is_not_is_kept(signed_in) -> None:
    page: Page = signed_in("secretariat")
    open_draft(page)
    section = page.locator(".section-form").nth(1)
    section.get_by_role("tab", name="English").click()
    box = section.get_by_role("textbox", name="Text in English")
    box.click()
    page.context.route("**/versions/", lambda route: route.abort())
    page.keyboard.type("Saved at once. ")
    until_kept_here(page, True)
    page.locator("input[name=_continue]").click()
    page.wait_for_load_state()
    expect(page.locator(".messagelist")).to_be_visible()
    until_kept_here(page, False)
    expect(page.locator(".unsaved")).to_have_count(0)
    expect(section.locator(".field-body_en [contenteditable=true]")).to_be_visible()  # no plain box any more
    box.click()
    page.keyboard.type("Not saved. ")
    until_kept_here(page, True)
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.wait_for_load_state()
    page.context.unroute("**/versions/")
    until_kept_here(page, False)  # sent again by itself
    page.reload()
    expect(page.locator(".unsaved")).to_contain_text("not saved")


def test_unsaved_changes_are_not_lost_without_a_word(signed_in) -> None:
    page: Page = signed_in("secretariat")
    open_draft(page)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.fill("input[name=label]", "unsaved")
    page.goto("/admin/")
    assert asked == ["beforeunload"]


def test_a_hub_is_placed_by_click_drag_and_table(signed_in) -> None:
    page: Page = signed_in("secretariat")
    page.goto("/admin/profiles/hub/1/change/?lang=en")
    box = page.locator("place-editor textarea")
    before = box.input_value()
    canvas = page.locator(".place-canvas canvas")
    canvas.scroll_into_view_if_needed()
    expect(page.locator(".place-marker")).to_have_count(1)
    canvas.click(position={"x": 200, "y": 100})
    expect(box).not_to_have_value(before)
    page.get_by_label("Latitude 1").fill("12.5")
    page.keyboard.press("Tab")
    assert box.input_value().startswith("12.5, ")
    page.locator("input[name=_continue]").click()
    page.wait_for_load_state()
    assert page.locator("place-editor textarea").input_value().startswith("12.5, ")


def test_the_form_works_without_a_script(signed_in, open_browser) -> None:
    page: Page = signed_in("secretariat", java_script_enabled=False)
    page.goto("/admin/profiles/hub/1/change/?lang=en")
    for code in ("ar", "en", "fr"):
        expect(page.locator(f"input[name=name_{code}]")).to_be_visible()
    page.fill("textarea[name=point]", "13.25, 7.5")
    page.click("input[name=_continue]")
    expect(page.locator("textarea[name=point]")).to_have_value("13.25, 7.5")
