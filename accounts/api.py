"""API: regional i-Maps, their countries, and the organisations that take part."""

from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema as schema
from drf_spectacular.utils import extend_schema_view
from rest_framework import serializers

from accounts.access import maps_for
from accounts.models import Engagement, Organisation
from accounts.models.organisation import OrganisationQuerySet
from imap.core.api import LANG, PageField, ReadOnly, SlugFilter, TextField
from imap.regions.api import CountrySerializer, RegionalMapSerializer
from imap.regions.models import Country, CountryQuerySet, Participation, RegionalMap
from imap.regions.subregions import SUBREGIONS


@extend_schema_view(list=schema(parameters=[LANG]), retrieve=schema(parameters=[LANG]))
class RegionalMaps(ReadOnly):
    """Regional i-Maps with their pillars and the access rule of each."""

    serializer_class = RegionalMapSerializer
    lookup_field = "slug"
    queryset = RegionalMap.objects.none()

    def get_queryset(self) -> QuerySet[RegionalMap]:
        return maps_for(self.request.user).prefetch_related("map_pillars__pillar").order_by("order", "slug")


class CountryFilter(django_filters.FilterSet):
    map = SlugFilter(maps_for, method="of_map", label="slug of a regional i-Map")
    region = django_filters.ChoiceFilter(choices=SUBREGIONS, label="M49 code of the subregion")

    def of_map(self, rows: CountryQuerySet, name: str, value: RegionalMap) -> CountryQuerySet:
        return rows.of_map(value)


@extend_schema_view(list=schema(parameters=[LANG]), retrieve=schema(parameters=[LANG]))
class Countries(ReadOnly):
    """Countries of the regional i-Maps, with ISO 3166-1 and UN M49 codes and their participation."""

    serializer_class = CountrySerializer
    filterset_class = CountryFilter
    lookup_field = "iso3"
    queryset = Country.objects.none()

    def get_queryset(self) -> QuerySet[Country]:
        maps = maps_for(self.request.user)
        rows = Participation.objects.filter(regional_map__in=maps.values("pk")).select_related(
            "regional_map", "group"
        )
        return (
            Country.objects.in_maps(maps).defer("search").prefetch_related(Prefetch("participations", rows))
        )


class EngagementSerializer(serializers.ModelSerializer):
    map = serializers.CharField(source="regional_map.slug", read_only=True)
    note = TextField()

    class Meta:
        model = Engagement
        fields = ["map", "kind", "joined", "note"]


class OrganisationSerializer(serializers.ModelSerializer):
    name = TextField()
    short_name = TextField()
    mandate = TextField()
    country = serializers.SlugRelatedField("iso3", read_only=True, allow_null=True)
    engagements = EngagementSerializer(many=True, read_only=True)
    page = PageField()

    class Meta:
        model = Organisation
        fields = ["code", "name", "short_name", "mandate", "country", "website", "engagements", "page"]


class OrganisationFilter(django_filters.FilterSet):
    map = SlugFilter(maps_for, method="engaged", field_name="regional_map", label="slug of a map")
    kind = django_filters.ChoiceFilter(
        method="engaged", field_name="kind", choices=Engagement.Kind.choices, label="kind of engagement"
    )

    def engaged(self, rows: OrganisationQuerySet, name: str, value: Any) -> OrganisationQuerySet:
        """By engagements in the regional i-Maps that the user may open."""
        known = Engagement.objects.filter(regional_map__in=maps_for(self.request.user).values("pk"))
        return rows.filter(pk__in=known.filter(**{name: value}).values("organisation"))


@extend_schema_view(list=schema(parameters=[LANG]), retrieve=schema(parameters=[LANG]))
class Organisations(ReadOnly):
    """Partner states, partner agencies, observers, donors and secretariats."""

    serializer_class = OrganisationSerializer
    filterset_class = OrganisationFilter
    lookup_field = "code"
    lookup_value_regex = "[^/]+"
    queryset = Organisation.objects.none()

    def get_queryset(self) -> QuerySet[Organisation]:
        engagements = Engagement.objects.filter(regional_map__in=maps_for(self.request.user).values("pk"))
        rows = Organisation.objects.visible_to(self.request.user).defer("search").select_related("country")
        return rows.prefetch_related(Prefetch("engagements", engagements.select_related("regional_map")))
