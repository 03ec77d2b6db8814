"""Terms are common vocabulary; a national definition belongs to the regional i-Map that asked for it."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin, maps_of
from imap.core.admin import PublicVocabularyAdmin, in_three_languages, offer
from imap.core.translation import columns
from imap.regions.models import MapPillar
from profiles.models import NationalDefinition, Term


@admin.register(Term)
class TermAdmin(PublicVocabularyAdmin):
    list_display = ["code", "name_ar", "name_en", "name_fr"]
    search_fields = ["code", *columns("name")]
    fieldsets = [
        (None, {"fields": ["code"]}),
        in_three_languages(_("Term and common definition"), "name", "definition", "source"),
    ]


@admin.register(NationalDefinition)
class NationalDefinitionAdmin(MapScopedAdmin):
    map_path = "map_pillar__regional_map"
    list_display = ["term", "country", "map_pillar", "since"]
    list_select_related = ["term", "country", "map_pillar__regional_map", "map_pillar__pillar"]
    search_fields = ["term__code", "country__iso3", *columns("definition")]
    autocomplete_fields = ["country"]
    fieldsets = [
        (None, {"fields": ["term", "country", "map_pillar", "since"]}),
        in_three_languages(_("Definition"), "definition"),
    ]

    def has_change_permission(self, request: HttpRequest, obj: NationalDefinition | None = None) -> bool:
        """What came with an issued edition stays as readers found it; the next edition brings the next definition."""
        return super().has_change_permission(request, obj) and not (obj and obj.is_issued)

    def has_delete_permission(self, request: HttpRequest, obj: NationalDefinition | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.is_issued)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """One at a time, so that each is looked at."""
        return {
            name: action for name, action in super().get_actions(request).items() if name != "delete_selected"
        }

    def formfield_for_foreignkey(
        self, db_field: models.Field, request: HttpRequest, **kwargs: object
    ) -> object:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[arg-type]
        if db_field.name == "map_pillar" and field is not None:
            offer(field, MapPillar.objects.filter(regional_map__in=maps_of(request).values("pk")))
            field.required = True
        return field
