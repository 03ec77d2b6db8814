"""Requests for support with their threads, to be looked up by the staff of the regional i-Map; answered they are in the workspace."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin
from imap.core.admin import PortalTabularInline, ScopedFilter
from imap.core.translation import Text, columns
from meetings.cooperation.models import RequestMessage, SupportRequest


def in_its_language(text: Text) -> SafeString:
    return format_html(
        '<span lang="{}" dir="{}">{}</span>',
        text.language,
        text.direction,
        linebreaksbr(str(text), autoescape=True),
    )


class MessageInline(PortalTabularInline):
    """What was written stays as it was written."""

    model = RequestMessage
    ordering = ["at", "pk"]
    fields = ["at", "whose", "words"]
    readonly_fields = ["at", "whose", "words"]
    verbose_name_plural = _("thread")
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any) -> bool:
        return False

    @admin.display(description=_("From"))
    def whose(self, row: RequestMessage) -> Any:
        return _("the secretariat") if row.is_of_secretariat else row.request.organisation

    @admin.display(description=_("Text"))
    def words(self, row: RequestMessage) -> SafeString:
        return in_its_language(row.shown_text)


@admin.register(SupportRequest)
class SupportRequestAdmin(MapScopedAdmin):
    list_display = ["__str__", "organisation", "theme", "state", "asked_at", "regional_map"]
    list_filter = [("regional_map", ScopedFilter), "state", ("theme", ScopedFilter)]
    list_select_related = ["regional_map", "organisation__country", "theme"]
    ordering = ["-asked_at", "-pk"]
    search_fields = ["title", "organisation__code", *columns("organisation__name")]
    inlines = [MessageInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "regional_map",
                    ("organisation", "theme"),
                    "what",
                    ("state", "asked_at", "asked_by"),
                ]
            },
        ),
    ]
    readonly_fields = ["what", "asked_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Asked by a state's focal point."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Answered in the workspace, where the letters are written."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("in one line"))
    def what(self, row: SupportRequest) -> SafeString:
        return in_its_language(row.shown_title)
