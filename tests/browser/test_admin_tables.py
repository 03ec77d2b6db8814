"""Tables in the editor: what was there stays, and caption, head row, rows and columns are set from the menu, by keyboard too."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.test_admin_editing import first_row
from tests.browser.test_admin_two_editors import in_english, open_draft, save

BOX = "textarea[name=sections-0-body_en]"
HTML = (
    "<p>Before</p><table><caption>Flows of <em>2012</em> [1]</caption>"
    '<thead><tr><th scope="col">Year</th><th scope="col">People</th></tr></thead>'
    '<tbody><tr><th scope="row">2011</th><td>10</td></tr><tr><th scope="row">2012</th><td>20</td></tr></tbody></table>'
)


def stored(page: Page) -> str:
    """What the server keeps; a fresh page, as a script would have read it."""
    return page.locator(BOX).input_value()


def write_plainly(signed_in, words: str, html: str) -> None:
    """The text is there already, by another door."""
    page: Page = signed_in("secretariat", java_script_enabled=False)
    page.goto(f"/admin/profiles/edition/?state__exact=draft&q={words}&lang=en")
    first_row(page)
    page.fill(BOX, html)
    page.click("input[name=_continue]")


def press(page: Page, name: str) -> None:
    """A button of the toolbar, reached and pressed by keyboard: Tab would go to the next cell."""
    page.keyboard.press("Alt+F10")
    for _try in range(100):  # the buttons come a moment after their editor
        if page.evaluate("!!document.activeElement.closest('.prose-menubar')"):
            break
        page.wait_for_timeout(100)
        page.keyboard.press("Alt+F10")
    for _step in range(40):
        if page.evaluate("document.activeElement.getAttribute('aria-label')") == name:
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"There is no button “{name}” in the toolbar.")


def enter(box: Locator, words: str) -> None:
    """The cursor into a cell; the editor learns of it a moment later than the browser."""
    box.locator("td", has_text=words).click()
    box.page.wait_for_timeout(500)


def cells(box: Locator) -> list[list[str]]:
    said = "cell => `${cell.tagName} ${cell.textContent.trim()}`"
    return [[cell.evaluate(said) for cell in row.locator("th, td").all()] for row in box.locator("tr").all()]


def test_opening_and_saving_keeps_caption_and_head(signed_in) -> None:
    write_plainly(signed_in, "norway", HTML)
    page: Page = signed_in("secretariat")
    open_draft(page, "norway")
    box = in_english(page)
    expect(box.locator("caption")).to_have_text("Flows of 2012 [1]")
    box.locator("p").first.click()
    page.keyboard.press("End")
    page.keyboard.type(", and more")
    save(page)
    assert stored(page) == HTML.replace("Before", "Before, and more")


def test_caption_and_head_row_by_keyboard(signed_in) -> None:
    write_plainly(
        signed_in,
        "sweden",
        "<table><tr><td>Year</td><td>People</td></tr><tr><td>2011</td><td>10</td></tr></table>",
    )
    page: Page = signed_in("secretariat")
    open_draft(page, "sweden")
    box = in_english(page)
    box.locator("td").first.click()
    press(page, "First row: headings or plain")
    expect(box.locator("th")).to_have_count(2)
    press(page, "Caption of the table")
    page.keyboard.type("Flows")
    page.keyboard.press("Enter")
    expect(box.locator("caption")).to_have_text("Flows")
    expect(box).to_be_focused()
    save(page)
    assert stored(page) == (
        '<table><caption>Flows</caption><thead><tr><th scope="col">Year</th><th scope="col">People</th></tr></thead>'
        "<tbody><tr><td>2011</td><td>10</td></tr></tbody></table>"
    )
    box = in_english(page)
    box.locator("caption").click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.press("Enter")
    expect(box.locator("caption")).to_have_count(0)
    press(page, "First row: headings or plain")
    save(page)
    assert stored(page) == (
        "<table><tbody><tr><td>Year</td><td>People</td></tr><tr><td>2011</td><td>10</td></tr></tbody></table>"
    )


def test_rows_and_columns_come_and_go(signed_in) -> None:
    write_plainly(signed_in, "germany", HTML)
    page: Page = signed_in("secretariat")
    open_draft(page, "germany")
    box = in_english(page)
    enter(box, "10")
    press(page, "Add a row")
    press(page, "Add a column")
    assert cells(box) == [
        ["TH Year", "TH People", "TH "],
        ["TH 2011", "TD 10", "TD "],
        ["TH ", "TD ", "TD "],
        ["TH 2012", "TD 20", "TD "],
    ]
    press(page, "Delete the row")
    enter(box, "20")
    press(page, "Delete the column")
    expect(box.locator("caption")).to_have_text("Flows of 2012 [1]")
    save(page)
    assert '<thead><tr><th scope="col">Year</th><th scope="col"></th></tr></thead>' in stored(page)
    assert "<caption>Flows of <em>2012</em> [1]</caption>" in stored(page)


def test_a_new_table_has_caption_and_head_row(signed_in) -> None:
    page: Page = signed_in("secretariat")
    open_draft(page, "malta")
    box = in_english(page)
    box.click()
    press(page, "Table")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Caption of the table").fill("New")
    dialog.get_by_label("Rows").fill("2")
    expect(dialog.get_by_label("With a heading row")).to_be_checked()
    dialog.get_by_role("button", name="Insert a table").click()
    expect(box.locator("table")).to_be_visible()
    page.wait_for_timeout(500)  # as in `enter`
    page.keyboard.type("Year")
    save(page)
    assert stored(page).startswith('<table><caption>New</caption><thead><tr><th scope="col">Year</th>')
