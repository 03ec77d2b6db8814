"""Records in a browser: typed, checked, resolved, released and read in two languages; two note-takers; no connection; a phone."""

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_axe import violations

MEETING = "/workspace/meetings/demonstration-records-meeting/records/"
SUMMARY = "/meetings/demonstration-records-meeting/summary/"


def open_sheet(page: Page, language: str = "en") -> None:
    page.goto(f"{MEETING}?lang={language}")
    expect(page.locator("[data-sheet][data-ready]")).to_be_attached()


def type_line(page: Page, words: str, language: str) -> None:
    page.select_option("[data-language]", language)
    page.locator("[data-line]").fill(words)
    page.locator("[data-line]").press("Enter")


def row(page: Page, words: str):
    return page.locator(".record-row", has_text=words)


WORDS = {
    "en": {
        "typed": "As Morocco said, lists help {}.", "instead": "An African partner state said that lists help {}.",
        "send": re.compile("Send .* to the check"), "change": "Change the words", "save": "Save and check anew",
        "clear": re.compile(r"Release \d+ record"), "release": "Release", "passage": "Morocco said",
    },
    "ar": {
        "typed": "أكد الوفد المغربي أن القوائم مفيدة {}.", "instead": "رأى أحد المشاركين أن القوائم مفيدة {}.",
        "send": re.compile("إرسال"), "change": "تغيير الصياغة", "save": "حفظ وفحص من جديد",
        "clear": re.compile("نشر .*مح"), "release": "نشر", "passage": "الوفد المغربي",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar"])
def test_from_a_line_to_the_summary(signed_in, language: str) -> None:
    page: Page = signed_in("secretariat", locale=language)
    said, mark = WORDS[language], uuid.uuid4().hex[:6]
    open_sheet(page, language)
    page.keyboard.press("Alt+Digit5")
    type_line(page, said["typed"].format(mark), language)
    expect(row(page, mark)).to_be_visible()
    expect(page.locator("[data-line]")).to_have_value("")
    page.goto(f"{MEETING}check/?lang={language}")
    assert violations(page) == []
    page.get_by_role("button", name=said["send"]).click()
    record = page.locator(".checked-record", has_text=mark)
    expect(record.locator("mark")).to_contain_text(said["passage"])
    record.locator("summary", has_text=said["change"]).click()
    record.locator(f"textarea[name=text_{language}]").fill(said["instead"].format(mark))
    record.get_by_role("button", name=said["save"]).click()
    expect(page.locator(".checked-record", has_text=mark).locator("mark")).to_have_count(0)
    page.get_by_role("link", name=said["clear"]).click()
    page.get_by_role("button", name=said["release"], exact=True).click()
    page.goto(f"/{language}{SUMMARY}")
    expect(page.locator(".summary-lines li", has_text=mark)).to_be_visible()
    assert violations(page) == []


def test_two_note_takers_see_each_other_s_lines_and_no_names(signed_in) -> None:
    one, other = signed_in("secretariat"), signed_in("admin")
    mark = uuid.uuid4().hex[:6]
    open_sheet(one)
    open_sheet(other)
    type_line(one, f"First line {mark}", "en")
    expect(row(other, f"First line {mark}")).to_be_visible(timeout=10_000)
    type_line(other, f"Seconde ligne {mark}", "fr")
    expect(row(one, f"Seconde ligne {mark}")).to_be_visible(timeout=10_000)
    for page in (one, other):
        said = page.locator("main").inner_text()
        assert "example.org" not in said


def test_a_change_of_the_same_line_is_a_question(signed_in) -> None:
    one, other = signed_in("secretariat"), signed_in("admin")
    mark = uuid.uuid4().hex[:6]
    open_sheet(one)
    type_line(one, f"Shared line {mark}", "en")
    expect(row(one, mark).get_by_role("button", name="Change", exact=True)).to_be_visible()
    open_sheet(other)
    for page in (one, other):
        row(page, mark).get_by_role("button", name="Change", exact=True).click()
    one.locator(".record-edit textarea[lang=en]").fill(f"One's line {mark}")
    one.locator(".record-edit textarea[lang=en]").press("Control+Enter")
    expect(row(one, f"One's line {mark}")).to_be_visible()
    other.locator(".record-edit textarea[lang=en]").fill(f"Other's line {mark}")
    other.get_by_role("button", name="Save", exact=True).click()
    asked = other.locator("[data-conflict]")
    expect(asked).to_contain_text(f"One's line {mark}")
    expect(other.locator(".record-edit textarea[lang=en]")).to_have_value(f"Other's line {mark}")
    assert violations(other) == []
    asked.get_by_role("button", name="Keep mine").click()
    expect(row(one, f"Other's line {mark}")).to_be_visible(timeout=10_000)


def test_what_is_typed_without_a_connection_is_sent_later(signed_in) -> None:
    page: Page = signed_in("secretariat")
    mark = uuid.uuid4().hex[:6]
    open_sheet(page)
    lines = [f"Offline {number} {mark}" for number in range(5)]
    page.context.set_offline(True)
    for words in lines:
        type_line(page, words, "en")
    expect(row(page, mark).first).to_contain_text("not sent yet")
    page.context.set_offline(False)
    expect(row(page, mark).filter(has_text="not sent yet")).to_have_count(0, timeout=10_000)
    page.locator("[data-line]").fill(f"Half {mark}")
    page.reload()
    expect(page.locator("[data-line]")).to_have_value(f"Half {mark}")
    page.locator("[data-line]").fill("")
    for place, words in enumerate(lines):
        expect(row(page, mark).nth(place)).to_contain_text(words)
    kept = page.evaluate("Object.entries(localStorage).flat().join(' ')")
    assert mark not in kept
    assert "example.org" not in kept


def test_by_keyboard_a_line_is_moved_deleted_and_brought_back(signed_in) -> None:
    page: Page = signed_in("secretariat")
    mark = uuid.uuid4().hex[:6]
    open_sheet(page)
    for number in (1, 2):
        type_line(page, f"Line {number} {mark}", "en")
        expect(row(page, f"Line {number} {mark}").get_by_role("button", name="Delete")).to_be_visible()
    row(page, f"Line 2 {mark}").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator(".record-row", has_text=mark).first).to_contain_text("Line 2")
    row(page, f"Line 2 {mark}").focus()
    page.keyboard.press("Delete")
    expect(row(page, f"Line 2 {mark}")).to_have_count(0)
    page.locator(".record-dropped", has_text=mark).get_by_role("button").click()
    expect(row(page, f"Line 2 {mark}")).to_be_visible()
    row(page, f"Line 1 {mark}").get_by_role("button", name="Merge with the one above").click()
    expect(row(page, f"Line 2 {mark}")).to_contain_text(f"Line 1 {mark}")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "path",
    [
        MEETING,
        f"{MEETING}check/",
        f"{MEETING}release/",
        f"{MEETING}note-takers/",
        "/workspace/records/",
    ],
)
def test_nothing_is_wider_than_a_phone_and_axe_is_content(signed_in, language: str, path: str) -> None:
    page = signed_in("secretariat", locale=language, viewport={"width": 390, "height": 844})
    page.goto(f"{path}?lang={language}")
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []
