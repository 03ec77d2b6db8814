"""Housekeeping of accounts, and the post. Each may run twice."""

from celery import shared_task

A_ROUND = 500  # letters that one minute's round hands to the workers


@shared_task
def forget_ended_sessions() -> None:
    from django.core.management import call_command

    call_command("clearsessions")


@shared_task
def forget_old_readings() -> int:
    from accounts.models import Reading

    return Reading.objects.beyond_keeping().delete()[0]


@shared_task
def send_letter(pk: int) -> None:
    from accounts.actions.letter import deliver

    deliver(pk=pk)


@shared_task
def send_waiting_letters() -> int:
    """Each minute: what is due and not on its way, what failed and has had its pause. Answers how many were handed on."""
    from accounts.actions.letter import doubt_what_was_left
    from accounts.models import Letter

    doubt_what_was_left()
    waiting = Letter.objects.due().order_by("created_at").values_list("pk", flat=True)[:A_ROUND]
    for pk in waiting:
        send_letter.delay(pk)
    return len(waiting)


@shared_task
def forget_old_letters() -> int:
    from accounts.actions.letter import forget_old_words

    return forget_old_words()
