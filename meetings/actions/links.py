"""Personal links of delegates without an account: given with the confirmation, renewed on request, taken back."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from imap.core.partial_date import last_day
from meetings.models import Delegate, Meeting, PersonalLink

AFTER_THE_MEETING = timedelta(days=14)
ONE_AN = timedelta(hours=1)  # letter with a link that the same delegate may ask for


def valid_until(meeting: Meeting) -> datetime:
    """Two weeks after the meeting, but so many days from now at most: a meeting may be years ahead."""
    last = datetime.combine(last_day(meeting.ends or meeting.starts), time.max, UTC) + AFTER_THE_MEETING
    return min(timezone.now() + timedelta(days=settings.PERSONAL_LINK_DAYS), last)


@transaction.atomic
def give_link(*, delegate: Delegate, is_new: bool = False) -> PersonalLink:
    """The link that still opens, or a new one in its place: there is one at a time."""
    found = PersonalLink.objects.valid().filter(delegate=delegate).first()
    if found and not is_new:
        found.expires_at = max(
            found.expires_at, valid_until(delegate.meeting)
        )  # the meeting may be later now
        found.save(update_fields=["expires_at"])
        return found
    revoke_links(delegate)
    return PersonalLink.objects.create(delegate=delegate, expires_at=valid_until(delegate.meeting))


def revoke_links(delegate: Delegate) -> None:
    PersonalLink.objects.filter(delegate=delegate, revoked_at=None).update(revoked_at=timezone.now())


def renew_links(*, email: str) -> int:
    """A new link to each delegate of this address who has a seat, at most one an hour; how many letters were written.

    Whoever asks is told nothing of this: the answer is the same for an address that nobody has.
    """
    from meetings.actions.letters import account_of, write_link

    rows = Delegate.objects.filter(
        has_seat=True,
        email__iexact=email,
        meeting__status=Meeting.Status.PLANNED,
        meeting__regional_map__is_public=True,
    )
    fresh = PersonalLink.objects.filter(created_at__gt=timezone.now() - ONE_AN).values("delegate")
    written = 0
    for delegate in rows.exclude(pk__in=fresh).select_related("meeting__regional_map", "organisation"):
        if account_of(delegate) or valid_until(delegate.meeting) <= timezone.now():
            continue
        with transaction.atomic():
            write_link(delegate, give_link(delegate=delegate, is_new=True))
        written += 1
    return written
