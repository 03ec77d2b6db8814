"""Sections of a draft in one form: texts in three languages, and under each section the sources it cites by number."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from imap.core.admin import PortalStackedInline, RichTextField
from imap.core.admin.fields import mark_language
from imap.core.admin.versions import VersionedForm
from imap.core.translation import columns
from profiles.admin.citations import Citations
from profiles.models import Citation, Edition, Section, Source


class SectionFormSet(BaseInlineFormSet):
    """Each section's form brings its citations along."""

    sources: models.QuerySet[Source]

    forms: list[Any]

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.citations = Citations(
            self.data if self.is_bound else None,
            instance=form.instance,
            prefix=f"{form.prefix}-citations",
            form_kwargs={"sources": self.sources},
        )

    def is_valid(self) -> bool:
        sections_hold = super().is_valid()
        citations_hold = [form.citations.is_valid() for form in self.forms]  # each shows its own errors
        return sections_hold and all(citations_hold)

    def save_existing(self, form: Any, obj: Any, commit: bool = True) -> Section:
        """The texts that were changed, and no other: another editor may be writing those."""
        obj.save(update_fields=form.changed_data)
        return obj

    def save(self, commit: bool = True) -> list[Section]:
        saved = super().save(commit)
        for form in self.forms:
            form.citations.save(commit)
        return saved


class SectionInline(PortalStackedInline):
    """The sections of the template, in its order: none is added, none is taken away."""

    model = Section
    form = VersionedForm
    formset = SectionFormSet
    template = "admin/profiles/edition/sections.html"
    fields: Any = ["source_language", *columns("body")]
    can_delete = False
    max_num = 0

    @property
    def media(self) -> forms.Media:
        """The choice of a source stands within each section's form, so its scripts are named here."""
        return super().media + AutocompleteSelect(Citation._meta.get_field("source"), admin.site).media

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Section]:
        rows = super().get_queryset(request).select_related("template").order_by("order")
        return rows.prefetch_related("template__validated_by", "citations__source")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if not hasattr(db_field, "translated_field"):
            return super().formfield_for_dbfield(db_field, request, **kwargs)
        field = RichTextField(required=False)
        mark_language(field, db_field, db_field.language)
        return field

    def get_formset(self, request: HttpRequest, obj: Edition | None = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        own = obj.profile.regional_map_id if obj else None
        formset.sources = Source.objects.editable_by(request.user).filter(regional_map=own)
        return formset

    def has_add_permission(self, request: HttpRequest, obj: Any) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
