"""API: indicators and their figures, as far as you may read them."""

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema as schema
from drf_spectacular.utils import extend_schema_view
from rest_framework import serializers

from imap.core.api import LANG, ReadOnly, TextField
from profiles.indicators.models import Indicator, Observation


class IndicatorSerializer(serializers.ModelSerializer):
    name = TextField()
    definition = TextField()
    pillar = serializers.SlugRelatedField("slug", read_only=True)

    class Meta:
        model = Indicator
        fields = ["code", "name", "definition", "unit", "pillar"]


class IndicatorFilter(django_filters.FilterSet):
    pillar = django_filters.CharFilter(field_name="pillar__slug")


@extend_schema_view(list=schema(parameters=[LANG]), retrieve=schema(parameters=[LANG]))
class Indicators(ReadOnly):
    """What is measured, with definition and unit."""

    serializer_class = IndicatorSerializer
    filterset_class = IndicatorFilter
    queryset = Indicator.objects.none()
    lookup_field = "code"

    def get_queryset(self) -> QuerySet[Indicator]:
        return Indicator.objects.visible_to(self.request.user).select_related("pillar").order_by("code")


class ObservationSerializer(serializers.ModelSerializer):
    indicator = serializers.SlugRelatedField("code", read_only=True)
    country = serializers.SlugRelatedField("iso3", read_only=True)
    value = serializers.DecimalField(24, 6, normalize_output=True, allow_null=True, read_only=True)
    note = TextField()
    dataset = serializers.CharField(source="dataset.title", read_only=True)
    map = serializers.CharField(source="dataset.map_pillar.regional_map.slug", read_only=True)

    class Meta:
        model = Observation
        fields = ["indicator", "country", "period", "value", "unit", "status", "note", "dataset", "map"]


class ObservationFilter(django_filters.FilterSet):
    indicator = django_filters.CharFilter(field_name="indicator__code")
    country = django_filters.CharFilter(field_name="country__iso3")
    period = django_filters.CharFilter(field_name="period")
    map = django_filters.CharFilter(field_name="dataset__map_pillar__regional_map__slug")


@extend_schema_view(list=schema(parameters=[LANG]), retrieve=schema(parameters=[LANG]))
class Observations(ReadOnly):
    """Figures: indicator, country, period, value, unit and status (SDMX: A normal, E estimated, P provisional, M missing)."""

    serializer_class = ObservationSerializer
    filterset_class = ObservationFilter
    queryset = Observation.objects.none()

    def get_queryset(self) -> QuerySet[Observation]:
        rows = Observation.objects.visible_to(self.request.user)
        return rows.select_related("indicator", "country", "dataset__map_pillar__regional_map").order_by(
            "indicator__code", "country__iso3", "-period", "pk"
        )
