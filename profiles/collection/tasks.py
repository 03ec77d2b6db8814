"""Rounds in the background; each may run twice, and no letter is posted twice."""

from celery import shared_task


@shared_task
def remind_states() -> int:
    """Every day: the reminders that are due."""
    from django.utils import timezone

    from profiles.collection import actions
    from profiles.collection.models import Round, Submission

    rows = Submission.objects.filter(
        round__in=Round.objects.running(), state__in=Submission.WRITABLE
    ).select_related("country", "round__regional_map", "round__questionnaire")
    today = timezone.localdate()
    return sum(actions.remind(submission=row, today=today) is not None for row in rows)
