"""Invitations, for the staff of the regional i-Map; they are sent on the desk of the meeting, where the letters are written."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin
from imap.core.admin import in_three_languages
from imap.core.translation import columns
from meetings.models import Invitation


@admin.register(Invitation)
class InvitationAdmin(MapScopedAdmin):
    map_path = "meeting__regional_map"
    list_display = ["organisation", "meeting", "places", "answer_by", "sent_at", "declined_at"]
    list_select_related = ["meeting__regional_map", "organisation__country"]
    search_fields = ["organisation__code", *columns("organisation__name", "meeting__title")]
    autocomplete_fields = ["organisation"]
    readonly_fields = ["sent_at", "sent_by", "declined_at", "decline_note"]
    fieldsets = [
        (None, {"fields": ["meeting", "organisation", ("places", "answer_by")]}),
        in_three_languages(_("Message"), "message"),
        (_("What became of it"), {"fields": [("sent_at", "sent_by"), "declined_at", "decline_note"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """It stays with its meeting and with whom it invites."""
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, "meeting", "organisation"] if obj else fixed

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """What was sent stays."""
        is_sent = isinstance(obj, Invitation) and obj.sent_at is not None
        return not is_sent and super().has_delete_permission(request, obj)
