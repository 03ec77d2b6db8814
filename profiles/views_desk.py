"""The desk of an edition, its steps, and the page on which a state endorses it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.views import signed_in
from imap.core.translation import Text, text_of
from profiles import actions, conditions
from profiles.actors import is_of_secretariat, is_of_state, may_take, needs_note, takers
from profiles.desk import desk_context, rows_of, stations, threads
from profiles.forms import EndorseForm, RemarkForm, StepForm
from profiles.models import Edition, Endorsement, NationalDefinition, Remark
from profiles.refused import not_allowed
from profiles.texts import beside, changed_since, changed_since_published, published_texts, source_section
from profiles.workflow import NOBODY, TRANSITIONS, Transition

HEADS = ("profile__regional_map", "profile__map_pillar", "profile__pillar", "profile__country")


def find(request: HttpRequest, pk: int) -> Edition:
    """Among the editions that the person works on; 404 otherwise."""
    return get_object_or_404(Edition.objects.worked_on_by(request.user).select_related(*HEADS), pk=pk)


def to_desk(edition: Edition) -> HttpResponse:
    return redirect("workspace:desk", edition.pk)


@never_cache
@login_required
@require_safe
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    edition = find(request, pk)
    context = desk_context(edition, signed_in(request))
    return render(request, "workspace/desk.html", {**context, "remark_form": RemarkForm()})


@login_required
@require_POST
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    """A remark on the whole."""
    edition, form = find(request, pk), RemarkForm(request.POST)
    if form.is_valid():
        actions.say(by=signed_in(request), edition=edition, **form.cleaned_data)
        messages.success(request, _("Your remark is kept."))
        return redirect(reverse("workspace:desk", args=[edition.pk]) + "#remarks")
    context = desk_context(edition, signed_in(request))
    return render(request, "workspace/desk.html", {**context, "remark_form": form})


@never_cache
@login_required
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Says what the step will do and what is missing, asks, and does it once."""
    edition, transition, user = find(request, pk), TRANSITIONS.get(name), signed_in(request)
    if transition is None or NOBODY.issuperset(transition.who):
        raise Http404
    if transition.name in ("endorse", "endorse_again"):  # given where the texts are read
        return redirect("workspace:endorse", edition.pk)
    form = StepForm(request.POST or None, step=transition, asks_note=needs_note(transition, edition, user))
    if request.method == "POST" and form.is_valid():
        return take(request, edition, transition, form)
    return step_page(request, edition, transition, form)


def take(request: HttpRequest, edition: Edition, transition: Transition, form: StepForm) -> HttpResponse:
    try:
        actions.take_step(edition=edition, step=transition.name, by=signed_in(request), **form.cleaned_data)
    except actions.NotAllowed as refusal:
        return not_allowed(request, refusal, reverse("workspace:desk", args=[edition.pk]))
    except actions.NotReady as refusal:
        for reason in refusal.messages:
            form.add_error(None, reason)
        return step_page(request, edition, transition, form)
    messages.success(request, str(transition.done) % {"who": request.user})
    return to_desk(edition) if find_again(request, edition) else redirect("workspace")


def find_again(request: HttpRequest, edition: Edition) -> bool:
    """A focal point who returned an edition no longer sees it."""
    return Edition.objects.worked_on_by(request.user).contains(edition)


def step_page(request: HttpRequest, edition: Edition, transition: Transition, form: StepForm) -> HttpResponse:
    context: dict[str, Any] = {
        "edition": edition,
        "profile": edition.profile,
        "regional_map": edition.profile.regional_map,
        "step": transition,
        "target": transition.to,
        "stations": stations(edition),
        "form": form,
        "missing": conditions.unmet(edition, transition.conditions),
        "overridden": conditions.missing_for_publication(edition) if transition.name == "override" else [],
        "is_possible": edition.state in transition.sources,
        "is_mine": may_take(signed_in(request), transition, edition),
        "who": takers(transition, edition),
    }
    return render(request, "workspace/step.html", context)


@never_cache
@login_required
def endorse(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole edition as it would be endorsed, and the two answers: endorsed, or returned with remarks."""
    edition, user = find(request, pk), signed_in(request)
    is_answered = "endorse" in request.POST or "return" in request.POST
    first = {"mark": actions.mark_of_edition(edition), "note": request.POST.get("note", "")}
    form = EndorseForm(request.POST if is_answered else None, initial=first)
    if request.method == "POST" and form.is_valid():
        wanted, said = answer_of(request, edition, form)
        try:
            actions.take_step(edition=edition, step=wanted, by=user, **said)
        except actions.NotAllowed as refusal:
            return not_allowed(request, refusal, reverse("workspace:desk", args=[edition.pk]))
        except actions.NotReady as refusal:
            for reason in refusal.messages:
                form.add_error(None, reason)
            form.data = {**request.POST.dict(), "mark": actions.mark_of_edition(edition)}
        else:
            return endorsed(request, edition, wanted)
    return render(request, "workspace/endorse.html", endorse_context(edition, request, form))


def answer_of(request: HttpRequest, edition: Edition, form: EndorseForm) -> tuple[str, dict[str, Any]]:
    """An endorsement is on the texts that were read; a return needs its reason only."""
    note = form.cleaned_data["note"]
    if "return" in request.POST:
        return "return_to_draft", {"note": note}
    return step_of(edition), {"note": note, "mark": form.cleaned_data["mark"]}


def step_of(edition: Edition) -> str:
    return "endorse_again" if edition.state in TRANSITIONS["endorse_again"].sources else "endorse"


def endorsed(request: HttpRequest, edition: Edition, step: str) -> HttpResponse:
    if step == "return_to_draft":
        messages.success(request, _("The edition is returned. The secretariat is told why."))
        return redirect("workspace")
    messages.success(request, _("“%s” is endorsed. The secretariat is told.") % edition)
    return to_desk(edition)


def endorse_context(edition: Edition, request: HttpRequest, form: EndorseForm) -> dict[str, Any]:
    user, endorsement = signed_in(request), Endorsement.objects.in_force(edition)
    rows, published = rows_of(edition, endorsement), published_texts(edition)
    last = edition.endorsements.order_by("-at", "-pk").first()
    sections = [
        {
            "row": row,
            "shown": source_section(row.section),
            "beside": beside(row.section),
            "since_published": changed_since_published(row.section, published),
            "since_seen": since_seen(row.section, last),
        }
        for row in rows
    ]
    step = TRANSITIONS[step_of(edition)]
    return {
        "edition": edition,
        "profile": edition.profile,
        "regional_map": edition.profile.regional_map,
        "heads": heads(edition),
        "definitions": NationalDefinition.objects.visible_to(user)
        .filter(edition=edition)
        .select_related("term"),
        "sections": [entry for entry in sections if not entry["shown"].is_empty],
        "form": form,
        "endorsement": endorsement,
        "last": last,
        "missing": conditions.unmet(edition, step.conditions),
        "is_needed": endorsement is None or bool(conditions.is_endorsed(edition)) or step.name == "endorse",
        "is_mine": may_take(user, step, edition) and edition.state in step.sources,
        "stands_in": not is_of_state(user, edition) and is_of_secretariat(user, edition),
        "has_state": edition.profile.country_id is not None,
        "threads": threads(Remark.objects.visible_to(user).filter(edition=edition)),
    }


def heads(edition: Edition) -> list[tuple[str, Text]]:
    """Summary and change note in the reader's language, as far as they are written: they are endorsed with the rest."""
    named = (("summary", _("Summary")), ("change_note", _("What changed")))
    return [(label, text) for field, label in named if (text := text_of(edition, field))]


def since_seen(section: Any, last: Endorsement | None) -> Any:
    seen = last.seen.get(section.code, {}) if last else {}
    return changed_since(section, seen.get("text", ""), seen.get("language", ""))
