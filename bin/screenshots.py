"""Pictures of the portal for README and docs: `IMAP_DEMO_PASSWORD=… make screenshots` while `make demo` runs.

The address is SITE_URL's; the pictures go to docs/screenshots.
"""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "screenshots"
PROFILE = "/mtm/profiles/morocco-migration-and-development/"
EDITION = "/admin/profiles/edition/?q=algeria-migration&state__exact=draft"
FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
PATIENCE = 90
CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"


def settle(page: Page) -> None:
    """Until the map is drawn, where there is one."""
    for _try in range(PATIENCE):
        state = page.evaluate("document.querySelector('portal-map')?.dataset.state ?? 'none'")
        if state != "loading":
            break
        page.wait_for_timeout(500)
    page.wait_for_timeout(1500)


def take(page: Page, name: str, path: str) -> None:
    page.goto(path)
    settle(page)
    page.screenshot(path=TARGET / f"{name}.png")


def sign_in(page: Page, who: str) -> None:
    page.goto("/accounts/login/?lang=en")
    page.fill("input[name=login]", f"{who}@example.org")
    page.fill("input[name=password]", os.environ["IMAP_DEMO_PASSWORD"])
    page.click("main form button[type=submit]")
    page.wait_for_url(lambda url: "/login" not in url)


def fresh(browser: Browser, base: str, width: int = 1440, height: int = 1000) -> Page:
    return browser.new_context(
        base_url=base, viewport={"width": width, "height": height}, locale="en"
    ).new_page()


def main() -> None:
    base = os.environ.get("SITE_URL", "http://localhost:8000")
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        visitor, phone = fresh(browser, base), fresh(browser, base, 390, 844)
        reader, staff = fresh(browser, base), fresh(browser, base)
        sign_in(reader, "reader.nga")
        sign_in(staff, "secretariat")
        for language in ("ar", "en"):
            take(visitor, f"home-{language}", f"/{language}/")
            take(visitor, f"profile-{language}", f"/{language}{PROFILE}")
            take(phone, f"profile-{language}-390", f"/{language}{PROFILE}")
            take(reader, f"map-{language}", f"/{language}/mtm/")
            take(visitor, f"library-{language}", f"/{language}/library/")
            take(staff, f"workspace-{language}", f"/workspace/?lang={language}")
            staff.goto(f"{EDITION}&lang={language}")
            staff.locator("#result_list tbody th a").first.click()
            staff.wait_for_url("**/change/**")
            settle(staff)
            staff.screenshot(path=TARGET / f"admin-{language}.png")
        browser.close()


if __name__ == "__main__":
    main()
