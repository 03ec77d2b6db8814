"""API: indicators and their figures, as far as you may read them."""

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema as schema
from drf_spectacular.utils import extend_schema_field, extend_schema_view
from rest_framework import serializers

from accounts.access import maps_for
from imap.core.api import LANG, ReadOnly, SlugFilter, TextField, Written
from imap.regions.models import Country, Pillar
from profiles.indicators.models import Indicator, Observation
from profiles.indicators.sdmx import SDMXRenderer


class IndicatorSerializer(serializers.ModelSerializer):
    name = TextField()
    definition = TextField()
    pillar = serializers.SlugRelatedField("slug", read_only=True)

    class Meta:
        model = Indicator
        fields = ["code", "name", "definition", "unit", "pillar"]


class IndicatorFilter(django_filters.FilterSet):
    pillar = SlugFilter(lambda user: Pillar.objects.all())


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
        fields = ["id", "indicator", "country", "period", "value", "unit", "status", "note", "dataset", "map"]


@extend_schema_field({"type": "string", "description": "As SDMX writes it: 2012, 2012-Q1, 2012-03."})
class PeriodFilter(Written):
    """As SDMX writes a `TIME_PERIOD`, and two years in one."""

    pattern = (
        r"[0-9]{4}(/[0-9]{4}|-[0-9]{4}|-(A1|S[12]|T[1-3]|Q[1-4]|W[0-5][0-9]|(0[1-9]|1[0-2])(-[0-3][0-9])?))?"
    )
    words = _("Write a year, or years, a quarter or a month: 2025, 2024/2025, 2025-Q1, 2025-03.")


class ObservationFilter(django_filters.FilterSet):
    indicator = SlugFilter(lambda user: Indicator.objects.visible_to(user), "code")
    country = SlugFilter(lambda user: Country.objects.all(), "iso3")
    period = PeriodFilter()
    map = SlugFilter(maps_for, field_name="dataset__map_pillar__regional_map")


@extend_schema_view(list=schema(parameters=[LANG]), retrieve=schema(parameters=[LANG]))
class Observations(ReadOnly):
    """Figures: indicator, country, period, value, unit and status (SDMX: A normal, E estimated, P provisional, M missing)."""

    serializer_class = ObservationSerializer
    filterset_class = ObservationFilter
    renderer_classes = [*ReadOnly.renderer_classes, SDMXRenderer]
    queryset = Observation.objects.none()

    def get_queryset(self) -> QuerySet[Observation]:
        rows = Observation.objects.visible_to(self.request.user)
        return rows.select_related("indicator", "country", "dataset__map_pillar__regional_map").order_by(
            "indicator__code", "country__iso3", "-period", "pk"
        )
