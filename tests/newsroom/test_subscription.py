"""News by mail: what was chosen, as often as was chosen, only what may be read, and stopped by one click."""

import pytest
from django.core import mail
from django.test import Client

from accounts.models import Letter
from imap.newsroom import actions
from imap.newsroom.models import NewsNotice, Subscription
from imap.newsroom.tasks import post_daily_items, post_weekly_items
from imap.newsroom.unsubscribing import stop_url
from tests import factories as make
from tests.newsroom.factories import NewsItemFactory, SubscriptionFactory


@pytest.fixture
def publish_now(django_capture_on_commit_callbacks):
    def publish(**values):
        item = NewsItemFactory(**{"state": "draft", "published_at": None, **values})
        with django_capture_on_commit_callbacks(execute=True):
            actions.publish(item=item, by=None)
        return item

    return publish


def path_of(url: str) -> str:
    return url.partition("localhost:8000")[2]


def test_who_wants_to_know_at_once_gets_a_letter_in_their_language(world, publish_now):
    reader = make.UserFactory(preferred_language="fr")
    SubscriptionFactory(user=reader, regional_map=world.mtm)
    publish_now(regional_map=world.mtm, title_fr="Du nouveau", title_en="News")
    (letter,) = Letter.objects.all()
    assert (letter.user, letter.subject) == (reader, "Actualité sur i-Map : Du nouveau")
    assert "Du nouveau" in letter.html
    (message,) = mail.outbox
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    ("choice", "hears"), [("map", True), ("other map", False), ("country", True), ("other country", False), ("pillar", True), ("all", True), ("shared", True)]
)  # fmt: skip
def test_one_hears_of_what_one_chose(choice, hears, world, publish_now):
    country, other = make.CountryFactory(), make.CountryFactory()
    chosen = {
        "map": {"regional_map": world.mtm}, "other map": {"regional_map": make.RegionalMapFactory(slug="rabat")}, "country": {"country": country},
        "other country": {"country": other}, "pillar": {"pillar": world.development}, "all": {}, "shared": {"regional_map": world.prague},
    }[choice]  # fmt: skip
    SubscriptionFactory(**chosen)
    item = NewsItemFactory(
        regional_map=world.mtm,
        state="draft",
        published_at=None,
        countries=[country],
        pillars=[world.development],
    )
    item.other_maps.add(world.prague)
    actions.publish(item=item, by=None)
    assert NewsNotice.objects.exists() is hears


def test_several_subscriptions_make_one_letter(world, publish_now):
    reader = make.UserFactory()
    SubscriptionFactory(user=reader)
    SubscriptionFactory(user=reader, regional_map=world.mtm, often="weekly")
    publish_now(regional_map=world.mtm)
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(("often", "task"), [("daily", post_daily_items), ("weekly", post_weekly_items)])
def test_a_digest_holds_all_that_came_since(often, task, world, publish_now):
    SubscriptionFactory(often=often)
    for title in ("First", "Second"):
        publish_now(regional_map=world.mtm, title_en=title)
    assert not Letter.objects.exists()
    assert (task(), task()) == (1, 0)
    (letter,) = Letter.objects.all()
    assert "First" in letter.text
    assert "Second" in letter.text


@pytest.mark.parametrize(("who", "hears"), [("reader_nga", True), ("nobody", False), ("reader_alb", False)])
def test_a_restricted_item_is_told_to_its_readers_and_its_words_are_not_sent(
    who, hears, world, cast, publish_now
):
    SubscriptionFactory(user=cast[who])
    item = NewsItemFactory(
        regional_map=world.mtm,
        slug="closed",
        title_en="Marmalade",
        summary_en="marmalade",
        state="draft",
        published_at=None,
        pillars=[world.irregular],
    )
    actions.publish(item=item, by=None)
    actions.post_items(often=["immediately"])
    assert Letter.objects.exists() is hears
    for letter in Letter.objects.all():
        assert "armalade" not in letter.subject + letter.text + letter.html
        assert "/news/closed/" in letter.text
    assert NewsNotice.objects.exists() is hears


def test_what_was_withdrawn_before_its_turn_is_not_sent(world, publish_now):
    SubscriptionFactory(often="daily")
    item = publish_now(regional_map=world.mtm)
    actions.withdraw(item=item, by=None)
    assert post_daily_items() == 0
    assert not NewsNotice.objects.exists()


def test_an_admission_that_ends_between_writing_and_sending_stops_the_letter(world, cast):
    SubscriptionFactory(user=cast["reader_nga"])
    item = NewsItemFactory(
        regional_map=world.mtm, state="draft", published_at=None, pillars=[world.irregular]
    )
    actions.publish(item=item, by=None)
    actions.post_items(often=["immediately"])
    letter = Letter.objects.get()
    assert actions.is_news_due(letter)
    cast["reader_nga"].memberships.all().delete()
    assert not actions.is_news_due(letter)


def test_one_click_stops_one_subscription_or_all(world, cast):
    one, other = (
        SubscriptionFactory(user=cast["nobody"], regional_map=world.mtm),
        SubscriptionFactory(user=cast["nobody"], regional_map=world.prague),
    )
    visitor = Client(enforce_csrf_checks=True)
    path = path_of(stop_url(cast["nobody"], one))
    assert visitor.get(path).status_code == 200
    assert Subscription.objects.count() == 2  # scanners open links
    assert visitor.post(path).status_code == 200
    assert list(Subscription.objects.all()) == [other]
    assert visitor.post(path).status_code == 200  # a second click does no harm
    visitor.post(path_of(stop_url(cast["nobody"])))
    assert not Subscription.objects.exists()


def test_an_altered_link_stops_nothing(world, cast):
    SubscriptionFactory(user=cast["nobody"])
    answer = Client().post(path_of(stop_url(cast["nobody"]))[:-3] + "x/")
    assert answer.status_code == 404
    assert "This link does not work" in answer.content.decode()
    assert Subscription.objects.exists()


def test_readers_choose_and_stop_on_a_page(world, client_of, cast):
    country = make.CountryFactory(iso3="QZZ")
    make.ParticipationFactory(regional_map=world.mtm, country=country)
    client = client_of("nobody")
    values = {"map": "mtm", "country": "QZZ", "often": "daily"}
    assert client.post("/en/news/by-mail/", values).status_code == 302
    client.post("/en/news/by-mail/", {**values, "often": "weekly"})
    (row,) = Subscription.objects.all()
    assert (row.user, row.often, row.country) == (cast["nobody"], "weekly", country)
    assert "QZZ" in client.get("/en/news/by-mail/").content.decode()
    assert client_of("focal_mar").post("/en/news/by-mail/", {"stop": row.pk}).status_code == 404
    client.post("/en/news/by-mail/", {"stop": row.pk})
    assert not Subscription.objects.exists()


def test_a_wrong_choice_is_said(world, client_of):
    answer = client_of("nobody").post("/en/news/by-mail/", {"map": "atlantis", "often": "hourly"})
    assert answer.status_code == 400
    assert not Subscription.objects.exists()


def test_visitors_are_asked_to_sign_in(world, client_of):
    assert client_of("anonymous").get("/en/news/by-mail/").status_code == 302
