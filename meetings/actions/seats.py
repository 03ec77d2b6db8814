"""Seats: confirmed by the secretariat as far as there are any; then a line, in which the first comes first."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from meetings.actions.letters import write_confirmation, write_to_those_who_name
from meetings.actions.refusals import NoSeat, NotPossible, breaks, locked, locked_meeting, must_be_to_come
from meetings.models import Delegate, Meeting, Participant

State = Delegate.State


@transaction.atomic
def confirm(*, delegate: Delegate, by: User) -> Delegate:
    """Raises `NoSeat` where every seat is taken: the database counts them, whoever confirms at the same moment."""
    found = locked(delegate)
    must_be_to_come(found.meeting)
    if found.state not in (State.NAMED, State.WAITING):
        raise NotPossible(said_already(found))
    seat(found)
    return found


def seat(delegate: Delegate) -> None:
    was_waiting = delegate.state == State.WAITING
    take_seat(delegate)
    Participant.objects.get_or_create(
        meeting_id=delegate.meeting_id, organisation_id=delegate.organisation_id
    )
    write_confirmation(delegate)
    write_to_those_who_name(delegate, "moved_up" if was_waiting else "confirmed")


def take_seat(delegate: Delegate) -> None:
    delegate.state, delegate.has_seat, delegate.remark = State.CONFIRMED, True, ""
    delegate.decided_at, delegate.waiting_since = timezone.now(), None
    try:
        with transaction.atomic():
            delegate.save(update_fields=["state", "has_seat", "remark", "decided_at", "waiting_since"])
    except IntegrityError as error:
        if breaks(error, "delegate_finds_a_seat"):
            raise NoSeat from error
        raise


def said_already(delegate: Delegate) -> str:
    words = _("%(name)s is in the state “%(state)s” meanwhile. Load the page again to see what can be done.")
    return words % {"name": delegate.name, "state": delegate.get_state_display()}


def confirm_all(*, delegates: Iterable[Delegate], by: User) -> tuple[int, int]:
    """In the order in which they were named; whoever finds no seat goes to the waiting list. Answers how many of each."""
    confirmed = waiting = 0
    for delegate in sorted(delegates, key=lambda each: (each.named_at, each.pk)):
        try:
            is_seated = confirm_or_wait(delegate, by)
        except NotPossible:  # decided by a colleague meanwhile
            continue
        confirmed, waiting = confirmed + is_seated, waiting + (not is_seated)
    return confirmed, waiting


def confirm_or_wait(delegate: Delegate, by: User) -> bool:
    """Whether a seat was found."""
    try:
        confirm(delegate=delegate, by=by)
    except NoSeat:
        put_on_waiting_list(delegate=delegate, by=by)
        return False
    return True


@transaction.atomic
def put_on_waiting_list(*, delegate: Delegate, by: User) -> Delegate:
    """At the end of the line. A place in it never gets worse: who comes later stands behind."""
    found = locked(delegate)
    must_be_to_come(found.meeting)
    if found.state != State.NAMED or found.has_seat:
        raise NotPossible(said_already(found))
    found.state, found.decided_at, found.waiting_since = State.WAITING, timezone.now(), timezone.now()
    found.save(update_fields=["state", "decided_at", "waiting_since"])
    write_to_those_who_name(found, "waiting")
    return found


@transaction.atomic
def return_with_remark(*, delegate: Delegate, remark: str, by: User) -> Delegate:
    """To who named them, with what is amiss. A seat that is kept for them stays kept."""
    found = locked(delegate)
    must_be_to_come(found.meeting)
    if found.state != State.NAMED:
        raise NotPossible(said_already(found))
    found.state, found.remark, found.decided_at = State.RETURNED, remark, timezone.now()
    found.save(update_fields=["state", "remark", "decided_at"])
    write_to_those_who_name(found, "returned")
    return found


@transaction.atomic
def move_up(*, meeting: Meeting, seats: int) -> list[Delegate]:
    """So many seats came free: those who wait take them, the first in the line first."""
    found = locked_meeting(meeting.pk)
    moved: list[Delegate] = []
    if not found.is_planned:
        return moved
    for row in Delegate.objects.filter(meeting=found).waiting()[:seats]:
        try:
            delegate = locked(row)
            seat(delegate)
            moved.append(delegate)
        except NoSeat:
            break
    return moved


def leave_circle(delegate: Delegate) -> None:
    """With the last of its delegates a state no longer takes part, and its people no longer read the papers."""
    rows = Delegate.objects.filter(meeting=delegate.meeting_id, organisation=delegate.organisation_id)
    if not rows.filter(has_seat=True).exists() and delegate.meeting.is_planned:
        Participant.objects.filter(
            meeting=delegate.meeting_id, organisation=delegate.organisation_id
        ).delete()
