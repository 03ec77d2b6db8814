"""Why something is not done, in words for whoever asked for it; and the locks that make the answer hold."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _

from meetings.models import Delegate, Invitation, Meeting


class NotPossible(ValidationError):
    """The state of things does not allow it; the message says what does."""


class NoSeat(NotPossible):
    """Every seat of the meeting is taken."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Every seat of the meeting is taken. Put the delegate on the waiting list, or give the meeting more seats."
            )
        )


def breaks(error: IntegrityError, constraint: str) -> bool:
    """Whether the database refused for this constraint."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") == constraint


def locked_meeting(pk: int) -> Meeting:
    """Meeting first, then what hangs on it: every action takes its locks in this order."""
    rows = Meeting.objects.select_related("regional_map", "country").defer("search", "country__search")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=pk)


def locked(delegate: Delegate) -> Delegate:
    meeting = locked_meeting(delegate.meeting_id)
    rows = Delegate.objects.select_related("invitation", "organisation").defer("organisation__search")
    found = rows.select_for_update(of=("self",)).get(pk=delegate.pk)
    found.meeting = found.invitation.meeting = meeting
    found.invitation.organisation = found.organisation
    return found


def locked_invitation(invitation: Invitation) -> Invitation:
    meeting = locked_meeting(invitation.meeting_id)
    rows = Invitation.objects.select_related("organisation").defer("organisation__search")
    found = rows.select_for_update(of=("self",)).get(pk=invitation.pk)
    found.meeting = meeting
    return found


def must_be_to_come(meeting: Meeting) -> None:
    if meeting.is_cancelled:
        raise NotPossible(_("The meeting is cancelled. Its delegates no longer change."))
    if not meeting.is_planned:
        raise NotPossible(_("The meeting was held. Its delegates no longer change."))


def must_be_open(invitation: Invitation) -> None:
    must_be_to_come(invitation.meeting)
    if invitation.sent_at is None:
        raise NotPossible(_("The invitation is not sent yet. The secretariat sends it first."))
    if invitation.declined_at is not None:
        raise NotPossible(_("The invitation was declined. Take that back to name delegates."))


def must_be_active(delegate: Delegate) -> None:
    must_be_to_come(delegate.meeting)
    if not delegate.is_active:
        raise NotPossible(_("%(name)s no longer comes. Name someone in the place that is free.")
                          % {"name": delegate.name})  # fmt: skip
