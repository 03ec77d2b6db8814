"""API: the sources that the sections you may read rest on."""

import django_filters
from django.db.models import QuerySet
from rest_framework import serializers

from imap.core.api import ReadOnly
from profiles.models import Source


class SourceSerializer(serializers.ModelSerializer):
    map = serializers.CharField(source="regional_map.slug", read_only=True)

    class Meta:
        model = Source
        fields = ["id", "map", "title", "publisher", "url", "language", "published", "accessed_on"]


class SourceFilter(django_filters.FilterSet):
    map = django_filters.CharFilter(field_name="regional_map__slug")
    language = django_filters.CharFilter(field_name="language")


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
