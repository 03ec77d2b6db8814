"""Series of a regional i-Map."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin
from imap.core.admin import ScopedFilter, in_three_languages
from imap.core.translation import columns
from imap.library.models import Series


@admin.register(Series)
class SeriesAdmin(MapScopedAdmin):
    list_display = ["__str__", "slug", "regional_map"]
    list_filter = [("regional_map", ScopedFilter)]
    list_select_related = ["regional_map"]
    search_fields = ["slug", *columns("title")]
    prepopulated_fields = {"slug": ["title_en"]}
    fieldsets = [(None, {"fields": ["regional_map", "slug"]}), in_three_languages(_("Title"), "title")]
