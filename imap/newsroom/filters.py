"""Filters of news and events: they work by address alone, and offer what the reader sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from imap.core.alphabet import Alphabetical
from imap.core.list_filters import Chosen, ListFilters
from imap.core.numbers import in_digits
from imap.newsroom.models import Event, NewsItem
from imap.regions.models import Country, Pillar, RegionalMap
from profiles.models import Route
from profiles.models.source import SOURCE_LANGUAGES


class FilterForm(ListFilters):
    map = forms.ChoiceField(label=_("Regional i-Map"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    pillar = forms.ChoiceField(label=_("Pillar"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)

    def offer_common(self, maps: Iterable[RegionalMap], countries: QuerySet[Country]) -> None:
        self.offer("map", [(each.slug, str(each)) for each in maps])
        self.offer("pillar", [(pillar.slug, str(pillar)) for pillar in Pillar.objects.all()])
        found = countries.defer("search").order_by(Alphabetical("name"))
        self.offer("country", [(each.iso3, str(each)) for each in found])


class NewsFilterForm(FilterForm):
    route = forms.ChoiceField(label=_("Route"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    language = forms.ChoiceField(label=_("Language of the source"), required=False)

    def __init__(self, query: QueryDict, *, user: Reader, maps: Iterable[RegionalMap]) -> None:
        super().__init__(query)
        seen = NewsItem.objects.visible_to(user).order_by()
        of_news = {
            name: getattr(NewsItem, name).through.objects.filter(newsitem__in=seen.values("pk"))
            for name in ("countries", "routes")
        }
        self.offer_common(maps, Country.objects.filter(pk__in=of_news["countries"].values("country")))
        self.offer("kind", NewsItem.Kind.choices)
        routes = Route.objects.visible_to(user).filter(pk__in=of_news["routes"].values("route"))
        named = [
            (f"{row.regional_map.slug}/{row.slug}", str(row)) for row in routes.select_related("regional_map")
        ]
        self.offer("route", named)
        years = sorted({dated[:4] for dated in seen.values_list("dated", flat=True)}, reverse=True)
        self.offer("year", [(year, in_digits(year)) for year in years])
        used = set(seen.values_list("language", flat=True))
        self.offer("language", [(code, name) for code, name in SOURCE_LANGUAGES if code in used])


class EventFilterForm(FilterForm):
    def __init__(self, query: QueryDict, *, user: Reader, maps: Iterable[RegionalMap]) -> None:
        super().__init__(query)
        seen = Event.objects.visible_to(user).order_by()
        self.offer_common(maps, Country.objects.filter(pk__in=seen.values("country")))
        self.offer("kind", [*Event.Kind.choices, ("meeting", _("meeting of the dialogue"))])


@dataclass(frozen=True)
class ChosenEvents(Chosen):
    map: str = ""
    kind: str = ""
    pillar: str = ""
    country: str = ""


@dataclass(frozen=True)
class ChosenNews(ChosenEvents):
    route: str = ""
    year: str = ""
    language: str = ""


def filtered(rows: Any, chosen: ChosenNews) -> Any:
    """By subqueries: an item of two countries is one row."""
    if chosen.map:
        rows = rows.of_maps([chosen.map])
    if chosen.pillar:
        rows = rows.filter(pk__in=NewsItem.objects.filter(pillars__slug=chosen.pillar).values("pk"))
    if chosen.country:
        rows = rows.filter(pk__in=NewsItem.objects.filter(countries__iso3=chosen.country).values("pk"))
    if chosen.route:
        of_map, _slash, slug = chosen.route.partition("/")
        along = NewsItem.objects.filter(routes__regional_map__slug=of_map, routes__slug=slug)
        rows = rows.filter(pk__in=along.values("pk"))
    if chosen.year:
        rows = rows.filter(dated__startswith=chosen.year)
    for name in ("kind", "language"):
        if value := getattr(chosen, name):
            rows = rows.filter(**{name: value})
    return rows
