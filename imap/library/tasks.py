"""Reading the text of files, by a worker. Each may run twice."""

from celery import shared_task

A_ROUND = 200
LONG_AGO = 15  # minutes: what was not read by then was lost with the broker


@shared_task
def read_file_text(pk: int) -> str:
    from imap.library import actions

    return actions.read_file(pk)


@shared_task
def read_waiting() -> int:
    """Hands on what still waits. Answers how many."""
    from datetime import timedelta

    from django.utils import timezone

    from imap.library.models import PublicationFile

    before = timezone.now() - timedelta(minutes=LONG_AGO)
    waiting = PublicationFile.objects.filter(
        text_state=PublicationFile.TextState.WAITING, added_at__lt=before
    )
    keys = list(waiting.order_by("added_at").values_list("pk", flat=True)[:A_ROUND])
    for pk in keys:
        read_file_text.delay(pk)
    return len(keys)
