"""API: the sources that the sections you may read rest on."""

import django_filters
from django.db.models import QuerySet
from rest_framework import serializers

from accounts.access import maps_for
from imap.core.api import ReadOnly, SlugFilter
from profiles.models import Source
from profiles.models.source import SOURCE_LANGUAGES


class SourceSerializer(serializers.ModelSerializer):
    map = serializers.CharField(source="regional_map.slug", read_only=True)

    class Meta:
        model = Source
        fields = ["id", "map", "title", "publisher", "url", "language", "published", "accessed_on"]


class SourceFilter(django_filters.FilterSet):
    map = SlugFilter(maps_for, field_name="regional_map")
    language = django_filters.ChoiceFilter(choices=SOURCE_LANGUAGES)


class Sources(ReadOnly):
    """Sources with publisher, language and date of access; titles stay in their own language."""

    serializer_class = SourceSerializer
    filterset_class = SourceFilter
    queryset = Source.objects.none()

    def get_queryset(self) -> QuerySet[Source]:
        return (
            Source.objects.visible_to(self.request.user)
            .select_related("regional_map")
            .order_by("publisher", "title")
        )
