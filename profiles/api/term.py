"""API: the terms of the glossary, with the national definitions that you may read."""

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema as schema
from drf_spectacular.utils import extend_schema_view
from rest_framework import serializers

from imap.core.api import LANG, PageField, ReadOnly, TextField
from profiles.models import NationalDefinition, Term


class NationalDefinitionSerializer(serializers.ModelSerializer):
    country = serializers.SlugRelatedField("iso3", read_only=True)
    map = serializers.CharField(
        source="map_pillar.regional_map.slug", read_only=True, allow_null=True, default=None
    )
    definition = TextField()

    class Meta:
        model = NationalDefinition
        fields = ["country", "map", "since", "definition"]


class TermSerializer(serializers.ModelSerializer):
    name = TextField()
    definition = TextField()
    source = TextField()  # type: ignore[assignment]  # a column that is called as an option of fields
    national_definitions = NationalDefinitionSerializer(many=True, read_only=True)
    page = PageField()

    class Meta:
        model = Term
        fields = ["code", "name", "definition", "source", "national_definitions", "page"]


@extend_schema_view(list=schema(parameters=[LANG]), retrieve=schema(parameters=[LANG]))
class Terms(ReadOnly):
    """Terms with their common definition, and where a state's own differs."""

    serializer_class = TermSerializer
    queryset = Term.objects.none()
    lookup_field = "code"

    def get_queryset(self) -> QuerySet[Term]:
        national = NationalDefinition.objects.visible_to(self.request.user).in_force()
        national = national.select_related("country", "map_pillar__regional_map")
        rows = Term.objects.visible_to(self.request.user).order_by("code")
        return rows.prefetch_related(Prefetch("national_definitions", national))
