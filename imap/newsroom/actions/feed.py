"""Looking at a feed: asked outside of any transaction, and whatever comes back is written into its row, never raised."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from imap.core.fetching import Answer, Limits, NotFetched, fetch
from imap.newsroom.models import Entry, Feed
from imap.newsroom.reading import NotAFeed, Read, Reading, Unsafe, read
from imap.newsroom.reading.duplicates import DAYS, canonical, folded, near

log = logging.getLogger(__name__)
LIMITS = Limits(size=8 * 1024 * 1024, seconds=20)  # ten thousand entries fit
ACCEPT = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
OLD = timedelta(days=150)  # shorter than what is dismissed is remembered, so that nothing comes back
LONGEST_PAUSE = timedelta(days=7)
BUSY = {429, 503}
REFUSED = {401, 402, 403, 407, 451}
Result = Feed.Result


def poll(*, pk: int) -> Feed | None:
    """Look at a feed that is due; None where another worker has it in hand."""
    now = timezone.now()
    feed = Feed.objects.due().filter(pk=pk).first()
    if feed is None:
        return None
    claimed = Feed.objects.filter(pk=pk, next_poll_at=feed.next_poll_at).update(next_poll_at=now + feed.pause)
    return look(feed, now) if claimed else None


def look(feed: Feed, now: datetime) -> Feed:
    try:
        answer = fetch(feed.url, headers=conditions(feed), limits=LIMITS)
    except NotFetched as error:
        return note(feed, now, Result.NOT_FETCHED, notes={"reason": error.reason})
    if answer.status == 304:
        return note(feed, now, Result.UNCHANGED, answer)
    if not answer.is_ok:
        return note(feed, now, meaning(answer.status), answer)
    try:
        reading = read(answer.body, answer.headers.get("content-type", ""), answer.url, now, feed.language)
    except NotAFeed as error:
        return note(feed, now, Result.NOT_A_FEED, answer, {"page": 1} if error.is_page else {})
    except Unsafe:
        return note(feed, now, Result.BOMB, answer)
    except Exception:  # a file made to confuse its reader is a row of the report like any other
        log.exception("feed %s could not be read", feed.pk)
        return note(feed, now, Result.NOT_A_FEED, answer)
    new = keep(feed=feed, reading=reading, now=now)
    return note(feed, now, Result.OK, answer, {**reading.notes, "read": len(reading.entries), "new": new})


def conditions(feed: Feed) -> dict[str, str]:
    """Only what changed since the last look is wanted."""
    said = {"Accept": ACCEPT, "If-None-Match": feed.etag, "If-Modified-Since": feed.last_modified}
    return {name: value for name, value in said.items() if value}


def meaning(status: int) -> Result:
    if status == 410:
        return Result.GONE
    if status in BUSY:
        return Result.BUSY
    return Result.REFUSED if status in REFUSED else Result.FAULT


def note(
    feed: Feed, now: datetime, result: Result, answer: Answer | None = None, notes: dict[str, Any] | None = None
) -> Feed:  # fmt: skip
    """The result stands in the row; the pause doubles with each failure, and is never shorter than the server asks for."""
    is_well = result in (Result.OK, Result.UNCHANGED)
    failures = 0 if is_well else feed.failures + 1
    pause = min(feed.pause * 2 ** min(failures, 10), LONGEST_PAUSE)
    asked = answer.retry_after if answer else None
    changed: dict[str, Any] = {
        "last_polled_at": now, "last_result": result, "last_status": answer.status if answer else None,
        "failures": failures, "next_poll_at": now + max(pause, asked or pause),
        "notes": {**(notes or {}), **moved(feed, answer)} if result != Result.UNCHANGED else feed.notes,
    }  # fmt: skip
    if is_well:
        changed["last_ok_at"] = now
    if result == Result.OK and answer:
        changed["etag"] = clean(answer.headers.get("etag", ""), 200)
        changed["last_modified"] = clean(answer.headers.get("last-modified", ""), 100)
    Feed.objects.filter(pk=feed.pk).update(**changed)
    feed.refresh_from_db()
    return feed


def clean(header: str, most: int) -> str:
    """What is sent back later holds no break, and is whole or left out."""
    return header if len(header) <= most and header.isprintable() and header.isascii() else ""


def moved(feed: Feed, answer: Answer | None) -> dict[str, str]:
    return {"moved": answer.moved_to[:500]} if answer and answer.moved_to and answer.is_ok else {}


@transaction.atomic
def keep(*, feed: Feed, reading: Reading, now: datetime) -> int:
    """Entries that are new to the feed; one that tells the same as another waits with that one. How many are new."""
    Feed.objects.select_for_update(of=("self",)).get(pk=feed.pk)
    guids = [one.guid for one in reading.entries]
    known = {entry.guid: entry for entry in feed.entries.filter(guid__in=guids)}
    new = 0
    for one in reversed(reading.entries):
        if one.dated and one.dated < now - OLD:
            reading.note("old")
        elif one.guid not in known:
            known[one.guid] = keep_one(feed, one, now)
            new += 1
        elif known[one.guid].is_free:
            follow(known[one.guid], one)
    return new


def follow(entry: Entry, one: Read) -> None:
    """What waits is as its feed tells it now: an address or a title was mended. What staff have taken or decided on stays as they saw it."""
    said = {"url": one.url or entry.url, "title": one.title, "excerpt": one.excerpt}
    if any(getattr(entry, name) != value for name, value in said.items()):
        said |= {"canonical": canonical(said["url"]), "folded": folded(one.title)}
        Entry.objects.filter(pk=entry.pk, state=Entry.State.WAITING).update(**said)


def keep_one(feed: Feed, one: Read, now: datetime) -> Entry:
    entry = Entry(
        feed=feed, guid=one.guid, url=one.url, canonical=canonical(one.url), title=one.title, folded=folded(one.title),
        excerpt=one.excerpt, language=feed.language, dated=one.dated, fetched_at=now,
    )  # fmt: skip
    entry.duplicate_of = original(entry)
    entry.save()
    return entry


def original(entry: Entry) -> Entry | None:
    """An entry that the same staff has already, and that tells the same."""
    others = Entry.objects.filter(feed__regional_map=entry.feed.regional_map_id, duplicate_of=None)
    if entry.canonical and (same := others.filter(canonical=entry.canonical).order_by("pk").first()):
        return same
    day = entry.dated or entry.fetched_at
    around = timedelta(days=DAYS)
    those_days = others.filter(
        fetched_at__gte=entry.fetched_at - 10 * around, folded__trigram_similar=entry.folded
    )
    for other in those_days.order_by("pk")[:200]:
        if abs((other.dated or other.fetched_at) - day) <= around and near(entry.folded, other.folded):
            return other
    return None
