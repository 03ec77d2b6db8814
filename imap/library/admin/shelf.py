"""Series of a regional i-Map, and the subjects that all share."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin, holds
from imap.core.admin import PublicVocabularyAdmin, ScopedFilter, in_three_languages
from imap.core.translation import columns
from imap.library.models import Series, Subject


@admin.register(Series)
class SeriesAdmin(MapScopedAdmin):
    list_display = ["__str__", "slug", "regional_map"]
    list_filter = [("regional_map", ScopedFilter)]
    list_select_related = ["regional_map"]
    search_fields = ["slug", *columns("title")]
    prepopulated_fields = {"slug": ["title_en"]}
    fieldsets = [(None, {"fields": ["regional_map", "slug"]}), in_three_languages(_("Title"), "title")]


@admin.register(Subject)
class SubjectAdmin(PublicVocabularyAdmin):
    """Every secretariat may add a word; what all use is changed by an administrator."""

    list_display = ["slug", *columns("name")]
    search_fields = ["slug", *columns("name")]
    prepopulated_fields = {"slug": ["name_en"]}
    fieldsets = [(None, {"fields": ["slug"]}), in_three_languages(_("Name"), "name")]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser or holds(request, "edit")

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """None where the form is only read."""
        may_write = self.has_change_permission(request, obj) if obj else True
        return super().get_prepopulated_fields(request, obj) if may_write else {}
