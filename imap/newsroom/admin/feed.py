"""Feeds that the staff of a regional i-Map watch."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from imap.core.admin import ScopedFilter
from imap.core.fetching import REASONS
from imap.core.public_addresses import Refused, target_of
from imap.newsroom.admin.shared import CircleAdmin, CircleForm
from imap.newsroom.models import Feed


class FeedForm(CircleForm):
    slug = None  # type: ignore[assignment]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super(CircleForm, self).clean()
        self.keep_to_its_map()
        return cleaned

    def clean_url(self) -> str:
        """What the portal would never ask is refused here, with the reason; a server that is away just now is not."""
        url = self.cleaned_data["url"]
        try:
            target_of(url)
        except Refused as refused:
            if refused.reason in ("private", "port", "address"):
                raise ValidationError(_g(REASONS[refused.reason])) from refused
        return url


@admin.register(Feed)
class FeedAdmin(CircleAdmin):
    form = FeedForm
    list_display = ["title", "url", "language", "is_active", "last_result", "last_polled_at", "regional_map"]
    list_filter = [("regional_map", ScopedFilter), "is_active", "last_result", "language"]
    list_select_related = ["regional_map"]
    search_fields = ["title", "url"]
    autocomplete_fields = ["countries"]
    readonly_fields = ["last_result", "last_polled_at", "last_ok_at", "next_poll_at"]
    fieldsets = [
        (None, {"fields": ["regional_map", "title", "url", ("language", "interval", "is_active")]}),
        (_("Proposed for each entry"), {"fields": ["kind", "pillars", "countries", "is_open"]}),
        (_("Shared with"), {"fields": ["other_maps"]}),
        (_("How it is"), {"fields": [("last_result", "last_polled_at"), ("last_ok_at", "next_poll_at")]}),
    ]

    def save_model(self, request: HttpRequest, obj: Feed, form: Any, change: bool) -> None:
        """Another address is another feed: what was known of the old one is forgotten."""
        if "url" in form.changed_data:
            obj.etag, obj.last_modified, obj.last_result, obj.notes, obj.failures = "", "", "", {}, 0
            obj.next_poll_at = timezone.now()
        super().save_model(request, obj, form, change)
