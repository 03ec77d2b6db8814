"""The headings of each kind of profile: common ones are for all to read, a regional i-Map's own for its staff to write."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin, holds, maps_of
from imap.core.admin import ScopedFilter, in_three_languages
from profiles.models import SectionTemplate


@admin.register(SectionTemplate)
class SectionTemplateAdmin(MapScopedAdmin):
    list_display = ["heading_en", "kind", "pillar", "order", "code", "owner"]
    list_filter = [("regional_map", ScopedFilter), "kind", ("pillar", ScopedFilter)]
    list_select_related = ["regional_map", "pillar"]
    search_fields = ["code", "heading_ar", "heading_en", "heading_fr"]
    autocomplete_fields = ["validated_by"]
    fieldsets = [
        (None, {"fields": ["regional_map", ("kind", "pillar"), ("order", "code"), "validated_by"]}),
        in_three_languages(_("Heading and guidance"), "heading", "guidance"),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[SectionTemplate]:
        mine = models.Q(regional_map__in=maps_of(request).values("pk"))
        return SectionTemplate.objects.filter(mine | models.Q(regional_map=None))

    @admin.display(description=_("regional i-Map"), ordering="regional_map")
    def owner(self, obj: SectionTemplate) -> Any:
        return obj.regional_map or _("common")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "regional_map" in form.base_fields and not request.user.is_superuser:
            form.base_fields["regional_map"].required = True
        return form

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        common = obj is not None and obj.regional_map_id is None
        return holds(request, "edit") if common else super().has_view_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The common templates shape every map's profiles: superusers write them."""
        if obj is not None and obj.regional_map_id is None:
            return request.user.is_superuser
        return super().has_change_permission(request, obj)

    has_delete_permission = has_change_permission
