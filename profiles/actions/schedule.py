"""Editions whose publication was scheduled, when their time has come."""

from datetime import datetime

from django.db import transaction

from profiles import letters
from profiles.actions.refusals import NotAllowed, NotReady
from profiles.actions.step import publish
from profiles.models import Edition


def publish_scheduled(*, now: datetime) -> int:
    """Publish what is due; where a condition no longer holds the secretariat is told why, once. How many were published."""
    due = Edition.objects.filter(state=Edition.State.READY, publish_at__lte=now)
    return sum(publish_or_tell(pk) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def publish_or_tell(pk: int) -> bool:
    edition = Edition.objects.select_related("profile__regional_map", "profile__map_pillar").get(pk=pk)
    planned = edition.publish_at
    if planned is None:  # done by another worker in the meantime
        return False
    try:
        with transaction.atomic():
            publish(edition=edition, by=None)
    except (NotReady, NotAllowed) as refusal:
        edition.refresh_from_db()
        letters.tell_secretariat(
            "schedule_failed", f"schedule-failed:{pk}:{planned.isoformat()}", edition,
            count=len(getattr(refusal, "messages", [refusal])),
        )  # fmt: skip
        return False
    return True
