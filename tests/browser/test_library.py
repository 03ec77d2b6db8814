"""The library in a browser: reading in Arabic, downloading as an admitted reader and as another, a phone, no script."""

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_axe import violations

PAPER = "/library/demonstration-restricted-paper/"


def words_of(path: str) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]


def test_an_admitted_reader_takes_an_arabic_file_with_their_name_on_each_page(signed_in) -> None:
    page = signed_in("reader.nga")
    page.goto(f"/ar{PAPER}")
    cover = page.locator(".cover-large img")
    assert "العربية" in (cover.get_attribute("alt") or "")
    assert cover.evaluate("image => image.complete && image.naturalWidth > 100")
    assert page.locator("#files .row").count() == 2
    with page.expect_download() as begun:
        page.click("#files a[hreflang=ar]")
    texts = words_of(str(begun.value.path()))
    assert begun.value.suggested_filename == "demonstration-restricted-paper-ar.pdf"
    assert len(texts) == 2
    assert all(
        "Nigeria" in text and "example" in text for text in texts
    )  # the name of the account, and its address


def test_another_reader_sees_the_card_and_has_nothing_to_take(signed_in) -> None:
    page = signed_in("reader.alb")
    page.goto(f"/ar{PAPER}")
    assert page.locator(".cover-large img").count() == 0
    assert page.locator("#files a[hreflang]").count() == 0
    assert page.locator(".restricted-box").count() == 1
    mine = signed_in("reader.nga")
    mine.goto(f"/en{PAPER}")
    addresses = [link.get_attribute("href") for link in mine.locator("#files a[hreflang]").all()]
    addresses.append(mine.locator(".cover-large img").get_attribute("src"))
    for address in addresses:
        assert mine.request.get(str(address)).status == 200
        assert page.request.get(str(address)).status == 404
        assert page.request.head(str(address)).status == 404
        assert page.request.get(str(address), headers={"Range": "bytes=0-99"}).status == 404


@pytest.mark.parametrize("who", ["reader.alb", "reader.nga"])
def test_words_of_a_restricted_file_are_found_by_its_readers_alone(signed_in, who: str) -> None:
    page = signed_in(who)
    page.goto("/en/search/?q=sextant")
    assert (page.locator("mark", has_text="sextant").count() > 0) == (who == "reader.nga")
    page.goto("/ar/library/?q=السدس")
    assert page.locator(".book").count() == (1 if who == "reader.nga" else 0)


def test_filters_work_without_a_script(open_browser) -> None:
    page = open_browser(java_script_enabled=False, viewport={"width": 1440, "height": 1000}).new_page()
    page.goto("/ar/library/")
    page.select_option("select[name=series]", "mtm-maps-on-migration-routes")
    page.click(".filters button[type=submit]")
    expect(page.locator(".book")).to_have_count(4)
    page.goto("/ar/library/?q=منارة")
    assert page.locator(".book").count() == 1


def test_the_citation_is_copied(open_browser) -> None:
    context = open_browser(
        viewport={"width": 1440, "height": 1000}, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.goto("/en/library/leveraging-remittances-2012/")
    page.click("[data-copy]")
    page.locator("[data-copy]", has_text="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "(2012). Leveraging Remittances." in copied


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", ["/library/", PAPER])
def test_nothing_is_wider_than_a_phone(signed_in, language: str, path: str) -> None:
    page: Page = signed_in("reader.nga", viewport={"width": 390, "height": 844})
    page.goto(f"/{language}{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []
