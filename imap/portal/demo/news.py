"""Loading news, events, feeds with waiting entries, news by mail, and links that are dead. Made once; people's own changes stay."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from imap.core.link_checking import note_links
from imap.core.models import LinkCheck
from imap.core.upsert import Tally, upsert
from imap.newsroom.actions import publish, publish_event, subscribe
from imap.newsroom.models import Entry, Event, Feed, NewsItem
from imap.newsroom.reading.duplicates import canonical, folded
from imap.portal.demo.cast import secretary_of
from imap.portal.demo.files import texts, translations
from imap.portal.demo.themes import give_once, themes
from imap.regions.models import Country, Pillar, RegionalMap

Row = dict[str, Any]


def load_news() -> dict[str, Tally]:
    document = texts("news")
    items, calendar, feeds, links = Tally(), Tally(), Tally(), Tally()
    for row in document["subscriptions"]:
        load_subscription(row, items)
    give_once(NewsItem, document["items"], items)
    give_once(Event, document["events"], calendar)
    for row in document["items"]:
        load_item(row, items)
    for row in document["events"]:
        load_event(row, calendar)
    for row in document["feeds"]:
        load_feed(row, feeds)
    links.created += note_links()
    for row in document["dead_links"]:
        load_dead(row, links)
    return {"items": items, "events": calendar, "feeds and entries": feeds, "links": links}


def load_subscription(row: Row, tally: Tally) -> None:
    user = User.objects.get(email=row["email"])
    if user.news_subscriptions.exists():  # type: ignore[attr-defined]
        tally.kept += 1
        return
    country = Country.objects.get(iso3=row["country"]) if "country" in row else None
    regional_map = RegionalMap.objects.get(slug=row["map"])
    subscribe(by=user, often=row["often"], regional_map=regional_map, country=country)
    tally.created += 1


def load_item(row: Row, tally: Tally) -> None:
    if NewsItem.objects.filter(slug=row["slug"]).exists():
        tally.kept += 1
        return
    item = upsert(
        NewsItem, tally, key={"slug": row["slug"]}, regional_map=RegionalMap.objects.get(slug=row["map"]),
        kind=row["kind"], dated=str(row["dated"]), publisher=row.get("publisher", ""), url=row.get("url", ""),
        is_open=row.get("is_open", False), is_demonstration=row.get("demonstration", False),
        **translations("title", row["title"]), **translations("summary", row["summary"]),
    )  # fmt: skip
    set_circle(item, row)
    item.countries.set(Country.objects.filter(iso3__in=row.get("countries", [])))
    publish(item=item, by=secretary_of(item.regional_map))


def set_circle(thing: NewsItem | Event, row: Row) -> None:
    thing.pillars.set(Pillar.objects.filter(numeral__in=row.get("pillars", [])))
    thing.themes.set(themes(row.get("themes", [])))
    thing.other_maps.set(RegionalMap.objects.filter(slug__in=row.get("other_maps", [])))


def load_event(row: Row, tally: Tally) -> None:
    """`in`: so many days from the day of the first load."""
    if Event.objects.filter(slug=row["slug"]).exists():
        tally.kept += 1
        return
    starts = str(row["starts"]) if "starts" in row else (date.today() + timedelta(days=row["in"])).isoformat()
    event = upsert(
        Event, tally, key={"slug": row["slug"]}, regional_map=RegionalMap.objects.get(slug=row["map"]),
        kind=row["kind"], starts=starts, ends=str(row.get("ends", "")), organiser=row.get("organiser", ""),
        start_time=clock(row.get("from")), end_time=clock(row.get("to")), time_zone=row.get("zone", ""),
        country=Country.objects.filter(iso3=row.get("country")).first(), url=row.get("url", ""),
        is_demonstration=row.get("demonstration", False), **translations("title", row["title"]),
        **translations("description", row.get("description")), **translations("place", row.get("place")),
    )  # fmt: skip
    set_circle(event, row)
    publish_event(event=event, by=secretary_of(event.regional_map))


def clock(said: str | None) -> time | None:
    return time.fromisoformat(said) if said else None


def load_feed(row: Row, tally: Tally) -> None:
    regional_map = RegionalMap.objects.get(slug=row["map"])
    if Feed.objects.filter(regional_map=regional_map, url=row["url"]).exists():
        tally.kept += 1
        return
    now = timezone.now()
    feed = upsert(
        Feed, tally, key={"regional_map": regional_map, "url": row["url"]}, title=row["title"], language=row["language"],
        last_result=row["result"], last_status=row.get("status"), notes=row.get("notes", {}), failures=row.get("failures", 0),
        last_polled_at=now, last_ok_at=now - timedelta(days=7) if row.get("failures") else now,
        next_poll_at=now + timedelta(days=1),
    )  # fmt: skip
    feed.pillars.set(Pillar.objects.filter(numeral__in=row.get("pillars", [])))
    feed.countries.set(Country.objects.filter(iso3__in=row.get("countries", [])))
    for one in row["entries"]:
        load_entry(feed, one, now, tally)


def load_entry(feed: Feed, row: Row, now: datetime, tally: Tally) -> None:
    url, then = f"https://news.example.org/{row['guid']}", now - timedelta(days=row["ago"])
    upsert(
        Entry, tally, key={"feed": feed, "guid": row["guid"]}, url=url, canonical=canonical(url), title=row["title"],
        folded=folded(row["title"]), excerpt=row["excerpt"], language=feed.language, dated=then, fetched_at=then,
    )  # fmt: skip


def load_dead(row: Row, tally: Tally) -> None:
    """As the check would have found it; later loads leave what is known since then."""
    link = LinkCheck.objects.get(address=row["url"])
    if link.status != LinkCheck.Status.NEW:
        tally.kept += 1
        return
    since = datetime.combine(row["since"], time(12), UTC)
    link.status, link.failing_since, link.last_checked = (
        LinkCheck.Status.DEAD,
        since,
        since + timedelta(days=4),
    )
    link.failures, link.reason, link.answer = 4, row.get("reason", ""), row.get("answer")
    link.archived_url = row.get("archived", "")
    link.save()
    tally.updated += 1
