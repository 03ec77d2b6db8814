"""What awaits a translator, and an edition's sections by language."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from imap.core.translation import OWN_NAMES
from profiles import actions
from profiles.models import Edition, Section
from profiles.models.translatable import is_translatable
from profiles.people import translators_of
from profiles.refused import not_allowed
from profiles.translation import doors, work
from profiles.translation.head import HeadForm
from profiles.translation.xliff import exchanged

ROWS = 60


@never_cache
@login_required
@require_GET
def awaiting(request: HttpRequest) -> HttpResponse:
    """All that the person could take up now; `?language=` leaves one language."""
    languages = doors.must_translate(request)
    chosen = request.GET.get("language")
    asked = [chosen] if chosen in languages else languages
    found = work.awaiting(request.user, asked)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "languages": languages,
        "chosen": chosen if chosen in languages else "",
        "groups": by_edition(page.object_list),
    }
    return render(request, "workspace/translations/awaiting.html", context)


def by_edition(found: Any) -> list[tuple[Edition, list[work.Work]]]:
    groups: dict[int, tuple[Edition, list[work.Work]]] = {}
    for each in found:
        groups.setdefault(each.edition.pk, (each.edition, []))[1].append(each)
    return list(groups.values())


@never_cache
@login_required
@require_GET
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """The sections of one edition, each in each language, and its summary."""
    found, mine = doors.edition_to_translate(request, pk)
    return edition_page(request, found, mine)


@never_cache
@login_required
@require_POST
def head(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The summary and the note on what changed, in one language."""
    found, mine = doors.edition_to_translate(request, pk)
    if language not in mine:
        raise PermissionDenied
    form = HeadForm(request.POST, edition=found, language=language)
    if not form.is_valid():
        return edition_page(request, found, mine, form, 400)
    said = {"texts": form.texts(), "version": form.cleaned_data["version"], "by": doors.person(request)}
    try:
        actions.translate_head(edition=found, language=language, **said)
    except actions.HeadMeanwhile as met:
        return edition_page(request, found, mine, form.meets(met.edition), 409)
    except actions.NotAllowed as refusal:
        return not_allowed(request, refusal, reverse("translations:edition", args=[pk]))
    messages.success(request, _("The summary is kept: %s.") % OWN_NAMES[language])
    return redirect("translations:edition", pk)


def edition_page(
    request: HttpRequest, found: Edition, mine: list[str], tried: HeadForm | None = None, status: int = 200
) -> HttpResponse:
    regional_map = found.profile.regional_map
    rows = sections_by_language(request, found)
    works = [each for row in rows for each in row["states"]]
    open_to = mine if is_translatable(found) else []
    heads = [HeadForm(edition=found, language=code) for code in open_to]
    context = {
        "edition": found,
        "regional_map": regional_map,
        "languages": regional_map.languages,
        "mine": mine,
        "rows": rows,
        "exchanged": exchanged(found, works, mine),
        "people": [(code, list(translators_of(found, code))) for code in regional_map.languages],
        "is_secretariat": doors.is_secretariat(request, regional_map),
        "is_open": is_translatable(found),
        "heads": [tried if tried and tried.language == form.language else form for form in heads],
    }
    return render(request, "workspace/translations/edition.html", context, status=status)


def sections_by_language(request: HttpRequest, edition: Edition) -> list[dict[str, Any]]:
    """`section`, and its `states` in the languages of the map, in their order."""
    sections = Section.objects.visible_to(request.user).filter(edition=edition)
    found = work.by_section(sections, edition.profile.regional_map.languages)
    rows = [{"section": states[0].section, "states": states} for states in found.values()]
    return sorted(rows, key=lambda row: row["section"].order)
