"""Watching feeds: against a real server, and whatever it answers ends as a row of the report."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from imap.newsroom.actions import poll
from imap.newsroom.models import Entry, Feed
from imap.newsroom.reports import reported
from imap.newsroom.tasks import forget_old_entries, poll_feeds
from tests.newsroom.factories import EntryFactory, EventFactory, FeedFactory, NewsItemFactory
from tests.web_server import serving

pytestmark = pytest.mark.django_db
BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>
<rss version="2.0"><channel><title>&c;</title><item><title>&c;</title><link>http://a.example/</link></item></channel></rss>"""
OUTSIDE = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><title>&a;</title></item></channel></rss>'


@pytest.fixture
def web(settings):
    settings.FETCH_FROM_LOOPBACK, settings.OUTGOING_REQUESTS = True, True
    with serving() as server:
        yield server


def item(n: int, title: str = "", link: str = "", date: datetime | None = None, more: str = "") -> str:
    said = format_datetime(date or timezone.now() - timedelta(hours=n % 24))
    link = link or f"https://news.example.org/{n}"
    words = title or f"Item {n} about something of its own {n * 7919} {n * 104729}"
    return f"<item><title>{words}</title><link>{link}</link><guid>g{n}</guid><pubDate>{said}</pubDate>{more}</item>"


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>T</title>{"".join(items)}</channel></rss>'.encode()


def polled(web, answer, path="/feed", **values) -> Feed:
    web.routes[path] = answer
    feed = FeedFactory(url=web.url(path), **values)
    found = poll(pk=feed.pk)
    assert found is not None
    return found


def again(feed: Feed) -> Feed:
    Feed.objects.filter(pk=feed.pk).update(next_poll_at=timezone.now())
    found = poll(pk=feed.pk)
    assert found is not None
    return found


def told(feed: Feed) -> None:
    """In each language the report says what happened."""
    for language in ("ar", "en", "fr"):
        with translation.override(language):
            report = reported(feed)
            assert report.what
            assert feed.is_well or feed.last_result == "unchanged" or report.to_do


def test_entries_wait_in_the_inbox_as_plain_text(web):
    body = rss(
        item(
            1,
            "Ports &amp;amp; people",
            more="<description>&lt;p&gt;One &lt;b&gt;two&lt;/b&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;/p&gt;</description>",
        )
    )
    feed = polled(web, (200, {"Content-Type": "application/rss+xml"}, body))
    entry = Entry.objects.get()
    assert (entry.title, entry.excerpt, entry.state) == ("Ports & people", "One two", "waiting")
    assert (feed.last_result, feed.notes) == ("ok", {"read": 1, "new": 1})


def test_atom_is_read_too(web):
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title type="html">A &lt;i&gt;b&lt;/i&gt;</title><id>urn:1</id>
      <link href="/relative"/><updated>2026-11-20T10:00:00Z</updated><content type="html">&lt;p&gt;Words&lt;/p&gt;</content></entry></feed>"""
    polled(web, (200, {}, body))
    entry = Entry.objects.get()
    assert (entry.title, entry.url, entry.excerpt) == ("A b", web.url("/relative"), "Words")


def test_only_what_changed_is_asked_for(web):
    def answer(handler):
        if handler.headers.get("If-None-Match") == '"one"':
            return 304, {}, b""
        return 200, {"ETag": '"one"', "Last-Modified": "Wed, 25 Nov 2026 10:00:00 GMT"}, rss(item(1))

    feed = again(polled(web, answer))
    assert feed.last_result == "unchanged"
    assert web.asked[1][2]["if-modified-since"] == "Wed, 25 Nov 2026 10:00:00 GMT"
    assert Entry.objects.count() == 1
    told(feed)


def test_a_second_look_brings_nothing_twice(web):
    feed = polled(web, (200, {}, rss(item(1), item(2))))
    assert again(feed).notes["new"] == 0
    assert Entry.objects.count() == 2


def test_what_waits_follows_its_feed_and_what_was_decided_on_stays(web):
    feed = polled(web, (200, {}, rss(item(1, "One title"), item(2, "Another title"))))
    waiting, taken = Entry.objects.order_by("title")[1], Entry.objects.order_by("title")[0]
    Entry.objects.filter(pk=taken.pk).update(state="taken", decided_at=timezone.now())
    mended = [item(n, f"Mended {n}", f"https://news.example.org/mended/{n}") for n in (1, 2)]
    web.routes["/feed"] = (200, {}, rss(*mended))
    assert again(feed).notes["new"] == 0
    waiting.refresh_from_db()
    taken.refresh_from_db()
    assert (waiting.title, waiting.url) == ("Mended 1", "https://news.example.org/mended/1")
    assert waiting.canonical == "news.example.org/mended/1"
    assert (taken.title, taken.url) == ("Another title", "https://news.example.org/2")


ODD = {
    "no title": ("<item><link>http://a.example/1</link><description>Words</description></item>", [("Words", "http://a.example/1")]),
    "no address and no mark": ("<item><title>A</title></item><item><title>B</title></item>", []),
    "long marks that begin alike": (
        "".join(f"<item><title>T{n}</title><guid isPermaLink='false'>{'g' * 600}{n}</guid></item>" for n in (1, 2)),
        [("T1", ""), ("T2", "")],
    ),
    "letters that turn a line round": ("<item><title>abc&#x202e;gpj.exe</title><guid isPermaLink='false'>1</guid></item>", [("abcgpj.exe", "")]),
    "a long text without a tag": (f"<item><title>A</title><link>http://a.example/1</link><description><![CDATA[{'word ' * 5000}]]></description></item>", [("A", "http://a.example/1")]),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_odd_entries(web, name):
    body, expected = ODD[name]
    assert polled(web, (200, {}, rss(body))).last_result == "ok"
    assert list(Entry.objects.order_by("title").values_list("title", "url")) == expected


def test_two_workers_look_once(web):
    web.routes["/feed"] = (200, {}, rss(item(1)))
    feed = FeedFactory(url=web.url("/feed"))
    assert poll(pk=feed.pk) is not None
    assert poll(pk=feed.pk) is None
    assert len(web.asked) == 1


BAD = {
    "not XML": ((200, {"Content-Type": "text/plain"}, b"just words, no feed"), "not_a_feed", {}),
    "another kind of feed": ((200, {"Content-Type": "application/feed+json"}, b'{"version": "https://jsonfeed.org/version/1.1", "items": []}'), "not_a_feed", {}),
    "nothing": ((200, {}, b""), "not_a_feed", {}),
    "noise": ((200, {}, bytes(range(256)) * 50), "not_a_feed", {}),
    "a page": ((200, {"Content-Type": "text/html"}, b"<!doctype html><html><body><p>A page</p></body></html>"), "not_a_feed", {"page": 1}),
    "an entity bomb": ((200, {}, BOMB.encode()), "bomb", {}),
    "an entity from a file": ((200, {}, OUTSIDE.encode()), "bomb", {}),
    "a bomb in UTF-16": ((200, {}, BOMB.replace('<?xml version="1.0"?>', "").encode("utf-16")), "bomb", {}),
    "endless depth": ((200, {}, b"<rss>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</rss>"), "bomb", {}),
    "tags without end": ((200, {}, b"<rss>" + b"<a " * 300_000), "bomb", {}),
    "a tag with attributes without end": (
        (200, {}, b"<rss version='2.0'><channel><item " + b" ".join(b"a%d='x'" % n for n in range(100_000)) + b"/></channel></rss>"),
        "bomb",
        {},
    ),
    "a redirect to a private address": ((302, {"Location": "http://10.0.0.1/feed"}, b""), "not_fetched", {"reason": "private"}),
    "a redirect to metadata": ((301, {"Location": "http://169.254.169.254/latest"}, b""), "not_fetched", {"reason": "private"}),
    "a redirect to a file": ((302, {"Location": "file:///etc/passwd"}, b""), "not_fetched", {"reason": "address"}),
    "gone": ((410, {}, b""), "gone", {}),
    "not found": ((404, {}, b""), "fault", {}),
    "forbidden": ((403, {}, b""), "refused", {}),
    "a fault": ((500, {}, b""), "fault", {}),
    "busy": ((429, {"Retry-After": "7200"}, b""), "busy", {}),
    "too large": ((200, {"Content-Length": "99999999"}, b"<rss>"), "not_fetched", {"reason": "too_large"}),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_feed_is_a_row_of_the_report(web, name):
    answer, result, notes = BAD[name]
    feed = polled(web, answer)
    assert (feed.last_result, feed.notes, feed.failures) == (result, notes, 1)
    assert Entry.objects.count() == 0
    told(feed)


def test_an_endless_feed_is_a_row_of_the_report(web):
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(item(1).encode() * 100)
        except OSError:
            return

    feed = polled(web, endless)
    assert (feed.last_result, feed.notes["reason"]) == ("not_fetched", "too_large")
    told(feed)


def test_ten_thousand_entries_are_cut(web):
    words = f"<description>{'word ' * 60}</description>"
    feed = polled(web, (200, {}, rss(*(item(n, more=words) for n in range(10_000)))))
    assert feed.last_result == "ok"
    assert (feed.notes["read"], feed.notes["cut"]) == (100, 9_900)
    assert Entry.objects.count() == 100
    told(feed)


def test_a_feed_that_breaks_off_gives_what_could_be_read(web):
    feed = polled(web, (200, {}, rss(item(1), item(2))[:-60]))
    assert feed.last_result == "ok"
    assert feed.notes["malformed"] == 1
    assert Entry.objects.count() >= 1
    told(feed)


@pytest.mark.parametrize(
    ("said", "written", "is_lie"),
    [
        ("utf-8", "utf-8", False), ("utf-8", "cp1252", True), ("utf-7", "utf-8", False), ("zlib", "utf-8", False),
        ("iso-8859-1", "iso-8859-1", False), ("us-ascii", "utf-8", True), ("windows-1256", "cp1256", False),
        ("iso-8859-1", "utf-8", True), ("utf-16", "utf-16-le", False), ("utf-8", "cp1256", True),
    ],
)  # fmt: skip
def test_encodings_that_lie_are_read_and_told(web, said, written, is_lie):
    """Where all that was said is wrong, it is what texts in the feed's language used to be written in."""
    language = "ar" if "1256" in said + written else "fr"
    words = "الهجرة" if language == "ar" else "Réfugiés à Genève"
    body = (
        f'<?xml version="1.0" encoding="{said}"?><rss version="2.0"><channel>{item(1, words)}</channel></rss>'
    )
    feed = polled(web, (200, {"Content-Type": "text/xml"}, body.encode(written)), language=language)
    assert feed.last_result == "ok"
    assert Entry.objects.get().title == words
    assert bool(feed.notes.get("encoding")) is is_lie
    told(feed)


def test_dates_in_the_future_are_left_out(web):
    feed = polled(web, (200, {}, rss(item(1, date=timezone.now() + timedelta(days=400)))))
    assert (Entry.objects.get().dated, feed.notes["future"]) == (None, 1)
    told(feed)


@pytest.mark.parametrize(
    "odd", ["&#xD800;", "&#0;", "&#x110000;", "&#99999999;", "\x00", "\x0b", "&unknown;", "]]>", "<!--"]
)
def test_characters_that_are_none_break_nothing(web, odd):
    feed = polled(web, (200, {}, rss(item(1, f"Before {odd} after"))))
    assert feed.last_result == "ok"
    assert all("\x00" not in entry.title for entry in Entry.objects.all())


def test_a_parser_that_stumbles_is_a_row_of_the_report(web, monkeypatch):
    def stumble(*args, **kwargs):
        raise RuntimeError("never seen before")

    monkeypatch.setattr("imap.newsroom.reading.parsing.feedparser.parse", stumble)
    feed = polled(web, (200, {}, rss(item(1))))
    assert feed.last_result == "not_a_feed"
    told(feed)


@pytest.mark.parametrize("said", ["not a date", "Fri, 32 Dec 2026 99:99:99 GMT", "0000-00-00", "9" * 50])
def test_odd_dates_break_nothing(web, said):
    body = rss(f"<item><title>A title</title><guid>1</guid><pubDate>{said}</pubDate></item>")
    assert polled(web, (200, {}, body)).last_result == "ok"


def test_what_is_half_a_year_old_is_left_out(web):
    feed = polled(web, (200, {}, rss(item(1, date=timezone.now() - timedelta(days=200)), item(2))))
    assert (feed.notes["old"], feed.notes["new"]) == (1, 1)
    told(feed)


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://a b/", "http://u:p@a.example/"],
)
def test_an_address_that_is_none_of_the_web_is_left_out(web, link):
    polled(web, (200, {}, rss(item(1, link=link))))
    assert Entry.objects.get().url == ""


def test_a_feed_that_is_gone_is_asked_no_more(web, settings):
    feed = polled(web, (410, {}, b""))
    Feed.objects.filter(pk=feed.pk).update(next_poll_at=timezone.now())
    assert poll_feeds() == 0


def test_the_pause_doubles_with_each_failure_and_ends_with_the_first_success(web):
    feed = polled(web, (500, {}, b""), interval=60)
    pauses = []
    for _time in range(3):
        pauses.append(round((feed.next_poll_at - timezone.now()).total_seconds() / 3600))
        feed = again(feed)
    assert pauses == [2, 4, 8]
    web.routes["/feed"] = (200, {}, rss(item(1)))
    feed = again(feed)
    assert feed.failures == 0
    assert feed.next_poll_at < timezone.now() + timedelta(hours=1.1)


def test_a_server_may_ask_for_a_longer_pause(web):
    feed = polled(web, (503, {"Retry-After": str(5 * 86400)}, b""))
    assert feed.last_result == "busy"
    assert feed.next_poll_at > timezone.now() + timedelta(days=4.9)


def test_a_feed_that_moved_for_good_says_so(web):
    web.routes["/new"] = (200, {}, rss(item(1)))
    feed = polled(web, (301, {"Location": "/new"}, b""))
    assert feed.notes["moved"] == web.url("/new")
    assert feed.url == web.url("/feed")
    told(feed)


def test_from_a_demo_nothing_goes_out(web, settings):
    settings.OUTGOING_REQUESTS = False
    FeedFactory(url=web.url("/feed"))
    assert (poll_feeds(), web.asked) == (0, [])


def test_the_clock_looks_at_what_is_due(web):
    web.routes["/feed"] = (200, {}, rss(item(1)))
    FeedFactory(url=web.url("/feed"))
    FeedFactory(url=web.url("/later"), next_poll_at=timezone.now() + timedelta(hours=1))
    FeedFactory(url=web.url("/off"), is_active=False)
    assert poll_feeds() == 1
    assert [path for _verb, path, _headers in web.asked] == ["/feed"]


SAME = [
    ("https://www.a.example/x?utm_source=feed&id=1", "http://a.example/x?id=1#top"),
    ("https://a.example/x/?fbclid=1", "https://a.example/x"),
    ("https://a.example:443/x?b=2&a=1", "https://a.example/x?a=1&b=2"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_address_is_one_entry(web, one, other):
    feed = polled(web, (200, {}, rss(item(1, "One title of its own", one.replace("&", "&amp;")))))
    polled(
        web,
        (200, {}, rss(item(2, "Quite another headline here", other.replace("&", "&amp;")))),
        "/b",
        regional_map=feed.regional_map,
    )
    first, second = Entry.objects.order_by("pk")
    assert second.duplicate_of == first
    assert list(Entry.objects.waiting()) == [first]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Ministers agree on new rules for seasonal workers", "Ministers agree on new rules for seasonal workers!", True),
        ("Ministers agree on new rules for seasonal workers", "Ministers agree on the new rules for seasonal workers", True),
        ("Ministers agree on new rules for seasonal workers", "Ministers reject new rules for foreign students", False),
        ("اتفاق وزاري على قواعد جديدة للعمال الموسميين", "اتفاق وزاري على قواعد جديدة للعمال الموسميّين", True),
        ("News", "News", True), ("News today", "News tomorrow", False),
    ],
)  # fmt: skip
def test_nearly_equal_titles_of_the_same_days_are_one_entry(web, one, other, is_same):
    feed = polled(web, (200, {}, rss(item(1, one))))
    polled(web, (200, {}, rss(item(2, other))), "/b", regional_map=feed.regional_map)
    assert Entry.objects.waiting().count() == (1 if is_same else 2)


def test_the_same_title_a_month_later_is_another_entry(web):
    title = "Monthly figures of arrivals are published"
    feed = polled(web, (200, {}, rss(item(1, title, date=timezone.now() - timedelta(days=30)))))
    polled(web, (200, {}, rss(item(2, title))), "/b", regional_map=feed.regional_map)
    assert Entry.objects.waiting().count() == 2


def test_entries_of_another_secretariat_are_not_folded_into_ones_own(web, world):
    polled(web, (200, {}, rss(item(1))), regional_map=world.mtm)
    polled(web, (200, {}, rss(item(1))), "/b", regional_map=world.prague)
    assert Entry.objects.waiting().count() == 2


def test_old_entries_are_forgotten_and_published_ones_stay():
    old = timezone.now() - timedelta(days=200)
    EntryFactory(fetched_at=old, state="dismissed", decided_at=old)
    kept = EntryFactory(fetched_at=old, state="published", decided_at=old)
    fresh = EntryFactory()
    assert forget_old_entries() == 1
    assert set(Entry.objects.all()) == {kept, fresh}


def test_dates_are_read_in_their_own_zone(web):
    date = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    polled(
        web,
        (
            200,
            {},
            rss(
                "<item><title>A title</title><guid>1</guid><pubDate>Sat, 21 Nov 2026 02:30:00 +0300</pubDate></item>"
            ),
        ),
    )
    assert Entry.objects.get().dated == date


def test_an_address_of_another_kind_is_refused_in_words():
    for make_one in (FeedFactory, NewsItemFactory, EventFactory):
        row = make_one()
        row.url = "ftp://example.org/feed"
        with pytest.raises(ValidationError, match="begins with https"):
            row.validate_constraints()
