"""No page type violates WCAG 2.2 AA as far as axe-core can tell, in Arabic and in English."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

AXE = (Path(__file__).resolve().parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js").read_text()
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # what passes is a thousand nodes a page
}
FOUND = """options => axe.run(document, options).then(({violations}) => violations.flatMap(
  rule => rule.nodes.map(node => `${rule.id}: ${node.target} ${node.html.slice(0, 120)}`)))"""
PUBLIC = {
    "home": "/",
    "map": "/mtm/",
    "countries": "/mtm/countries/",
    "country": "/mtm/countries/MAR/",
    "list": "/mtm/profiles/",
    "profile": "/mtm/profiles/morocco-migration-and-development/",
    "older edition": "/mtm/profiles/morocco-migration-and-development/editions/1/",
    "card": "/mtm/profiles/libya-irregular-and-mixed-migration/",
    "under preparation": "/mtm/profiles/algeria-migration-and-development/",
    "route": "/mtm/routes/west-africa/",
    "city": "/mtm/cities/tunis/",
    "search": "/search/?q=remittances",
    "search without hits": "/search/?q=zzzz",
    "about": "/about/",
    "meetings": "/meetings/",
    "meetings that fit no filter": "/meetings/?year=2003&country=POL",
    "meeting": "/meetings/warsaw-2007/",
    "meeting to come": "/meetings/demonstration-expert-meeting/",
    "library": "/library/",
    "library that fits no filter": "/library/?year=2005&kind=map",
    "publication": "/library/mtm-map-4th-edition-2012/",
    "publication with files": "/library/demonstration-reading-a-library/",
    "restricted publication": "/library/demonstration-restricted-paper/",
    "news": "/news/",
    "news that fits no filter": "/news/?year=2003&kind=report",
    "news item": "/news/rabat-process-launched-2006/",
    "archive": "/news/archive/2006/",
    "events": "/events/",
    "month": "/events/month/2026/12/",
    "event": "/events/demonstration-webinar/",
    "partners": "/partners/",
    "partner agency": "/partners/UNHCR/",
    "partner state": "/partners/MAR/",
    "projects": "/projects/",
    "project": "/projects/lec/",
    "exchange": "/exchange/",
    "priorities": "/exchange/priorities/",
    "inventory": "/exchange/inventory/",
    "inventory side by side": "/exchange/inventory/?beside=MAR&beside=SEN",
    "city to city": "/exchange/cities/",
    "not found": "/nothing-here/",
}
SIGNED_IN = {
    "restricted profile": "/mtm/profiles/libya-irregular-and-mixed-migration/",
    "route": "/mtm/routes/central-mediterranean/",
    "hub": "/mtm/hubs/agadez/",
    "map": "/mtm/",
    "meeting to come": "/meetings/demonstration-expert-meeting/",
    "restricted publication": "/library/demonstration-restricted-paper/",
    "words of a restricted publication": "/search/?q=sextant",
}


def violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    found: list[str] = page.evaluate(FOUND, OPTIONS)
    return found


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", PUBLIC)
def test_public_pages(page: Page, name: str, language: str) -> None:
    page.goto(f"/{language}{PUBLIC[name]}")
    assert violations(page) == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_pages_of_a_reader(signed_in, language: str) -> None:
    page = signed_in("reader.nga")
    for name, path in SIGNED_IN.items():
        page.goto(f"/{language}{path}")
        assert violations(page) == [], name


@pytest.mark.parametrize("language", ["ar", "en"])
def test_sign_in_and_own_pages(signed_in, page: Page, language: str) -> None:
    for path in ("login/", "password/reset/"):
        page.goto(f"/accounts/{path}?lang={language}")
        assert violations(page) == [], path
    mine = signed_in("secretariat")
    for path in ("me/", "2fa/", "readings/"):
        mine.goto(f"/accounts/{path}?lang={language}")
        assert violations(mine) == [], path
