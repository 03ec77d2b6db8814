"""Matches that the portal proposes, the desk of an exchange, and its steps."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.views import signed_in
from imap.regions.models import RegionalMap
from meetings.cooperation import actions
from meetings.cooperation.circle import of_secretariat
from meetings.cooperation.exchanging import ACTORS, STEPS, Step, steps_from
from meetings.cooperation.forms import ExchangeStepForm
from meetings.cooperation.matching import matches_in, reasons_for
from meetings.cooperation.models import Evaluation, Exchange, ExchangeStep, Expertise
from meetings.cooperation.views.stating import sent
from profiles.actions import NotAllowed, NotReady
from profiles.refused import not_allowed


def maps_run_by(user: User) -> list[RegionalMap]:
    return list(RegionalMap.objects.filter(of_secretariat(user, "pk")))


@never_cache
@login_required
def matches(request: HttpRequest) -> HttpResponse:
    """For the secretariat: who fits whom, and why."""
    user = signed_in(request)
    maps = maps_run_by(user)
    if not maps:
        raise PermissionDenied
    found = [(each, matches_in(each, user)) for each in maps]
    return render(request, "cooperation/matches.html", {"found": [row for row in found if row[1]]})


@login_required
@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    rows = Expertise.objects.filter(of_secretariat(user))
    keys = [request.POST.get(side, "") for side in ("offer", "need")]
    if not all(key.isascii() and key.isdigit() for key in keys):
        raise Http404
    offer, need = (get_object_or_404(rows, pk=key) for key in keys)
    try:
        made = actions.propose(offer=offer, need=need, by=user)
    except NotAllowed as refusal:
        return not_allowed(request, refusal, "/workspace/cooperation/matches/")
    messages.success(request, _("Both sides have been asked."))
    return redirect(made)


def find(request: HttpRequest, pk: int) -> Exchange:
    return get_object_or_404(Exchange.objects.worked_on_by(request.user).with_heads(), pk=pk)


@never_cache
@login_required
def exchange(request: HttpRequest, pk: int) -> HttpResponse:
    user, found = signed_in(request), find(request, pk)
    steps = steps_from(found.state)
    mine = [step for step in steps if actions.is_actor(user, step.who, found)]
    is_waiting = all(step.ends_it for step in mine)
    context: dict[str, Any] = {
        "exchange": found,
        "match": reasons_for(found, user),
        "mine": mine,
        "waits_for": sorted({str(ACTORS[step.who]) for step in steps if is_waiting and not step.ends_it}),
        "story": ExchangeStep.objects.visible_to(user).filter(exchange=found).order_by("at", "pk"),
        "evaluations": Evaluation.objects.visible_to(user).filter(exchange=found).order_by("side"),
    }
    return render(request, "cooperation/exchange.html", context)


@never_cache
@login_required
def step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Says what the step does, asks for what it needs, and does it once."""
    found, wanted, user = find(request, pk), STEPS.get(name), signed_in(request)
    if wanted is None:
        raise Http404
    form = ExchangeStepForm(sent(request), step=wanted, exchange=found)
    if request.method == "POST":
        try:
            if is_taken(found, wanted, form, user):
                messages.success(request, str(wanted.done))
                return redirect(found)
        except NotAllowed as refusal:
            return not_allowed(request, refusal, found.get_absolute_url())
    return step_page(request, found, wanted, form, user)


def is_taken(found: Exchange, wanted: Step, form: ExchangeStepForm, user: User) -> bool:
    """Or the form says what is missing. Raises `NotAllowed`, whatever the form holds."""
    if not form.is_valid():
        actions.must_be_allowed(found, wanted, user)
        return False
    try:
        actions.take_step(exchange=found, step=wanted.name, by=user, **form.given())
    except NotReady as refusal:
        for reason in refusal.messages:
            form.add_error(None, reason)
        return False
    return True


def step_page(
    request: HttpRequest, found: Exchange, wanted: Step, form: ExchangeStepForm, user: User
) -> HttpResponse:
    context = {
        "exchange": found,
        "step": wanted,
        "form": form,
        "evaluations": Evaluation.objects.visible_to(user).filter(exchange=found)
        if wanted.name == "release"
        else [],
        "is_possible": found.state in wanted.moves,
        "is_mine": actions.is_actor(user, wanted.who, found),
        "who": ACTORS[wanted.who],
    }
    return render(request, "cooperation/step.html", context, status=400 if form.is_bound else 200)
