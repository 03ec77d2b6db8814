"""Versions of a section's texts: kept while typing, listed, brought back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.views import signed_in
from imap.core import clock
from imap.core.difference import difference_of
from imap.core.translation import LANGUAGES
from profiles import actions
from profiles.models import Edition, Section, SectionVersion
from profiles.refused import not_allowed

A_PAGE = 60
LONGEST = 400_000  # letters; a section's text is a few thousand


def find(request: HttpRequest, pk: int) -> Section:
    """Among the sections that the person writes; 404 otherwise."""
    mine = Edition.objects.editable_by(request.user)
    rows = Section.objects.filter(edition__in=mine.values("pk"))
    return get_object_or_404(rows.select_related("template", "edition__profile__regional_map"), pk=pk)


@never_cache
@require_http_methods(["GET", "POST"])
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method == "POST":
        return keep(request, pk)
    return page(request, pk)


def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Called by the editor's script: 401 says that the session has ended, and the browser keeps the text itself."""
    is_of_another = request.POST.get("user", str(request.user.pk)) != str(request.user.pk)
    if not request.user.is_authenticated or is_of_another:
        return JsonResponse({"said": _("Your session has ended. Sign in again to go on.")}, status=401)
    section, language = find(request, pk), request.POST.get("language", "")
    text = request.POST.get("text", "")
    if language not in LANGUAGES or len(text) > LONGEST:
        return JsonResponse({"said": _("This text cannot be kept: it is too long.")}, status=400)
    try:
        actions.keep_typed(section=section, language=language, text=text, by=signed_in(request))
    except actions.NotAllowed as refusal:
        return JsonResponse({"said": str(refusal)}, status=409)
    return JsonResponse({"kept": clock.hour(timezone.now())})


@login_required
def page(request: HttpRequest, pk: int) -> HttpResponse:
    section = find(request, pk)
    rows = SectionVersion.objects.filter(section=section).select_related("saved_by")[:A_PAGE]
    shown = [
        {
            "version": row,
            "difference": difference_of(getattr(section, f"body_{row.language}") or "", row.text),
            "is_present": row.text == (getattr(section, f"body_{row.language}") or ""),
        }
        for row in rows
    ]
    context = {
        "section": section,
        "edition": section.edition,
        "profile": section.edition.profile,
        "regional_map": section.edition.profile.regional_map,
        "rows": shown,
    }
    return render(request, "workspace/versions.html", context)


@login_required
@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(
        SectionVersion.objects.visible_to(request.user).select_related("section"), pk=pk
    )
    try:
        actions.restore(version=version, by=signed_in(request))
    except actions.NotAllowed as refusal:
        return not_allowed(request, refusal, reverse("workspace:versions", args=[version.section_id]))
    messages.success(request, _("The text is brought back. What stood there before is a version now."))
    return redirect("workspace:versions", version.section_id)
