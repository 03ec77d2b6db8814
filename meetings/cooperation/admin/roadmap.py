"""Roadmaps of cities with their steps."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin
from imap.core.admin import PortalStackedInline, in_three_languages
from imap.core.admin.history import Events, events_of
from imap.core.admin.ordering import make_room
from imap.core.translation import columns
from meetings.cooperation.models import Roadmap, RoadmapStep


class RoadmapStepInline(PortalStackedInline):
    model = RoadmapStep
    fieldsets = [(None, {"fields": [("order", "due", "state")]}), in_three_languages(None, "title", "note")]


@admin.register(Roadmap)
class RoadmapAdmin(MapScopedAdmin):
    map_path = "city__regional_map"
    list_display = ["__str__", "city", "kind", "audience", "is_out"]
    list_filter = ["kind", "audience", "is_out"]
    list_select_related = ["city__regional_map"]
    search_fields = columns("title", "city__name")
    inlines = [RoadmapStepInline]
    fieldsets = [
        (None, {"fields": [("city", "kind")]}),
        in_three_languages(_("Title and summary"), "title", "summary"),
        (_("Who sees it"), {"fields": ["audience", "is_out", "is_demonstration"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A roadmap stays with its city."""
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, "city"] if obj else fixed

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        make_room(formset, "order")
        super().save_formset(request, form, formset, change)

    def history_of(self, request: HttpRequest, obj: models.Model) -> list[Events]:
        return [*super().history_of(request, obj), events_of(RoadmapStep, roadmap_id=obj.pk)]
