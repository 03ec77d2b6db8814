"""A feed's text to entries. feedparser reads it only after it was looked at: no entities of its own, no endless depth, no
more entries than are wanted."""

import calendar
import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.parsers import expat

import feedparser
import nh3

from imap.newsroom.reading.decoding import decoded

MOST_ENTRIES = 100
DEEPEST = 60
LONGEST_TAG = re.compile(r"<(?!!\[CDATA\[)[^<>]{16384}")  # a long text in one piece is no tag
MOST_TAGS, MOST_BROKEN_TAGS = 200_000, 20_000  # of what is not well formed, reading takes much longer
NOT_OF_ADDRESSES = re.compile(r"[\s<>\"\ud800-\udfff]")
NOT_OF_TEXTS = re.compile(
    "[\x00\ud800-\udfff\u202a-\u202e\u2066-\u2069]"
)  # nor what turns the letters of a line round
EXCERPT = 600
TITLE = 300
BEGINNING = 120  # of what has no title
LONGEST_GUID = 500
LONGEST_TEXT = 100_000
ENTITY = re.compile(r"<!\s*ENTITY", re.IGNORECASE)
BEGINS = re.compile(r"<(?:[A-Za-z][\w.\-]{0,20}:)?(?:item|entry)[\s>]")
ENDINGS = [("<rss", "</channel></rss>"), ("<feed", "</feed>"), ("<rdf:RDF", "</rdf:RDF>")]
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)  # clocks and time zones of others are not always right


class NotAFeed(Exception):
    """Neither RSS nor Atom. `is_page`: a page of the web."""

    def __init__(self, is_page: bool = False) -> None:
        super().__init__("page" if is_page else "")
        self.is_page = is_page


class Unsafe(Exception):
    """It defines entities of its own, or nests without end: made to exhaust whoever reads it."""


@dataclass(frozen=True)
class Read:
    """One entry, as plain text."""

    guid: str
    url: str
    title: str
    excerpt: str
    dated: datetime | None


@dataclass
class Reading:
    """What a feed held. `notes`: what was odd, by code, with how often."""

    entries: list[Read] = field(default_factory=list)
    notes: dict[str, int] = field(default_factory=dict)

    def note(self, code: str, times: int = 1) -> None:
        self.notes[code] = self.notes.get(code, 0) + times


def read(body: bytes, content_type: str, base: str, now: datetime, language: str = "") -> Reading:
    """`language`: what the feed is known to be in. Raises `NotAFeed` or `Unsafe`."""
    text, is_lying = decoded(body, content_type, language)
    reading = Reading()
    if is_lying:
        reading.note("encoding")
    text, cut = shortened(text)
    if cut:
        reading.note("cut", cut)
    refuse_unsafe(text)
    found = feedparser.parse(
        BytesIO(text.encode()),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": base},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not found.get("version") and not found.entries:
        raise NotAFeed(is_page="<html" in text[:2000].lower())
    if found.bozo:
        reading.note("malformed")
    for entry in found.entries[:MOST_ENTRIES]:
        take(entry, base, now, reading)
    return reading


def refuse_unsafe(text: str) -> None:
    """What was made to exhaust its reader: entities wherever they stand, tags without end, nesting without end, tags by the hundred thousand.

    What is no XML is left to feedparser's patience, which is short for what is large.
    """
    tags = text.count("<")
    if ENTITY.search(text) or LONGEST_TAG.search(text) or tags > MOST_TAGS:
        raise Unsafe
    try:
        walk(text)
    except expat.ExpatError:
        if tags > MOST_BROKEN_TAGS:
            raise Unsafe from None


def walk(text: str) -> None:
    """Raises `Unsafe`, or expat's own error where the text is no XML."""
    depth = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Unsafe

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1

    def refused(*declared: Any) -> None:
        raise Unsafe

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.EntityDeclHandler = parser.UnparsedEntityDeclHandler = refused
    parser.Parse(text.encode(), True)


def shortened(text: str) -> tuple[str, int]:
    """The text with no more entries than are wanted, and how many were left out."""
    starts = [found.start() for found in BEGINS.finditer(text)]
    if len(starts) <= MOST_ENTRIES:
        return text, 0
    ending = next((end for begin, end in ENDINGS if begin in text), "")
    return text[: starts[MOST_ENTRIES]] + ending, len(starts) - MOST_ENTRIES


def take(entry: Any, base: str, now: datetime, reading: Reading) -> None:
    """Without words there is nothing to read, without an address or a mark of its own nothing to know it by."""
    beginning = entry.get("summary") or next((part.get("value", "") for part in entry.get("content", [])), "")
    excerpt = plain(beginning)
    title = plain(entry.get("title", ""))[:TITLE] or shortened_words(excerpt, BEGINNING)
    url = web_address(entry.get("link", ""), base)
    guid = mark_of(NOT_OF_TEXTS.sub("", str(entry.get("id") or url)))
    if not title or not guid:
        reading.note("empty")
        return
    dated = moment(entry)
    if dated and dated > now + AHEAD:
        reading.note("future")
        dated = None
    reading.entries.append(Read(guid, url, title, shortened_words(excerpt, EXCERPT), dated))


def mark_of(said: str) -> str:
    """What an entry is known by; of a very long one its digest, since many begin alike."""
    return said if len(said) <= LONGEST_GUID else hashlib.sha256(said.encode()).hexdigest()


def moment(entry: Any) -> datetime | None:
    said = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        found = datetime.fromtimestamp(calendar.timegm(said), UTC) if said else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None
    return found if found and found >= EARLIEST else None


def web_address(link: Any, base: str) -> str:
    """Absolute, of the web; empty where it is none."""
    said = str(link).strip()
    try:
        url = urljoin(base, said) if said else ""
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    is_of_the_web = parts.scheme in ("http", "https") and parts.hostname and port != 0
    if not is_of_the_web or parts.username or len(url) > 500 or NOT_OF_ADDRESSES.search(url):
        return ""
    return url


def plain(html: Any) -> str:
    """The words, without tags, scripts and styles; what was escaped twice is unescaped twice."""
    raw = NOT_OF_TEXTS.sub("", unescape(str(html)[:LONGEST_TEXT]))
    words = unescape(nh3.clean(raw, tags=set(), clean_content_tags={"script", "style", "iframe"}))
    return re.sub(r"\s+", " ", NOT_OF_TEXTS.sub("", words)).strip()


def shortened_words(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0] + " …"
