from imap.newsroom.actions.entry import AlreadyTaken, dismiss, publish_entry, put_back, take
from imap.newsroom.actions.feed import keep, poll
from imap.newsroom.actions.item import publish, publish_event, withdraw
from imap.newsroom.actions.subscription import (
    is_news_due,
    post_items,
    subscribe,
    tell_subscribers,
    unsubscribe,
    unsubscribe_all,
)

__all__ = [
    "AlreadyTaken",
    "dismiss",
    "is_news_due",
    "keep",
    "poll",
    "post_items",
    "publish",
    "publish_entry",
    "publish_event",
    "put_back",
    "subscribe",
    "take",
    "tell_subscribers",
    "unsubscribe",
    "unsubscribe_all",
    "withdraw",
]
