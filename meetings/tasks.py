"""Meetings in the background; each may run twice, and no letter is posted twice."""

from celery import shared_task


@shared_task
def remind_invited() -> int:
    """Every day: the reminders that are due."""
    from django.utils import timezone

    from meetings import actions
    from meetings.models import Invitation

    rows = Invitation.objects.unanswered().select_related("organisation", "meeting__regional_map")
    today = timezone.localdate()
    return sum(actions.remind(invitation=row, today=today) is not None for row in rows)


@shared_task
def renew_links(email: str) -> int:
    from meetings import actions

    return actions.renew_links(email=email)


@shared_task
def forget_contacts() -> int:
    from django.utils import timezone

    from meetings import actions

    return actions.forget_contacts(today=timezone.localdate())
