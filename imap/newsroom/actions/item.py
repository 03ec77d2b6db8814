"""Publishing: what everyone or a circle reads from now on."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from imap.core.pagecache import forget_pages
from imap.newsroom.actions.subscription import tell_subscribers
from imap.newsroom.models import Event, NewsItem


@transaction.atomic
def publish(*, item: NewsItem, by: User | None) -> NewsItem:
    """A second time changes nothing; its pillars and countries are set before, since they say who hears of it."""
    row = NewsItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if row.state != NewsItem.State.PUBLISHED or row.published_at is None:
        item.state, item.published_by = NewsItem.State.PUBLISHED, by
        item.published_at = item.published_at or timezone.now()
        item.save(update_fields=["state", "published_at", "published_by"])
        tell_subscribers(item)
    forget_pages()
    return item


@transaction.atomic
def withdraw(*, item: NewsItem, by: User) -> NewsItem:
    """Back to a draft: it stands on no page, in no feed and in no search. Letters that left are not called back."""
    item.state = NewsItem.State.DRAFT
    item.save(update_fields=["state"])
    forget_pages()
    return item


@transaction.atomic
def publish_event(*, event: Event, by: User | None) -> Event:
    event.state, event.published_by = Event.State.PUBLISHED, by
    event.published_at = event.published_at or timezone.now()
    event.save(update_fields=["state", "published_at", "published_by"])
    forget_pages()
    return event
