"""The translator's pages: what awaits me, an edition's sections by language, a section beside its source."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from imap.core import clock
from imap.core.admin.words import editor_words
from imap.core.difference import difference_of
from imap.core.translation import OWN_NAMES, direction_of, reading_language
from profiles import actions
from profiles.actions import Meanwhile, NotTranslatable, SourceChanged
from profiles.actions.translation import refuse_untranslatable
from profiles.models import Edition, Section
from profiles.models.translatable import is_translatable
from profiles.people import translators_of
from profiles.refused import not_allowed
from profiles.translation import doors, work
from profiles.translation.desk import Desk, citation_remarks
from profiles.translation.forms import TranslationForm
from profiles.translation.head import HeadForm
from profiles.translation.terms import terms_of
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


def refused(request: HttpRequest, section: Section, language: str, refusal: NotTranslatable) -> HttpResponse:
    """409: the state, and who can change it."""
    context = {"section": section, "language": language, "reasons": refusal.messages}
    return render(request, "workspace/translations/refused.html", context, status=409)


@never_cache
@login_required
@require_POST
def keep(request: HttpRequest, pk: int, language: str) -> JsonResponse:
    """What was typed so far, sent by the page's script every few seconds."""
    found = doors.section_to_translate(request, pk, language)
    if doors.is_page_of_another(request):
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


def told(met: Meanwhile, language: str) -> dict[str, Any]:
    """Another's text, as the page's script shows it beside one's own."""
    context = {
        "clash": met,
        "difference": difference_of(met.theirs, met.mine),
        "language": language,
        "direction": direction_of(language),
    }
    beside = render_to_string("workspace/translations/theirs.html", context)
    return {"theirs": met.theirs, "version": met.version, "beside": beside}


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


def page_words() -> dict[str, Any]:
    """What the page's scripts say."""
    return {
        "language": reading_language(),
        "direction": direction_of(reading_language()),
        "languages": OWN_NAMES,
        "editor": editor_words(),
        "keeping": _("Keeping what you typed …"),
        "kept": _("Kept at %s. Nobody else sees it until you are done."),
        "offline": _("No connection. What you type is kept in this browser and sent by itself later."),
        "signedOut": _("You are signed out. What you type is kept in this browser. Sign in again in another tab, then go on here: it is sent by itself."),
        "closed": _("This text is not open to you any more; its edition may be published by now. What was kept goes on in the next draft. Copy what you typed last."),
        "sourceChanged": _("The source text was changed just now. Keep your work and load this page again to see what changed."),
        "rendered": _("used"),
        "otherwise": _("rendered otherwise"),
    }  # fmt: skip
