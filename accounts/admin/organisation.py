"""Organisations and what they are to each dialogue: public to staff, written by the secretariats that they work with."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import holds, maps_of
from accounts.models import Engagement, Organisation
from imap.core.admin import PortalAdmin, PortalStackedInline, in_three_languages
from imap.core.translation import listed


class EngagementInline(PortalStackedInline):
    model = Engagement
    fieldsets = [(None, {"fields": [("regional_map", "kind", "joined")]}), in_three_languages(None, "note")]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Engagement]:
        """What an organisation is to another dialogue is written by that dialogue's secretariat."""
        return super().get_queryset(request).filter(regional_map__in=maps_of(request).values("pk"))

    def get_min_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """An organisation without any engagement would be nobody's to correct."""
        return 1 if obj is None else 0

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        return super().get_formset(request, obj, validate_min=obj is None, **kwargs)


class KindFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return list(Engagement.Kind.choices)

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        if not self.value():
            return queryset
        return queryset.filter(pk__in=Engagement.objects.filter(kind=self.value()).values("organisation"))


class MapFilter(admin.SimpleListFilter):
    title = _("regional i-Map")
    parameter_name = "map"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(str(row.pk), str(row)) for row in maps_of(request)]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        chosen = [pk for pk, _name in self.lookup_choices if pk == self.value()]
        if not chosen:
            return queryset
        return queryset.filter(
            pk__in=Engagement.objects.filter(regional_map__in=chosen).values("organisation")
        )


@admin.register(Organisation)
class OrganisationAdmin(PortalAdmin):
    list_display = ["__str__", "code", "engaged", "website"]
    list_filter = [MapFilter, KindFilter]
    search_fields = ["code", "name_ar", "name_en", "name_fr"]
    autocomplete_fields = ["country"]
    inlines = [EngagementInline]
    readonly_fields = ["engaged"]
    fieldsets = [
        (None, {"fields": ["code", "country", "website", "engaged"]}),
        in_three_languages(_("Names and mandate"), "name", "short_name", "mandate"),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Organisation]:
        """With the engagements that the user may know of: a map that is not public is its own staff's."""
        known = models.Q(regional_map__is_public=True) | models.Q(
            regional_map__in=maps_of(request).values("pk")
        )
        shown = Engagement.objects.filter(known).select_related("regional_map")
        return (
            super()
            .get_queryset(request)
            .prefetch_related(models.Prefetch("engagements", shown, to_attr="known_engagements"))
        )

    @admin.display(description=_("engaged in"))
    def engaged(self, obj: Any) -> str:
        rows = obj.known_engagements if obj.pk else []
        return listed(f"{row.regional_map} ({row.get_kind_display()})" for row in rows)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return holds(request, "edit")

    def has_change_permission(self, request: HttpRequest, obj: Organisation | None = None) -> bool:
        """The secretariats of the dialogues it takes part in."""
        if obj is None or request.user.is_superuser:
            return holds(request, "edit")
        return obj.engagements.filter(regional_map__in=maps_of(request).values("pk")).exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser
