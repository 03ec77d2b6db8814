"""Visitors and readers, in a real browser, in three languages."""

import re

import pytest
from playwright.sync_api import Page, expect

PILLAR_I = "/en/mtm/profiles/libya-irregular-and-mixed-migration/"


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr"), ("fr", "ltr")])
def test_a_public_profile_is_read_in_the_language_of_the_address(
    page: Page, language: str, direction: str
) -> None:
    page.goto(f"/{language}/mtm/profiles/morocco-migration-and-development/")
    root = page.locator("html")
    expect(root).to_have_attribute("lang", language)
    expect(root).to_have_attribute("dir", direction)
    expect(page.locator("main h1")).to_be_visible()
    assert page.locator("main h2").count() >= 7


def test_from_home_to_a_section_with_its_sources(page: Page) -> None:
    page.goto("/en/")
    page.get_by_role("link", name=re.compile("Mediterranean Transit Migration")).first.click()
    page.wait_for_url("**/en/mtm/")
    page.goto("/en/mtm/countries/MAR/")
    page.get_by_role("link", name=re.compile("Migration and Development", re.I)).first.click()
    page.wait_for_url("**/profiles/morocco-migration-and-development/**")
    page.locator("main sup.cite a").first.click()
    assert re.search(r"#.+-source-1$", page.url)


def test_the_language_switch_keeps_the_page(page: Page) -> None:
    page.goto("/en/mtm/profiles/?pillar=migration-and-development")
    page.get_by_role("link", name="العربية").first.click()
    page.wait_for_url("**/ar/mtm/profiles/?pillar=migration-and-development")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_a_restricted_profile_is_a_card_to_a_visitor(page: Page) -> None:
    page.goto(PILLAR_I)
    expect(page.locator("main h1")).to_contain_text("Libya")
    expect(page.locator("main")).to_contain_text("Restricted")
    assert page.locator("main h2#detection, main section#detection").count() == 0


@pytest.mark.parametrize(("who", "reads"), [("reader.nga", True), ("reader.alb", False), ("prague", False)])
def test_a_restricted_profile_opens_for_those_admitted(signed_in, who: str, reads: bool) -> None:
    page = signed_in(who)
    page.goto(PILLAR_I)
    assert (page.locator("#detection").count() > 0) is reads


def test_filters_work_without_javascript(open_browser) -> None:
    page = open_browser(java_script_enabled=False).new_page()
    page.goto("/en/mtm/profiles/")
    page.select_option("select[name=pillar]", "migration-and-development")
    page.select_option("select[name=kind]", "country")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "pillar=migration-and-development" in url)
    expect(page.locator("main")).to_contain_text("Morocco")
    expect(page.locator("main")).not_to_contain_text("Agadez")
