"""The desk of a meeting, for the secretariat that convenes it; and the meetings that a person has to do with."""

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from meetings.delegation.finding import own_meeting, with_meeting
from meetings.delegation.pages import seats_of, standings, uninvited
from meetings.models import Delegate, Invitation, Meeting
from meetings.pages import with_heads


@never_cache
@login_required
@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """Those to be prepared by one's secretariat, one's invitations, and where one is expected in person."""
    to_read = Count("delegates", filter=Q(delegates__state=Delegate.State.NAMED), distinct=True)
    own = with_heads(Meeting.objects.editable_by(request.user)).annotate(
        invited=Count("invitations", distinct=True), to_read=to_read
    )
    invitations = with_meeting(Invitation.objects.answerable_by(request.user))
    places = with_meeting(Delegate.objects.own(request.user))
    context = {
        "planned": own.filter(status=Meeting.Status.PLANNED).order_by("starts", "slug"),
        "held": own.filter(status=Meeting.Status.HELD, invited__gt=0).order_by("-starts", "slug"),
        "invitations": invitations.order_by("-meeting__starts", "pk"),
        "places": places.order_by("-meeting__starts", "pk"),
    }
    return render(request, "delegation/meetings.html", context)


@never_cache
@login_required
@require_safe
def desk(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = own_meeting(request, slug)
    rows = standings(meeting)
    delegates = {delegate.pk: delegate for row in rows for delegate in row.delegates}
    organisations = {row.invitation.pk: row.invitation.organisation for row in rows}
    for delegate in delegates.values():
        delegate.organisation = organisations[delegate.invitation_id]
    in_state = lambda state: [row for row in delegates.values() if row.state == state]  # noqa: E731
    context = {
        "meeting": meeting,
        "rows": rows,
        "seats": seats_of(meeting, rows),
        "drafts": [row for row in rows if row.code == "draft"],
        "to_read": sorted(in_state(Delegate.State.NAMED), key=lambda row: (row.named_at, row.pk)),
        "line": sorted(in_state(Delegate.State.WAITING), key=lambda row: (row.waiting_since, row.pk)),
        "expected": in_state(Delegate.State.CONFIRMED),
        "has_others": uninvited(meeting).exists(),
    }
    return render(request, "delegation/desk.html", context)
