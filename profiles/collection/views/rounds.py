"""The secretariat's rounds: made, opened, followed on a board, closed."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access import objects_for
from imap.core.translation import LANGUAGES
from imap.regions.models import Country, RegionalMap
from profiles.actions import NotAllowed
from profiles.collection import actions
from profiles.collection.forms import QuestionnaireForm, RoundForm, StatesForm
from profiles.collection.models import Answer, Questionnaire, Round, Submission
from profiles.collection.progress import rows_of
from profiles.collection.views.pages import person
from profiles.refused import not_allowed


def must_run_rounds(request: HttpRequest) -> None:
    if not objects_for(request.user, "regions.edit_regionalmap", RegionalMap).exists():
        raise PermissionDenied


def find(request: HttpRequest, pk: int) -> Round:
    rows = Round.objects.visible_to(request.user).select_related("regional_map", "questionnaire__pillar")
    return get_object_or_404(rows, pk=pk)


@never_cache
@login_required
def rounds(request: HttpRequest) -> HttpResponse:
    must_run_rounds(request)
    sent = Q(submissions__state__in=[Submission.State.SUBMITTED, Submission.State.ACCEPTED])
    rows = (
        Round.objects.visible_to(request.user)
        .select_related("regional_map", "questionnaire__pillar")
        .annotate(states=Count("submissions"), sent=Count("submissions", filter=sent))
    )
    context = {"rows": rows, "form": QuestionnaireForm(user=request.user), "today": date.today()}
    return render(request, "collection/rounds.html", context)


@never_cache
@login_required
def new(request: HttpRequest) -> HttpResponse:
    """A round of a questionnaire that one runs; it is opened on its board, not here."""
    must_run_rounds(request)
    key = request.GET.get("questionnaire", "")
    rows = Questionnaire.objects.editable_by(request.user)
    questionnaire = get_object_or_404(rows, pk=int(key) if key.isascii() and key.isdigit() else 0)
    form = RoundForm(request.POST or None, **offered(questionnaire))
    if request.method == "POST" and form.is_valid():
        made = actions.make_round(questionnaire=questionnaire, by=person(request), **form.said)
        messages.success(request, _("The round is made. States see nothing of it until you open it."))
        return redirect("collection:round", made.pk)
    return render(request, "collection/round_new.html", {"questionnaire": questionnaire, "form": form})


def offered(questionnaire: Questionnaire) -> dict[str, Any]:
    """The states that a round of the questionnaire may go to."""
    countries = Country.objects.of_map(questionnaire.regional_map, on=date.today())
    return {"countries": countries, "questionnaire": questionnaire}


@never_cache
@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What is wrong in a round that nobody has seen yet is put right."""
    found = find(request, pk)
    form = RoundForm(request.POST or None, initial=initial_of(found), **offered(found.questionnaire))
    if not form.is_valid():
        return render(request, "collection/round_edit.html", {"round": found, "form": form})
    try:
        actions.change_round(round_=found, by=person(request), **form.said)
        messages.success(request, _("The round is changed. States see nothing of it until you open it."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("collection:round", pk)


def initial_of(round_: Round) -> dict[str, Any]:
    titles = {f"title_{language}": getattr(round_, f"title_{language}") for language in LANGUAGES}
    countries = list(round_.submissions.values_list("country", flat=True))
    return {**titles, "period": round_.period, "due_on": round_.due_on, "countries": countries}


@never_cache
@login_required
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks, POST deletes a round that was never opened."""
    found = find(request, pk)
    if request.method != "POST":
        return render(request, "collection/round_delete.html", {"round": found})
    try:
        actions.drop_round(round_=found, by=person(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("collection:round", pk)
    messages.success(request, _("The round is deleted. No state had seen it."))
    return redirect("collection:rounds")


@never_cache
@login_required
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """States and how far they are."""
    found = find(request, pk)
    given, rows = offered(found.questionnaire), rows_of(found)
    given["countries"] = others = given["countries"].exclude(submissions__round=found)
    context = {
        "round": found,
        "rows": rows,
        "unreached": [row.submission.country.shown_name for row in rows if not row.people],
        "states": Submission.State,
        "states_form": StatesForm(**given),
        "has_others": others.exists(),
        "changes": Answer.Verdict.CHANGE_ASKED,
    }
    return render(request, "collection/board.html", context)


@login_required
@require_POST
def open_round(request: HttpRequest, pk: int) -> HttpResponse:
    found = find(request, pk)
    if found.closed_at:
        why = NotAllowed(_("The round is closed: it is not opened again. The secretariat makes a new one."))
        return not_allowed(request, why, reverse("collection:round", args=[pk]))
    try:
        actions.open_round(round_=found, by=person(request))
        messages.success(request, _("The round is open. Each focal point is invited by mail."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("collection:round", pk)


@login_required
@require_POST
def close_round(request: HttpRequest, pk: int) -> HttpResponse:
    actions.close_round(round_=find(request, pk), by=person(request))
    messages.success(request, _("The round is closed. States can no longer answer."))
    return redirect("collection:round", pk)


@login_required
@require_POST
def states(request: HttpRequest, pk: int) -> HttpResponse:
    found = find(request, pk)
    form = StatesForm(request.POST, **offered(found.questionnaire))
    if form.is_valid():
        actions.add_states(round_=found, countries=form.cleaned_data["countries"], by=person(request))
        messages.success(request, _("The states are added."))
    else:
        messages.error(request, _("Choose at least one state."))
    return redirect("collection:round", pk)
