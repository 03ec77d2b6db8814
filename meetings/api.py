"""API: meetings, with as much of each as you may read."""

import django_filters
from django.contrib.gis.db.models.functions import Transform
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema as schema
from drf_spectacular.utils import extend_schema_view
from rest_framework import serializers
from rest_framework_gis.fields import GeometryField
from rest_framework_gis.serializers import GeoFeatureModelSerializer

from accounts.access import maps_for
from imap.core.api import LANG, PageField, ReadOnly, SlugFilter, TextField, YearFilter
from imap.regions.models import Country, Pillar, RegionalMap, Theme
from meetings.models import (
    AgendaItem,
    Chair,
    Decision,
    Document,
    DocumentFile,
    Meeting,
    MeetingQuerySet,
    Session,
    SiteVisit,
)
from meetings.pages import with_papers

CODES = serializers.SlugRelatedField


class MeetingFilter(django_filters.FilterSet):
    map = SlugFilter(maps_for, method="of_map")
    pillar = SlugFilter(lambda user: Pillar.objects.all(), field_name="pillars")
    country = SlugFilter(lambda user: Country.objects.all(), "iso3", field_name="country")
    theme = SlugFilter(lambda user: Theme.objects.all(), "code", field_name="themes")
    kind = django_filters.ChoiceFilter(choices=Meeting.Kind.choices)
    status = django_filters.ChoiceFilter(choices=Meeting.Status.choices)
    year = YearFilter(method="in_year")

    def of_map(self, rows: MeetingQuerySet, name: str, value: RegionalMap) -> MeetingQuerySet:
        return rows.of_map(value)

    def in_year(self, rows: MeetingQuerySet, name: str, value: str) -> MeetingQuerySet:
        return rows.filter(starts__startswith=value)


class ChairSerializer(serializers.ModelSerializer):
    country = CODES("iso3", read_only=True, allow_null=True)
    function = TextField()

    class Meta:
        model = Chair
        fields = ["side", "country", "function"]


class AgendaItemSerializer(serializers.ModelSerializer):
    title = TextField()
    description = TextField()

    class Meta:
        model = AgendaItem
        fields = ["order", "title", "description", "starts", "ends"]


class SessionSerializer(serializers.ModelSerializer):
    title = TextField()
    items = AgendaItemSerializer(many=True, read_only=True)

    class Meta:
        model = Session
        fields = ["order", "title", "day", "starts", "ends", "items"]


class SiteVisitSerializer(serializers.ModelSerializer):
    place = TextField()

    class Meta:
        model = SiteVisit
        fields = ["place", "day"]


class FileSerializer(serializers.ModelSerializer):
    page = PageField(help_text="Where the file is downloaded.")

    class Meta:
        model = DocumentFile
        fields = ["language", "name", "size", "page"]


class DocumentSerializer(serializers.ModelSerializer):
    title = TextField()
    agencies = CODES("code", many=True, read_only=True)
    files = FileSerializer(many=True, read_only=True)

    class Meta:
        model = Document
        fields = ["kind", "title", "agencies", "files"]


class DecisionSerializer(serializers.ModelSerializer):
    text = TextField()
    owner = CODES("code", read_only=True, allow_null=True)

    class Meta:
        model = Decision
        fields = ["text", "owner", "due_on", "is_done"]


class MeetingSerializer(serializers.ModelSerializer):
    map = serializers.CharField(source="regional_map.slug", read_only=True)
    other_maps = CODES("slug", many=True, read_only=True)
    pillars = CODES("slug", many=True, read_only=True)
    themes = CODES("code", many=True, read_only=True)
    title = TextField()
    country = CODES("iso3", read_only=True, allow_null=True)
    city = TextField("city_name")
    starts = serializers.CharField(
        read_only=True, help_text="As far as it is known (ISO 8601): 2003, 2003-02 or 2003-02-13."
    )
    ends = serializers.CharField(read_only=True, help_text="As precise as the start; may be empty.")
    note = TextField()
    chairs = ChairSerializer(many=True, read_only=True)
    sessions = SessionSerializer(many=True, read_only=True)
    site_visits = SiteVisitSerializer(many=True, read_only=True)
    documents = DocumentSerializer(many=True, read_only=True)
    decisions = DecisionSerializer(many=True, read_only=True)
    page = PageField()

    class Meta:
        model = Meeting
        fields = [
            "slug", "map", "other_maps", "pillars", "themes", "kind", "status", "title", "country", "city", "starts", "ends",
            "date_precision", "interpretation", "capacity", "note", "chairs", "is_demonstration", "sessions",
            "site_visits", "documents", "decisions", "page",
        ]  # fmt: skip


class MeetingFeatureSerializer(MeetingSerializer, GeoFeatureModelSerializer):
    geometry = GeometryField(
        read_only=True, help_text="The host city, on a grid of 0.1 degree (EPSG:4326); may be null."
    )

    class Meta(MeetingSerializer.Meta):
        geo_field = "geometry"
        id_field = "slug"
        fields = [*MeetingSerializer.Meta.fields, "geometry"]


@extend_schema_view(list=schema(parameters=[LANG]), retrieve=schema(parameters=[LANG]))
class Meetings(ReadOnly):
    """Meetings by date. Agenda, papers and decisions are empty where you may not read them."""

    serializer_class = MeetingSerializer
    feature_serializer = MeetingFeatureSerializer
    filterset_class = MeetingFilter
    queryset = Meeting.objects.none()
    lookup_field = "slug"

    def get_queryset(self) -> QuerySet[Meeting]:
        rows = with_papers(Meeting.objects.visible_to(self.request.user), self.request.user)
        return rows.annotate(geometry=Transform("shown", 4326)).order_by("-starts", "slug")
