"""The portal's own feeds, Atom and RSS: what everyone reads, whoever asks."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import feedgenerator
from django.utils.html import linebreaks
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from imap.core.addresses import address
from imap.core.plain import one_line, with_breaks
from imap.core.translation import listed
from imap.newsroom.filters import ChosenNews, filtered
from imap.newsroom.models import NewsItem
from imap.newsroom.pages import with_heads

MOST = 50
FORMATS = {"atom": feedgenerator.Atom1Feed, "rss": feedgenerator.Rss201rev2Feed}
EVERYONE = AnonymousUser()


def public_items(chosen: ChosenNews) -> QuerySet[NewsItem]:
    rows = filtered(NewsItem.objects.visible_to(EVERYONE).published(), chosen)
    return with_heads(rows, EVERYONE).prefetch_related("themes").order_by("-published_at", "-pk")[:MOST]


def feed_of(chosen: ChosenNews, in_words: list[str], form: str) -> str:
    """`in_words`: the chosen filters as a reader would say them."""
    title = _("News Centre") + " · i-Map"
    asked = f"?{urlencode(chosen.query)}" if chosen.query else ""
    feed = FORMATS[form](
        title=f"{title}: {listed(in_words)}" if in_words else title,
        link=full(address("newsroom:list")) + asked,
        feed_url=full(address("newsroom:feed", form)) + asked,
        description=_("News, reports and events on migration, gathered and summarised by the secretariats of the dialogues."),
        language=get_language(),
        feed_guid=f"tag:{host()},2012:news" + asked,
        author_name="i-Map",
    )  # fmt: skip
    for item in public_items(chosen):
        add(feed, item)
    return feed.writeString("utf-8")


def add(feed: Any, item: NewsItem) -> None:
    """A summary is read as HTML by programs, so what is plain text here is written as HTML."""
    title, summary = item.shown_title, item.shown_summary
    mark = f" [{title.language_name}]" if title.stands_in else ""
    feed.add_item(
        title=one_line(f"{title}{mark}"),
        link=full(item.get_absolute_url()),
        description=linebreaks(with_breaks(summary), autoescape=True) if summary else "",
        unique_id=f"tag:{host()},2012:news/{item.pk}",
        unique_id_is_permalink=False,
        pubdate=item.published_at,
        updateddate=item.published_at,
        categories=[
            str(item.get_kind_display()),
            *map(str, item.pillars.all()),
            *map(str, item.themes.all()),
            *map(str, item.countries.all()),
        ],
        author_name=one_line(item.publisher) or None,
    )


def full(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path


def host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
