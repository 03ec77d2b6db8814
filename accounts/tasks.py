"""Housekeeping of accounts; each may run twice."""

from celery import shared_task


@shared_task
def forget_ended_sessions() -> None:
    from django.core.management import call_command

    call_command("clearsessions")


@shared_task
def forget_old_readings() -> int:
    from accounts.models import Reading

    return Reading.objects.beyond_keeping().delete()[0]
