"""A state or an agency answers an invitation: names delegates, corrects, replaces and withdraws them, or declines."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from imap.core.translation import reading_language
from meetings import actions
from meetings.actions.letters import place_in_line
from meetings.actions.refusals import must_be_open
from meetings.delegation.finding import find_delegate, find_invitation, person, refused
from meetings.delegation.forms import DeclineForm, DelegateForm
from meetings.models import Delegate, Invitation


def must_answer(request: HttpRequest, invitation: Invitation) -> None:
    """Who answers for the state or agency; the secretariat too, when it is told by telephone."""
    mine = Invitation.objects.answerable_by(request.user) | Invitation.objects.editable_by(request.user)
    if not mine.filter(pk=invitation.pk).exists():
        raise PermissionDenied


@never_cache
@login_required
@require_safe
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_invitation(request, pk)
    delegates = list(found.delegates.order_by("named_at", "pk"))
    active = [row for row in delegates if row.is_active]
    context = {
        "invitation": found,
        "meeting": found.meeting,
        "active": [(row, place_in_line(row) if row.state == row.State.WAITING else 0) for row in active],
        "gone": [row for row in delegates if not row.is_active],
        "left": max(found.places - len(active), 0),
        "is_secretariat": Invitation.objects.editable_by(request.user).filter(pk=pk).exists(),
    }
    return render(request, "delegation/invitation.html", context)


@never_cache
@login_required
def name(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_invitation(request, pk)
    must_answer(request, found)
    return naming(request, found, None)


@never_cache
@login_required
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Someone else in the place of a delegate, whose seat is kept for the newcomer."""
    delegate = find_delegate(request, pk)
    must_answer(request, delegate.invitation)
    return naming(request, delegate.invitation, delegate)


def naming(request: HttpRequest, invitation: Invitation, replaces: Delegate | None) -> HttpResponse:
    """What was typed stays where it is refused; where nobody can be named any more there is no form."""
    if request.method != "POST":
        try:
            must_be_open(invitation)
        except ValidationError as error:
            return refused(request, error, invitation.get_absolute_url())
    start = {"language": reading_language()}
    form = DelegateForm(request.POST or None, invitation=invitation, replaces=replaces, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.name_delegate(
                invitation=invitation, replaces=replaces, by=person(request), **form.said
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("%(name)s is named. The secretariat confirms.") % {"name": made.name})
            return redirect(invitation)
    context = {"invitation": invitation, "meeting": invitation.meeting, "form": form, "replaces": replaces}
    return render(request, "delegation/name.html", context)


@never_cache
@login_required
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    delegate = find_delegate(request, pk)
    must_answer(request, delegate.invitation)
    form = DelegateForm(request.POST or None, instance=delegate, invitation=delegate.invitation)
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.correct(delegate=delegate, by=person(request), **form.said)
        except ValidationError as error:
            return refused(request, error, delegate.invitation.get_absolute_url())
        messages.success(request, said_of(kept))
        return redirect(delegate.invitation)
    context = {
        "invitation": delegate.invitation,
        "meeting": delegate.meeting,
        "form": form,
        "delegate": delegate,
    }
    return render(request, "delegation/name.html", context)


def said_of(delegate: Delegate) -> str:
    if delegate.state == Delegate.State.NAMED:
        return _("Saved. The secretariat confirms who comes.")
    return _("Saved.")


@never_cache
@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks, POST withdraws: the place goes to the next in the line, which cannot be undone."""
    delegate = find_delegate(request, pk)
    must_answer(request, delegate.invitation)
    if request.method != "POST":
        return render(
            request, "delegation/withdraw.html", {"delegate": delegate, "meeting": delegate.meeting}
        )
    try:
        actions.withdraw(delegate=delegate, by=person(request))
        messages.success(request, _("%(name)s is withdrawn.") % {"name": delegate.name})
    except ValidationError as error:
        return refused(request, error, delegate.invitation.get_absolute_url())
    return redirect(delegate.invitation)


@never_cache
@login_required
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_invitation(request, pk)
    must_answer(request, found)
    form = DeclineForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.decline(invitation=found, note=form.cleaned_data["note"], by=person(request))
            messages.success(request, _("The invitation is declined with thanks. The secretariat sees it."))
        except ValidationError as error:
            return refused(request, error, found.get_absolute_url())
        return redirect(found)
    named = found.delegates.active().count()
    context = {"invitation": found, "meeting": found.meeting, "form": form, "named": named}
    return render(request, "delegation/decline.html", context)


@login_required
@require_POST
def answer_after_all(request: HttpRequest, pk: int) -> HttpResponse:
    found = find_invitation(request, pk)
    must_answer(request, found)
    try:
        actions.take_back_decline(invitation=found, by=person(request))
        messages.success(request, _("The invitation is open again: name your delegates."))
    except ValidationError as error:
        return refused(request, error, found.get_absolute_url())
    return redirect(found)
