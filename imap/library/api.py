"""API: publications, with the files of each that you may have."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django_filters.fields import ModelChoiceField
from drf_spectacular.utils import extend_schema as schema
from drf_spectacular.utils import extend_schema_field, extend_schema_view
from rest_framework import serializers

from accounts.access import maps_for
from imap.core.api import LANG, PageField, ReadOnly, SlugFilter, TextField, YearFilter
from imap.library.filters import containing, current_code
from imap.library.models import (
    Contribution,
    Publication,
    PublicationFile,
    PublicationQuerySet,
    Series,
)
from imap.library.pages import with_details
from imap.regions.models import Country, Pillar, RegionalMap, Theme
from profiles.models.source import SOURCE_LANGUAGES

CODES = serializers.SlugRelatedField


class FormerField(ModelChoiceField):
    def to_python(self, value: Any) -> Any:
        return super().to_python(current_code(value) if isinstance(value, str) else value)


class FormerFilter(SlugFilter):
    """By the code of a subject, as the library had them before it shared its themes with the other lists."""

    field_class = FormerField


class PublicationFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="with_words", max_length=100, help_text="Words of the title, the abstract or a file’s text."
    )
    map = SlugFilter(maps_for, method="of_map")
    pillar = SlugFilter(lambda user: Pillar.objects.all(), field_name="pillars")
    country = SlugFilter(lambda user: Country.objects.all(), "iso3", field_name="countries")
    series = SlugFilter(lambda user: Series.objects.visible_to(user))
    theme = SlugFilter(lambda user: Theme.objects.all(), "code", field_name="themes")
    subject = FormerFilter(
        lambda user: Theme.objects.all(), "code", field_name="themes", help_text="The former name of `theme`."
    )
    kind = django_filters.ChoiceFilter(choices=Publication.Kind.choices)
    access = django_filters.ChoiceFilter(choices=Publication.Access.choices)
    year = YearFilter(method="of_year")
    language = django_filters.ChoiceFilter(choices=SOURCE_LANGUAGES, method="with_file_in")

    def with_words(self, rows: PublicationQuerySet, name: str, value: str) -> PublicationQuerySet:
        return rows.filter(containing(value, self.request.user))

    def of_map(self, rows: PublicationQuerySet, name: str, value: RegionalMap) -> PublicationQuerySet:
        return rows.of_map(value)

    def of_year(self, rows: PublicationQuerySet, name: str, value: str) -> PublicationQuerySet:
        return rows.filter(published__startswith=value)

    def with_file_in(self, rows: PublicationQuerySet, name: str, value: str) -> PublicationQuerySet:
        named = PublicationFile.objects.named_to(self.request.user).filter(language=value)
        return rows.filter(pk__in=named.values("publication"))


class SeriesSerializer(serializers.ModelSerializer):
    title = TextField()

    class Meta:
        model = Series
        fields = ["slug", "title"]


class PublicationFileSerializer(serializers.ModelSerializer):
    page = PageField(help_text="Where the file is downloaded.")

    class Meta:
        model = PublicationFile
        fields = ["language", "name", "content_type", "size", "pages", "checksum", "page"]


class PublicationSerializer(serializers.ModelSerializer):
    map = serializers.CharField(source="regional_map.slug", read_only=True)
    other_maps = CODES("slug", many=True, read_only=True)
    pillars = CODES("slug", many=True, read_only=True)
    countries = CODES("iso3", many=True, read_only=True)
    themes = CODES("code", many=True, read_only=True)
    subjects = CODES(
        "code", source="themes", many=True, read_only=True, help_text="The former name of `themes`."
    )
    title = TextField()
    subtitle = TextField()
    abstract = TextField()
    published = serializers.CharField(
        read_only=True, help_text="As far as it is known (ISO 8601): 2003, 2003-02 or 2003-02-13."
    )
    publisher = CODES("code", read_only=True, allow_null=True)
    authors = serializers.SerializerMethodField(help_text="Organisations, by their codes.")
    partners = serializers.SerializerMethodField(help_text="Organisations, by their codes.")
    partners_note = TextField()
    series = SeriesSerializer(read_only=True, allow_null=True)
    languages = serializers.ListField(
        child=serializers.CharField(), source="card_languages", read_only=True, help_text="Of its files."
    )
    files = PublicationFileSerializer(
        source="open_files", many=True, read_only=True, help_text="Those that you may have."
    )
    page = PageField()

    class Meta:
        model = Publication
        fields = [
            "slug", "map", "other_maps", "pillars", "countries", "themes", "subjects", "kind", "title", "subtitle", "abstract",
            "published", "publisher", "authors", "partners", "partners_note", "series", "number", "pages", "isbn", "issn",
            "doi", "access", "is_demonstration", "languages", "files", "page",
        ]  # fmt: skip

    def to_representation(self, instance: Publication) -> dict:
        for file in instance.open_files:  # type: ignore[attr-defined]
            file.publication = instance
        return super().to_representation(instance)

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_authors(self, row: Publication) -> list[str]:
        return by_role(row, Contribution.Role.AUTHOR)

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_partners(self, row: Publication) -> list[str]:
        return by_role(row, Contribution.Role.PARTNER)


def by_role(row: Publication, role: str) -> list[str]:
    return [each.organisation.code for each in row.contributions.all() if each.role == role]


@extend_schema_view(list=schema(parameters=[LANG]), retrieve=schema(parameters=[LANG]))
class Publications(ReadOnly):
    """Publications, newest first. `languages` tells of all files, `files` holds those that you may have."""

    serializer_class = PublicationSerializer
    filterset_class = PublicationFilter
    queryset = Publication.objects.none()
    lookup_field = "slug"

    def get_queryset(self) -> QuerySet[Publication]:
        rows = with_details(Publication.objects.visible_to(self.request.user), self.request.user)
        return rows.order_by("-published", "slug")
