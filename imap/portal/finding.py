"""What search engines are told: where to look, where not, and which pages there are for everyone."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from imap.core.translation import LANGUAGES
from imap.library.models import Publication
from imap.newsroom.models import Event, NewsItem
from imap.regions.models import RegionalMap
from meetings.cooperation.models import Project
from meetings.models import Meeting
from profiles.models import Edition, Profile

CLOSED = (
    "/accounts/",
    "/admin/",
    "/api/",
    "/tiles/",
    "/workspace/",
    *(f"/{code}/search/" for code in LANGUAGES),
)


def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in CLOSED),
        f"Sitemap: {settings.SITE_URL.rstrip('/')}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


class InThreeLanguages(Sitemap):
    """Each page in each language, with the other two beside it."""

    i18n, alternates, x_default = True, True, False
    languages = list(LANGUAGES)


class Pages(InThreeLanguages):
    def items(self) -> list[str]:
        return [
            "portal:home", "portal:about", "meetings:list", "library:list", "newsroom:list", "events:list",
            "portal:partners", "projects:list", "exchange:home", "exchange:priorities", "exchange:inventory", "exchange:cities",
        ]  # fmt: skip

    def location(self, item: str) -> str:
        return reverse(item)


class Maps(InThreeLanguages):
    def items(self) -> QuerySet[RegionalMap]:
        return RegionalMap.objects.published()


class PublishedProfiles(InThreeLanguages):
    """Those that anyone reads: `published()`."""

    def items(self) -> QuerySet[Edition]:
        public = Profile.objects.published().values("pk")
        rows = Edition.objects.current().heads().filter(profile__in=public).order_by("profile")
        return rows.select_related("profile__regional_map")

    def lastmod(self, item: Edition) -> date:
        return item.published_on or timezone.localdate()


class ListedMeetings(InThreeLanguages):
    """Those whose card anyone reads."""

    def items(self) -> QuerySet[Meeting]:
        return Meeting.objects.visible_to(AnonymousUser()).order_by("slug")


class ListedPublications(InThreeLanguages):
    """Those whose card anyone reads; their files are reached from there."""

    def items(self) -> QuerySet[Publication]:
        return Publication.objects.visible_to(AnonymousUser()).defer("search").order_by("slug")


class PublicNews(InThreeLanguages):
    """Those that anyone reads."""

    def items(self) -> QuerySet[NewsItem]:
        return NewsItem.objects.visible_to(AnonymousUser()).published().order_by("slug")

    def lastmod(self, item: NewsItem) -> date:
        return item.published_at.date() if item.published_at else timezone.localdate()


class PublicEvents(InThreeLanguages):
    """Those that anyone reads of."""

    def items(self) -> QuerySet[Event]:
        return Event.objects.visible_to(AnonymousUser()).published().order_by("slug")


class ListedProjects(InThreeLanguages):
    def items(self) -> QuerySet[Project]:
        return Project.objects.visible_to(AnonymousUser()).order_by("slug")


SITEMAPS: dict[str, Any] = {
    "pages": Pages,
    "maps": Maps,
    "profiles": PublishedProfiles,
    "meetings": ListedMeetings,
    "publications": ListedPublications,
    "news": PublicNews,
    "events": PublicEvents,
    "projects": ListedProjects,
}
