"""The translator's journey: Arabic for translator.ar, French for translator.fr, in the edition of the demo that is at work."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DEMO_PASSWORD
from tests.browser.test_axe import violations

LIST = "/workspace/translations/"


@pytest.fixture
def french(signed_in) -> Page:
    return signed_in("translator.fr", locale="fr")


def open_text(page: Page, state: str, language: str) -> None:
    """The first text of the list in that state."""
    page.goto(f"{LIST}?lang={language}")
    page.locator(".row", has=page.locator(f".state-{state}")).first.locator("a").click()
    ready(page)


def ready(page: Page) -> None:
    expect(page.locator("#translation[data-ready]")).to_be_attached()


def box(page: Page):
    return page.locator(".editor [contenteditable=true]")


def kept(page: Page) -> None:
    expect(page.locator("#keeping")).to_have_text(re.compile("Gardé|Kept|حُفظ"))


def test_a_translator_into_arabic_brings_a_text_back_into_step(signed_in) -> None:
    page: Page = signed_in("translator.ar", locale="ar")
    page.goto(LIST)
    assert (
        page.evaluate("document.documentElement.dir") == "ltr"
    )  # the language that was asked for at sign-in
    open_text(page, "out_of_step", "ar")
    assert page.evaluate("document.documentElement.dir") == "rtl"
    expect(page.locator("#what-changed ins").first).to_be_visible()
    assert page.locator(".source-text").get_attribute("dir") == "ltr"
    assert page.locator(".editor").get_attribute("dir") == "rtl"
    heading = page.locator("h1").inner_text()
    box(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" ولم تصبح المبالغ نهائية بعد.")
    kept(page)
    expect(page.locator(".desk-line .badge")).to_have_class(
        re.compile("out_of_step")
    )  # as the page was loaded
    page.get_by_role("button", name="إنهاء", exact=True).click()
    page.wait_for_load_state()
    expect(page.locator(".messages")).to_contain_text(heading)
    expect(page.locator(".desk-line .badge")).to_have_class(re.compile("in_step"))


def test_a_term_is_inserted_by_a_click_and_no_longer_pointed_out(french: Page) -> None:
    open_text(french, "out_of_step", "fr")
    term = french.locator("[data-term=diaspora]")
    expect(term.locator("[data-rendered]")).to_have_class(re.compile("out_of_step"))
    box(french).click()
    french.keyboard.press("Control+End")
    term.locator("[data-insert]").click()
    expect(box(french)).to_contain_text("diaspora")
    expect(term.locator("[data-rendered]")).to_have_class(re.compile("in_step"))
    kept(french)
    french.keyboard.type(" ")
    french.keyboard.press("Alt+Digit1")
    french.keyboard.press("Control+s")
    kept(french)


def test_what_is_typed_without_a_connection_is_sent_later(french: Page) -> None:
    open_text(french, "in_progress", "fr")
    french.context.set_offline(True)
    box(french).click()
    french.keyboard.press("Control+End")
    french.keyboard.type(" Hors ligne.")
    expect(french.locator("#keeping")).to_have_text(re.compile("Pas de connexion"))
    french.context.set_offline(False)
    kept(french)
    french.reload()
    ready(french)
    expect(box(french)).to_contain_text("Hors ligne.")


def type_unheard(page: Page, words: str) -> None:
    """Typed without a connection, and the page is left before there is one again."""
    page.route("**/keep/", lambda route: route.abort())
    box(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)
    expect(page.locator("#keeping")).to_have_text(re.compile("Pas de connexion"))
    page.goto(LIST)
    page.unroute("**/keep/")


def test_what_was_never_sent_is_sent_when_the_text_is_opened_again(french: Page, signed_in) -> None:
    open_text(french, "in_progress", "fr")
    address = french.url
    type_unheard(french, " Perdu ?")
    french.goto(address)
    ready(french)
    expect(french.locator("#unsent")).to_be_visible()
    expect(box(french)).to_contain_text("Perdu ?")
    kept(french)
    elsewhere: Page = signed_in("translator.fr")
    elsewhere.goto(address)
    ready(elsewhere)
    expect(box(elsewhere)).to_contain_text("Perdu ?")
    expect(elsewhere.locator("#unsent")).to_be_hidden()
    french.locator("[data-unsent=drop]").click()
    kept(french)
    expect(box(french)).not_to_contain_text("Perdu ?")


def test_what_was_never_sent_meets_what_another_wrote_since(french: Page, signed_in) -> None:
    open_text(french, "in_progress", "fr")
    address = french.url
    type_unheard(french, " De la traductrice, sans connexion.")
    other: Page = signed_in("secretariat")
    other.goto(address)
    ready(other)
    box(other).click()
    other.keyboard.press("Control+End")
    other.keyboard.type(" From the secretariat, meanwhile.")
    kept(other)
    french.goto(address)
    ready(french)
    expect(french.locator("#clash")).to_contain_text("From the secretariat, meanwhile.")
    expect(box(french)).to_contain_text("De la traductrice, sans connexion.")
    expect(french.locator("#unsent")).to_be_hidden()
    other.reload()
    ready(other)
    expect(box(other)).not_to_contain_text("De la traductrice, sans connexion.")
    french.locator("[data-choose=mine]").click()
    kept(french)


def test_two_people_at_one_text_get_both_texts(french: Page, signed_in) -> None:
    open_text(french, "in_progress", "fr")
    other: Page = signed_in("secretariat")
    other.goto(french.url)
    ready(other)
    box(french).click()
    french.keyboard.press("Control+End")
    french.keyboard.type(" De la traductrice.")
    kept(french)
    box(other).click()
    other.keyboard.press("Control+End")
    other.keyboard.type(" From the secretariat.")
    clash = other.locator("#clash")
    expect(clash).to_be_visible()
    expect(clash).to_contain_text("De la traductrice.")
    assert violations(other) == []
    other.locator("[data-choose=mine]").click()
    expect(clash).to_be_hidden()
    kept(other)
    expect(box(other)).to_contain_text("From the secretariat.")
    box(french).click()
    french.keyboard.type("x")
    expect(french.locator("#clash")).to_be_visible()
    french.locator("[data-choose=theirs]").click()
    expect(box(french)).to_contain_text("From the secretariat.")


def test_the_keyboard_finishes_a_text_and_goes_to_the_next(french: Page) -> None:
    french.goto(f"{LIST}?lang=fr")
    expect(french.locator(".row").nth(1)).to_be_visible()
    french.locator(".row a").first.click()
    ready(french)
    first = french.url
    french.keyboard.press("Alt+PageDown")
    french.wait_for_url(lambda url: url != first)
    ready(french)
    french.goto(first)
    ready(french)
    box(french).click()
    french.keyboard.press("Control+Enter")
    french.wait_for_url(lambda url: url != first)
    expect(french.locator(".messages")).to_be_visible()


def test_a_file_goes_out_and_comes_back(french: Page, tmp_path) -> None:
    french.goto(f"{LIST}report/?lang=fr&editions=open")
    french.locator(".report-table th a").first.click()
    with french.expect_download() as waiting:
        french.get_by_role("link", name=re.compile("Exporter")).click()
    file = tmp_path / "edition.xlf"
    waiting.value.save_as(file)
    assert b"trans-unit" in file.read_bytes()
    french.set_input_files("input[name=file]", file)
    french.get_by_role("button", name="Reprendre le fichier").click()
    expect(french.locator(".messages")).to_contain_text("0 texte terminé")


def test_whoever_signs_in_again_in_another_tab_goes_on_and_nobody_else_is_offered_the_text(
    french: Page,
) -> None:
    french.goto(f"{LIST}?lang=fr")
    french.locator(".row a").first.click()
    ready(french)
    french.context.clear_cookies(name="sessionid")
    box(french).click()
    french.keyboard.press("Control+End")
    french.keyboard.type(" Encore un mot.")
    expect(french.locator("#keeping")).to_contain_text("déconnecté", timeout=20_000)
    sign_in(other := french.context.new_page(), "secretariat")
    other.goto(french.url)
    ready(other)
    expect(other.locator("#unsent")).to_be_hidden()
    expect(french.locator("#keeping")).to_contain_text("déconnecté", timeout=20_000)
    other.context.clear_cookies(name="sessionid")
    sign_in(other, "translator.fr")
    other.goto(french.url)
    ready(other)
    expect(french.locator("#keeping")).to_have_text(re.compile("Gardé"), timeout=20_000)
    french.get_by_role("button", name="Garder comme travail en cours").click()
    expect(french.locator(".messages")).to_be_visible()
    expect(box(french)).to_contain_text("Encore un mot.")


def sign_in(page: Page, who: str) -> None:
    page.goto("/accounts/login/?lang=fr")
    page.fill("input[name=login]", f"{who}@example.org")
    page.fill("input[name=password]", DEMO_PASSWORD)
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda url: "/login" not in url)


def test_a_quotation_has_its_bar_where_its_text_begins(french: Page) -> None:
    french.goto(f"{LIST}?lang=fr")
    french.locator(".row a").first.click()
    ready(french)
    bars = french.evaluate("""() => ["ltr", "rtl"].map((direction) => {
      const box = document.createElement("div")
      box.innerHTML = `<div class="prose-editor" dir="${direction}"><div class="ProseMirror"><blockquote>x</blockquote></div></div>`
      document.querySelector("main").append(box)
      const style = getComputedStyle(box.querySelector("blockquote"))
      return [style.borderLeftWidth, style.borderRightWidth]
    })""")
    assert bars == [["3px", "0px"], ["0px", "3px"]]


def test_the_desk_works_without_a_script(signed_in) -> None:
    page: Page = signed_in("secretariat", java_script_enabled=False)
    page.goto(f"{LIST}?lang=en&language=ar")
    page.locator(".row a").first.click()
    area = page.locator("textarea[name=text]")
    area.fill(area.input_value() + "<p>بلا برنامج</p>")
    page.locator("button[name=keep]").click()
    expect(page.locator(".messages")).to_contain_text("Kept as work in progress.")
    expect(page.locator("textarea[name=text]")).to_have_value(re.compile("بلا برنامج"))


@pytest.mark.parametrize(("language", "width"), [("ar", 390), ("en", 1440)])
def test_no_page_violates_what_axe_knows(signed_in, language: str, width: int) -> None:
    page: Page = signed_in("secretariat", viewport={"width": width, "height": 900})
    page.goto(f"{LIST}?lang={language}")
    desk = page.locator(".row a").first.get_attribute("href")
    edition = page.locator(".rule-head .more").first.get_attribute("href")
    whole = str(edition).replace("translations/", "")
    for address in (LIST, desk, f"{desk}versions/", edition, whole, f"{LIST}report/"):
        page.goto(str(address))
        page.wait_for_load_state("networkidle")
        assert violations(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{address} is too wide"
