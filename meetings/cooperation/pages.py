"""What the pages of cooperation need, gathered from what their reader may see."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from accounts.access import Reader
from imap.regions.models import Country
from meetings.cooperation.models import (
    Expertise,
    Involvement,
    Project,
    ProjectDocument,
    ProjectResult,
    RoadmapStep,
)


def with_heads(rows: QuerySet[Project], user: Reader) -> QuerySet[Project]:
    """With all that a row of a list says."""
    involved = (
        Involvement.objects.visible_to(user).select_related("organisation").defer("organisation__search")
    )
    return (
        rows.select_related("regional_map")
        .defer("search")
        .prefetch_related(
            "pillars",
            "themes",
            Prefetch("countries", Country.objects.defer("search").order_by("iso3")),
            Prefetch("involvements", involved.order_by("role", "order")),
        )
    )


def with_all(rows: QuerySet[Project], user: Reader) -> QuerySet[Project]:
    """With results and documents too."""
    return with_heads(rows, user).prefetch_related(
        Prefetch("results", ProjectResult.objects.visible_to(user).order_by("order")),
        Prefetch("documents", ProjectDocument.objects.visible_to(user).order_by("order")),
    )


def with_expertise_heads(rows: QuerySet[Expertise]) -> QuerySet[Expertise]:
    """Offers and needs with all that a row says."""
    return rows.select_related("theme", "regional_map", "organisation__country", "city__regional_map").defer(
        "words", "theme__words", "organisation__search", "organisation__country__search", "city__search"
    )


def with_stated_heads(rows: QuerySet) -> QuerySet:
    """Priorities or capacities with all that a row says."""
    return rows.select_related(
        "map_pillar__regional_map", "map_pillar__pillar", "organisation__country", "theme"
    ).defer("words", "theme__words", "organisation__search", "organisation__country__search")


def with_steps(rows: Any, user: Reader) -> Any:
    """Roadmaps with all that a row or a page says."""
    steps = RoadmapStep.objects.visible_to(user).order_by("order")
    rows = rows.select_related("city__regional_map", "city__country").defer(
        "words", "city__search", "city__country__search"
    )
    return rows.prefetch_related(Prefetch("steps", steps))
