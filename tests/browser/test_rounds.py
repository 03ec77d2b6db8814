"""A round in a real browser: Morocco answers in Arabic, Senegal in French to the end, the secretariat reads and compiles."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_axe import violations

CURRENT = "This year’s round: irregular migration"


def submission_of(page: Page, language: str) -> str:
    """The address of the state's submission in the round that is open, from its own list."""
    page.goto(f"/workspace/answers/?lang={language}")
    page.locator("tr", has=page.locator(".badge-preparation")).locator("a").first.click()
    page.wait_for_url("**/workspace/answers/*/")
    return page.url


def status_says(page: Page, words: str) -> None:
    expect(page.locator("[data-status]")).to_contain_text(words)


def test_morocco_answers_in_arabic_on_two_devices_and_without_a_connection(signed_in):
    page, other = signed_in("focal.mar"), signed_in("focal.mar")
    address = submission_of(page, "ar")
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.goto(f"{address}part/3/")
    other.goto(f"{address}part/3/?lang=ar")
    text = page.locator("textarea[name^=q-]").first
    assert text.get_attribute("dir") == "rtl"
    expect(page.locator(".previous").first).to_contain_text("27-14")
    text.fill("القانون رقم 27-14")
    status_says(page, "حُفظ")

    page.context.set_offline(True)
    text.fill("القانون رقم 27-14 لعام 2016، وخطة وطنية")
    status_says(page, "لا اتصال")
    page.context.set_offline(False)
    status_says(page, "حُفظ")

    theirs = other.locator("textarea[name^=q-]").first
    theirs.fill("نص آخر من جهاز آخر")
    conflict = other.locator("[data-conflict]").first
    expect(conflict).to_contain_text("خطة وطنية")
    expect(theirs).to_have_value("نص آخر من جهاز آخر")
    other.get_by_role("button", name="أخذ إجابة الزميل").first.click()
    expect(theirs).to_have_value("القانون رقم 27-14 لعام 2016، وخطة وطنية")


def test_typed_without_a_connection_it_survives_the_closing_of_the_page(signed_in):
    page = signed_in("focal.mar")
    address = submission_of(page, "ar")
    page.goto(f"{address}part/7/")
    page.context.set_offline(True)
    page.locator("textarea[name^=q-]").first.fill("كُتب دون اتصال")
    status_says(page, "لا اتصال")
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(f"{address}part/7/")
    status_says(page, "حُفظ")
    page.reload()
    expect(page.locator("textarea[name^=q-]").first).to_have_value("كُتب دون اتصال")


def test_what_waits_in_the_browser_is_named_and_sent_before_submitting(signed_in):
    page = signed_in("focal.mar")
    address = submission_of(page, "ar")
    page.goto(f"{address}part/7/")
    page.route("**/save/", lambda route: route.abort())
    page.locator("textarea[name^=q-]").first.fill("كُتب ولم يصل")
    status_says(page, "لا اتصال")
    for path in ("", "submit/"):
        page.goto(f"{address}{path}")
        waits = page.locator("[data-waiting]")
        expect(waits).to_contain_text("تعذّر إرسالها")
        expect(waits.locator("a")).to_have_attribute("href", re.compile(r"/part/7/#q\d+-0$"))
    page.unroute("**/save/")
    page.reload()
    expect(page.locator("[data-waiting]")).to_be_hidden()
    page.goto(f"{address}part/7/")
    expect(page.locator("textarea[name^=q-]").first).to_have_value("كُتب ولم يصل")


def test_the_last_words_are_sent_as_the_page_goes(signed_in):
    page, other = signed_in("focal.mar"), signed_in("focal.mar")
    address = submission_of(page, "ar")
    page.goto(f"{address}part/7/")
    status_says(page, "تُحفظ")
    page.evaluate(
        """() => {
            const field = document.querySelector("textarea[name^=q-]")
            field.value = "آخر ما كُتب"
            field.dispatchEvent(new Event("input", { bubbles: true }))
            location.href = "about:blank"
        }"""
    )  # the page is gone before its pause is over
    other.wait_for_timeout(2000)
    other.goto(f"{address}part/7/")
    expect(other.locator("textarea[name^=q-]").first).to_have_value("آخر ما كُتب")


def test_what_was_never_sent_is_shown_on_a_closed_page(signed_in):
    page = signed_in("focal.mar")
    page.goto("/workspace/answers/?lang=ar")
    page.locator("tr:not(:has(.badge-preparation)) .lead-cell a").last.click()
    page.locator("td.lead-cell a").first.click()
    page.evaluate(
        """() => {
            const { user, save } = document.querySelector("[data-answers]").dataset
            const { item } = document.querySelector("fieldset[data-item]").dataset
            const fields = [[`q-${item}`, "نص بقي هنا"]]
            localStorage.setItem(["answers", user, save, item].join("|"), JSON.stringify(fields))
        }"""
    )
    page.reload()
    expect(page.locator("fieldset[data-item]").first).to_contain_text("نص بقي هنا")


def test_numbers_are_read_or_refused_and_conditions_show_questions(signed_in):
    page = signed_in("focal.mar")
    address = submission_of(page, "ar")
    page.goto(f"{address}part/6/")
    number = page.locator("fieldset[data-kind=integer] input[name^=q-]")
    number.fill("كثير")
    expect(page.locator("fieldset[data-kind=integer] [data-fault]")).to_contain_text("ليس عدداً")
    number.fill("١٬٢٣٤")
    expect(page.locator("fieldset[data-kind=integer] [data-fault]")).to_be_hidden()
    page.reload()
    expect(number).to_have_value("1.234")
    page.goto(f"{address}part/1/")
    link = page.locator("fieldset[data-kind=link]")
    expect(link).to_be_hidden()
    page.locator("fieldset[data-kind=choice] input[value=yes]").check()
    expect(link).to_be_visible()
    page.locator("fieldset[data-kind=choice] input[value=no]").check()
    expect(link).to_be_hidden()


def test_unchanged_takes_over_last_rounds_answer(signed_in):
    page = signed_in("focal.mar")
    address = submission_of(page, "ar")
    page.goto(f"{address}part/4/")
    page.locator("[data-unchanged]").first.check()
    expect(page.locator("textarea[name^=q-]").first).to_have_value("عينة: لا مراكز احتجاز مخصصة.")
    expect(page.locator("[data-unchanged]").first).to_be_checked()
    page.locator("textarea[name^=q-]").first.fill("عينة: فُتح مركز واحد.")
    expect(page.locator("[data-unchanged]").first).not_to_be_checked()
    status_says(page, "حُفظ")
    page.reload()
    expect(page.locator("textarea[name^=q-]").first).to_have_value("عينة: فُتح مركز واحد.")
    expect(page.locator("[data-unchanged]").first).not_to_be_checked()


def test_a_workbook_goes_out_and_comes_back(signed_in):
    page = signed_in("focal.mar")
    address = submission_of(page, "ar")
    with page.expect_download() as waiting:
        page.locator("a[href$='workbook.xlsx']").click()
    book = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
    sheet = next(each for each in book.worksheets if each["A4"].value == "reception_text")
    sheet["E4"] = "استُكمل دون اتصال"
    out = io.BytesIO()
    book.save(out)
    filled = {"name": "filled.xlsx", "mimeType": "application/octet-stream", "buffer": out.getvalue()}
    page.set_input_files("input[name=workbook]", filled)
    page.get_by_role("button", name="رفع وتحقق").click()
    expect(page.locator(".messages")).to_contain_text("حُفظت")
    page.goto(f"{address}part/4/")
    expect(page.locator("textarea[name^=q-]").first).to_have_value("استُكمل دون اتصال")


def fill_part(page: Page) -> None:
    """Every question of the part, without scripts: texts, and zero for numbers."""
    for text in page.locator("textarea[name^=q-]:visible").all():
        text.fill("Spécimen : réponse complète.")
    for number in page.locator("fieldset[data-kind=integer] input[name^=q-]:visible").all():
        number.fill("1 234")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.wait_for_load_state()


def test_senegal_answers_in_french_without_scripts_and_the_secretariat_compiles(open_browser, signed_in):
    from tests.browser.conftest import DEMO_PASSWORD

    page = open_browser(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    page.goto("/accounts/login/?lang=fr")
    page.fill("input[name=login]", "focal.sen@example.org")
    page.fill("input[name=password]", DEMO_PASSWORD)
    page.click("main form button[type=submit]")
    address = submission_of(page, "fr")
    for number in range(1, 8):
        page.goto(f"{address}part/{number}/")
        fill_part(page)
    page.goto(f"{address}submit/")
    page.get_by_role("button", name="Soumettre au secrétariat").click()
    expect(page.locator("main")).to_contain_text("Le secrétariat est en train de lire")

    staff = signed_in("secretariat")
    staff.goto("/workspace/rounds/?lang=en")
    staff.get_by_role("link", name=CURRENT).click()
    staff.get_by_role("link", name="Senegal").click()
    expect(staff.locator("main")).to_contain_text("Spécimen : réponse complète.")
    staff.get_by_role("button", name="Accept all that is left").click()
    staff.get_by_role("button", name="Compile into the draft edition").click()
    expect(staff.locator(".difference").first).to_contain_text("réponse complète")
    assert violations(staff) == []
    staff.get_by_role("link", name="Write the draft").click()
    compiled = staff.locator(".section-form", has_text="réponse complète").first
    expect(compiled.get_by_role("tab", name="Français")).to_have_attribute("aria-selected", "true")
    expect(compiled.locator(".field-body_fr")).to_be_visible()
    expect(staff.locator(".answers-beside").first).to_contain_text("From the answers of the state")


def test_the_secretariat_asks_a_state_for_a_change(signed_in):
    page = signed_in("secretariat")
    page.goto("/workspace/rounds/?lang=en")
    page.get_by_role("link", name=CURRENT).click()
    page.get_by_role("link", name="Tunisia").click()
    first = page.locator(".verdict").first
    first.locator("input[value=change_asked]").check()
    first.locator("textarea").fill("Quelle année ?")
    page.get_by_role("button", name="Return for changes").click()
    expect(page.locator("main")).to_contain_text("returned for changes")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_pages_of_a_focal_point_are_accessible(signed_in, language):
    page = signed_in("focal.mar")
    address = submission_of(page, language)
    for path in ("", "part/1/", "part/2/", "part/3/", "part/5/", "submit/", "print/"):
        page.goto(f"{address}{path}?lang={language}")
        assert violations(page) == [], path
    page.goto(f"/workspace/answers/?lang={language}")
    assert violations(page) == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_pages_of_the_secretariat_are_accessible(signed_in, language):
    page = signed_in("secretariat")
    page.goto(f"/workspace/rounds/?lang={language}")
    assert violations(page) == []
    boards = [link.get_attribute("href") for link in page.locator("table .lead-cell a").all()]
    for path in boards:
        page.goto(f"{path}?lang={language}")
        assert violations(page) == [], path
    review = page.locator("table .lead-cell a").first.get_attribute("href")
    page.goto(f"{review}?lang={language}")
    assert violations(page) == []
    page.goto(f"/workspace/rounds/?lang={language}")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    assert violations(page) == []
    page.goto(f"/{language}/glossary/")
    assert violations(page) == []
