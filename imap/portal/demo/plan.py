"""Which profiles the demo has: the 53 of June 2012, the thematic ones, those of cities, and Prague's."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from imap.portal.demo.files import codes, facts, texts

PREFIXES = {"country": "country", "route": "route", "hub": "hub", "city": "city", "thematic": "theme"}


@dataclass(frozen=True)
class Wanted:
    """One profile: the regional i-Map and pillar, its kind, and its place (ISO3, or a slug)."""

    map: str
    pillar: str
    kind: str
    place: str

    @property
    def key(self) -> str:
        """Its file's path under `profiles/`, without the ending: `mtm/II/country-mar`."""
        return f"{self.map}/{self.pillar}/{PREFIXES[self.kind]}-{self.place.lower()}"


@cache
def settings() -> dict[str, Any]:
    return texts("profiles")


def earlier_edition(wanted: Wanted) -> dict[str, Any] | None:
    return settings()["earlier_editions"].get(wanted.key)


def named_readers(wanted: Wanted) -> list[str] | None:
    """Accounts that read a profile kept for named readers; None for a profile that follows its pillar's rule."""
    readers: list[str] | None = settings()["named_readers"].get(wanted.key)
    return readers


def countries_with_profile() -> list[Wanted]:
    """Pillar I: the portal's own selection. Pillar II: the countries of project LEC."""
    chosen = [
        Wanted(slug, numeral, "country", iso3)
        for pair, countries in settings()["countries"].items()
        for slug, numeral in [pair.split("/")]
        for iso3 in countries
    ]
    (project,) = (row for row in facts("projects") if row["code"] == "LEC")
    return chosen + [Wanted("mtm", "II", "country", iso3) for iso3 in codes(project["places"])]


def places_with_profile(places: dict[str, list[dict[str, Any]]]) -> list[Wanted]:
    """The five routes and seven hubs, under Pillar I; and cities, which were proposed in 2012 and had none then, under Pillar II."""
    cities = [Wanted(place["map"], "II", "city", place["slug"]) for place in places["cities"]]
    passages = [
        Wanted(place["map"], "I", kind, place["slug"])
        for kind in ("route", "hub")
        for place in places[f"{kind}s"]
    ]
    return [*passages, *(city for city in cities if city.place in settings()["cities"])]


@cache
def section_codes(kind: str, pillar: str) -> list[str]:
    """The codes of a profile's sections, in order."""
    if kind == "country":
        rows = [row for row in facts("section_templates") if row["pillar"] == pillar]
        return [row["code"] for row in sorted(rows, key=lambda row: int(row["order"]))]
    return list(texts("section_templates")[kind])
