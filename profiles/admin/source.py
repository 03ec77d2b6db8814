"""Sources of a regional i-Map, found by title, publisher or address."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin
from imap.core.admin import ScopedFilter
from imap.core.admin.filters import Question
from profiles.models import Citation, Source


class CitedByNothing(Question):
    title = _("cited")
    parameter_name = "uncited"
    yes_label = _("by nothing")
    no_label = _("by a section")

    def matching(self, queryset: models.QuerySet) -> Any:
        return ~models.Exists(Citation.objects.filter(source=models.OuterRef("pk")))


class PublisherFilter(admin.SimpleListFilter):
    title = _("publisher")
    parameter_name = "publisher"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        rows = model_admin.get_queryset(request).order_by("publisher")
        return [(name, name) for name in rows.values_list("publisher", flat=True).distinct()[:100]]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(publisher=self.value()) if self.value() else queryset


@admin.register(Source)
class SourceAdmin(MapScopedAdmin):
    list_display = [
        "shown_title",
        "publisher",
        "language",
        "published",
        "accessed_on",
        "cited",
        "regional_map",
    ]
    list_filter = [("regional_map", ScopedFilter), CitedByNothing, "language", PublisherFilter]
    list_select_related = ["regional_map"]
    ordering = ["publisher", "title"]
    search_fields = ["title", "publisher", "url"]
    fields = ["regional_map", "title", "publisher", "url", ("language", "published", "accessed_on")]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Source]:
        return super().get_queryset(request).annotate(cited_total=models.Count("citations"))

    @admin.display(description=_("title"), ordering="title")
    def shown_title(self, obj: Source) -> str:
        return format_html('<span lang="{}" dir="{}">{}</span>', obj.language, obj.direction, obj.title)

    @admin.display(description=_("cited"), ordering="cited_total")
    def cited(self, obj: Any) -> int:
        return obj.cited_total
