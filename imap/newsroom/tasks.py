"""Feeds and news by mail, by the clock. Each may run twice. Where the portal does not go out to the web, no feed is asked."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings

KEPT_DAYS = 180


@shared_task
def poll_feeds() -> int:
    """Every few minutes: those that are due, each by a task of its own."""
    from imap.newsroom.models import Feed

    if not settings.OUTGOING_REQUESTS:
        return 0
    due = list(Feed.objects.due().order_by("next_poll_at").values_list("pk", flat=True)[:100])
    for pk in due:
        poll_feed.delay(pk)
    return len(due)


@shared_task(soft_time_limit=120)
def poll_feed(pk: int) -> None:
    from imap.newsroom.actions import poll

    if settings.OUTGOING_REQUESTS:
        poll(pk=pk)


@shared_task
def forget_old_entries() -> int:
    """What nobody decided on or what was dismissed half a year ago. What was published leads to its item, and stays."""
    from django.utils import timezone

    from imap.newsroom.models import Entry

    old = Entry.objects.filter(fetched_at__lt=timezone.now() - timedelta(days=KEPT_DAYS))
    return old.exclude(state=Entry.State.PUBLISHED).delete()[0]


@shared_task
def post_immediate_items() -> int:
    """After each publication; and every ten minutes, for what a lost broker left behind."""
    return post_items("immediately")


@shared_task
def post_daily_items() -> int:
    return post_items("daily")


@shared_task
def post_weekly_items() -> int:
    return post_items("weekly")


def post_items(often: str) -> int:
    from imap.newsroom import actions

    return actions.post_items(often=[often])
