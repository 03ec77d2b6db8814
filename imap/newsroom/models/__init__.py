from imap.newsroom.models.entry import Entry, EntryQuerySet
from imap.newsroom.models.event import Event, EventQuerySet
from imap.newsroom.models.feed import Feed, FeedQuerySet
from imap.newsroom.models.item import NewsItem, NewsItemQuerySet
from imap.newsroom.models.subscription import NewsNotice, Subscription, SubscriptionQuerySet

__all__ = [
    "Entry",
    "EntryQuerySet",
    "Event",
    "EventQuerySet",
    "Feed",
    "FeedQuerySet",
    "NewsItem",
    "NewsItemQuerySet",
    "NewsNotice",
    "Subscription",
    "SubscriptionQuerySet",
]
