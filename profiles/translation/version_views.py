"""Versions of a translation: what was finished here, or written in the administration; any of them is taken up again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from imap.core.difference import difference_of
from imap.core.translation import direction_of
from profiles import actions
from profiles.actions import NotTranslatable
from profiles.models import Section, SectionVersion, SectionVersionQuerySet
from profiles.models.translation import text_in
from profiles.translation import doors
from profiles.translation.refused import refused

A_PAGE = 60


@never_cache
@login_required
@require_safe
def versions(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    section = doors.section_to_translate(request, pk, language)
    now = text_in(section, language)
    shown = [
        {"version": row, "difference": difference_of(now, row.text), "is_present": row.text == now}
        for row in saved(section, language).select_related("saved_by")[:A_PAGE]
    ]
    context = {
        "section": section,
        "edition": section.edition,
        "language": language,
        "direction": direction_of(language),
        "rows": shown,
    }
    return render(request, "workspace/translations/versions.html", context)


def saved(section: Section, language: str) -> SectionVersionQuerySet:
    """Without what others only typed."""
    rows = SectionVersion.objects.filter(section=section, language=language)
    return rows.exclude(kind=SectionVersion.Kind.AUTOSAVE)


@never_cache
@login_required
@require_POST
def bring_back(request: HttpRequest, pk: int, language: str, version: int) -> HttpResponse:
    section = doors.section_to_translate(request, pk, language)
    row = get_object_or_404(saved(section, language), pk=version)
    try:
        actions.take_up_version(section=section, version=row, by=doors.person(request))
    except NotTranslatable as refusal:
        return refused(request, section, language, refusal)
    messages.success(
        request, _("The earlier text stands in the editor. It is the translation again once you finish it.")
    )
    return redirect("translations:section", pk, language)
