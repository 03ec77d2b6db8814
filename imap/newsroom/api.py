"""API: news items and events, as far as their reader may see them."""

from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema as schema
from drf_spectacular.utils import extend_schema_view
from rest_framework import serializers

from accounts.access import maps_for
from imap.core.api import LANG, LinkState, PageField, ReadOnly, SlugFilter, TextField, YearFilter
from imap.core.links import with_marks
from imap.newsroom.models import Event, NewsItem
from imap.newsroom.pages import with_routes
from imap.regions.models import Country, Pillar, RegionalMap, Theme
from profiles.models.source import SOURCE_LANGUAGES

CODES = serializers.SlugRelatedField
AS_KNOWN = "As far as it is known (ISO 8601): 2003, 2003-02 or 2003-02-13."


class CircleFilter(django_filters.FilterSet):
    map = SlugFilter(maps_for, method="of_map")
    pillar = SlugFilter(lambda user: Pillar.objects.all(), field_name="pillars")
    theme = SlugFilter(lambda user: Theme.objects.all(), "code", field_name="themes")

    def of_map(self, rows: Any, name: str, value: RegionalMap) -> Any:
        return rows.of_map(value)


class NewsFilter(CircleFilter):
    country = SlugFilter(lambda user: Country.objects.all(), "iso3", field_name="countries")
    kind = django_filters.ChoiceFilter(choices=NewsItem.Kind.choices)
    language = django_filters.ChoiceFilter(choices=SOURCE_LANGUAGES)
    year = YearFilter(method="in_year")

    def in_year(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(dated__startswith=value)


class EventFilter(CircleFilter):
    country = SlugFilter(lambda user: Country.objects.all(), "iso3", field_name="country")
    kind = django_filters.ChoiceFilter(choices=Event.Kind.choices)
    year = YearFilter(method="in_year")

    def in_year(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(starts__startswith=value)


class NewsSerializer(LinkState, serializers.ModelSerializer):
    map = serializers.CharField(source="regional_map.slug", read_only=True)
    other_maps = CODES("slug", many=True, read_only=True)
    pillars = CODES("slug", many=True, read_only=True)
    themes = CODES("code", many=True, read_only=True)
    countries = CODES("iso3", many=True, read_only=True)
    routes = CODES("slug", many=True, read_only=True)
    title = TextField()
    summary = TextField()
    dated = serializers.CharField(read_only=True, help_text=AS_KNOWN)
    page = PageField()

    class Meta:
        model = NewsItem
        fields = [
            "slug", "map", "other_maps", "pillars", "themes", "countries", "routes", "kind", "title", "summary", "publisher", "url",
            "dead_since", "archived_url", "language", "dated", "state", "published_at", "is_demonstration", "page",
        ]  # fmt: skip


class EventSerializer(LinkState, serializers.ModelSerializer):
    map = serializers.CharField(source="regional_map.slug", read_only=True)
    other_maps = CODES("slug", many=True, read_only=True)
    pillars = CODES("slug", many=True, read_only=True)
    themes = CODES("code", many=True, read_only=True)
    country = CODES("iso3", read_only=True, allow_null=True)
    title = TextField()
    description = TextField()
    place = TextField()
    starts = serializers.CharField(read_only=True, help_text=AS_KNOWN)
    ends = serializers.CharField(read_only=True, help_text="As precise as the start; may be empty.")
    page = PageField()

    class Meta:
        model = Event
        fields = [
            "slug", "map", "other_maps", "pillars", "themes", "kind", "title", "description", "place", "country", "organiser", "url",
            "dead_since", "archived_url", "language", "starts", "ends", "start_time", "end_time", "time_zone", "is_cancelled",
            "state", "is_demonstration", "page",
        ]  # fmt: skip


@extend_schema_view(list=schema(parameters=[LANG]), retrieve=schema(parameters=[LANG]))
class News(ReadOnly):
    """News items, newest first."""

    serializer_class = NewsSerializer
    filterset_class = NewsFilter
    queryset = NewsItem.objects.none()
    lookup_field = "slug"

    def get_queryset(self) -> QuerySet[NewsItem]:
        rows = NewsItem.objects.visible_to(self.request.user).newest_first()
        return with_marks(with_routes(rows, self.request.user))


@extend_schema_view(list=schema(parameters=[LANG]), retrieve=schema(parameters=[LANG]))
class Events(ReadOnly):
    """Events by date. Times are local times of `time_zone`; without times an event is of whole days."""

    serializer_class = EventSerializer
    filterset_class = EventFilter
    queryset = Event.objects.none()
    lookup_field = "slug"

    def get_queryset(self) -> QuerySet[Event]:
        rows = Event.objects.visible_to(self.request.user).select_related("regional_map", "country")
        others = Prefetch("other_maps", maps_for(self.request.user))
        rows = rows.defer("search", "country__search").prefetch_related("pillars", "themes", others)
        return with_marks(rows).order_by("starts", "slug")
