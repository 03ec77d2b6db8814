"""Projects with who takes part, results and documents; who reports them; and the note on the number of partner states."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin
from imap.core.admin import (
    PortalStackedInline,
    SameMapForm,
    ScopedFilter,
    in_three_languages,
)
from imap.core.admin.history import Events, events_of
from imap.core.admin.ordering import make_room
from imap.core.translation import columns
from imap.regions.admin import OfTheme
from meetings.cooperation.models import (
    Involvement,
    PartnersNote,
    Project,
    ProjectDocument,
    ProjectResult,
    Reporter,
)

PARTS = (Involvement, ProjectResult, ProjectDocument)


class ProjectForm(SameMapForm):
    slug = forms.SlugField(label=_("Address"), required=False, help_text=_("Empty: made of the short name."))

    def clean_slug(self) -> str:
        given = self.cleaned_data["slug"] or self.instance.slug
        return given or slugify(self.data.get("code", ""))[:80]

    def clean(self) -> dict[str, Any] | None:
        """The database compares dates as texts: an end of the year in which it starts is no earlier."""
        cleaned = super().clean()
        starts, ends = self.cleaned_data.get("starts", ""), self.cleaned_data.get("ends", "")
        if ends and not starts:
            self.add_error("starts", _("Give the start too, as far as it is known."))
        elif ends and ends < starts and starts.startswith(ends):
            self.add_error("ends", _("Write the end at least as precisely as the start."))
        return cleaned


class InvolvementForm(forms.ModelForm):
    def clean(self) -> dict[str, Any] | None:
        """An organisation of the portal, or a name."""
        cleaned = super().clean()
        if not self.cleaned_data.get("organisation") and not self.cleaned_data.get("name_en"):
            self.add_error("organisation", _("Choose the organisation, or write its name in English."))
        return cleaned


class InvolvementInline(PortalStackedInline):
    model = Involvement
    form = InvolvementForm
    autocomplete_fields = ["organisation"]
    fieldsets = [(None, {"fields": [("role", "order"), "organisation"]}), in_three_languages(None, "name")]


class ResultInline(PortalStackedInline):
    model = ProjectResult
    fieldsets = [(None, {"fields": ["order"]}), in_three_languages(None, "text")]


class ProjectDocumentInline(PortalStackedInline):
    model = ProjectDocument
    fieldsets = [(None, {"fields": [("order", "year"), "url"]}), in_three_languages(None, "title")]


@admin.register(Project)
class ProjectAdmin(MapScopedAdmin):
    form = ProjectForm
    list_display = ["__str__", "code", "starts", "ends", "status", "is_listed", "regional_map"]
    list_filter = [("regional_map", ScopedFilter), "status", OfTheme, "is_listed"]
    list_select_related = ["regional_map"]
    ordering = ["-starts", "slug"]
    search_fields = ["slug", "code", *columns("title")]
    autocomplete_fields = ["countries", "themes"]
    inlines = [InvolvementInline, ResultInline, ProjectDocumentInline]
    fieldsets = [
        (None, {"fields": [("regional_map", "code", "status"), "pillars", "themes", "countries"]}),
        in_three_languages(_("Title, description and note"), "title", "description", "note"),
        (_("When"), {"fields": [("starts", "ends")]}),
        (_("Budget, only where it is known"), {"fields": [("budget", "currency")]}),
        (_("Who sees it"), {"fields": ["is_listed", "is_demonstration", "slug"]}),
    ]

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "pillars":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        make_room(formset, "order")
        super().save_formset(request, form, formset, change)

    def history_of(self, request: HttpRequest, obj: models.Model) -> list[Events]:
        return [*super().history_of(request, obj), *(events_of(part, project_id=obj.pk) for part in PARTS)]


@admin.register(Reporter)
class ReporterAdmin(MapScopedAdmin):
    """Without one the projects of a regional i-Map are no activities of the IATI export."""

    list_display = ["regional_map", "organisation", "kind", "identifier"]
    list_select_related = ["regional_map", "organisation"]
    autocomplete_fields = ["organisation"]


@admin.register(PartnersNote)
class PartnersNoteAdmin(MapScopedAdmin):
    """What the page of partners says beside the list."""

    list_display = ["regional_map", "states"]
    list_select_related = ["regional_map"]
    fieldsets = [
        (None, {"fields": [("regional_map", "states")]}),
        in_three_languages(_("Note and source"), "note", "source"),
    ]
