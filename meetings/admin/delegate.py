"""Delegates, to be looked up and corrected by the staff of the regional i-Map. Named, confirmed and withdrawn they are on the desk."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin
from imap.core.translation import columns
from meetings import actions
from meetings.models import Delegate


@admin.register(Delegate)
class DelegateAdmin(MapScopedAdmin):
    map_path = "meeting__regional_map"
    list_display = ["name", "organisation", "function", "state", "meeting", "attended"]
    list_filter = ["state", "attended"]
    list_select_related = ["meeting__regional_map", "organisation__country"]
    search_fields = ["name", "name_ar", "email", *columns("meeting__title")]
    readonly_fields = [
        "meeting",
        "organisation",
        "state",
        "has_seat",
        "remark",
        "named_at",
        "named_by",
        "attended",
    ]
    fieldsets = [
        (None, {"fields": [("meeting", "organisation"), ("state", "has_seat"), "remark"]}),
        (_("Who"), {"fields": [("name", "name_ar"), ("function", "ministry")]}),
        (_("Contact details"), {"fields": [("email", "phone"), "hides_contact"]}),
        (
            _("Needs and languages"),
            {"fields": ["access_needs", "dietary_needs", ("language", "interpretation")]},
        ),
        (_("History"), {"fields": [("named_at", "named_by"), "attended"]}),
    ]

    def save_model(self, request: HttpRequest, obj: Delegate, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            actions.move_address(delegate=obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Withdrawn on the desk, where the seat goes to the next in the line."""
        return False
