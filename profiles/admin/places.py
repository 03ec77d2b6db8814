"""Routes with their legs, hubs and cities, placed on the portal's own base map."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin, maps_of
from imap.core.admin import (
    LineField,
    PointField,
    PortalStackedInline,
    SameMapForm,
    ScopedFilter,
    in_three_languages,
)
from imap.core.admin.history import Events, events_of
from imap.core.admin.ordering import make_room
from imap.core.alphabet import Alphabetical
from profiles.models import City, Hub, Leg, Route

POINT_HELP = _("Latitude and longitude in degrees, as in “36.8, 10.18”; GeoJSON and WKT are read too.")
LINE_HELP = _(
    "One position a line: latitude and longitude in degrees, as in “36.8, 10.18”; GeoJSON and WKT are read too."
)


class PointForm(SameMapForm):
    point = PointField(label=_("Location"), help_text=POINT_HELP)


class LegForm(forms.ModelForm):
    path = LineField(label=_("Path"), help_text=LINE_HELP)


class LegInline(PortalStackedInline):
    model = Leg
    form = LegForm
    fieldsets = [
        (None, {"fields": [("order", "mode", "leg_class")]}),
        in_three_languages(None, "start_name", "end_name"),
        (None, {"fields": ["path"]}),
    ]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form.base_fields["path"].widget.map_slug = base_map(request, obj)
        return formset


def base_map(request: HttpRequest, obj: Any) -> str:
    """The regional i-Map whose tiles lie under the drawing."""
    if obj is not None:
        return obj.regional_map.slug
    return maps_of(request).values_list("slug", flat=True).first() or ""


class PlaceAdmin(MapScopedAdmin):
    form: Any = SameMapForm
    list_display = ["__str__", "slug", "regional_map", "is_illustrative", "profile_count"]
    list_filter = [("regional_map", ScopedFilter), "is_illustrative"]
    list_select_related = ["regional_map"]
    ordering = ["regional_map", Alphabetical("name")]
    search_fields = ["slug", "name_ar", "name_en", "name_fr"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).annotate(profile_total=models.Count("profiles"))

    @admin.display(description=_("profiles"), ordering="profile_total")
    def profile_count(self, obj: Any) -> int:
        return obj.profile_total


@admin.register(Route)
class RouteAdmin(PlaceAdmin):
    inlines = [LegInline]
    fieldsets = [
        (None, {"fields": ["regional_map", "slug", "is_illustrative"]}),
        in_three_languages(_("Name and description"), "name", "description"),
    ]

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        make_room(formset, "order")
        super().save_formset(request, form, formset, change)

    def history_of(self, request: HttpRequest, obj: models.Model) -> list[Events]:
        return [*super().history_of(request, obj), events_of(Leg, route_id=obj.pk)]


class PointAdmin(PlaceAdmin):
    form = PointForm
    autocomplete_fields = ["country"]
    list_select_related = ["regional_map", "country"]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "point" in form.base_fields:
            form.base_fields["point"].widget.map_slug = base_map(request, obj)
        return form


@admin.register(Hub)
class HubAdmin(PointAdmin):
    list_display = [*PlaceAdmin.list_display, "country", "hub_class"]
    list_filter = [*PlaceAdmin.list_filter, "hub_class", ("country", ScopedFilter)]
    fieldsets = [
        (None, {"fields": ["regional_map", "slug", ("country", "hub_class"), "is_illustrative"]}),
        in_three_languages(_("Name"), "name"),
        (_("On the map"), {"fields": ["point"]}),
    ]


@admin.register(City)
class CityAdmin(PointAdmin):
    list_display = [*PlaceAdmin.list_display, "country"]
    list_filter = [*PlaceAdmin.list_filter, ("country", ScopedFilter)]
    fieldsets = [
        (None, {"fields": ["regional_map", "slug", "country", "is_illustrative"]}),
        in_three_languages(_("Name"), "name"),
        (_("On the map"), {"fields": ["point"]}),
    ]
