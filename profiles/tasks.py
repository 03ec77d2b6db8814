"""News of profiles, by the clock and after publishing. Each may run twice."""

from celery import shared_task


@shared_task
def post_immediate_news() -> int:
    """After each publication; and every ten minutes, for what a lost broker left behind."""
    return post_news("immediately")


@shared_task
def post_daily_news() -> int:
    return post_news("daily")


@shared_task
def post_weekly_news() -> int:
    return post_news("weekly")


def post_news(digest: str) -> int:
    from profiles import actions

    return actions.post_news(digests=[digest])


@shared_task
def remind_validators() -> int:
    """Once a day; a second run of the same day writes nobody twice."""
    from datetime import date

    from profiles import actions

    return actions.remind(on=date.today())


@shared_task
def publish_scheduled() -> int:
    from django.utils import timezone

    from profiles import actions

    return actions.publish_scheduled(now=timezone.now())
