"""Events of the calendar, for the staff of the regional i-Map."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import staff
from imap.core.admin import ScopedFilter, in_three_languages
from imap.core.translation import columns
from imap.newsroom import actions
from imap.newsroom.admin.shared import CircleAdmin, CircleForm
from imap.newsroom.models import Event
from imap.regions.admin import OfTheme


class EventForm(CircleForm):
    date_field = "starts"

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if starts and ends and len(starts) != len(ends):
            self.add_error("ends", _("Write the end as precisely as the start."))
        return cleaned


@admin.register(Event)
class EventAdmin(CircleAdmin):
    form = EventForm
    list_display = ["__str__", "starts", "country", "kind", "state", "is_cancelled", "regional_map"]
    list_filter = [("regional_map", ScopedFilter), "state", "kind", OfTheme, "is_cancelled"]
    list_select_related = ["regional_map", "country"]
    ordering = ["-starts", "slug"]
    search_fields = ["slug", "organiser", *columns("title", "place")]
    autocomplete_fields = ["country", "themes"]
    fieldsets = [
        (None, {"fields": ["regional_map", ("kind", "state", "is_cancelled")]}),
        in_three_languages(_("Title and description"), "title", "description"),
        (_("When"), {"fields": [("starts", "ends"), ("start_time", "end_time", "time_zone")]}),
        (_("Where"), {"fields": ["country"]}),
        in_three_languages(None, "place"),
        (_("Who holds it"), {"fields": ["organiser", ("url", "language")]}),
        (_("Themes"), {"fields": ["themes"]}),
        (_("Who sees it"), {"fields": ["pillars", "is_open", "other_maps", "is_demonstration", "slug"]}),
    ]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if form.instance.state == Event.State.PUBLISHED and form.instance.published_at is None:
            actions.publish_event(event=form.instance, by=staff(request))
