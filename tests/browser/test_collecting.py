"""What two people, or one after the other, write of the same questionnaire: in a real browser, nothing is lost."""

import io

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DEMO_PASSWORD
from tests.browser.test_axe import violations
from tests.browser.test_rounds import status_says, submission_of


def text_of_part(page: Page, address: str, part: int):
    page.goto(f"{address}part/{part}/")
    return page.locator("textarea[name^=q-]").first


def filled(page: Page, words: str) -> dict[str, object]:
    """The workbook as it is now, with another answer to two questions of reception and readmission."""
    with page.expect_download() as waiting:
        page.locator("a[href$='workbook.xlsx']").click()
    book = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
    cells = [sheet["E4"] for sheet in book.worksheets[2:] if str(sheet["A4"].value).endswith("_text")]
    for cell in cells[:2]:
        cell.value = words
    out = io.BytesIO()
    book.save(out)
    return {"name": "filled.xlsx", "mimeType": "application/octet-stream", "buffer": out.getvalue()}


def write_online(page: Page, address: str, words: str) -> list[int]:
    """The same answers, changed meanwhile in another browser; the parts that they stand in."""
    parts = []
    for part in range(2, 8):  # the first asks something else first
        text = text_of_part(page, address, part)
        first = page.locator("fieldset[data-item]").first
        if first.get_attribute("data-kind") != "long_text" or len(parts) == 2:
            continue
        text.fill(words)
        status_says(page, "حُفظ")
        parts.append(part)
    return parts


def test_a_conflict_after_an_upload_is_chosen_there_and_what_is_left_waits(signed_in):
    page, other = signed_in("focal.mar"), signed_in("focal.mar")
    address = submission_of(page, "ar")
    submission_of(other, "ar")
    book = filled(page, "من المصنف")
    parts = write_online(other, address, "من الشبكة")
    page.set_input_files("input[name=workbook]", book)
    page.get_by_role("button", name="رفع وتحقق").click()
    boxes = page.locator("[data-settle] fieldset")
    expect(boxes).to_have_count(2)
    expect(boxes.first).to_contain_text("من المصنف")
    expect(boxes.first).to_contain_text("من الشبكة")
    assert violations(page) == []
    boxes.first.get_by_label("إبقاء إجابتي").check()
    page.get_by_role("button", name="احفظ ما اخترته").click()
    expect(page.locator("[data-settle] fieldset")).to_have_count(1)
    page.goto(address)  # who leaves without a choice is told, and finds both texts in the part
    waits = page.locator("[data-waiting] a")
    expect(waits).to_have_count(1)
    waits.click()
    conflict = page.locator("[data-conflict]:visible")
    expect(conflict).to_contain_text("من الشبكة")
    expect(page.locator("textarea[name^=q-]").first).to_have_value("من المصنف")
    conflict.get_by_role("button", name="إبقاء إجابتي").click()
    status_says(page, "حُفظ")
    for part in parts:
        expect(text_of_part(other, address, part)).to_have_value("من المصنف")


def sign_in_as(page: Page, who: str) -> None:
    page.goto("/accounts/logout/?lang=en")
    page.locator("main form button[type=submit]").first.click()
    page.goto("/accounts/login/?lang=en")
    page.fill("input[name=login]", f"{who}@example.org")
    page.fill("input[name=password]", DEMO_PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda url: "/login" not in url)


def test_a_page_left_open_is_not_written_under_the_next_ones_name(signed_in):
    page = signed_in("focal.mar")
    address = submission_of(page, "ar")
    text = text_of_part(page, address, 7)
    second = page.context.new_page()
    sign_in_as(second, "focal.sen")
    second.goto("/workspace/?lang=ar")  # the portal speaks to this browser in its language
    text.fill("كُتب بعد تبديل المستخدم")
    status_says(page, "شخص آخر")
    page.locator("button[type=submit]", has_text="حفظ").first.click()
    expect(page.locator("main")).to_contain_text("كُتب بعد تبديل المستخدم")
    assert violations(page) == []
    sign_in_as(second, "focal.mar")
    second.goto("/workspace/?lang=ar")
    expect(text_of_part(second, address, 7)).to_have_value("كُتب بعد تبديل المستخدم")
    status_says(second, "حُفظ")


def test_all_states_of_the_map_in_one_click(signed_in):
    page = signed_in("secretariat")
    page.goto("/workspace/rounds/?lang=en")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/rounds/new/**")
    expect(page.locator("#id_countries")).to_contain_text("no focal point: nobody gets the letter")
    page.fill("[name=title_en]", "Round for all")
    page.fill("[name=period]", "٢٠٢٦")
    page.fill("[name=due_on]", "2030-01-31")
    page.get_by_label("All states of this list").check()
    assert violations(page) == []
    page.get_by_role("button", name="Make the round").click()
    expect(page.locator("table.board tbody tr").nth(10)).to_be_visible()
    expect(page.locator(".note .fault")).to_contain_text("nobody gets the letter")


@pytest.mark.parametrize("width", [390, 1440])
def test_an_upload_that_is_refused_fits_the_page(width, signed_in):
    page = signed_in("focal.mar", viewport={"width": width, "height": 900})
    submission_of(page, "ar")
    page.set_input_files("input[name=workbook]", {"name": "x.xlsx", "mimeType": "text/csv", "buffer": b"a,b"})
    page.get_by_role("button", name="رفع وتحقق").click()
    expect(page.locator("[role=alert]")).to_contain_text("لم يُحفظ شيء")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
