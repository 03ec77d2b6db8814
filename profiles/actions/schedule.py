"""Editions whose publication was scheduled, when their time has come."""

import logging
from datetime import datetime

from django.db import transaction

from profiles import letters
from profiles.actions.refusals import NotAllowed, NotReady
from profiles.actions.step import lock, publish
from profiles.models import Edition

logger = logging.getLogger(__name__)


def publish_scheduled(*, now: datetime) -> int:
    """Publish what is due; where a condition no longer holds the secretariat is told why, once. How many were published."""
    due = Edition.objects.filter(state=Edition.State.READY, publish_at__lte=now)
    return sum(published(pk, now) for pk in due.values_list("pk", flat=True))


def published(pk: int, now: datetime) -> bool:
    """One edition that cannot be published for a reason nobody thought of does not hold up the others."""
    try:
        return publish_or_tell(pk, now)
    except Exception:
        logger.exception("edition %s could not be published as scheduled", pk)
        return False


@transaction.atomic
def publish_or_tell(pk: int, now: datetime) -> bool:
    edition = Edition.objects.select_related("profile__regional_map", "profile__map_pillar").get(pk=pk)
    lock(edition)
    planned = edition.publish_at
    if planned is None or planned > now:  # cancelled, put off, or done by another worker in the meantime
        return False
    try:
        with transaction.atomic():
            publish(edition=edition, by=None)
    except (NotReady, NotAllowed) as refusal:
        edition.refresh_from_db()
        letters.tell_secretariat(
            "schedule_failed", f"schedule-failed:{planned.isoformat()}", edition,
            count=len(getattr(refusal, "messages", [refusal])),
        )  # fmt: skip
        return False
    return True
