"""Who may work on what: found among the visible (404), then asked for the verb (403)."""

from typing import TypeVar, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from accounts.models import User
from meetings.models import Delegate, Invitation, Meeting
from meetings.pages import with_heads

M = TypeVar("M", bound=Model)


def person(request: HttpRequest) -> User:
    """Who is signed in: every page of this kind asks for that first."""
    return cast(User, request.user)


def own_meeting(request: HttpRequest, slug: str) -> Meeting:
    """The secretariat's that convenes it."""
    found = get_object_or_404(with_heads(Meeting.objects.visible_to(request.user)), slug=slug)
    if not Meeting.objects.editable_by(request.user).filter(pk=found.pk).exists():
        raise PermissionDenied
    return found


def with_meeting(rows: QuerySet[M]) -> QuerySet[M]:
    near = ("meeting__regional_map", "meeting__country", "organisation__country")
    searched = ("meeting", "meeting__country", "organisation", "organisation__country")
    return rows.select_related(*near).defer(*(f"{each}__search" for each in searched))


def find_invitation(request: HttpRequest, pk: int) -> Invitation:
    return get_object_or_404(with_meeting(Invitation.objects.visible_to(request.user)), pk=pk)


def own_invitation(request: HttpRequest, pk: int) -> Invitation:
    """To be changed or sent by the secretariat."""
    found = find_invitation(request, pk)
    if not Invitation.objects.editable_by(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    return found


def find_delegate(request: HttpRequest, pk: int) -> Delegate:
    """One whom the user named, or whom their secretariat decides on; of others, participants see a line in a list."""
    mine = Delegate.objects.named_by(request.user).values("pk")
    theirs = Delegate.objects.editable_by(request.user).values("pk")
    rows = Delegate.objects.filter(pk__in=mine) | Delegate.objects.filter(pk__in=theirs)
    found = get_object_or_404(with_meeting(rows).select_related("invitation"), pk=pk)
    found.invitation.meeting, found.invitation.organisation = found.meeting, found.organisation
    return found


def own_delegate(request: HttpRequest, pk: int) -> Delegate:
    """To be decided on by the secretariat."""
    found = find_delegate(request, pk)
    if not Delegate.objects.editable_by(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    return found


def refused(request: HttpRequest, error: ValidationError, url: str) -> HttpResponse:
    """Back to the page, which says why and shows how things stand now."""
    messages.error(request, " ".join(error.messages))
    return redirect(url)
