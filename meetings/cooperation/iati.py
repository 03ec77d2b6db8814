"""Projects after the IATI activity standard, version 2.03: what is known, and nothing to fill a gap.

The standard asks for things that documents of a dialogue often leave open, first of all a day for each date. A project that lacks one
is no activity of the export: it follows after the activities as an element of the portal's own namespace, which the schema
admits, with its dates as far as they are known and the names of what is missing. The schema wants one activity at least: without any
there is no file, and the page that asked for it says why.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from lxml import etree

from accounts.models import Organisation
from imap.core.partial_date import Period
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
    "reporting-org": _("who reports it"),
    "title": _("a title"),
    "description": _("a description"),
    "participating-org": _("who takes part and as what"),
    "activity-status": _("its status"),
    "activity-date": _("a day on which it started or ended"),
}


class NoActivity(Exception):
    """None of the projects has all that the standard demands."""


def missing(project: Project, reporter: Reporter | None) -> list[str]:
    """What the standard demands of an activity and is not known, by the names of its elements."""
    known = {
        "reporting-org": reporter is not None and any(texts_of(reporter.organisation, "name").values()),
        "title": any(texts_of(project, "title").values()),
        "description": any(texts_of(project, "description").values()),
        "participating-org": any(row.role in ROLES for row in project.involvements.all()),
        "activity-status": bool(project.status),
        "activity-date": bool(days(project)),
    }
    return [name for name, is_known in known.items() if not is_known]


def days(project: Project) -> list[tuple[str, str]]:
    """Type (IATI codelist ActivityDateType) and day of the dates that are known to the day."""
    starts = "1" if project.status == Project.Status.PLANNED else "2"  # planned, actual
    ends = "4" if project.status == Project.Status.ENDED else "3"
    dates = ((starts, project.starts), (ends, project.ends))
    return [(kind, day) for kind, day in dates if day and Period(day).precision == "day"]


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
    narrate(etree.SubElement(made, "description", type=GENERAL), texts_of(project, "description"))
    for result in project.results.all():
        narrate(etree.SubElement(made, "description", type=OTHER), texts_of(result, "text"))
    for row in project.involvements.all():
        if row.role in ROLES:
            narrate(
                etree.SubElement(made, "participating-org", role=ROLES[Involvement.Role(row.role)]),
                names_of(row),
            )
    etree.SubElement(made, "activity-status", code=STATUS[Project.Status(project.status)])
    for kind, day in days(project):
        etree.SubElement(made, "activity-date", {"type": kind, "iso-date": day})
    add_places(made, project)
    add_rest(made, project)
    return made


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
    for row in project.involvements.all():
        if row.role not in ROLES:
            narrate(etree.SubElement(made, f"{{{OWN}}}partner"), names_of(row), own=True)
    for document in project.documents.all():
        found = etree.SubElement(made, f"{{{OWN}}}document")
        if document.url:
            found.set("url", document.url)
        narrate(found, texts_of(document, "title"), own=True)
    dates = {name: value for name, value in (("starts", project.starts), ("ends", project.ends)) if value}
    if len(dates) > len(days(project)):
        etree.SubElement(made, f"{{{OWN}}}dates", dates)


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
