"""The secretariat writes a section and publishes it, in a real browser."""

import re

from playwright.sync_api import Page, expect

PAGE = "/en/mtm/profiles/algeria-migration-and-development/"
WORDS = "Algeria has an agency for its nationals abroad."


def open_draft(page: Page) -> None:
    page.goto("/admin/profiles/edition/?state__exact=draft&q=algeria-migration&lang=en")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/**")


def test_from_an_empty_section_to_a_published_page(signed_in, page: Page) -> None:
    page.goto(PAGE)
    expect(page.locator("main")).to_contain_text("Under preparation")
    staff: Page = signed_in("secretariat")
    open_draft(staff)
    overview = staff.locator("#section-overview")
    expect(overview.locator(".guidance")).to_be_visible()
    staff.get_by_role("tab", name="English").first.click()
    overview.locator(".field-body_en [contenteditable=true]").click()
    staff.keyboard.type(WORDS)
    staff.locator("input[name=_continue]").first.click()
    staff.wait_for_load_state()
    expect(staff.locator("#section-overview .field-body_en [contenteditable=true]")).to_contain_text(WORDS)

    staff.get_by_role("link", name=re.compile("Publish")).click()
    staff.wait_for_url("**/publish/**")
    content = staff.locator("main, #content").first
    expect(content).to_contain_text("The edition is not endorsed.")
    expect(content).to_contain_text("It is the first edition of this profile.")
    staff.fill("#id_reason", "A first page for the conference.")
    staff.locator("form.once input[type=submit]").first.click()
    staff.wait_for_url(lambda url: "publish" not in url)

    page.wait_for_timeout(1000)
    page.goto(PAGE)
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.goto(PAGE.replace("/en/", "/ar/"))
    expect(page.locator("main [lang=en][dir=ltr]").filter(has_text=WORDS).last).to_be_visible()


def test_the_preview_shows_a_visitor_the_card(signed_in) -> None:
    staff: Page = signed_in("secretariat")
    staff.goto("/admin/profiles/edition/?state__exact=published&q=libya-irregular&lang=en")
    staff.locator("#result_list tbody th a").first.click()
    staff.wait_for_url("**/change/**")
    staff.select_option("form.preview select[name=reader]", "visitor")
    with staff.expect_popup() as opened:
        staff.locator("form.preview button[type=submit]").click()
    preview = opened.value
    preview.wait_for_load_state()
    expect(preview.locator("body")).to_contain_text("Restricted")
    assert preview.locator("#detection").count() == 0


def test_pragues_staff_do_not_find_mtms_profiles(signed_in) -> None:
    staff: Page = signed_in("prague")
    staff.goto("/admin/profiles/profile/?lang=en")
    expect(staff.locator("#result_list")).to_contain_text("Moldova")
    expect(staff.locator("#result_list")).not_to_contain_text("Libya")


def test_an_editor_breaks_no_policy(signed_in) -> None:
    """The rich text editor and the place map work under the strict Content-Security-Policy."""
    staff: Page = signed_in("secretariat")
    wrong: list[str] = []
    staff.on("pageerror", lambda error: wrong.append(str(error)))
    open_draft_of_hub(staff)
    expect(staff.locator("canvas").first).to_be_visible()
    assert wrong == []


def open_draft_of_hub(page: Page) -> None:
    page.goto("/admin/profiles/hub/?lang=en")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/**")
