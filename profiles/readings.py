"""What the reading log is told of restricted texts that leave the portal. Public ones leave no line."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AnonymousUser

from accounts.access import Reader
from accounts.actions import reading_of, record_glimpses, record_reading
from profiles.models import Edition, Route


def note_edition(edition: Edition, *, by: Reader, door: str, language: str | None = None) -> None:
    """A whole edition was read."""
    if not edition.profile.is_public:
        record_reading(**what(edition), by=by, door=door, language=language)


def note_glimpses(editions: Iterable[Edition], *, by: Reader, door: str, language: str | None = None) -> None:
    """Some words of each edition were shown: a summary, an excerpt."""
    restricted = [edition for edition in editions if not edition.profile.is_public]
    record_glimpses([reading_of(**what(each), by=by, door=door, language=language) for each in restricted])


def what(edition: Edition) -> dict[str, Any]:
    profile = edition.profile
    return {
        "regional_map": profile.regional_map,
        "item": edition,
        "title": str(profile),
        "edition": edition.label,
    }


def note_routes(routes: Iterable[Route], *, by: Reader, door: str, language: str | None = None) -> None:
    """Descriptions of routes were shown. They belong to no edition; who sees the route reads a profile of it."""
    shown = list(routes)
    if not shown or not by.is_authenticated:
        return
    of_everyone = Route.objects.visible_to(AnonymousUser()).filter(pk__in=[route.pk for route in shown])
    public = set(of_everyone.values_list("pk", flat=True))
    record_glimpses(
        [
            reading_of(
                by=by, regional_map=route.regional_map, item=route, title=str(route), edition="", door=door,
                language=language,
            )
            for route in shown if route.pk not in public
        ]
    )  # fmt: skip
