"""API: open offers and needs of expertise. Their contact person is in no answer."""

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema as schema
from drf_spectacular.utils import extend_schema_view
from rest_framework import serializers

from accounts.access import maps_for
from imap.core.api import LANG, PageField, ReadOnly, SlugFilter, TextField, YearFilter
from imap.regions.models import Country, Pillar, Theme
from meetings.cooperation.models import Expertise, Form
from meetings.cooperation.models.request import LANGUAGE_CHOICES
from meetings.cooperation.pages import with_expertise_heads

CODES = serializers.SlugRelatedField


class ExpertiseFilter(django_filters.FilterSet):
    map = SlugFilter(maps_for, field_name="regional_map")
    pillar = SlugFilter(lambda user: Pillar.objects.all(), field_name="theme__pillar")
    country = SlugFilter(lambda user: Country.objects.all(), "iso3", field_name="organisation__country")
    theme = SlugFilter(lambda user: Theme.objects.all(), "code")
    side = django_filters.ChoiceFilter(choices=Expertise.Side.choices)
    language = django_filters.ChoiceFilter(choices=LANGUAGE_CHOICES, method="among")
    form = django_filters.ChoiceFilter(choices=Form.choices, method="among")
    year = YearFilter(method="stated_in")

    def among(self, rows: QuerySet[Expertise], name: str, value: str) -> QuerySet[Expertise]:
        return rows.filter(**{f"{name}s__contains": [value]})

    def stated_in(self, rows: QuerySet[Expertise], name: str, value: str) -> QuerySet[Expertise]:
        return rows.filter(stated_at__year=int(value))


class ExpertiseSerializer(serializers.ModelSerializer):
    map = serializers.CharField(source="regional_map.slug", read_only=True)
    country = serializers.CharField(source="organisation.country.iso3", read_only=True)
    city = serializers.CharField(source="city.slug", read_only=True, default="")
    theme = CODES("code", read_only=True)
    title = TextField()
    description = TextField()
    stated = serializers.DateTimeField(source="stated_at", format="%Y-%m-%d", read_only=True)
    page = PageField()

    class Meta:
        model = Expertise
        fields = [
            "id", "side", "map", "country", "city", "theme", "languages", "forms", "title", "description", "audience",
            "stated", "is_demonstration", "page",
        ]  # fmt: skip


@extend_schema_view(list=schema(parameters=[LANG]), retrieve=schema(parameters=[LANG]))
class ExpertiseOpen(ReadOnly):
    """What states and cities offer and need, as their owners chose: everyone, or who has a role in the dialogue."""

    serializer_class = ExpertiseSerializer
    filterset_class = ExpertiseFilter
    queryset = Expertise.objects.none()

    def get_queryset(self) -> QuerySet[Expertise]:
        seen = Expertise.objects.visible_to(self.request.user).filter(is_open=True)
        return with_expertise_heads(seen).order_by("theme__order", "side", "organisation__code", "pk")
