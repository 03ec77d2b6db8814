"""Who was present, marked during the meeting."""

from collections.abc import Mapping

from django.db import transaction

from accounts.models import User
from meetings.actions.refusals import locked_meeting
from meetings.models import Delegate, Meeting


@transaction.atomic
def mark_attendance(*, meeting: Meeting, present: Mapping[int, bool | None], by: User) -> int:
    """By the delegate's key: was present, was not, or not marked. Only confirmed delegates are; how many marks changed."""
    locked_meeting(meeting.pk)
    changed = 0
    for delegate in Delegate.objects.expected().filter(meeting=meeting, pk__in=present).select_for_update():
        if delegate.attended != present[delegate.pk]:
            delegate.attended = present[delegate.pk]
            delegate.save(update_fields=["attended"])
            changed += 1
    return changed
