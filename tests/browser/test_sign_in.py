"""Signing in and out, in a real browser. The second factor has a file of its own."""

import re

import pytest
from playwright.sync_api import Page, expect


def test_a_wrong_password_keeps_the_address_and_says_what_to_do(page: Page) -> None:
    page.goto("/accounts/login/?lang=ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.fill("input[name=login]", "reader.nga@example.org")
    page.fill("input[name=password]", "not the password")
    page.click("main form button[type=submit]")
    expect(page.locator("input[name=login]")).to_have_value("reader.nga@example.org")
    expect(page.locator("main [role=alert], main .errors, main .error").first).to_be_visible()


def test_signing_out_closes_what_was_open(signed_in) -> None:
    page: Page = signed_in("focal.mar")
    page.goto("/accounts/logout/?lang=en")
    page.click("main form button[type=submit]")
    expect(page).not_to_have_url(re.compile("logout"), timeout=30_000)
    page.goto("/en/mtm/profiles/libya-irregular-and-mixed-migration/")
    assert page.locator("#detection").count() == 0


@pytest.mark.parametrize("language", ["ar", "en"])
def test_who_is_signed_in_is_read_whole_in_the_head_of_the_page(signed_in, language) -> None:
    page = signed_in("focal.mar")
    page.goto(f"/{language}/mtm/profiles/")
    name = page.locator(".account summary .name")
    assert name.inner_text() == "National focal point, Morocco"
    fits = "each => each.scrollHeight <= each.clientHeight + 1 && each.scrollWidth <= each.clientWidth + 1"
    assert name.evaluate(fits)
    assert page.evaluate("document.querySelector('.site-head').offsetHeight") < 90, "the head takes two lines"
