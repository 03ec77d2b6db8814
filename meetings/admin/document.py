"""A document with its files, one a language; each is taken only if it is what its name says."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin
from imap.core.admin import PortalTabularInline, in_three_languages
from imap.core.admin.history import Events, events_of
from imap.core.admin.ordering import PlacedForm, tell_where_it_stands
from imap.core.translation import columns
from meetings.models import Document, DocumentFile
from meetings.uploads import type_of_paper


class FileForm(forms.ModelForm):
    file = forms.FileField(label=_("File"), widget=forms.FileInput)

    def clean_file(self) -> Any:
        """A new file brings its own name, type and size."""
        given = self.cleaned_data["file"]
        if isinstance(given, UploadedFile):
            self.instance.content_type = type_of_paper(given)
            self.instance.name, self.instance.size = str(given.name)[-200:], given.size or 0
        return given


class FileInline(PortalTabularInline):
    model = DocumentFile
    form = FileForm
    fields = ["language", "file", "kept"]
    readonly_fields = ["kept"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[DocumentFile]:
        return super().get_queryset(request).select_related("document__meeting")

    @admin.display(description=_("kept"))
    def kept(self, obj: DocumentFile) -> SafeString | str:
        return format_html('<a href="{}">{}</a>', obj.get_absolute_url(), obj.name) if obj.pk else ""


class DocumentForm(PlacedForm):
    parent = "meeting"


@admin.register(Document)
class DocumentAdmin(MapScopedAdmin):
    form = DocumentForm
    map_path = "meeting__regional_map"
    list_display = ["__str__", "meeting", "kind", "access"]
    list_filter = ["kind", "access"]
    list_select_related = ["meeting__regional_map"]
    search_fields = columns("title", "meeting__title")
    autocomplete_fields = ["agencies"]
    inlines = [FileInline]
    fieldsets = [
        (None, {"fields": ["meeting", ("order", "kind", "access"), "agencies"]}),
        in_three_languages(_("Title"), "title"),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A document stays with its meeting."""
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, "meeting"] if obj else fixed

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """What is replaced or taken away leaves the disk too."""
        before = set(DocumentFile.objects.filter(document=form.instance).values_list("file", flat=True))
        super().save_formset(request, form, formset, change)
        after = set(DocumentFile.objects.filter(document=form.instance).values_list("file", flat=True))
        storage = DocumentFile._meta.get_field("file").storage  # type: ignore[union-attr]
        for name in before - after:
            transaction.on_commit(lambda name=name: storage.delete(name))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        tell_where_it_stands(request, form)

    def history_of(self, request: HttpRequest, obj: models.Model) -> list[Events]:
        return [*super().history_of(request, obj), events_of(DocumentFile, document_id=obj.pk)]
