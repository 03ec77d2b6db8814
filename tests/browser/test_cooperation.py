"""Cooperation in a browser: an exchange from the offer to its lessons, and pages on a phone."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page

from tests.browser.test_axe import violations

CUT_OFF = """cells => cells.map(each => each.getBoundingClientRect())
  .filter(box => box.left < 0 || box.right > innerWidth).length"""
OFFER, NEED = "Registers that towns share", "Un registre pour nos communes"


def state_expertise(page: Page, side: str, title: str, language: str) -> None:
    page.goto(f"/workspace/cooperation/expertise/new/{side}/?lang={language}")
    page.select_option("select[name=theme]", index=7)
    page.click(f"label[for=sheet-{language}]")
    page.fill(f"input[name=title_{language}]", title)
    page.click("label[for=sheet-ar]")
    assert not page.locator(f"input[name=title_{language}]").is_visible()
    page.click(f"label[for=sheet-{language}]")
    assert page.input_value(f"input[name=title_{language}]") == title, "the switch keeps what was typed"
    page.check("input[name=languages][value=fr]")
    page.check("input[name=forms][value=visit]")
    assert violations(page) == []
    page.click("main form button[type=submit]")
    page.wait_for_url("**/workspace/cooperation/")


def step(page: Page, address: str, name: str, shown_in: str, **typed: str) -> None:
    page.goto(f"{address}{name}/?lang={shown_in}")
    assert violations(page) == []
    for field, value in typed.items():
        box = page.locator(f"main [name={field}]")
        if box.evaluate("each => each.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)
    page.click("main form .button-first")
    page.wait_for_url(re.compile(r"/exchanges/\d+/(\?.*)?$"))


def test_from_offer_to_lessons(signed_in, page: Page) -> None:
    morocco, senegal, staff = signed_in("focal.mar"), signed_in("focal.sen"), signed_in("secretariat")
    state_expertise(morocco, "offer", OFFER, "en")
    state_expertise(senegal, "need", NEED, "fr")
    staff.goto("/workspace/cooperation/matches/?lang=en")
    row = staff.locator("tbody tr", has_text=OFFER).filter(has_text=NEED).first
    assert "Both name the theme" in row.inner_text()
    assert "French" in row.inner_text()
    row.locator("button").click()
    staff.wait_for_url(re.compile(r"/exchanges/\d+/"))
    address = "/workspace/cooperation/exchanges/" + re.search(r"/exchanges/(\d+)/", staff.url)[1] + "/"
    step(senegal, address, "confirm_need", "fr")
    step(morocco, address, "confirm_offer", "ar")
    step(
        staff,
        address,
        "plan",
        "en",
        form="visit",
        starts=date.today().isoformat(),
        ends=(date.today() + timedelta(days=2)).isoformat(),
        place="Rabat",
        language="en",
    )
    step(staff, address, "hold", "en")
    step(morocco, address, "evaluate_offer", "ar", rating="4", language="ar", text="تعلمنا الكثير")
    step(senegal, address, "evaluate_need", "fr", rating="5", language="fr", text="Très utile")
    step(
        staff,
        address,
        "release",
        "en",
        lessons_en="Send the questions first.",
        lessons_ar="أرسلوا الأسئلة أولاً.",
    )
    page.goto("/ar/exchange/")
    page.locator("a[href*='/exchange/lessons/']").first.click()
    page.wait_for_url("**/exchange/lessons/**")
    assert violations(page) == []
    assert "أرسلوا الأسئلة أولاً." in page.locator("main").inner_text()
    assert "Très utile" not in page.content()


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "/partners/",
        "/partners/UNHCR/",
        "/projects/",
        "/projects/lec/",
        "/exchange/",
        "/exchange/inventory/?beside=MAR&beside=SEN",
    ],
)
def test_nothing_is_wider_than_a_phone(signed_in, language: str, path: str) -> None:
    page = signed_in("reader.nga", viewport={"width": 390, "height": 844})
    page.goto(f"/{language}{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("language", ["ar", "en"])
def test_pages_of_those_at_work(signed_in, language: str) -> None:
    for who, paths in {
        "secretariat": ["", "matches/"],
        "focal.mar": ["", "expertise/new/offer/", "priorities/new/", "inventory/new/", "requests/new/"],
    }.items():
        page = signed_in(who)
        for path in paths:
            page.set_viewport_size({"width": 1280, "height": 800})
            page.goto(f"/workspace/cooperation/{path}?lang={language}")
            assert violations(page) == [], path
            page.set_viewport_size({"width": 390, "height": 844})
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, path
            assert page.eval_on_selector_all(".stacked tbody tr > *", CUT_OFF) == 0, path


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_map_of_partners_is_drawn(page: Page, language: str) -> None:
    page.goto(f"/{language}/partners/")
    page.locator("portal-map[data-state=ready]").wait_for()
    assert page.locator("portal-map .maplibregl-canvas").is_visible()
