"""The inbox: only one's own feeds, published in one go, and nobody writes over a colleague."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions import admit
from imap.newsroom import actions
from imap.newsroom.models import Entry, NewsItem
from tests import factories as make
from tests.conftest import CAST
from tests.newsroom.factories import EntryFactory, FeedFactory

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def feed(world):
    return FeedFactory(regional_map=world.mtm, title="A wire")


@pytest.fixture
def entry(feed):
    return EntryFactory(feed=feed, title="Marmalade is on its way", excerpt="How it begins")


@pytest.fixture
def colleague(world):
    user = make.UserFactory(email="colleague@example.org", name="A Colleague")
    admit(user=user, role="secretariat", over=world.mtm, by=None)
    return user


def typed(world, **values):
    return {
        "kind": "news", "regional_map": world.mtm.pk, "title_en": "A title of ours", "summary_en": "Two lines", "dated": "2026-11-20",
        "publisher": "A wire", "is_open": "on", **values,
    }  # fmt: skip


@pytest.mark.parametrize("who", CAST)
def test_entries_are_seen_by_the_staff_of_their_map(who, entry, client_of):
    client = client_of(who)
    opens = who in {"secretariat", "admin"}
    for path in ("/workspace/news/", f"/workspace/news/{entry.pk}/"):
        assert ("Marmalade" in client.get(path).content.decode()) is opens
    for verb in ("take", "dismiss", "put-back", "publish"):
        answer = client.post(f"/workspace/news/{entry.pk}/{verb}/", **HTMX)
        assert (answer.status_code == 200) is opens
    if not opens:
        entry.refresh_from_db()
        assert entry.state == "waiting"


def test_a_shared_feed_stands_in_both_inboxes(entry, feed, world, client_of):
    feed.other_maps.add(world.prague)
    assert "Marmalade" in client_of("prague").get("/workspace/news/").content.decode()
    assert client_of("prague").get("/workspace/news/feeds/").content.decode().count("A wire") >= 1
    assert client_of("prague").post(f"/workspace/news/feeds/{feed.pk}/", {"what": "look"}).status_code == 404


def test_picked_summarised_and_published_without_a_script(entry, world, client_of):
    client = client_of("secretariat")
    answer = client.post(f"/workspace/news/{entry.pk}/take/", follow=True)
    page = answer.content.decode()
    assert 'value="Marmalade is on its way"' in page
    country = make.CountryFactory(iso3="QZZ")
    make.ParticipationFactory(regional_map=world.mtm, country=country)
    values = typed(world, pillars=[world.development.pk], countries=[country.pk], title_fr="Un titre")
    answer = client.post(f"/workspace/news/{entry.pk}/publish/", values)
    assert answer.status_code == 302
    item = NewsItem.objects.get()
    assert (item.slug, item.title_en, item.title_fr, item.url) == (
        "a-title-of-ours-2026",
        "A title of ours",
        "Un titre",
        entry.url,
    )
    assert (list(item.pillars.all()), list(item.countries.all())) == ([world.development], [country])
    entry.refresh_from_db()
    assert (entry.state, entry.item, entry.decided_by.email) == ("published", item, "secretariat@example.org")
    assert "A title of ours" in client_of("anonymous").get("/en/news/").content.decode()
    assert "Marmalade" not in client.get("/workspace/news/").content.decode()
    assert "Marmalade" in client.get("/workspace/news/?state=published").content.decode()


def test_with_htmx_the_answer_is_the_entry_alone(entry, world, client_of):
    client = client_of("secretariat")
    page = client.post(f"/workspace/news/{entry.pk}/take/", **HTMX).content.decode()
    assert page.strip().startswith("<li")
    assert "data-publish" in page
    page = client.post(f"/workspace/news/{entry.pk}/publish/", typed(world), **HTMX).content.decode()
    assert "/news/a-title-of-ours-2026/" in page
    assert "data-publish" not in page


def test_what_is_missing_is_said_and_what_was_typed_stays(entry, world, client_of):
    client = client_of("secretariat")
    client.post(f"/workspace/news/{entry.pk}/take/")
    labour = make.PillarFactory(slug="labour-migration", numeral="III")
    values = typed(world, title_en="", summary_en="Typed already", dated="some day", pillars=[labour.pk])
    answer = client.post(f"/workspace/news/{entry.pk}/publish/", values)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Typed already" in page
    assert page.count("errorlist") >= 3
    assert not NewsItem.objects.exists()


def test_staff_write_in_their_own_language(entry, world, client_of, cast):
    cast["secretariat"].preferred_language = "ar"
    cast["secretariat"].save()
    client = client_of("secretariat")
    page = client.post(f"/workspace/news/{entry.pk}/take/", **HTMX).content.decode()
    assert page.index('name="title_ar"') < page.index('name="title_en"')
    assert 'value="Marmalade' not in page  # an English title is no Arabic one
    values = typed(world, title_en="", summary_en="", title_ar="عنوان", summary_ar="سطران")
    assert client.post(f"/workspace/news/{entry.pk}/publish/", values).status_code == 302
    item = NewsItem.objects.get()
    assert (item.title_ar, item.slug) == ("عنوان", "marmalade-is-on-its-way-2026")


def test_a_colleague_is_told_who_has_it(entry, world, client_of, colleague):
    actions.take(entry=entry, by=colleague)
    client = client_of("secretariat")
    for verb, values in (("take", {}), ("dismiss", {}), ("put-back", {}), ("publish", typed(world))):
        answer = client.post(f"/workspace/news/{entry.pk}/{verb}/", values)
        assert answer.status_code == 409
        assert "A Colleague is writing on this entry already." in answer.content.decode()
    assert "A title of ours" in answer.content.decode()  # what was typed stays
    assert not NewsItem.objects.exists()
    assert "A Colleague is writing" in client.get("/workspace/news/").content.decode()


def test_what_was_left_lying_may_be_taken_over(entry, cast, colleague):
    actions.take(entry=entry, by=colleague)
    Entry.objects.filter(pk=entry.pk).update(decided_at=timezone.now() - timedelta(minutes=16))
    assert actions.take(entry=entry, by=cast["secretariat"]).decided_by == cast["secretariat"]
    with pytest.raises(actions.AlreadyTaken):
        actions.take(entry=entry, by=colleague)


def test_a_second_publication_is_refused(entry, world, cast, colleague, client_of):
    client = client_of("secretariat")
    client.post(f"/workspace/news/{entry.pk}/publish/", typed(world))
    answer = client.post(f"/workspace/news/{entry.pk}/publish/", typed(world))
    assert answer.status_code == 409
    assert NewsItem.objects.count() == 1


def test_a_dismissal_can_be_undone(entry, client_of):
    client = client_of("secretariat")
    page = client.post(f"/workspace/news/{entry.pk}/dismiss/", **HTMX).content.decode()
    assert 'data-act="put-back"' in page
    assert "Marmalade" not in client.get("/workspace/news/").content.decode()
    assert "Marmalade" in client.get("/workspace/news/?state=dismissed").content.decode()
    client.post(f"/workspace/news/{entry.pk}/put-back/")
    entry.refresh_from_db()
    assert (entry.state, entry.decided_by) == ("waiting", None)


def test_the_same_address_twice_gets_another_slug(feed, world, cast):
    for _each in range(2):
        one = EntryFactory(feed=feed, title="Marmalade")
        values = {
            **{name: [] for name in ("other_maps", "pillars", "themes", "countries", "routes")},
            "regional_map": world.mtm,
            "kind": "news",
            "is_open": True,
            "publisher": "",
            "dated": "2026",
            "title_ar": "عنوان",
        }
        actions.publish_entry(entry=one, by=cast["secretariat"], values=values)
    assert sorted(NewsItem.objects.values_list("slug", flat=True)) == ["marmalade-2026", "marmalade-2026-2"]


def test_markup_of_a_feed_is_never_markup_of_ours(feed, client_of):
    EntryFactory(feed=feed, title='<img src=x onerror="alert(1)">', excerpt="<script>alert(2)</script>")
    page = client_of("secretariat").get("/workspace/news/").content.decode()
    assert "<img src=x" not in page
    assert "<script>alert" not in page


def test_an_entry_of_no_action_does_not_exist(entry, client_of):
    assert client_of("secretariat").post(f"/workspace/news/{entry.pk}/explode/").status_code == 404
    assert client_of("secretariat").get(f"/workspace/news/{entry.pk}/take/").status_code == 405


def test_broken_feeds_stand_first_in_the_report_with_what_to_do(feed, world, client_of):
    FeedFactory(regional_map=world.mtm, title="Gone", last_result="gone", last_status=410, failures=1)
    page = client_of("secretariat").get("/workspace/news/feeds/").content.decode()
    assert page.index("Gone") < page.index("A wire")
    assert "Look for its new address" in page
    assert "1 feed cannot be read" in client_of("secretariat").get("/workspace/").content.decode()


def test_a_feed_takes_its_new_address_at_a_click(feed, client_of):
    feed.notes, feed.last_result = {"moved": "https://new.example.org/feed"}, "ok"
    feed.save()
    client_of("secretariat").post(f"/workspace/news/feeds/{feed.pk}/", {"what": "adopt"})
    feed.refresh_from_db()
    assert (feed.url, feed.notes) == ("https://new.example.org/feed", {})


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/feed", "http://169.254.169.254/", "http://10.0.0.1/", "https://8.8.8.8:8443/"]
)
def test_the_admin_refuses_addresses_that_the_portal_never_asks(url, world, client_of):
    answer = client_of("secretariat").post(
        "/admin/newsroom/feed/add/",
        {
            "regional_map": world.mtm.pk,
            "title": "A feed",
            "url": url,
            "language": "en",
            "interval": 60,
            "kind": "news",
            "is_active": "on",
        },
    )
    assert "url" in answer.context["adminform"].form.errors


def test_the_admin_keeps_a_feed(world, client_of):
    answer = client_of("secretariat").post(
        "/admin/newsroom/feed/add/",
        {
            "regional_map": world.mtm.pk,
            "title": "A feed",
            "url": "https://feeds.example.org/x",
            "language": "en",
            "interval": 60,
            "kind": "news",
            "is_active": "on",
        },
    )
    assert answer.status_code == 302, answer.context["adminform"].form.errors


@pytest.mark.parametrize(
    "path", ["/workspace/news/", "/workspace/news/feeds/", "/workspace/news/?state=published"]
)
def test_lists_ask_as_often_for_three_as_for_one(path, world, client_of, cast):
    client = client_of("secretariat")

    def add() -> None:
        feed = FeedFactory(regional_map=world.mtm)
        first = EntryFactory(feed=feed)
        EntryFactory(feed=feed, duplicate_of=first)
        from tests.newsroom.factories import NewsItemFactory

        EntryFactory(
            feed=feed,
            state="published",
            decided_at=timezone.now(),
            decided_by=cast["secretariat"],
            item=NewsItemFactory(regional_map=world.mtm),
        )

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    add()
    queries()
    one = queries()
    add()
    add()
    assert queries() == one


def tick(client, entries, verb="dismiss", **more):
    keys = [entry.pk for entry in entries]
    return client.post("/workspace/news/ticked/", {"verb": verb, "entry": keys, **more}, follow=True)


def test_what_is_ticked_is_dismissed_at_once_and_put_back(feed, colleague, client_of):
    first, second, taken = (EntryFactory(feed=feed, title=title) for title in ("First", "Second", "Taken"))
    actions.take(entry=taken, by=colleague)
    client = client_of("secretariat")
    page = client.get("/workspace/news/").content.decode()
    assert page.count("data-tick>") == 3
    assert "data-tick-all" in page
    said = tick(client, [first, second, taken]).content.decode()
    assert "2 entries are dismissed." in said
    assert "1 entry stays" in said
    assert sorted(Entry.objects.values_list("title", "state")) == [
        ("First", "dismissed"), ("Second", "dismissed"), ("Taken", "taken")
    ]  # fmt: skip
    answer = tick(client, [first], "put-back", state="dismissed")
    assert "1 entry waits in the inbox again." in answer.content.decode()
    assert answer.redirect_chain[0][0].endswith("?state=dismissed")
    assert "Tick the entries first." in tick(client, []).content.decode()
    assert tick(client, [first], "publish").status_code == 404


@pytest.mark.parametrize("who", ["anonymous", "prague", "reader_nga"])
def test_others_tick_nothing_of_it(who, entry, client_of):
    tick(client_of(who), [entry])
    entry.refresh_from_db()
    assert entry.state == "waiting"
