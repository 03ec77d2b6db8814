"""One profile's file: checked key by key, so that nothing half-right is loaded."""

from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from imap.core.richtext import CITATION, TAGS
from imap.core.translation import LANGUAGES
from imap.portal.demo.faults import Faults
from imap.portal.demo.plan import PREFIXES, Wanted, earlier_edition, section_codes
from profiles.models import Edition
from profiles.models.source import SOURCE_LANGUAGES

SOURCE_KEYS = ("title", "publisher", "url", "language")
EDITION_KEYS = ("number", "label", "as_of", "published_on", "standing")


@dataclass(frozen=True)
class ProfileFile:
    """A checked file: what it is about, and the document as it was read."""

    wanted: Wanted
    document: dict[str, Any]

    @property
    def edition(self) -> dict[str, Any]:
        return self.document["edition"]

    @property
    def sources(self) -> dict[str, dict[str, Any]]:
        return self.document["sources"]

    @property
    def sections(self) -> list[dict[str, Any]]:
        return self.document["sections"]


def check(path: Path, document: Any, faults: Faults) -> ProfileFile | None:
    """The file as a profile, or None with its faults noted."""
    before = len(faults.found)
    known = ("map", "pillar", "kind", "place", "edition", "summary", "sources", "sections")
    document = faults.mapping(document, "file", known, ("title",))
    if len(faults.found) > before:
        return None
    faults.one_of(document["map"], "map", ("mtm", "silk-routes", "prague", "rabat"))
    faults.one_of(document["pillar"], "pillar", ("I", "II"))
    faults.one_of(document["kind"], "kind", PREFIXES)
    if len(faults.found) > before:
        return None
    wanted = Wanted(document["map"], document["pillar"], document["kind"], str(document["place"]))
    if not path.as_posix().endswith(f"/{wanted.key}.yaml"):
        faults.add("place", f"the file should be {wanted.key}.yaml")
    if wanted.kind == "thematic":
        faults.languages(document.get("title"), "title", at_most=150)
    elif any((document.get("title") or {}).values()):
        faults.add("title", "a place lends its profile its name; only a theme has a title")
    check_edition(document["edition"], wanted, faults)
    faults.languages(document["summary"], "summary")
    sources = check_sources(document["sources"], faults)
    check_sections(document["sections"], wanted, sources, faults)
    return ProfileFile(wanted, document) if len(faults.found) == before else None


def check_edition(edition: Any, wanted: Wanted, faults: Faults) -> None:
    edition = faults.mapping(edition, "edition", EDITION_KEYS, ("update_due",))
    number = 2 if earlier_edition(wanted) else 1
    if edition.get("number") != number:
        faults.add("edition.number", f"should be {number}")
    faults.text(edition.get("label"), "edition.label", at_most=40)
    faults.one_of(edition.get("standing"), "edition.standing", Edition.Standing.values)
    for key in ("as_of", "published_on"):
        faults.day(edition.get(key), f"edition.{key}")
    faults.day(edition.get("update_due"), "edition.update_due", optional=True)


def check_sources(sources: Any, faults: Faults) -> set[str]:
    if not isinstance(sources, dict):
        faults.add("sources", "should be keys with values")
        return set()
    for key, source in sources.items():
        where = f"sources.{key}"
        source = faults.mapping(source, where, SOURCE_KEYS, ("published", "accessed_on"))
        faults.text(source.get("title"), f"{where}.title", at_most=300)
        faults.text(source.get("publisher"), f"{where}.publisher", at_most=200)
        if not str(source.get("url") or "").startswith(("http://", "https://")):
            faults.add(f"{where}.url", "is no address of the web")
        faults.one_of(source.get("language"), f"{where}.language", dict(SOURCE_LANGUAGES))
        faults.day(source.get("accessed_on"), f"{where}.accessed_on", optional=True)
    return set(sources)


def check_sections(sections: Any, wanted: Wanted, sources: set[str], faults: Faults) -> None:
    sections = faults.items(sections, "sections")
    found = [section.get("code") for section in sections if isinstance(section, dict)]
    expected = section_codes(wanted.kind, wanted.pillar)
    if found != expected:
        faults.add("sections", f"should be {', '.join(expected)}; found {', '.join(map(str, found))}")
    for position, section in enumerate(sections, 1):
        where = f"sections.{section.get('code', position) if isinstance(section, dict) else position}"
        section = faults.mapping(section, where, ("code", "body"), ("sources",))
        check_section(section, where, sources, faults)


def check_section(section: dict[str, Any], where: str, sources: set[str], faults: Faults) -> None:
    cited = faults.items(section.get("sources") or [], f"{where}.sources")
    for key in cited:
        if key not in sources:
            faults.add(f"{where}.sources", f"“{key}” is not among the file’s sources")
    if len(set(map(str, cited))) < len(cited):
        faults.add(f"{where}.sources", "names a source twice")
    bodies = faults.languages(section.get("body"), f"{where}.body")
    numbers = {
        language: {int(number) for number in CITATION.findall(text)} for language, text in bodies.items()
    }
    for language, text in bodies.items():
        beyond = sorted(number for number in numbers[language] if not 1 <= number <= len(cited))
        if beyond:
            faults.add(f"{where}.body.{language}", f"cites {beyond}, beyond its {len(cited)} sources")
        for fault in Markup().faults_of(text):
            faults.add(f"{where}.body.{language}", fault)
    if len(bodies) == len(LANGUAGES) and len({frozenset(found) for found in numbers.values()}) > 1:
        faults.add(f"{where}.body", "does not cite the same sources in the three languages")


class Markup(HTMLParser):
    """Tags that are not let in, or not closed in order."""

    def faults_of(self, html: str) -> list[str]:
        self.open: list[str] = []
        self.found: list[str] = []
        self.feed(html)
        self.close()
        return self.found + [f"<{tag}> is not closed" for tag in self.open]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.found.append(f"<{tag}> is not let in")
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.found.append(f"</{tag}> closes what is not open")
