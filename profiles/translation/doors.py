"""Who comes in: what is found among the visible (404), and whether this person may write it (403)."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.access import can
from accounts.models import User
from imap.regions.models import RegionalMap
from profiles.models import Edition, Section
from profiles.models.translatable import languages_of
from profiles.readings import note_edition
from profiles.translation.work import languages_at_work


def person(request: HttpRequest) -> User:
    return cast(User, request.user)


def visible_section(request: HttpRequest, pk: int) -> Section:
    rows = Section.objects.visible_to(request.user).select_related(
        "template",
        "edition__profile__regional_map",
        "edition__profile__map_pillar",
        "edition__profile__pillar",
    )
    return cast(Section, get_object_or_404(rows, pk=pk))


def section_to_translate(request: HttpRequest, pk: int, language: str) -> Section:
    section = visible_section(request, pk)
    regional_map = section.edition.profile.regional_map
    if language not in regional_map.languages or language == section.source_language:
        raise Http404
    if language not in languages_of(request.user, regional_map):
        raise PermissionDenied
    return section


def edition_to_translate(request: HttpRequest, pk: int) -> tuple[Edition, list[str]]:
    """An edition of which the person sees sections, and the languages that they write there."""
    if not Section.objects.visible_to(request.user).filter(edition=pk).exists():
        raise Http404
    rows: Any = Edition.objects.select_related(
        "profile__regional_map", "profile__map_pillar", "profile__pillar", "profile__country"
    ).heads()
    edition: Edition = rows.get(pk=pk)
    mine = languages_of(request.user, edition.profile.regional_map)
    if not mine:
        raise PermissionDenied
    return edition, mine


def must_translate(request: HttpRequest) -> list[str]:
    languages = languages_at_work(request.user)
    if not languages:
        raise PermissionDenied
    return languages


def is_secretariat(request: HttpRequest, regional_map: RegionalMap) -> bool:
    return can(request.user, "regions.edit_regionalmap", regional_map)


def note_reading(request: HttpRequest, edition: Edition, language: str) -> None:
    """A restricted text that is issued leaves its line in the reading log here as well."""
    if not edition.is_draft:
        note_edition(edition, by=request.user, door="translation", language=language)
