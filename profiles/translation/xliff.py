"""An edition in one language as an XLIFF 1.2 file: one `<file>` a section, one unit a segment; written and read."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree
from translate.storage.xliff import Xliff1File, Xliff1Unit

from imap.core.translation import OWN_NAMES
from profiles.models import Edition, Section, Translation, TranslationState
from profiles.models.translatable import is_translatable
from profiles.models.translation import fingerprint, version_of, with_states
from profiles.translation.faults import fault_in_words
from profiles.translation.inline import XHTML, XLIFF, numbered, numbers_for, write
from profiles.translation.units import Unit, plan
from profiles.translation.work import Work

# Sections that may be given a text: of an edition that is being translated, and of a published one.
GAPS = (TranslationState.MISSING, TranslationState.IN_PROGRESS)
NOT_FINAL = (*GAPS, TranslationState.OUT_OF_STEP, TranslationState.IN_STEP, TranslationState.REVIEWED)
PORTAL = "i-map"
SOURCE = "i-map-source"
HEADING = "heading"
UNFINISHED = frozenset(
    {
        "new", "needs-translation", "needs-adaptation", "needs-l10n", "needs-review-translation",
        "needs-review-adaptation", "needs-review-l10n",
    }
)  # fmt: skip


def exchanged(edition: Edition, works: Iterable[Work], languages: Iterable[str]) -> list[str]:
    """Languages for which a file would hold something."""
    states = NOT_FINAL if is_translatable(edition) else GAPS
    there = {work.language for work in works if work.state in states}
    return [language for language in languages if language in there]


class EditionUnit(Xliff1Unit):
    namespace = XLIFF


class EditionFile(Xliff1File):
    """translate-toolkit's file, in the namespace of 1.2."""

    UnitClass = EditionUnit
    namespace = XLIFF
    XMLskeleton = (
        f'<?xml version="1.0" encoding="utf-8"?><xliff version="1.2" xmlns="{XLIFF}" xmlns:h="{XHTML}">'
        '<file original="NoName" source-language="en" datatype="html"><body></body></file></xliff>'
    )


@dataclass
class Exported:
    content: bytes
    name: str
    segments: int


@dataclass
class ReadUnit:
    """A unit of a file: its number in its section, source and target as XML."""

    number: str
    source: etree._Element
    target: etree._Element | None

    @property
    def is_finished(self) -> bool:
        return self.target is not None and self.target.get("state", "translated") not in UNFINISHED


@dataclass
class ReadFile:
    """What a file says of one section."""

    edition: str
    code: str
    source_language: str
    language: str
    version: str
    source: str  # fingerprint of the source text
    heading: str = ""
    units: list[ReadUnit] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What people call the section; its code where the file does not say."""
        return self.heading or self.code or "?"


class NotXliff(ValueError):
    """The file cannot be read at all; the message says why."""


def original(edition: Edition, section: Section) -> str:
    return f"{PORTAL}:{edition.pk}:{section.code}"


def exportable(edition: Edition, language: str) -> list[Any]:
    """Sections of the edition that may be given a text in the language now."""
    states = (
        NOT_FINAL if is_translatable(edition) else GAPS if edition.state == Edition.State.PUBLISHED else ()
    )
    rows = with_states(Section.objects.filter(edition=edition), language).select_related("template")
    return list(rows.filter(in_language__in=states).order_by("order"))


def export(edition: Edition, language: str) -> Exported:
    store = EditionFile(targetlanguage=language)
    own = {
        row.section_id: row for row in Translation.objects.filter(section__edition=edition, language=language)
    }
    segments = 0
    for section in exportable(edition, language):
        segments += add_section(store, edition, section, own.get(section.pk), language)
    out = io.BytesIO()
    store.serialize(out)
    name = f"{edition.profile.slug}-{edition.label}-{language}.xlf"
    return Exported(out.getvalue(), "".join(c if c.isalnum() or c in "-." else "-" for c in name), segments)


def add_section(
    store: EditionFile, edition: Edition, section: Section, own: Translation | None, language: str
) -> int:
    store.switchfile(original(edition, section), createifmissing=True)
    node = store.getfilenode(original(edition, section))
    node.set("source-language", section.source_language)
    node.set("target-language", language)
    node.set("datatype", "html")
    header = node.find(f"{{{XLIFF}}}header")
    if header is None:
        header = etree.Element(f"{{{XLIFF}}}header")
        node.insert(0, header)
    note(header, PORTAL, version_of(section, own, language))
    note(header, SOURCE, fingerprint(section.source_text))
    note(header, HEADING, str(section))
    units = plan(section, own, language).units
    for number, unit in enumerate(units, 1):
        add_unit(store, f"{section.code}.{number}", unit)
    return len(units)


def note(header: etree._Element, by: str, words: str) -> None:
    etree.SubElement(header, f"{{{XLIFF}}}note", {"from": by}).text = words


def add_unit(store: EditionFile, number: str, unit: Unit) -> None:
    made = EditionUnit(".")
    store.addunit(made)
    made.xmlelement.set("id", number)
    made.xmlelement.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    source = made.xmlelement.find(f"{{{XLIFF}}}source")
    source.clear()
    marks = numbered(unit.source)
    write(source, unit.source, iter(marks))
    if unit.target is None:
        return
    target = etree.Element(f"{{{XLIFF}}}target")
    target.set("state", "translated" if unit.is_settled else "needs-review-translation")
    write(target, unit.target, numbers_for(unit.target, marks))
    source.addnext(target)


def read(content: bytes) -> list[ReadFile]:
    """What a file holds, section by section. Raises `NotXliff`."""
    refuse_unsafe(content)
    try:
        store = EditionFile.parsestring(content)
    except Exception as error:  # translate-toolkit raises what its parser meets
        raise NotXliff(_("This file is XML, but not as XLIFF 1.2 has it: it cannot be read.")) from error
    found: dict[str, ReadFile] = {}
    for unit in store.units:
        node = next(unit.xmlelement.iterancestors(f"{{{XLIFF}}}file"))
        key = node.get("original", "")
        if key not in found:
            found[key] = read_head(node)
        found[key].units.append(read_unit(unit.xmlelement))
    return list(found.values())


def refuse_unsafe(content: bytes) -> None:
    """No document type, no entities, nothing from elsewhere: before anybody else parses it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotXliff(fault_in_words(error)) from error
    if root.getroottree().docinfo.doctype:
        raise NotXliff(_("This file names a document type; an XLIFF file has none."))
    if root.tag != f"{{{XLIFF}}}xliff":
        raise NotXliff(_("This is no XLIFF 1.2 file: it begins with %s.") % etree.QName(root).text)


def read_head(node: etree._Element) -> ReadFile:
    portal, edition, code = [*node.get("original", "").split(":"), "", "", ""][:3]
    notes = {row.get("from"): row.text or "" for row in node.iterfind(f"{{{XLIFF}}}header/{{{XLIFF}}}note")}
    return ReadFile(
        edition=edition if portal == PORTAL else "",
        code=code,
        source_language=node.get("source-language", "")[:2].lower(),
        language=node.get("target-language", "")[:2].lower(),
        version=notes.get(PORTAL, ""),
        source=notes.get(SOURCE, ""),
        heading=notes.get(HEADING, ""),
    )


def read_unit(element: etree._Element) -> ReadUnit:
    source = element.find(f"{{{XLIFF}}}source")
    target = element.find(f"{{{XLIFF}}}target")
    number = element.get("id", "").rpartition(".")[2]
    is_blank = target is None or not ("".join(target.itertext()).strip() or len(target))
    return ReadUnit(
        number, source if source is not None else etree.Element("none"), None if is_blank else target
    )


def named(language: str) -> str:
    return OWN_NAMES.get(language, language or "?")
