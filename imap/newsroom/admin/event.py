"""Events of the calendar, for the staff of the regional i-Map."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import staff
from imap.core.admin import ScopedFilter, in_three_languages
from imap.core.clock import moments
from imap.core.partial_date import Period
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
        self.times_are_there()
        return cleaned

    def times_are_there(self) -> None:
        """No hour that the clocks of the place leave out."""
        given = self.cleaned_data
        if not (place := given.get("time_zone")) or place not in available_timezones():
            return
        for day, name in (
            (given.get("starts"), "start_time"),
            (given.get("ends") or given.get("starts"), "end_time"),
        ):
            if not (day and (hour := given.get(name)) and Period(day).days):
                continue
            if not moments(datetime.combine(date.fromisoformat(day), hour), ZoneInfo(place)):
                words = _(
                    "There is no such time: on that night the clocks are put forward over it (%(zone)s). Choose an earlier or a later one."
                )
                self.add_error(name, ValidationError(words, params={"zone": place}))


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

    def save_model(self, request: HttpRequest, obj: Event, form: Any, change: bool) -> None:
        """A new description is a new version of the entry in calendars; the database counts what else stands in them."""
        if change and set(form.changed_data) & set(columns("description")):
            obj.sequence, obj.changed_at = obj.sequence + 1, timezone.now()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if form.instance.state == Event.State.PUBLISHED and form.instance.published_at is None:
            actions.publish_event(event=form.instance, by=staff(request))
