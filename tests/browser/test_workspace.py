"""The workspace in a real browser: an agency in English, Morocco's focal point in Arabic, the secretariat on a phone."""

import pytest

from tests.browser.test_axe import violations

NIGER = "niger-irregular-and-mixed-migration"
PHONE = {"width": 390, "height": 800}


def overflows(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def open_desk(page, title: str) -> None:
    page.goto("/workspace/?lang=en&state=validation" if title == "Niger" else "/workspace/?lang=en")
    page.locator(".board tbody th a", has_text=title).first.click()
    page.wait_for_selector(".stations")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_pages_of_the_secretariat(signed_in, language) -> None:
    page = signed_in("secretariat")
    open_desk(page, "Niger")
    desk = page.url
    sections = page.locator(".verdicts a").first.get_attribute("href")
    versions = page.locator("a[href$='/versions/']").first.get_attribute("href")
    places = [
        "/workspace/", desk, f"{desk}endorse/", f"{desk}return_to_draft/", f"{desk}publish/", f"{desk}override/",
        f"{desk}schedule/", sections, versions,
        "/workspace/validations/",
    ]  # fmt: skip
    for place in places:
        page.goto(f"{place}?lang={language}")
        assert page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
        assert violations(page) == [], place


@pytest.mark.parametrize("language", ["ar", "en"])
def test_pages_of_an_agency_on_a_phone(signed_in, language) -> None:
    page = signed_in("frontex", viewport=PHONE)
    page.goto(f"/workspace/?lang={language}")
    assert violations(page) == []
    page.goto("/workspace/validations/")
    assert violations(page) == []
    page.locator(".tasks a").first.click()
    page.wait_for_selector(".verdict-form")
    assert page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")
    assert violations(page) == []
    assert not overflows(page)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_nothing_runs_off_a_phone(signed_in, language) -> None:
    page = signed_in("secretariat", viewport=PHONE)
    page.goto(f"/workspace/?lang={language}")
    assert not overflows(page)
    page.locator(".tasks .task-title a").first.click()
    page.wait_for_load_state()
    assert not overflows(page)
    page.goto(f"/workspace/validations/?lang={language}")
    page.locator(".tasks .task-title a").first.click()
    page.wait_for_load_state()
    assert not overflows(page)


def test_everything_is_reached_by_keyboard(signed_in) -> None:
    page = signed_in("secretariat", viewport=PHONE)
    page.goto("/workspace/?lang=en")
    first = page.locator(".tasks a[href*='/editions/']").first
    first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/workspace/?" not in url)
    page.locator("h1").first.wait_for()
    assert page.locator(".stations").is_visible()


def test_an_agency_in_english(signed_in) -> None:
    page = signed_in("unhcr")
    page.goto("/workspace/")
    assert page.locator("h1").inner_text() == "What awaits me"
    page.click("text=Give your verdict on")
    page.wait_for_load_state()
    if "/validations/" in page.url and page.locator(".verdict-form").count() == 0:
        page.locator(".tasks a", has_text="Asylum").first.click()
    page.wait_for_selector(".verdict-form")
    page.click("text=Take the review")
    page.wait_for_selector("text=Hand it back")
    page.check("input[name=verdict][value=remarks]")
    page.click("text=Give the verdict")
    page.wait_for_selector("text=Write the remark that goes with this verdict.")
    page.fill("textarea[name=remark]", "The figure of 2013 is out.")
    page.click("text=Give the verdict")
    page.wait_for_selector("text=Your verdict is kept.")
    page.locator("section:has(#given) .tasks a", has_text="Asylum").first.click()
    page.wait_for_selector("text=The figure of 2013 is out.")
    assert page.goto("/admin/").url.endswith("/admin/login/?next=/admin/") or "login" in page.url


def test_the_focal_point_of_morocco_in_arabic(signed_in) -> None:
    page = signed_in("focal.mar")
    page.goto("/workspace/?lang=ar")
    assert page.get_attribute("html", "dir") == "rtl"
    assert page.locator("h1").inner_text() == "ما ينتظرني"
    page.click("text=اعتمدها، أو أعدها مع ملاحظاتك")
    page.wait_for_selector("text=صيغة نهائية معتمدة")
    assert page.locator(".checked").count() >= 3
    assert violations(page) == []
    page.click("button[name=endorse]")
    page.wait_for_selector(".stations")
    assert page.locator(".station-here .station-name").inner_text() == "معتمدة"
    words = page.goto("/workspace/").text()
    assert "اعتمدها، أو أعدها مع ملاحظاتك" not in words
    page.click("text=استكمال الإجابات وتقديمها")
    page.wait_for_url("**/workspace/answers/*/")


def test_what_is_typed_is_kept_without_saving(signed_in) -> None:
    page = signed_in("secretariat")
    page.goto("/workspace/?lang=en")
    page.locator(".board tbody th a", has_text="Egypt").last.click()
    page.wait_for_selector(".stations")
    page.click("a:has-text('Write') >> nth=0")
    section = page.locator(".section-form").first
    section.get_by_role("tab", name="English").click()
    section.locator("[lang=en] [contenteditable=true]").click()
    page.keyboard.type("Typed and never saved. ")
    kept = page.locator("[data-kept]", has_text="Kept as a version").first
    kept.wait_for(timeout=20_000)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(page.url.split("#")[0])
    page.wait_for_selector(".unsaved")
    page.click(".unsaved a")
    page.wait_for_selector("text=kept while typing")
    page.locator("main summary", has_text="How it differs").first.click()
    assert "Typed and never saved." in page.locator("main").inner_text()
