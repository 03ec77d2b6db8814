"""Naming delegates: by their state or agency, and what they correct themselves."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from meetings.actions.letters import was_told, write_confirmation, write_to_those_who_name, write_withdrawn
from meetings.actions.links import revoke_links
from meetings.actions.refusals import (
    NotPossible,
    breaks,
    locked,
    locked_invitation,
    must_be_active,
    must_be_open,
)
from meetings.actions.seats import leave_circle, move_up
from meetings.models import Delegate, Invitation

State = Delegate.State
WHO = ("name", "name_ar", "function", "ministry")  # what the secretariat confirms


@transaction.atomic
def name_delegate(
    *, invitation: Invitation, by: User, replaces: Delegate | None = None, **details: Any
) -> Delegate:
    """A new delegate, for the secretariat to confirm. In the place of another, their seat is kept for the newcomer."""
    found = locked_invitation(invitation)
    must_be_open(found)
    if replaces is None and found.delegates.active().count() >= found.places:
        raise NotPossible(
            _("All places of the invitation are used: %(places)d. Replace or withdraw someone first.")
            % {"places": found.places}
        )
    has_seat = give_up_place(replaces, found) if replaces else False
    try:
        with transaction.atomic():
            return Delegate.objects.create(
                invitation=found, named_by=by, replaces=replaces, has_seat=has_seat, **details
            )
    except IntegrityError as error:
        if breaks(error, "one_delegate_an_address"):
            raise NotPossible(
                _("A delegate with this e-mail address is already named for the meeting.")
            ) from error
        raise


def give_up_place(delegate: Delegate, invitation: Invitation) -> bool:
    """Whether they had a seat. Nobody moves up: the place stays with their state."""
    left = Delegate.objects.select_for_update().get(pk=delegate.pk, invitation=invitation)
    left.invitation, left.meeting = invitation, invitation.meeting
    must_be_active(left)
    return free(left, State.WITHDRAWN)


def free(delegate: Delegate, state: Delegate.State) -> bool:
    """They no longer come: the personal link is over, and who had been told to come is told not to. Whether a seat is free."""
    had_seat = delegate.has_seat
    is_expected = delegate.state == State.CONFIRMED or (had_seat and was_told(delegate))
    delegate.state, delegate.has_seat, delegate.decided_at = state, False, timezone.now()
    delegate.save(update_fields=["state", "has_seat", "decided_at"])
    revoke_links(delegate)
    if is_expected and state == State.WITHDRAWN:
        write_withdrawn(delegate)
    return had_seat


def give_up_seat(delegate: Delegate, state: Delegate.State) -> None:
    """For good: the next in the line moves up."""
    if free(delegate, state):
        leave_circle(delegate)
        move_up(meeting=delegate.meeting, seats=1)


@transaction.atomic
def correct(*, delegate: Delegate, by: User, **details: Any) -> Delegate:
    """By who named them. Who they are is confirmed anew where it changes; what was returned goes back to be read."""
    found = locked(delegate)
    must_be_open(found.invitation)
    must_be_active(found)
    return keep(found, details, goes_back=found.state == State.RETURNED)


@transaction.atomic
def correct_own(*, delegate: Delegate, **details: Any) -> Delegate:
    """By the delegate in person, known by their link or their account. Contact details are hidden after the meeting, too."""
    found = locked(delegate)
    if set(details) != {"hides_contact"} or not found.is_active:
        must_be_active(found)
    return keep(found, details, goes_back=False)


def keep(delegate: Delegate, details: dict[str, Any], goes_back: bool) -> Delegate:
    is_other = any(name in details and details[name] != getattr(delegate, name) for name in WHO)
    moves = details.get("email", delegate.email).casefold() != delegate.email.casefold()
    for name, value in details.items():
        setattr(delegate, name, value)
    if goes_back or (is_other and delegate.state == State.CONFIRMED):
        delegate.state, delegate.remark = State.NAMED, ""
    try:
        with transaction.atomic():
            delegate.save()
    except IntegrityError as error:
        if breaks(error, "one_delegate_an_address"):
            raise NotPossible(
                _("A delegate with this e-mail address is already named for the meeting.")
            ) from error
        raise
    if moves:
        move_address(delegate=delegate)
    return delegate


@transaction.atomic
def move_address(*, delegate: Delegate) -> None:
    """The old address opens nothing any more, whoever reads it; what went there goes to the new one."""
    revoke_links(delegate)
    if delegate.state == State.CONFIRMED and delegate.meeting.is_planned:
        write_confirmation(delegate, is_again=True)


@transaction.atomic
def withdraw(*, delegate: Delegate, by: User) -> Delegate:
    """Where it is the secretariat that withdraws, those who named the delegate are told."""
    found = locked(delegate)
    must_be_active(found)
    give_up_seat(found, State.WITHDRAWN)
    if not Delegate.objects.named_by(by).filter(pk=found.pk).exists():
        write_to_those_who_name(found, "withdrawn")
    return found


@transaction.atomic
def cannot_come(*, delegate: Delegate) -> Delegate:
    """Said by the delegate. Those who named them are told, and the next in the line moves up."""
    found = locked(delegate)
    must_be_active(found)
    give_up_seat(found, State.DECLINED)
    write_to_those_who_name(found, "cannot_come")
    return found
