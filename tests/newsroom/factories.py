"""One factory a model of the News Centre."""

import factory
from django.utils import timezone

from imap.newsroom.models import Entry, Event, Feed, NewsItem, Subscription
from tests import factories as make


class NewsItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NewsItem
        skip_postgeneration_save = True

    regional_map = factory.SubFactory(make.RegionalMapFactory)
    slug = factory.Sequence(lambda n: f"item-{n}")
    title_en = factory.LazyAttribute(lambda o: f"Title {o.slug}")
    summary_en = "What happened"
    publisher = "A publisher"
    url = factory.Sequence(lambda n: f"https://news.example.org/{n}")
    dated = "2012-05-22"
    state = NewsItem.State.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def pillars(self, create, extracted, **kwargs):
        self.pillars.set(extracted or [])

    @factory.post_generation
    def countries(self, create, extracted, **kwargs):
        self.countries.set(extracted or [])


class EventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Event
        skip_postgeneration_save = True

    regional_map = factory.SubFactory(make.RegionalMapFactory)
    slug = factory.Sequence(lambda n: f"event-{n}")
    title_en = factory.LazyAttribute(lambda o: f"Event {o.slug}")
    starts = "2031-05-11"
    state = Event.State.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def pillars(self, create, extracted, **kwargs):
        self.pillars.set(extracted or [])


class FeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Feed

    regional_map = factory.SubFactory(make.RegionalMapFactory)
    title = factory.Sequence(lambda n: f"Feed {n}")
    url = factory.Sequence(lambda n: f"https://feeds.example.org/{n}.xml")


class EntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Entry

    feed = factory.SubFactory(FeedFactory)
    guid = factory.Sequence(lambda n: f"guid-{n}")
    url = factory.Sequence(lambda n: f"https://news.example.org/entry/{n}")
    title = factory.Sequence(lambda n: f"Entry number {n}")
    excerpt = "How it begins"
    language = "en"


class SubscriptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Subscription

    user = factory.SubFactory(make.UserFactory)
    often = Subscription.Often.IMMEDIATELY
