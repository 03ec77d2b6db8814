"""What states say of themselves, for the languages and for corrections; stated and confirmed it is in the workspace."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin
from imap.core.admin import ScopedFilter, in_three_languages
from imap.core.translation import columns
from meetings.cooperation.models import Capacity, Priority


class StatedAdmin(MapScopedAdmin):
    map_path = "map_pillar__regional_map"
    list_select_related = ["map_pillar__regional_map", "map_pillar__pillar", "organisation", "theme"]
    readonly_fields = ["organisation", "map_pillar", "theme", "is_out"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Stated by focal points, in their workspace."""
        return False


@admin.register(Priority)
class PriorityAdmin(StatedAdmin):
    list_display = ["__str__", "map_pillar", "year", "rank", "is_out"]
    list_filter = [("theme", ScopedFilter), "is_out", "year"]
    search_fields = ["organisation__code", *columns("text")]
    fieldsets = [
        (None, {"fields": ["organisation", "map_pillar", "theme", ("year", "rank"), "is_out"]}),
        in_three_languages(_("Priority"), "text"),
    ]


@admin.register(Capacity)
class CapacityAdmin(StatedAdmin):
    list_display = ["__str__", "map_pillar", "theme", "as_of", "is_out"]
    list_filter = [("theme", ScopedFilter), "is_out"]
    search_fields = ["organisation__code", *columns("institution")]
    fieldsets = [
        (None, {"fields": ["organisation", "map_pillar", "theme", "as_of", "is_out"]}),
        in_three_languages(_("Texts"), "institution", "legal_basis", "practice", "contact"),
    ]
