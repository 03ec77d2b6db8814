"""Themes: the one vocabulary of what things are about."""

from typing import Any

from django.contrib import admin
from django.db.models import Max
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import holds
from imap.core.admin import PublicVocabularyAdmin, ScopedFilter, in_three_languages
from imap.core.translation import columns
from imap.regions.models import Theme


@admin.register(Theme)
class ThemeAdmin(PublicVocabularyAdmin):
    """Every secretariat may add a theme that is missing; what all use is changed by an administrator."""

    list_display = ["code", *columns("name"), "pillar", "order"]
    list_filter = [("pillar", ScopedFilter)]
    list_select_related = ["pillar"]
    search_fields = ["code", *columns("name")]
    prepopulated_fields = {"code": ["name_en"]}
    fieldsets = [(None, {"fields": ["code", ("pillar", "order")]}), in_three_languages(_("Name"), "name")]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """After those that there are."""
        last = Theme.objects.aggregate(last=Max("order"))["last"] or 0
        return {"order": last + 1, **super().get_changeform_initial_data(request)}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser or holds(request, "edit")

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """None where the form is only read."""
        may_write = self.has_change_permission(request, obj) if obj else True
        return super().get_prepopulated_fields(request, obj) if may_write else {}
