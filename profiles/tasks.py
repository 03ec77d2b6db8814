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
