"""Two people at one draft, each in a browser of their own."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_admin_editing import first_row
from tests.browser.test_axe import violations


def open_draft(page: Page, words: str) -> None:
    page.goto(f"/admin/profiles/edition/?state__exact=draft&q={words}&lang=en")
    first_row(page)
    expect(page.locator(".section-form [contenteditable=true]").first).to_be_attached()


def in_english(page: Page, section: int = 0) -> Locator:
    form = page.locator(".section-form").nth(section)
    form.get_by_role("tab", name="English").click()
    return form.get_by_role("textbox", name="Text in English")


def save(page: Page) -> None:
    with page.expect_navigation():
        page.locator("input[name=_continue]").click()
    expect(page.locator(".section-form [contenteditable=true]").first).to_be_attached()


@pytest.mark.parametrize(
    ("choice", "kept"), [("Keep mine", "by the second"), ("Take theirs", "by the first")]
)
def test_who_saves_second_chooses_and_loses_nothing(signed_in, choice: str, kept: str) -> None:
    first: Page = signed_in("secretariat")
    second: Page = signed_in("admin")
    for page in (first, second):
        open_draft(page, "kenya")
    in_english(first).fill("Written by the first")
    save(first)
    in_english(second).fill("Written by the second")
    in_english(second, 1).fill(f"Another text, {choice}")
    save(second)
    expect(in_english(second)).to_have_text("Written by the second")
    clash = second.get_by_role("group", name="Changed meanwhile by")
    expect(clash.locator(".clash-theirs")).to_have_text("Written by the first")
    expect(clash.locator("del")).to_have_text("first")
    assert violations(second) == []
    second.get_by_role("tab", name="Français").first.click()
    second.locator(".clash-summary a").click()
    expect(clash).to_be_in_viewport()
    clash.get_by_role("radio", name=choice).focus()
    second.keyboard.press("Space")
    save(second)
    expect(second.locator(".clash")).to_have_count(0)
    expect(in_english(second)).to_have_text(f"Written {kept}")
    expect(in_english(second, 1)).to_have_text(f"Another text, {choice}")
    in_english(second).fill("")
    save(second)


def test_what_came_back_unsaved_is_not_left_without_a_word(signed_in) -> None:
    page: Page = signed_in("secretariat")
    open_draft(page, "kenya")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.fill("input[name=label]", "")
    save(page)
    page.locator("#content").click()  # a browser asks only whoever touched the page
    page.goto("/admin/")
    assert asked == ["beforeunload"]


def test_two_editors_without_a_script(signed_in) -> None:
    first: Page = signed_in("secretariat", java_script_enabled=False)
    second: Page = signed_in("admin", java_script_enabled=False)
    for page in (first, second):
        page.goto("/admin/profiles/edition/?state__exact=draft&q=cyprus&lang=en")
        first_row(page)
    box = "textarea[name=sections-0-body_en]"
    for page, words in ((first, "first"), (second, "second")):
        page.fill(box, f"<p>{words}</p>")
        page.click("input[name=_continue]")
    expect(second.locator(box)).to_have_value("<p>second</p>")
    second.get_by_label("Take theirs").check()
    second.click("input[name=_continue]")
    expect(second.locator(box)).to_have_value("<p>first</p>")
