"""Inviting states and agencies: prepared, sent, reminded, declined."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from imap.core.reminders import stage_of
from meetings.actions.delegate import give_up_seat
from meetings.actions.letters import write_invitation, write_of_change, write_reminder
from meetings.actions.refusals import (
    NotPossible,
    locked_invitation,
    locked_meeting,
    must_be_open,
    must_be_to_come,
)
from meetings.models import Delegate, Invitation, Meeting


@transaction.atomic
def invite(
    *,
    meeting: Meeting,
    organisations: Iterable[Organisation],
    places: int,
    answer_by: date,
    messages: Mapping[str, str],
    by: User,
) -> list[Invitation]:
    """Drafts of invitations: nobody hears of them before they are sent. Who is invited already stays as they are."""
    must_be_to_come(locked_meeting(meeting.pk))
    known = set(meeting.invitations.values_list("organisation", flat=True))
    return [
        Invitation.objects.create(
            meeting=meeting, organisation=each, places=places, answer_by=answer_by, **messages
        )
        for each in organisations
        if each.pk not in known
    ]


@transaction.atomic
def change_invitation(
    *, invitation: Invitation, places: int, answer_by: date, messages: Mapping[str, str], by: User
) -> Invitation:
    """Places, day and message; of what is sent already the letter stays as it went."""
    found = locked_invitation(invitation)
    must_be_to_come(found.meeting)
    named = found.delegates.active().count()
    if places < named:
        raise NotPossible(
            _("%(named)d delegates are named already. Give at least as many places, or withdraw some first.")
            % {"named": named}
        )
    found.places, found.answer_by = places, answer_by
    for column, words in messages.items():
        setattr(found, column, words)
    found.save()
    return found


@transaction.atomic
def drop_invitation(*, invitation: Invitation, by: User) -> None:
    found = locked_invitation(invitation)
    if found.sent_at is not None:
        raise NotPossible(_("The invitation was sent. It is no longer deleted."))
    found.delete()


@transaction.atomic
def send_invitations(*, meeting: Meeting, by: User) -> tuple[int, list[Invitation]]:
    """Send every draft. Answers how many letters were written, and the invitations that nobody is there to read."""
    must_be_to_come(locked_meeting(meeting.pk))
    letters, unread = 0, []
    drafts = Invitation.objects.filter(meeting=meeting, sent_at=None)
    for row in drafts.select_for_update(of=("self",)).select_related("organisation", "meeting__regional_map"):
        row.sent_at, row.sent_by = timezone.now(), by
        row.save(update_fields=["sent_at", "sent_by"])
        count = write_invitation(row)
        letters += count
        if not count:
            unread.append(row)
    return letters, unread


@transaction.atomic
def decline(*, invitation: Invitation, note: str, by: User) -> Invitation:
    """With thanks. Whoever was named is withdrawn, and their seats go to those who wait."""
    found = locked_invitation(invitation)
    must_be_open(found)
    for delegate in found.delegates.active().select_for_update():
        delegate.invitation, delegate.meeting = found, found.meeting
        give_up_seat(delegate, Delegate.State.WITHDRAWN)
    found.declined_at, found.decline_note = timezone.now(), note
    found.save(update_fields=["declined_at", "decline_note"])
    return found


@transaction.atomic
def take_back_decline(*, invitation: Invitation, by: User) -> Invitation:
    found = locked_invitation(invitation)
    must_be_to_come(found.meeting)
    found.declined_at, found.decline_note = None, ""
    found.save(update_fields=["declined_at", "decline_note"])
    return found


@transaction.atomic
def tell_of_change(*, meeting: Meeting, by: User) -> int:
    """The date or the place is another: letters with what holds now, and the entry that takes the place of the one before.

    Of a meeting that is cancelled: that it is, and the entry that takes it out of a calendar.
    """
    found = locked_meeting(meeting.pk)
    if found.is_cancelled:
        return write_of_change(found, Invitation.objects.to_cancelled_meetings(), "cancelled")
    must_be_to_come(found)
    return write_of_change(found, Invitation.objects.open(), "changed")


@transaction.atomic
def remind(*, invitation: Invitation, today: date) -> str | None:
    """The reminder that is due: two weeks and three days before the day and on it, then for two weeks after; its stage.

    Each is posted once. Who has named someone, or declined, is not reminded.
    """
    if invitation.sent_at is None or today > invitation.answer_by + timedelta(days=14):
        return None
    stage = stage_of(invitation.answer_by, today, invitation.sent_at.date())
    if stage and Invitation.objects.unanswered().filter(pk=invitation.pk).exists():
        write_reminder(invitation, stage, (invitation.answer_by - today).days)
        return stage
    return None
