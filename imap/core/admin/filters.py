"""List filters that offer only what the user may see."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest


class ScopedFilter(admin.RelatedFieldListFilter):
    """Filter by a related row, of those that the related model's own list shows to the user."""

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[Any, str]]:
        related = model_admin.admin_site.get_model_admin(field.remote_field.model)
        rows: models.QuerySet = related.get_queryset(request)
        used = model_admin.get_queryset(request).values(field.name)
        return [(row.pk, str(row)) for row in rows.filter(pk__in=used)]

    @property
    def include_empty_choice(self) -> bool:
        return False


class Question(admin.SimpleListFilter):
    """A filter that answers an editor's question with yes or no; a subclass says what yes means."""

    yes_label: Any = ""
    no_label: Any = ""

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return [("yes", self.yes_label), *([("no", self.no_label)] if self.no_label else [])]

    def matching(self, queryset: models.QuerySet) -> models.Q | models.Exists:
        raise NotImplementedError

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        if self.value() == "yes":
            return queryset.filter(self.matching(queryset))
        if self.value() == "no":
            return queryset.exclude(self.matching(queryset))
        return queryset
