"""Projects after the IATI activity standard, version 2.03: what is known, and where the standard asks for more, its own conventions.

The standard asks for things that documents of a dialogue often leave open, first of all a day for each date. What a convention fills in
is told as such, in words or in the portal's own namespace, which the schema admits: a year stands as its first or last day and says that
only the year is known; a partner stands as one who carries out where nobody's role is stated; the title describes where nothing else does.
A project without any date, status or reporter is no activity: it follows after the activities as an element of the portal's own
namespace, with the names of what is missing. The schema wants one activity at least: without any there is no file, and the page that
asked for it says why.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from accounts.models import Organisation
from imap.core.partial_date import filled, in_words, last_day
from imap.core.translation import LANGUAGES, texts_of
from meetings.cooperation.models import Involvement, Project, Reporter

VERSION = "2.03"
OWN = "urn:i-map:projects"  # the namespace of what the standard has no place for
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Codelists of the standard: ActivityStatus, OrganisationRole.
STATUS = {Project.Status.PLANNED: "1", Project.Status.RUNNING: "2", Project.Status.ENDED: "4"}
ROLES = {Involvement.Role.FUNDER: "1", Involvement.Role.LEAD: "2", Involvement.Role.IMPLEMENTER: "4"}
GENERAL, OTHER = "1", "4"  # DescriptionType
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
COUNTRIES = "A4"  # GeographicVocabulary: ISO 3166-1 alpha-2
IN_WORDS: dict[str, str | Promise] = {  # what an element of the standard stands for
    "reporting-org": gettext_lazy("who reports it"),
    "title": gettext_lazy("a title"),
    "activity-status": gettext_lazy("its status"),
    "activity-date": gettext_lazy("when it started or ended"),
}


class NoActivity(Exception):
    """None of the projects has all that the standard demands."""


def missing(project: Project, reporter: Reporter | None) -> list[str]:
    """What the standard demands of an activity and is not known, by the names of its elements."""
    known = {
        "reporting-org": reporter is not None and any(texts_of(reporter.organisation, "name").values()),
        "title": any(texts_of(project, "title").values()),
        "activity-status": bool(project.status),
        "activity-date": bool(project.starts or project.ends),
    }
    return [name for name, is_known in known.items() if not is_known]


def document_of(projects: Iterable[Project], reporters: dict[int, Reporter]) -> bytes:
    """A file that is valid against the schema. Raises `NoActivity` where nothing can stand in it."""
    rows = [(row, reporters.get(row.regional_map_id)) for row in projects]
    complete = [(row, reporter) for row, reporter in rows if reporter and not missing(row, reporter)]
    if not complete:
        raise NoActivity
    root = etree.Element("iati-activities", nsmap={"imap": OWN})
    root.set("version", VERSION)
    root.set("generated-datetime", datetime.now(UTC).isoformat(timespec="seconds"))
    for row, reporter in complete:
        root.append(activity(row, reporter))
    for row, known in rows:
        if names := missing(row, known):
            root.append(incomplete(row, names))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def activity(project: Project, reporter: Reporter) -> etree._Element:
    """Elements in the order that the schema sets."""
    made = etree.Element("iati-activity")
    if project.currency:
        made.set("default-currency", project.currency)
    if project.is_demonstration:
        made.set(f"{{{OWN}}}demonstration", "true")
    etree.SubElement(made, "iati-identifier").text = f"{reference(reporter)}-{project.slug}"
    reporting = etree.SubElement(made, "reporting-org", ref=reference(reporter), type=reporter.kind)
    narrate(reporting, texts_of(reporter.organisation, "name"))
    narrate(etree.SubElement(made, "title"), texts_of(project, "title"))
    add_descriptions(made, project)
    add_participants(made, project, reporter)
    etree.SubElement(made, "activity-status", code=STATUS[Project.Status(project.status)])
    add_dates(made, project)
    add_places(made, project)
    add_rest(made, project)
    return made


def add_descriptions(made: etree._Element, project: Project) -> None:
    texts = texts_of(project, "description")
    general = etree.SubElement(made, "description", type=GENERAL)
    if not any(texts.values()):
        general.set(f"{{{OWN}}}is", "title")
    narrate(general, texts if any(texts.values()) else texts_of(project, "title"))
    for result in project.results.all():
        narrate(etree.SubElement(made, "description", type=OTHER), texts_of(result, "text"))


def add_participants(made: etree._Element, project: Project, reporter: Reporter) -> None:
    """Those whose role is stated; where none is, the partners; where nobody is known, who reports."""
    rows = list(project.involvements.all())
    if stated := [row for row in rows if row.role in ROLES]:
        for row in stated:
            role = ROLES[Involvement.Role(row.role)]
            narrate(etree.SubElement(made, "participating-org", role=role), names_of(row))
        return
    for names in [names_of(row) for row in rows] or [texts_of(reporter.organisation, "name")]:
        found = etree.SubElement(made, "participating-org", role=ROLES[Involvement.Role.IMPLEMENTER])
        found.set(f"{{{OWN}}}role", "partner" if rows else "reporter")
        narrate(found, names)


def add_dates(made: etree._Element, project: Project) -> None:
    """Types of the IATI codelist ActivityDateType. A year or a month stands as its first or its last day, and says so."""
    starts = "1" if project.status == Project.Status.PLANNED else "2"  # planned, actual
    ends = "4" if project.status == Project.Status.ENDED else "3"
    for kind, known, day in (
        (starts, project.starts, project.starts and filled(project.starts)),
        (ends, project.ends, project.ends and last_day(project.ends).isoformat()),
    ):
        if not known:
            continue
        found = etree.SubElement(made, "activity-date", {"type": kind, "iso-date": day})
        if known != day:
            found.set(f"{{{OWN}}}known", known)
            narrate(found, {language: not_to_the_day(known, language) for language in LANGUAGES})


def not_to_the_day(known: str, language: str) -> str:
    with translation.override(language):
        return _("%(when)s; the day is not known") % {"when": in_words(known)}


def add_places(made: etree._Element, project: Project) -> None:
    """Where it took place, not who received: the documents name places and no shares."""
    for country in project.countries.all():
        location = etree.SubElement(made, "location")
        narrate(etree.SubElement(location, "name"), country.names)
        if country.iso2 and not country.is_user_assigned:
            etree.SubElement(location, "administrative", vocabulary=COUNTRIES, code=country.iso2)


def add_rest(made: etree._Element, project: Project) -> None:
    """What the standard has no place for, or only with details that are not known: a budget without its period, partners, titles."""
    if project.budget is not None:
        amount = etree.SubElement(made, f"{{{OWN}}}budget", currency=project.currency)
        amount.text = str(project.budget)
    involved = project.involvements.all()
    for row in involved if any(row.role in ROLES for row in involved) else ():
        if row.role not in ROLES:
            narrate(etree.SubElement(made, f"{{{OWN}}}partner"), names_of(row), own=True)
    for document in project.documents.all():
        found = etree.SubElement(made, f"{{{OWN}}}document")
        if document.url:
            found.set("url", document.url)
        narrate(found, texts_of(document, "title"), own=True)


def incomplete(project: Project, names: list[str]) -> etree._Element:
    made = etree.Element(f"{{{OWN}}}project", code=writable(project.code), missing=" ".join(names))
    for name, value in (("status", project.status), ("starts", project.starts), ("ends", project.ends)):
        if value:
            made.set(name, value)
    narrate(etree.SubElement(made, f"{{{OWN}}}title"), texts_of(project, "title"), own=True)
    return made


def narrate(element: etree._Element, texts: dict[str, str], own: bool = False) -> None:
    for language in LANGUAGES:
        if texts.get(language):
            tag = f"{{{OWN}}}narrative" if own else "narrative"
            etree.SubElement(element, tag, {LANG: language}).text = writable(texts[language])


def writable(text: str) -> str:
    """Without the signs that no XML file may hold, such as a vertical tab out of a word processor."""
    return NOT_XML.sub(" ", text)


def names_of(row: Involvement) -> dict[str, str]:
    return texts_of(row.organisation or row, "name")


def reference(reporter: Reporter) -> str:
    """The registered identifier, else the portal's own name for the organisation: its host and code, registered nowhere."""
    return reporter.identifier or own_name(reporter.organisation)


def own_name(organisation: Organisation) -> str:
    return f"{urlsplit(settings.SITE_URL).hostname}-{organisation.code}"
