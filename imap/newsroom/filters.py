"""Filters of news and events: they work by address alone, and offer what the reader sees."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from imap.core.alphabet import Alphabetical
from imap.core.list_filters import Chosen, ListFilters
from imap.core.numbers import in_digits
from imap.newsroom.models import Event, NewsItem
from imap.regions.models import Country, Pillar, RegionalMap, Theme
from profiles.models import Route
from profiles.models.source import SOURCE_LANGUAGES


@dataclass(frozen=True)
class Offered:
    """What the calendar can be filtered by: keys of countries and of themes, and days as far as they are known."""

    countries: QuerySet
    themes: QuerySet
    starts: QuerySet


# Of each app that has something in the calendar (`imap.newsroom.calendar.register`), as far as the reader sees it.
OFFERING: list[Callable[[Reader], Offered]] = []


def offered_by_events(user: Reader) -> Offered:
    seen = Event.objects.visible_to(user).order_by()
    return Offered(seen.values("country"), seen.values("themes"), seen.values_list("starts", flat=True))


class FilterForm(ListFilters):
    map = forms.ChoiceField(label=_("Regional i-Map"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    pillar = forms.ChoiceField(label=_("Pillar"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)

    def offer_common(
        self,
        maps: Iterable[RegionalMap],
        countries: QuerySet[Country],
        themes: QuerySet[Theme],
        days: Iterable[str],
    ) -> None:
        self.offer("map", [(each.slug, str(each)) for each in maps])
        self.offer("pillar", [(pillar.slug, str(pillar)) for pillar in Pillar.objects.all()])
        found = countries.defer("search").order_by(Alphabetical("name"))
        self.offer("country", [(each.iso3, str(each)) for each in found])
        self.offer("theme", [(each.code, str(each)) for each in themes])
        years = sorted({day[:4] for day in days}, reverse=True)
        self.offer("year", [(year, in_digits(year)) for year in years])


class NewsFilterForm(FilterForm):
    route = forms.ChoiceField(label=_("Route"), required=False)
    language = forms.ChoiceField(label=_("Language of the source"), required=False)

    def __init__(self, query: QueryDict, *, user: Reader, maps: Iterable[RegionalMap]) -> None:
        super().__init__(query)
        seen = NewsItem.objects.visible_to(user).order_by()
        of_news = {
            name: getattr(NewsItem, name).through.objects.filter(newsitem__in=seen.values("pk"))
            for name in ("countries", "routes")
        }
        countries = Country.objects.filter(pk__in=of_news["countries"].values("country"))
        themes = Theme.objects.filter(pk__in=seen.values("themes"))
        self.offer_common(maps, countries, themes, seen.values_list("dated", flat=True))
        self.offer("kind", NewsItem.Kind.choices)
        routes = Route.objects.visible_to(user).filter(pk__in=of_news["routes"].values("route"))
        named = [
            (f"{row.regional_map.slug}/{row.slug}", str(row)) for row in routes.select_related("regional_map")
        ]
        self.offer("route", named)
        used = set(seen.values_list("language", flat=True))
        self.offer("language", [(code, name) for code, name in SOURCE_LANGUAGES if code in used])


class EventFilterForm(FilterForm):
    """Of all that stands in the calendar."""

    def __init__(self, query: QueryDict, *, user: Reader, maps: Iterable[RegionalMap]) -> None:
        super().__init__(query)
        found = [offered(user) for offered in OFFERING]
        countries, themes = Q(pk__in=[]), Q(pk__in=[])
        for each in found:
            countries |= Q(pk__in=each.countries)
            themes |= Q(pk__in=each.themes)
        days = [day for each in found for day in each.starts]
        self.offer_common(maps, Country.objects.filter(countries), Theme.objects.filter(themes), days)
        self.offer("kind", [*Event.Kind.choices, ("meeting", _("meeting of the dialogue"))])


class MonthFilterForm(EventFilterForm):
    """The month is of its year."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("year", None)


@dataclass(frozen=True)
class ChosenEvents(Chosen):
    map: str = ""
    kind: str = ""
    pillar: str = ""
    country: str = ""
    theme: str = ""
    year: str = ""


@dataclass(frozen=True)
class ChosenNews(ChosenEvents):
    route: str = ""
    language: str = ""


def filtered(rows: Any, chosen: ChosenNews) -> Any:
    """By subqueries: an item of two countries is one row."""
    if chosen.map:
        rows = rows.of_maps([chosen.map])
    if chosen.pillar:
        rows = rows.filter(pk__in=NewsItem.objects.filter(pillars__slug=chosen.pillar).values("pk"))
    if chosen.country:
        rows = rows.filter(pk__in=NewsItem.objects.filter(countries__iso3=chosen.country).values("pk"))
    if chosen.theme:
        rows = rows.filter(pk__in=NewsItem.objects.filter(themes__code=chosen.theme).values("pk"))
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
