"""How hits of cooperation are shown: projects and their results, and what states and cities say of themselves."""

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext

from imap.core.numbers import in_digits
from imap.core.translation import Text, reading_language
from imap.portal.hits import Hit, quoted, quoted_of
from imap.portal.question import Question
from meetings.cooperation.models import (
    Capacity,
    Expertise,
    Priority,
    Project,
    ProjectResult,
    Roadmap,
    RoadmapStep,
)
from meetings.cooperation.pages import with_expertise_heads, with_stated_heads


def project_hits(rows: QuerySet[Project], question: Question) -> dict[int, Hit]:
    return {
        row.pk: Hit(
            "project", row.shown_title, row.get_absolute_url(),
            " · ".join(str(part) for part in (row.period, row.regional_map) if part),
            *quoted(row, "description", question),
        )
        for row in rows.select_related("regional_map").defer("search")
    }  # fmt: skip


def result_hits(rows: QuerySet[ProjectResult], question: Question) -> dict[int, Hit]:
    """Under the title of the project, where the results stand on its page."""
    return {
        row.pk: Hit(
            "project_result", row.project.shown_title, f"{row.project.get_absolute_url()}#results",
            str(row.project.regional_map), *quoted(row, "text", question),
        )
        for row in rows.select_related("project__regional_map").defer("search", "project__search")
    }  # fmt: skip


def priority_hits(rows: QuerySet[Priority], question: Question) -> dict[int, Hit]:
    """By state and theme, with what the state said; it stands in its row of the registry."""
    hits = {}
    for row in with_stated_heads(rows):
        said = gettext("%(state)s: %(theme)s") % {"state": row.organisation, "theme": row.theme}
        title = Text(said, reading_language(), reading_language())
        where = (in_digits(str(row.year)), row.map_pillar.pillar, row.regional_map)
        hits[row.pk] = Hit(
            "priority", title, row.get_absolute_url(), " · ".join(str(part) for part in where),
            *quoted(row, "text", question),
        )  # fmt: skip
    return hits


def capacity_hits(rows: QuerySet[Capacity], question: Question) -> dict[int, Hit]:
    hits = {}
    for row in with_stated_heads(rows):
        where = (row.organisation, row.theme, row.regional_map)
        texts = [(row, column) for column in ("practice", "legal_basis", "contact")]
        hits[row.pk] = Hit(
            "capacity", row.shown_institution, row.get_absolute_url(), " · ".join(str(part) for part in where),
            *quoted_of(texts, question),
        )  # fmt: skip
    return hits


def expertise_hits(rows: QuerySet[Expertise], question: Question) -> dict[int, Hit]:
    """Offer or need, and whose; its contact person is nobody's to find."""
    hits = {}
    for row in with_expertise_heads(rows):
        where = (row.get_side_display(), row.whose, row.theme, row.regional_map)
        hits[row.pk] = Hit(
            "expertise", row.shown_title, row.get_absolute_url(), " · ".join(str(part) for part in where),
            *quoted(row, "description", question),
        )  # fmt: skip
    return hits


def roadmap_hits(rows: QuerySet[Roadmap], question: Question) -> dict[int, Hit]:
    """With the summary, or the step in which the words stand: who sees a roadmap sees its steps."""
    hits = {}
    steps = Prefetch("steps", RoadmapStep.objects.order_by("order"))
    for row in rows.select_related("city__regional_map").defer("city__search").prefetch_related(steps):
        where = (row.city.shown_name, row.get_kind_display(), row.city.regional_map)
        told = [(step, column) for step in row.steps.all() for column in ("title", "note")]
        hits[row.pk] = Hit(
            "roadmap", row.shown_title, row.get_absolute_url(), " · ".join(str(part) for part in where),
            *quoted_of([(row, "summary"), *told], question),
        )  # fmt: skip
    return hits
