"""Indicators are common vocabulary; datasets and figures belong to a regional i-Map and are read here, made elsewhere."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin
from imap.core.admin import PublicVocabularyAdmin, ScopedFilter, in_three_languages
from imap.core.translation import columns
from profiles.indicators.models import Dataset, Indicator, Observation


@admin.register(Indicator)
class IndicatorAdmin(PublicVocabularyAdmin):
    list_display = ["code", "name_en", "unit", "pillar"]
    list_filter = [("pillar", ScopedFilter)]
    list_select_related = ["pillar"]
    search_fields = ["code", *columns("name")]
    fieldsets = [
        (None, {"fields": ["code", "unit", "pillar"]}),
        in_three_languages(_("Name and definition"), "name", "definition"),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Indicator]:
        return Indicator.objects.visible_to(request.user)


class ReadHere:
    """Made by rounds and imports; nobody types figures into the admin."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Dataset)
class DatasetAdmin(ReadHere, MapScopedAdmin):
    map_path = "map_pillar__regional_map"
    list_display = ["title", "kind", "map_pillar", "imported_at"]
    list_filter = ["kind"]
    list_select_related = ["map_pillar__regional_map", "map_pillar__pillar"]
    search_fields = ["title", "origin"]


@admin.register(Observation)
class ObservationAdmin(ReadHere, MapScopedAdmin):
    map_path = "dataset__map_pillar__regional_map"
    list_display = ["indicator", "country", "period", "value", "unit", "status"]
    list_filter = [("indicator", ScopedFilter), "status"]
    list_select_related = ["indicator", "country", "dataset__map_pillar"]
    search_fields = ["indicator__code", "country__iso3", "period"]
    fields = [
        "dataset", "indicator", "country", "period", "value", "unit", "status", *columns("note"),
    ]  # fmt: skip
