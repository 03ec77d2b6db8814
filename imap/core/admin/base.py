"""The ModelAdmin that every list and form of the portal starts from."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse

from imap.core.admin.fields import PortalFields
from imap.core.admin.formsets import PortalFormSet
from imap.core.admin.history import Events, events_of, history_page
from imap.core.pagecache import forget_pages

PAGE_WIDE = ("lang", "digits")  # asked of every page of the portal, and no filter of a list


class PortalChangeList(ChangeList):
    """A list whose address may also say a language."""

    def get_filters_params(self, params: dict[str, Any] | None = None) -> dict[str, Any]:
        for name in PAGE_WIDE:
            self.params.pop(name, None)
        return {k: v for k, v in super().get_filters_params(params).items() if k not in PAGE_WIDE}


class PortalAdmin(PortalFields, admin.ModelAdmin):
    """Kept pages are forgotten after a write, and the history is the database's own."""

    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PortalChangeList

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """A list is not asked about what points at its rows: that may be another map's."""
        pointing = {
            field.name for field in self.opts.get_fields() if field.many_to_many or not field.concrete
        }
        return lookup.split("__")[0] not in pointing and super().lookup_allowed(lookup, value, request)

    def view_on_site(self, obj: models.Model) -> str | None:
        """The page itself: Django's own redirect would tell the address of what the user may not see."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        forget_pages()

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        super().delete_model(request, obj)
        forget_pages()

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        super().delete_queryset(request, queryset)
        forget_pages()

    def is_not_there(self, request: HttpRequest, key: Any) -> HttpResponse:
        """As for a row that never was: to the front page, with a message that tells no more than its number."""
        return self._get_obj_does_not_exist_redirect(request, self.opts, str(key))  # type: ignore[attr-defined]

    def history_of(self, request: HttpRequest, obj: models.Model) -> list[Events]:
        """The events that tell the story of a row; a subclass adds those of its parts."""
        return [events_of(type(obj), pgh_obj_id=obj.pk)] if hasattr(obj, "pgh_event_models") else []

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        obj = self.get_object(request, object_id)
        if obj is None:
            return self.is_not_there(request, object_id)
        return history_page(self, request, obj, extra_context)


class PublicVocabularyAdmin(PortalAdmin):
    """What all regional i-Maps share (countries, pillars): every member of staff reads it, superusers write it."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    has_delete_permission = has_change_permission


class Inline(PortalFields):
    """An inline is seen and written as far as its parent is; its admin may say otherwise."""

    extra = 0
    formset: type[BaseInlineFormSet] = PortalFormSet

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        """A row of a table has no room for links that lead away from it."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(widget := getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            widget.can_add_related = widget.can_change_related = False
            widget.can_view_related = widget.can_delete_related = False
        return field

    def parent_admin(self) -> admin.ModelAdmin:
        return self.admin_site.get_model_admin(self.parent_model)  # type: ignore[attr-defined]

    def may_write(self, request: HttpRequest, obj: models.Model | None) -> bool:
        if obj is None:
            return self.parent_admin().has_add_permission(request)
        return self.parent_admin().has_change_permission(request, obj)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.parent_admin().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any) -> bool:
        return self.may_write(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request, obj)


class PortalStackedInline(Inline, admin.StackedInline):
    pass


class PortalTabularInline(Inline, admin.TabularInline):
    pass


class VocabularyInline(PortalTabularInline):
    """Rows of the public vocabulary: shown to staff, written by superusers through the parent."""
