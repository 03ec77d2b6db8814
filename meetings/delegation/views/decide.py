"""The secretariat reads who is named: confirms, puts on the waiting list, or returns with a remark."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from meetings import actions
from meetings.delegation.finding import own_delegate, own_meeting, person, refused
from meetings.delegation.forms import RemarkForm
from meetings.delegation.pages import seats_of, standings
from meetings.models import Delegate

VERBS = {"confirm": actions.confirm, "wait": actions.put_on_waiting_list}


@never_cache
@login_required
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    found = own_delegate(request, pk)
    verb = request.POST.get("verb", "") if request.method == "POST" else ""
    form = RemarkForm(request.POST if verb == "return" else None)
    if request.method != "POST" or (verb == "return" and not form.is_valid()):
        return page(request, found, form)
    try:
        act(found, verb, form, person(request))
    except ValidationError as error:
        return refused(request, error, reverse("delegates:decide", args=[pk]))
    messages.success(request, said(verb) % {"name": found.name})
    return redirect("delegates:desk", found.meeting.slug)


def page(request: HttpRequest, delegate: Delegate, form: RemarkForm) -> HttpResponse:
    rows = standings(delegate.meeting)
    context: dict[str, Any] = {
        "delegate": delegate,
        "form": form,
        "seats": seats_of(delegate.meeting, rows),
        "can_confirm": delegate.state in (Delegate.State.NAMED, Delegate.State.WAITING),
        "can_wait": delegate.state == Delegate.State.NAMED and not delegate.has_seat,
        "can_return": delegate.state == Delegate.State.NAMED,
    }
    return render(request, "delegation/decide.html", context)


def act(delegate: Delegate, verb: str, form: RemarkForm, by: Any) -> None:
    if verb == "return":
        actions.return_with_remark(delegate=delegate, remark=form.cleaned_data["remark"], by=by)
    elif verb in VERBS:
        VERBS[verb](delegate=delegate, by=by)
    else:
        raise ValidationError(_("Choose what to do: confirm, put on the waiting list, or return."))


def said(verb: str) -> str:
    return {
        "confirm": _("%(name)s is confirmed. The letters are on their way."),
        "wait": _("%(name)s is on the waiting list. Those who named them are told."),
        "return": _("%(name)s is returned with your remark to those who named them."),
    }[verb]


@login_required
@require_POST
def confirm_several(request: HttpRequest, slug: str) -> HttpResponse:
    """Those who are ticked, in the order in which they were named."""
    meeting = own_meeting(request, slug)
    keys = [int(key) for key in request.POST.getlist("delegate") if key.isascii() and key.isdigit()]
    rows = list(Delegate.objects.filter(meeting=meeting, pk__in=keys))
    if not rows:
        messages.error(request, _("Tick the delegates whom you confirm."))
        return redirect("delegates:desk", slug)
    confirmed, waiting = actions.confirm_all(delegates=rows, by=person(request))
    words = ngettext("%(count)d delegate is confirmed.", "%(count)d delegates are confirmed.", confirmed)
    messages.success(request, words % {"count": confirmed})
    if waiting:
        words = ngettext(
            "%(count)d delegate found no seat and is on the waiting list.",
            "%(count)d delegates found no seat and are on the waiting list.",
            waiting,
        )
        messages.warning(request, words % {"count": waiting})
    return redirect("delegates:desk", slug)
