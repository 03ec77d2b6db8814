"""A session with the items of its agenda."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin
from imap.core.admin import PortalStackedInline, in_three_languages
from imap.core.admin.history import Events, events_of
from imap.core.admin.ordering import InOrder, PlacedForm, make_room, tell_where_it_stands
from imap.core.translation import columns
from meetings.models import AgendaItem, Session


class AgendaItemInline(PortalStackedInline):
    model = AgendaItem
    formset = InOrder
    fieldsets = [
        (None, {"fields": [("order", "starts", "ends")]}),
        in_three_languages(None, "title", "description"),
    ]


class SessionForm(PlacedForm):
    parent = "meeting"


@admin.register(Session)
class SessionAdmin(MapScopedAdmin):
    form = SessionForm
    map_path = "meeting__regional_map"
    list_display = ["__str__", "meeting", "day", "starts", "ends"]
    list_select_related = ["meeting__regional_map"]
    search_fields = columns("title", "meeting__title")
    inlines = [AgendaItemInline]
    fieldsets = [
        (None, {"fields": ["meeting", ("order", "day", "starts", "ends")]}),
        in_three_languages(_("Title"), "title"),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A session stays with its meeting."""
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, "meeting"] if obj else fixed

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        make_room(formset, "order")
        super().save_formset(request, form, formset, change)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        tell_where_it_stands(request, form)

    def history_of(self, request: HttpRequest, obj: models.Model) -> list[Events]:
        return [*super().history_of(request, obj), events_of(AgendaItem, session_id=obj.pk)]
