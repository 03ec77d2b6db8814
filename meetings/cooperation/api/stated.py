"""API: the registry of priorities and the inventory of capacities, confirmed ones, as the rule of their pillar says."""

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema as schema
from drf_spectacular.utils import extend_schema_view
from rest_framework import serializers

from accounts.access import maps_for
from imap.core.api import LANG, ReadOnly, SlugFilter, TextField, YearFilter
from imap.regions.models import Country, Pillar, Theme
from meetings.cooperation.models import Capacity, Priority
from meetings.cooperation.pages import with_stated_heads

SHARED = ["id", "map", "pillar", "country", "theme"]


class StatedFilter(django_filters.FilterSet):
    map = SlugFilter(maps_for, field_name="map_pillar__regional_map")
    pillar = SlugFilter(lambda user: Pillar.objects.all(), field_name="map_pillar__pillar")
    country = SlugFilter(lambda user: Country.objects.all(), "iso3", field_name="organisation__country")
    theme = SlugFilter(lambda user: Theme.objects.all(), "code")


class PriorityFilter(StatedFilter):
    year = YearFilter(field_name="year")


class CapacityFilter(StatedFilter):
    year = YearFilter(field_name="as_of")


class StatedSerializer(serializers.ModelSerializer):
    map = serializers.CharField(source="map_pillar.regional_map.slug", read_only=True)
    pillar = serializers.CharField(source="map_pillar.pillar.slug", read_only=True)
    country = serializers.CharField(source="organisation.country.iso3", read_only=True)
    theme = serializers.SlugRelatedField("code", read_only=True)


class PrioritySerializer(StatedSerializer):
    text = TextField()

    class Meta:
        model = Priority
        fields = [*SHARED, "year", "rank", "text", "is_demonstration"]


class CapacitySerializer(StatedSerializer):
    institution = TextField()
    legal_basis = TextField()
    practice = TextField()
    contact = TextField(help_text="An office or function, never a person.")

    class Meta:
        model = Capacity
        fields = [*SHARED, "as_of", "institution", "legal_basis", "practice", "contact", "is_demonstration"]


@extend_schema_view(list=schema(parameters=[LANG]), retrieve=schema(parameters=[LANG]))
class Priorities(ReadOnly):
    """What each state puts first, by theme and year."""

    serializer_class = PrioritySerializer
    filterset_class = PriorityFilter
    queryset = Priority.objects.none()

    def get_queryset(self) -> QuerySet[Priority]:
        seen = Priority.objects.visible_to(self.request.user).filter(is_out=True)
        return with_stated_heads(seen).order_by("organisation__code", "-year", "rank", "pk")


@extend_schema_view(list=schema(parameters=[LANG]), retrieve=schema(parameters=[LANG]))
class Capacities(ReadOnly):
    """The inventory of institutional capacities and practices: who does what, on which legal basis."""

    serializer_class = CapacitySerializer
    filterset_class = CapacityFilter
    queryset = Capacity.objects.none()

    def get_queryset(self) -> QuerySet[Capacity]:
        seen = Capacity.objects.visible_to(self.request.user).filter(is_out=True)
        return with_stated_heads(seen).order_by("theme__order", "theme__code", "organisation__code", "pk")
