"""A section beside its source: its translation is kept as it is typed, finished, given up, reviewed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from imap.core import clock
from imap.core.requests import is_page_of_another
from imap.core.translation import OWN_NAMES
from profiles import actions
from profiles.actions import Meanwhile, NotTranslatable, SourceChanged
from profiles.actions.translating import refuse_untranslatable
from profiles.models import Section
from profiles.models.translatable import is_translatable
from profiles.translation import doors, work
from profiles.translation.desk import Desk, citation_remarks, told
from profiles.translation.forms import TranslationForm
from profiles.translation.refused import refused
from profiles.translation.terms import terms_of
from profiles.translation.words import page_words


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """The translation beside its source. What is typed is kept by `keep`; here it is done, or given up."""
    found = doors.section_to_translate(request, pk, language)
    try:
        refuse_untranslatable(found, language)
        if request.method == "POST":
            return finish(request, found, language)
    except NotTranslatable as refusal:
        return refused(request, found, language, refusal)
    doors.note_reading(request, found.edition, language)
    return shown(request, desk_of(request, found, language))


def desk_of(request: HttpRequest, section: Section, language: str, **tried: Any) -> Desk:
    own = doors.is_secretariat(request, section.edition.profile.regional_map)
    return Desk(section, language, request.user, own, **tried)


def shown(request: HttpRequest, desk: Desk, status: int = 200) -> HttpResponse:
    given = {"text": desk.text, "version": desk.version, "seen": desk.seen}
    form = TranslationForm(initial=given, language=desk.language)
    context = {"desk": desk, "form": form, "page_words": page_words()}
    return render(request, "workspace/translations/section.html", context, status=status)


def finish(request: HttpRequest, section: Section, language: str) -> HttpResponse:
    form = TranslationForm(request.POST, language=language)
    if not form.is_valid():
        typed = request.POST.get("text", "")
        desk = desk_of(request, section, language, typed=typed, errors=form.refusals())
        return shown(request, desk, 400)
    given: dict[str, Any] = {"section": section, "language": language, "by": doors.person(request)}
    said = form.cleaned_data
    try:
        if "drop" in request.POST:
            actions.drop_work(version=said["version"], **given)
            messages.success(request, _("What was in progress is given up."))
            return redirect("translations:section", section.pk, language)
        verb = actions.keep_work if "keep" in request.POST else actions.save_translation
        verb(**said, **given)
    except (Meanwhile, SourceChanged) as met:
        return met_another(request, section, language, met, said["text"])
    except NotTranslatable:
        raise
    except ValidationError as error:
        desk = desk_of(request, section, language, typed=said["text"], errors=error.messages)
        return shown(request, desk, 400)
    return finished(request, section, language)


def met_another(
    request: HttpRequest, section: Section, language: str, met: Meanwhile | SourceChanged, typed: str
) -> HttpResponse:
    """409 with both texts, and the form with what was typed."""
    fresh = doors.visible_section(request, section.pk)
    which = {"clash": met} if isinstance(met, Meanwhile) else {"changed": met}
    return shown(request, desk_of(request, fresh, language, typed=typed, **which), 409)


def finished(request: HttpRequest, section: Section, language: str) -> HttpResponse:
    if "keep" in request.POST:
        messages.success(request, _("Kept as work in progress."))
        return redirect("translations:section", section.pk, language)
    messages.success(
        request,
        _("“%(section)s” is in step: %(language)s.") % {"section": section, "language": OWN_NAMES[language]},
    )
    later = work.neighbours(request.user, section, language).later if "next" in request.POST else None
    if later:
        return redirect(later)
    if is_translatable(section.edition):
        return redirect("translations:section", section.pk, language)
    return redirect("translations:awaiting")


@never_cache
@login_required
@require_POST
def keep(request: HttpRequest, pk: int, language: str) -> JsonResponse:
    """What was typed so far, sent by the page's script every few seconds."""
    found = doors.section_to_translate(request, pk, language)
    if is_page_of_another(request):
        raise PermissionDenied
    form = TranslationForm(request.POST, language=language)
    if not form.is_valid():
        return JsonResponse({"refused": " ".join(form.refusals())}, status=400)
    said = form.cleaned_data
    try:
        actions.keep_work(section=found, language=language, by=doors.person(request), **said)
    except Meanwhile as met:
        return JsonResponse(told(met, language), status=409)
    except NotTranslatable as refusal:
        return JsonResponse({"refused": " ".join(refusal.messages)}, status=409)
    desk = desk_of(request, found, language)
    found_terms = terms_of(desk.source.words, desk.source.language, said["text"], language)
    return JsonResponse(
        {
            "version": desk.version,
            "at": clock.hour(timezone.now()),
            "terms": {term.code: term.is_rendered for term in found_terms},
            "remarks": citation_remarks(desk.source.words, said["text"]),
            "sourceChanged": said["seen"] != desk.seen,
        }
    )


@never_cache
@login_required
@require_POST
def review(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    found = doors.section_to_translate(request, pk, language)
    own = doors.is_secretariat(request, found.edition.profile.regional_map)
    try:
        actions.mark_reviewed(section=found, language=language, by=doors.person(request), is_secretariat=own)
    except NotTranslatable as refusal:
        return refused(request, found, language, refusal)
    messages.success(request, _("The translation is marked as reviewed."))
    return redirect("translations:section", pk, language)


@never_cache
@login_required
@require_POST
def choose_source(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretariat says in which language a section is written."""
    found = doors.visible_section(request, pk)
    if not doors.is_secretariat(request, found.edition.profile.regional_map):
        raise PermissionDenied
    language = request.POST.get("language", "")
    try:
        actions.choose_source(section=found, language=language, by=doors.person(request))
    except NotTranslatable as refusal:
        return refused(request, found, found.source_language, refusal)
    messages.success(
        request,
        _("“%(section)s” is written in %(language)s from now on; translations are made from that text.")
        % {"section": found, "language": OWN_NAMES[language]},
    )
    return redirect("translations:edition", found.edition_id)
