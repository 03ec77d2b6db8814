"""API: routes, hubs and cities of the profiles that you may read. Coordinates are generalised, as on the map."""

import django_filters
from django.contrib.gis.db.models import Collect
from django.contrib.gis.db.models.functions import Transform
from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema as schema
from drf_spectacular.utils import extend_schema_view
from rest_framework import serializers
from rest_framework_gis.fields import GeometryField
from rest_framework_gis.serializers import GeoFeatureModelSerializer

from accounts.access import maps_for
from imap.core.api import LANG, PageField, ReadOnly, SlugFilter, TextField
from profiles.api.noted import Noted
from profiles.models import City, Hub, Leg, PlaceQuerySet, Route
from profiles.readings import note_routes

PLACE = ["id", "map", "slug", "name", "is_illustrative", "page"]


class PlaceFilter(django_filters.FilterSet):
    map = SlugFilter(maps_for, field_name="regional_map")


class LegSerializer(serializers.ModelSerializer):
    start = TextField("start_name")
    end = TextField("end_name")
    leg_class = serializers.CharField(read_only=True)

    class Meta:
        model = Leg
        fields = ["order", "mode", "leg_class", "start", "end"]


class RouteSerializer(serializers.ModelSerializer):
    map = serializers.CharField(source="regional_map.slug", read_only=True)
    name = TextField()
    description = TextField()
    legs = LegSerializer(many=True, read_only=True)
    page = PageField()

    class Meta:
        model = Route
        fields = [*PLACE, "description", "legs"]


class RouteFeatureSerializer(RouteSerializer, GeoFeatureModelSerializer):
    geometry = GeometryField(
        read_only=True, help_text="Legs as a MultiLineString on a grid of 0.1 degree (EPSG:4326)."
    )

    class Meta(RouteSerializer.Meta):
        geo_field = "geometry"
        fields = [*RouteSerializer.Meta.fields, "geometry"]


@extend_schema_view(list=schema(parameters=[LANG]), retrieve=schema(parameters=[LANG]))
class Routes(Noted):
    """Routes with their legs: mode, class, start and end."""

    words = "description"

    serializer_class = RouteSerializer
    feature_serializer = RouteFeatureSerializer
    filterset_class = PlaceFilter
    queryset = Route.objects.none()

    def get_queryset(self) -> PlaceQuerySet:
        rows = Route.objects.visible_to(self.request.user).select_related("regional_map").defer("search")
        legs = Leg.objects.visible_to(self.request.user).defer("path").order_by("order")
        rows = rows.annotate(geometry=Collect(Transform("legs__shown", 4326)))
        return rows.prefetch_related(Prefetch("legs", legs)).order_by("regional_map", "slug")

    def note_list(self, rows: list[Route]) -> None:
        note_routes(rows, **self.noted)


class HubSerializer(serializers.ModelSerializer):
    map = serializers.CharField(source="regional_map.slug", read_only=True)
    name = TextField()
    country = serializers.SlugRelatedField("iso3", read_only=True)
    page = PageField()

    class Meta:
        model = Hub
        fields = [*PLACE, "country", "hub_class"]


class HubFeatureSerializer(HubSerializer, GeoFeatureModelSerializer):
    geometry = GeometryField(read_only=True, help_text="A point on a grid of 0.1 degree (EPSG:4326).")

    class Meta(HubSerializer.Meta):
        geo_field = "geometry"
        fields = [*HubSerializer.Meta.fields, "geometry"]


@extend_schema_view(list=schema(parameters=[LANG]), retrieve=schema(parameters=[LANG]))
class Hubs(ReadOnly):
    """Hubs by class."""

    serializer_class = HubSerializer
    feature_serializer = HubFeatureSerializer
    filterset_class = PlaceFilter
    queryset = Hub.objects.none()

    def get_queryset(self) -> PlaceQuerySet:
        rows = Hub.objects.visible_to(self.request.user).select_related("regional_map", "country")
        return (
            rows.defer("search", "point")
            .annotate(geometry=Transform("shown", 4326))
            .order_by("regional_map", "slug")
        )


class CitySerializer(HubSerializer):
    class Meta:
        model = City
        fields = [*PLACE, "country"]


class CityFeatureSerializer(CitySerializer, GeoFeatureModelSerializer):
    geometry = GeometryField(read_only=True, help_text="A point on a grid of 0.1 degree (EPSG:4326).")

    class Meta(CitySerializer.Meta):
        geo_field = "geometry"
        fields = [*CitySerializer.Meta.fields, "geometry"]


@extend_schema_view(list=schema(parameters=[LANG]), retrieve=schema(parameters=[LANG]))
class Cities(ReadOnly):
    """Cities that have a profile."""

    serializer_class = CitySerializer
    feature_serializer = CityFeatureSerializer
    filterset_class = PlaceFilter
    queryset = City.objects.none()

    def get_queryset(self) -> PlaceQuerySet:
        rows = City.objects.visible_to(self.request.user).select_related("regional_map", "country")
        return (
            rows.defer("search", "point")
            .annotate(geometry=Transform("shown", 4326))
            .order_by("regional_map", "slug")
        )
