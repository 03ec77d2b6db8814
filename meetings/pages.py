"""What the pages of meetings need, gathered from what their reader may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from accounts.access import Reader, maps_for
from imap.core.partial_date import last_day
from imap.regions.models import RegionalMap
from meetings.models import (
    AgendaItem,
    Chair,
    Decision,
    Document,
    DocumentFile,
    Meeting,
    Participant,
    Session,
    SiteVisit,
    StatedCount,
)


@dataclass(frozen=True)
class Year:
    """A stretch of the timeline."""

    year: int
    meetings: list[Meeting]


@dataclass(frozen=True)
class Known:
    """What the documents say and what is known: 28 meetings in 21 countries, 20 of them here."""

    stated: StatedCount
    meetings: int
    countries: int


def with_heads(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """With all that a row of a list says."""
    return (
        rows.select_related("regional_map", "country")
        .defer("search", "country__search")
        .prefetch_related("pillars")
    )


def timeline(meetings: Iterable[Meeting]) -> tuple[list[Meeting], list[Year]]:
    """Those to come, the next first, one of an unknown day after those that are sure to come before it ends; the others by year,
    the newest first."""
    rows = list(meetings)
    to_come = sorted(
        (row for row in rows if row.is_to_come), key=lambda row: (last_day(row.starts), row.slug)
    )
    others = (row for row in rows if not row.is_to_come)
    return to_come, [Year(year, list(group)) for year, group in groupby(others, lambda row: row.period.year)]


def known(maps: Sequence[RegionalMap], user: Reader) -> list[Known]:
    """For each of these regional i-Maps whose documents give a number."""
    rows = StatedCount.objects.visible_to(user).filter(regional_map__in=maps).select_related("regional_map")
    counts = (
        Meeting.objects.visible_to(user)
        .known()
        .order_by()
        .values("regional_map")
        .annotate(meetings=Count("pk"), hosts=Count("country", distinct=True))
    )
    found = {row["regional_map"]: row for row in counts}
    none = {"meetings": 0, "hosts": 0}
    return [
        Known(row, (here := found.get(row.regional_map_id, none))["meetings"], here["hosts"]) for row in rows
    ]


def with_papers(rows: QuerySet[Meeting], user: Reader) -> QuerySet[Meeting]:
    """With everything of a meeting that the user may see, each kind through its own `visible_to`."""
    items = AgendaItem.objects.visible_to(user).order_by("order")
    sessions = Session.objects.visible_to(user).prefetch_related(Prefetch("items", items)).order_by("order")
    files = DocumentFile.objects.visible_to(user).order_by("language")
    documents = Document.objects.visible_to(user).prefetch_related("agencies", Prefetch("files", files))
    participants = Participant.objects.visible_to(user).select_related("organisation__country")
    decisions = Decision.objects.visible_to(user).select_related("owner")
    return with_heads(rows).prefetch_related(
        "themes",
        Prefetch("chairs", Chair.objects.visible_to(user).select_related("country")),
        Prefetch("sessions", sessions),
        Prefetch("site_visits", SiteVisit.objects.visible_to(user).order_by("order")),
        Prefetch("documents", documents.order_by("order")),
        Prefetch("participants", participants.order_by("organisation__code")),
        Prefetch("decisions", decisions.order_by("order")),
        Prefetch("other_maps", maps_for(user)),
    )


def agenda(meeting: Meeting) -> list[tuple[Any, list[Session]]]:
    """Sessions by day; those of no day yet at the end."""
    sessions = sorted(meeting.sessions.all(), key=lambda each: (each.day is None, each.day or 0, each.order))
    return [(day, list(group)) for day, group in groupby(sessions, lambda each: each.day)]


def hosted_by(country: Any, regional_map: RegionalMap, user: Reader) -> list[Meeting]:
    """The meetings of a regional i-Map that a country hosted or will host, newest first."""
    rows = Meeting.objects.visible_to(user).of_map(regional_map).filter(country=country)
    return list(with_heads(rows).order_by("-starts", "slug"))
