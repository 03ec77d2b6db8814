"""Requests for support: asking, the thread, and how it stands."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access import can
from accounts.views import signed_in
from meetings.cooperation import actions
from meetings.cooperation.forms import AnswerForm, AskForm, MessageForm, RequestStateForm
from meetings.cooperation.models import RequestMessage, SupportRequest
from meetings.cooperation.views.stating import form_page, must_speak, sent
from profiles.actions import NotAllowed
from profiles.refused import not_allowed


def find(request: HttpRequest, pk: int) -> SupportRequest:
    rows = SupportRequest.objects.visible_to(request.user).select_related(
        "organisation", "theme", "regional_map"
    )
    return get_object_or_404(rows, pk=pk)


@never_cache
@login_required
def new(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    must_speak(user)
    form = AskForm(sent(request), user=user)
    if request.method == "POST" and form.is_valid():
        made = actions.ask(by=user, **form.cleaned_data)
        messages.success(request, _("The secretariat has been asked. You get mail when it answers."))
        return redirect(made)
    return form_page(request, form, _("Ask for support"))


@never_cache
@login_required
def request(request: HttpRequest, pk: int) -> HttpResponse:
    """The thread; POST writes into it."""
    found = find(request, pk)
    is_of_secretariat = can(request.user, "regions.edit_regionalmap", found.regional_map)
    form = (AnswerForm if is_of_secretariat else MessageForm)(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.write(request=found, by=signed_in(request), **form.cleaned_data)
        except NotAllowed as refusal:
            return not_allowed(request, refusal, found.get_absolute_url())
        messages.success(request, _("Sent."))
        return redirect(found)
    context: dict[str, Any] = {
        "support": found,
        "thread": RequestMessage.objects.visible_to(request.user).filter(request=found).order_by("at", "pk"),
        "form": form,
        "state_form": RequestStateForm(initial={"state": found.state}) if is_of_secretariat else None,
        "is_of_secretariat": is_of_secretariat,
    }
    return render(request, "cooperation/request.html", context, status=400 if form.is_bound else 200)


@login_required
@require_POST
def set_state(request: HttpRequest, pk: int) -> HttpResponse:
    found, form = find(request, pk), RequestStateForm(request.POST)
    if form.is_valid():
        try:
            actions.set_state(request=found, by=signed_in(request), state=form.cleaned_data["state"])
        except NotAllowed as refusal:
            return not_allowed(request, refusal, found.get_absolute_url())
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Nothing was changed: choose one of the states of the list."))
    return redirect(found)
