"""API: the sources that the sections you may read rest on."""

import django_filters
from django.db.models import QuerySet
from rest_framework import serializers

from accounts.access import maps_for
from imap.core.api import LinkState, ReadOnly, SlugFilter
from imap.core.links import with_marks
from profiles.models import Source
from profiles.models.source import SOURCE_LANGUAGES


class SourceSerializer(LinkState, serializers.ModelSerializer):
    map = serializers.CharField(source="regional_map.slug", read_only=True)

    class Meta:
        model = Source
        fields = [
            "id", "map", "title", "publisher", "url", "language", "published", "accessed_on", "dead_since", "archived_url",
        ]  # fmt: skip


class SourceFilter(django_filters.FilterSet):
    map = SlugFilter(maps_for, field_name="regional_map")
    language = django_filters.ChoiceFilter(choices=SOURCE_LANGUAGES)


class Sources(ReadOnly):
    """Sources with publisher, language and date of access, and since when a dead link is dead; titles stay in their own language."""

    serializer_class = SourceSerializer
    filterset_class = SourceFilter
    queryset = Source.objects.none()

    def get_queryset(self) -> QuerySet[Source]:
        rows = Source.objects.visible_to(self.request.user).select_related("regional_map")
        return with_marks(rows).order_by("publisher", "title", "pk")
