"""News items, for the staff of the regional i-Map."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import staff
from imap.core.admin import ScopedFilter, in_three_languages
from imap.core.translation import columns
from imap.newsroom import actions
from imap.newsroom.admin.shared import CircleAdmin, CircleForm
from imap.newsroom.models import NewsItem
from imap.regions.admin import OfTheme


@admin.register(NewsItem)
class NewsItemAdmin(CircleAdmin):
    form = CircleForm
    list_display = ["__str__", "dated", "kind", "publisher", "state", "regional_map"]
    list_filter = [("regional_map", ScopedFilter), "state", "kind", OfTheme, "language"]
    list_select_related = ["regional_map"]
    search_fields = ["slug", "publisher", "url", *columns("title", "summary")]
    autocomplete_fields = ["countries", "themes"]
    readonly_fields = ["published_at", "published_by"]
    fieldsets = [
        (None, {"fields": ["regional_map", ("kind", "dated", "state")]}),
        in_three_languages(_("Title and summary"), "title", "summary"),
        (_("Source"), {"fields": [("publisher", "language"), "url"]}),
        (_("Pillars, themes and places"), {"fields": ["pillars", "themes", "countries", "routes"]}),
        (_("Who sees it"), {"fields": ["is_open", "other_maps", "is_demonstration", "slug"]}),
        (None, {"fields": [("published_at", "published_by")]}),
    ]

    def save_model(self, request: HttpRequest, obj: NewsItem, form: Any, change: bool) -> None:
        """It is published only once its pillars are kept: they say who reads it and who hears of it."""
        obj.wants_out = obj.state == NewsItem.State.PUBLISHED  # type: ignore[attr-defined]
        if obj.published_at is None or "state" in form.changed_data:
            obj.state = NewsItem.State.DRAFT
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if form.instance.wants_out:
            actions.publish(item=form.instance, by=staff(request))
