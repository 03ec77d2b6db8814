"""API: projects of the dialogues."""

import django_filters
from django.db.models import Q, QuerySet
from drf_spectacular.utils import extend_schema as schema
from drf_spectacular.utils import extend_schema_view
from rest_framework import serializers

from accounts.access import Reader, maps_for
from accounts.models import Organisation
from imap.core.api import LANG, PageField, ReadOnly, SlugFilter, TextField, YearFilter
from imap.regions.models import Country, Pillar, Theme
from meetings.cooperation.filters import donors, in_year
from meetings.cooperation.models import Involvement, Project, ProjectDocument, ProjectResult
from meetings.cooperation.pages import with_all

CODES = serializers.SlugRelatedField


def named_to(user: Reader) -> QuerySet[Organisation]:
    """Organisations of the list, and those that fund what the user sees."""
    listed = Organisation.objects.visible_to(user)
    return Organisation.objects.filter(Q(pk__in=listed.values("pk")) | Q(pk__in=donors(user).values("pk")))


class ProjectFilter(django_filters.FilterSet):
    map = SlugFilter(maps_for, field_name="regional_map")
    pillar = SlugFilter(lambda user: Pillar.objects.all(), field_name="pillars")
    country = SlugFilter(lambda user: Country.objects.all(), "iso3", field_name="countries")
    theme = SlugFilter(lambda user: Theme.objects.all(), "code", field_name="themes")
    donor = SlugFilter(named_to, "code", method="funded_by")
    status = django_filters.ChoiceFilter(choices=Project.Status.choices)
    year = YearFilter(method="running_in")

    def funded_by(self, rows: QuerySet[Project], name: str, value: Organisation) -> QuerySet[Project]:
        funding = Involvement.objects.filter(role=Involvement.Role.FUNDER, organisation=value)
        return rows.filter(pk__in=funding.values("project"))

    def running_in(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        return in_year(rows, value)


class InvolvementSerializer(serializers.ModelSerializer):
    organisation = CODES("code", read_only=True, allow_null=True)
    name = serializers.SerializerMethodField()

    class Meta:
        model = Involvement
        fields = ["role", "organisation", "name"]

    def get_name(self, row: Involvement) -> str | dict[str, str]:
        """Of the organisation, or as it stands in the documents."""
        field = TextField("name")
        field.bind("name", self)
        return field.to_representation(row.organisation or row)


class ProjectResultSerializer(serializers.ModelSerializer):
    text = TextField()

    class Meta:
        model = ProjectResult
        fields = ["text"]


class ProjectDocumentSerializer(serializers.ModelSerializer):
    title = TextField()

    class Meta:
        model = ProjectDocument
        fields = ["title", "year", "url"]


class ProjectSerializer(serializers.ModelSerializer):
    map = serializers.CharField(source="regional_map.slug", read_only=True)
    title = TextField()
    description = TextField()
    note = TextField()
    pillars = CODES("slug", many=True, read_only=True)
    themes = CODES("code", many=True, read_only=True)
    countries = CODES("iso3", many=True, read_only=True)
    starts = serializers.CharField(
        read_only=True,
        help_text="As far as it is known (ISO 8601): 2003, 2003-02 or 2003-02-13; may be empty.",
    )
    ends = serializers.CharField(read_only=True, help_text="As far as it is known; may be empty.")
    involvements = InvolvementSerializer(many=True, read_only=True)
    results = ProjectResultSerializer(many=True, read_only=True)
    documents = ProjectDocumentSerializer(many=True, read_only=True)
    page = PageField()

    class Meta:
        model = Project
        fields = [
            "slug", "code", "map", "pillars", "themes", "countries", "title", "description", "status", "starts", "ends",
            "budget", "currency", "note", "is_demonstration", "involvements", "results", "documents", "page",
        ]  # fmt: skip


@extend_schema_view(list=schema(parameters=[LANG]), retrieve=schema(parameters=[LANG]))
class Projects(ReadOnly):
    """Projects by their beginning, the newest first. Budgets only where they are known."""

    serializer_class = ProjectSerializer
    filterset_class = ProjectFilter
    queryset = Project.objects.none()
    lookup_field = "slug"

    def get_queryset(self) -> QuerySet[Project]:
        return with_all(Project.objects.visible_to(self.request.user), self.request.user).order_by(
            "-starts", "slug"
        )
