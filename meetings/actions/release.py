"""From draft to released: the check is made anew inside each of these verbs, and the database asks for its result."""

import hashlib
import uuid
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from imap.core.pagecache import forget_pages
from meetings.actions.record import hold
from meetings.chatham.check import check
from meetings.chatham.review import Reviewed, pointed_in, review, table_for
from meetings.models import AcceptedFinding, Meeting, NoteTaker, Record, Release

State = Record.State
SHORTEST_REASON = 10


class ChangedSince(ValidationError):
    """What is to be released is no longer what was read."""


def stamp_of(clear: Iterable[Reviewed]) -> str:
    """Of what a release page shows: sent back with the release, so that nobody releases what they have not read."""
    shown = sorted(f"{each.record.pk} {each.record.fingerprint}" for each in clear)
    return hashlib.sha256("\n".join(shown).encode()).hexdigest()[:20]


@transaction.atomic
def send_to_check(*, meeting: Meeting) -> int:
    """Every draft that says something."""
    rows = Record.objects.standing().filter(meeting=meeting, state=State.DRAFT)
    return rows.update(state=State.CHECK)


@transaction.atomic
def accept_finding(*, meeting: Meeting, key: uuid.UUID, mark: str, reason: str) -> AcceptedFinding:
    """The passage stays, for a reason that names nobody itself. Whose decision it is stands in the release."""
    record, table = hold(meeting, key).get(key), table_for(meeting)
    if record is None or mark not in {each.finding.mark for each in pointed_in(record, table)}:
        raise ValidationError(_("The text has changed since: this passage is not there any more."))
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise ValidationError(_("Say in a few words why the passage may stay."))
    if named := check(reason, "en", table):
        raise ValidationError(
            _("The reason must not name anybody either: “%(passage)s”."), params={"passage": named[0].passage}
        )
    row, _created = AcceptedFinding.objects.update_or_create(
        record=record, mark=mark, defaults={"reason": reason}
    )
    return row


@transaction.atomic
def reopen_finding(*, meeting: Meeting, key: uuid.UUID, mark: str) -> None:
    AcceptedFinding.objects.filter(record__meeting=meeting, record=key, mark=mark).exclude(
        record__state=State.RELEASED
    ).delete()


@transaction.atomic
def release_records(*, meeting: Meeting, by: User, read: str | None = None) -> Release:
    """All that are clear now; those with something open stay. What was deleted is gone for good from here on.

    `read`: the stamp of what was read before; where somebody wrote meanwhile, nothing is released.
    """
    if not meeting.has_begun:
        raise ValidationError(
            _("The meeting has not begun. Its records can be released from its first day on.")
        )
    rows = Record.objects.select_for_update().filter(meeting=meeting, state=State.CHECK, is_dropped=False)
    checked = review(rows.prefetch_related("accepted").order_by("pk"), table_for(meeting))
    clear = [each for each in checked if each.is_clear]
    if not clear:
        raise ValidationError(_("There is nothing to release: each record still has something open."))
    if read is not None and read != stamp_of(clear):
        raise ChangedSince(_("Records have changed since you read them. Read them once more, then release."))
    for each in checked:
        note_check(each)
    Record.objects.filter(meeting=meeting, is_dropped=True).delete()
    drop_stale_reasons(checked)
    transaction.on_commit(forget_pages)
    return Release.objects.create(
        meeting=meeting, day=timezone.localdate(), by=by, records=len(clear), accepted=sum(len(each.pointed) for each in clear),
    )  # fmt: skip


def note_check(each: Reviewed) -> None:
    record = each.record
    record.checked, record.open_findings = record.digest, len(each.open)
    if each.is_clear:
        record.state = State.RELEASED
    record.save()


def drop_stale_reasons(checked: list[Reviewed]) -> None:
    """Reasons for passages that are not there any more."""
    for each in checked:
        marks = [one.finding.mark for one in each.pointed]
        AcceptedFinding.objects.filter(record=each.record).exclude(mark__in=marks).delete()


@transaction.atomic
def withdraw_record(*, meeting: Meeting, key: uuid.UUID) -> None:
    """Out of the summary and back to the check."""
    record = hold(meeting, key).get(key)
    if record is None or record.state != State.RELEASED:
        raise ValidationError(_("Only a released record can be withdrawn."))
    record.state, record.checked, record.open_findings = State.CHECK, "", None
    record.save()
    transaction.on_commit(forget_pages)


def name_note_taker(*, meeting: Meeting, user: User) -> NoteTaker:
    return NoteTaker.objects.get_or_create(meeting=meeting, user=user)[0]


def dismiss_note_taker(*, meeting: Meeting, key: int) -> None:
    NoteTaker.objects.filter(meeting=meeting, pk=key).delete()
