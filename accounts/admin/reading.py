"""The reading log, as the secretariat of each regional i-Map reads it."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin
from accounts.models import Reading
from accounts.readings import as_csv
from imap.core.admin import ScopedFilter


class ValuesFilter(admin.SimpleListFilter):
    """Filter by the values that a column has among the rows the user may see."""

    column = ""

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        rows = model_admin.get_queryset(request).order_by(self.column)
        return [(value, value) for value in rows.values_list(self.column, flat=True).distinct()[:200]]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(**{self.column: self.value()}) if self.value() else queryset


class ReaderFilter(ValuesFilter):
    title, parameter_name, column = _("reader"), "reader", "email"


class TitleFilter(ValuesFilter):
    title, parameter_name, column = _("what was read"), "what", "title"


@admin.register(Reading)
class ReadingAdmin(MapScopedAdmin):
    needs = "admit"
    list_display = ["at", "email", "title", "edition", "language", "door", "regional_map"]
    list_display_links = None
    list_filter = [("regional_map", ScopedFilter), TitleFilter, ReaderFilter, "door", "language"]
    list_select_related = ["regional_map"]
    date_hierarchy = "at"
    search_fields = ["email", "title"]
    actions = ["export"]

    @admin.action(description=_("Export as CSV"), permissions=["view"])
    def export(self, request: HttpRequest, queryset: models.QuerySet[Reading]) -> StreamingHttpResponse:
        return as_csv(queryset)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
