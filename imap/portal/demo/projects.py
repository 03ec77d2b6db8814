"""Loading projects as the documents know them, and why the number of partner states differs."""

from typing import Any

from django.utils.text import slugify

from accounts.models import Organisation
from imap.core.upsert import Tally, upsert
from imap.portal.demo.files import codes, facts, texts, translations
from imap.portal.demo.themes import themes
from imap.regions.models import Country, Pillar, RegionalMap
from meetings.cooperation.models import (
    Involvement,
    PartnersNote,
    Project,
    ProjectDocument,
    ProjectResult,
    Reporter,
)

Row = dict[str, Any]
Role = Involvement.Role
LED_BY = {"led by the United Kingdom": "GBR"}


def load_projects() -> Tally:
    tally, document = Tally(), texts("projects")
    load_notes(document, tally)
    mtm = RegionalMap.objects.get(slug="mtm")
    for fact in facts("projects"):
        load_known(mtm, fact, document["projects"][fact["code"]], document, tally)
    load_demonstration(mtm, document["demonstration"], tally)
    return tally


def load_notes(document: Row, tally: Tally) -> None:
    note, reporter = document["partners_note"], document["reporter"]
    upsert(
        PartnersNote, tally, key={"regional_map": RegionalMap.objects.get(slug=note["map"])}, states=note["states"],
        **translations("note", note["note"]), **translations("source", note["source"]),
    )  # fmt: skip
    upsert(
        Reporter, tally, key={"regional_map": RegionalMap.objects.get(slug=reporter["map"])},
        organisation=Organisation.objects.get(code=reporter["organisation"]), kind=reporter["kind"],
    )  # fmt: skip


def load_known(mtm: RegionalMap, fact: dict[str, str], said: Row, document: Row, tally: Tally) -> None:
    project = load_project(
        mtm, fact["code"], said, tally, starts=fact["starts"], ends=fact["ends"],
        **translations("title", {**said["title"], "en": fact["title"]}),
    )  # fmt: skip
    project.countries.set(Country.objects.filter(iso3__in=codes(fact["places"])))
    for role, cell in ((Role.PARTNER, fact["partners"]), (Role.FUNDER, fact["funders"])):
        for order, name in enumerate(codes(cell), 1):
            found = LED_BY.get(name)
            key = {"project": project, "role": Role.LEAD if found else role, "order": order}
            code = found or document["known"].get(name) or (name if len(name) == 3 and name != "IOM" else "")
            organisation = Organisation.objects.get(code=code) if code else None
            names = {} if organisation else document["named"][name]
            upsert(Involvement, tally, key=key, organisation=organisation, **translations("name", names))


def load_project(mtm: RegionalMap, code: str, said: Row, tally: Tally, **values: Any) -> Project:
    project = upsert(
        Project,
        tally,
        key={"slug": slugify(code)},
        regional_map=mtm,
        code=code,
        status=said["status"],
        is_listed=True,
        **translations("description", said.get("description")),
        **translations("note", said.get("note")),
        **values,
    )
    project.pillars.set(Pillar.objects.filter(numeral__in=said.get("pillars", [])))
    project.themes.set(themes(said.get("themes", [])))
    for order, result in enumerate(said.get("results", []), 1):
        upsert(ProjectResult, tally, key={"project": project, "order": order}, **translations("text", result))
    for order, row in enumerate(said.get("documents", []), 1):
        upsert(
            ProjectDocument, tally, key={"project": project, "order": order}, year=row["year"],
            **translations("title", row["title"]),
        )  # fmt: skip
    return project


def load_demonstration(mtm: RegionalMap, row: Row, tally: Tally) -> None:
    project = load_project(
        mtm, row["code"], row, tally, starts=row["starts"], ends=row["ends"], budget=row["budget"],
        currency=row["currency"], is_demonstration=True, **translations("title", row["title"]),
    )  # fmt: skip
    project.countries.set(Country.objects.filter(iso3__in=row["countries"]))
    for order, (role, code) in enumerate(row["involved"], 1):
        key = {"project": project, "role": role, "order": order}
        upsert(Involvement, tally, key=key, organisation=Organisation.objects.get(code=code))
