"""What the pages of the News Centre show, in few queries and without what the reader may not see."""

from collections import Counter
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Prefetch

from accounts.access import Reader, maps_for
from imap.core.alphabet import Alphabetical
from imap.core.links import Mark, marks
from imap.newsroom.models import NewsItem, NewsItemQuerySet
from imap.regions.models import Country, RegionalMap
from profiles.models import Route

NEWEST = 5


def with_heads(rows: Any, user: Reader) -> Any:
    """With all that a row of a list says; `is_public`: whether everyone reads it."""
    everyone = NewsItem.objects.visible_to(AnonymousUser()).filter(pk=OuterRef("pk"))
    return (
        rows.select_related("regional_map")
        .defer("search")
        .annotate(is_public=Exists(everyone))
        .prefetch_related(
            "pillars",
            Prefetch("countries", Country.objects.defer("search").order_by(Alphabetical("name"))),
            Prefetch("other_maps", maps_for(user)),
        )
    )


def with_routes(rows: NewsItemQuerySet, user: Reader) -> NewsItemQuerySet:
    """A route is named to those who read a profile of it."""
    routes = Route.objects.visible_to(user).select_related("regional_map")
    return with_heads(rows, user).prefetch_related("themes", Prefetch("routes", routes))


def years(rows: NewsItemQuerySet) -> list[tuple[int, int]]:
    """Each year that has items, with their number, newest first."""
    counted = Counter(dated[:4] for dated in rows.order_by().values_list("dated", flat=True))
    return [(int(year), counted[year]) for year in sorted(counted, reverse=True)]


def source_mark(item: NewsItem) -> Mark | None:
    return marks([item.url]).get(item.url)


def newest_of(
    user: Reader, *, regional_map: RegionalMap | None = None, country: Country | None = None
) -> list[NewsItem]:
    """For pages of other apps: the newest items of all, of a regional i-Map, or of one country in it."""
    rows = NewsItem.objects.visible_to(user).published()
    if regional_map:
        rows = rows.of_map(regional_map)
    if country:
        rows = rows.filter(pk__in=NewsItem.objects.filter(countries=country).values("pk"))
    return list(with_heads(rows, user).newest_first()[:NEWEST])
