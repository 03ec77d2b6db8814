"""Regional i-Maps and who takes part in them, for the people who work on each.

They stand here and not in `imap.regions`, since who works on a map is known to `accounts` alone.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin, holds, maps_of
from imap.core.admin import PortalAdmin, PortalStackedInline, ScopedFilter, in_three_languages
from imap.core.admin.history import Events, events_of
from imap.core.alphabet import Alphabetical
from imap.core.translation import LANGUAGES, OWN_NAMES
from imap.regions.models import MapPillar, Participation, RegionalMap


class RegionalMapForm(forms.ModelForm):
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=[(code, OWN_NAMES[code]) for code in LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Texts are kept in these; others fall back, with a mark."),
    )


class MapPillarInline(PortalStackedInline):
    model = MapPillar
    fieldsets = [(None, {"fields": ["pillar", "access"]}), in_three_languages(None, "reason")]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser


@admin.register(RegionalMap)
class RegionalMapAdmin(PortalAdmin):
    form = RegionalMapForm
    list_display = ["short_name_en", "slug", "name_en", "languages", "is_public"]
    inlines = [MapPillarInline]
    for_superusers = ["slug", "order", "is_public"]
    fieldsets = [
        (None, {"fields": ["slug", "languages", "contact", "is_public", "order"]}),
        in_three_languages(
            _("Names and texts"), "name", "short_name", "description", "how_to_ask", "disclaimer"
        ),
        (_("Extent of the map"), {"fields": [("west", "east"), ("south", "north")], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[RegionalMap]:
        """Every form's choice of a regional i-Map is made from these."""
        return super().get_queryset(request).filter(pk__in=maps_of(request).values("pk"))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [] if request.user.is_superuser else self.for_superusers

    def has_module_permission(self, request: HttpRequest) -> bool:
        return holds(request, "edit")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return holds(request, "edit", obj and obj.pk)

    has_change_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def history_of(self, request: HttpRequest, obj: models.Model) -> list[Events]:
        return [*super().history_of(request, obj), events_of(MapPillar, regional_map_id=obj.pk)]


@admin.register(Participation)
class ParticipationAdmin(MapScopedAdmin):
    list_display = ["subject", "regional_map", "role", "since", "until", "certainty"]
    list_filter = [("regional_map", ScopedFilter), "role", "certainty"]
    list_select_related = ["country", "group", "regional_map"]
    search_fields = ["country__iso3", "country__name_en", "country__name_fr", "country__name_ar"]
    autocomplete_fields = ["country"]
    fieldsets = [
        (None, {"fields": ["regional_map", ("country", "group"), "role", ("since", "until"), "certainty"]}),
        in_three_languages(_("Note"), "note"),
    ]

    @admin.display(description=_("participant"), ordering=Alphabetical("country__name"))
    def subject(self, obj: Participation) -> str:
        return str(obj.country or obj.group)
