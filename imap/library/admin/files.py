"""The files of a publication in its form: each is looked at before it is kept."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from imap.core.admin import PortalTabularInline
from imap.core.numbers import number
from imap.library.models import Publication, PublicationFile
from imap.library.types import PDF, TYPES
from imap.library.uploads import checked


class FileForm(forms.ModelForm):
    file = forms.FileField(
        label=_("File"), widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in TYPES)})
    )

    def clean_file(self) -> Any:
        """A new file brings its own name, type, size, pages and checksum."""
        given = self.cleaned_data["file"]
        if isinstance(given, UploadedFile):
            for name, value in checked(given).values.items():
                setattr(self.instance, name, value)
        return given


class Files(forms.BaseInlineFormSet):
    def clean(self) -> None:
        """What is restricted leaves with its reader's name on each page, so it is PDF."""
        super().clean()
        if self.instance.access == Publication.Access.PUBLIC:
            return
        for form in self.forms:
            is_there = form.instance.content_type and form not in self.deleted_forms
            if is_there and form.instance.content_type != PDF:
                form.add_error(
                    "file",
                    _("A restricted file bears its reader’s name on each page: send it as PDF."),
                )


class FileInline(PortalTabularInline):
    model = PublicationFile
    form = FileForm
    formset = Files
    fields = ["language", "file", "kept", "text", "taken"]
    readonly_fields = ["kept", "text", "taken"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[PublicationFile]:
        rows = super().get_queryset(request).select_related("publication__regional_map").defer("search")
        return rows.annotate(taken=Coalesce(Sum("downloads__count"), 0))

    @admin.display(description=_("kept"))
    def kept(self, obj: PublicationFile) -> SafeString | str:
        if not obj.pk:
            return ""
        size = filesizeformat(obj.size)
        pages = ngettext("%(count)s page", "%(count)s pages", obj.pages or 0) % {
            "count": number(obj.pages or 0, 0)
        }
        told = f"{size}, {pages}" if obj.pages else size
        return format_html(
            '<a href="{}">{}</a><br><span title="SHA-256: {}">{}</span>',
            obj.get_absolute_url(),
            obj.name,
            obj.checksum,
            told,
        )

    @admin.display(description=_("text for the search"))
    def text(self, obj: PublicationFile) -> str:
        if not obj.pk:
            return gettext("Read after it is saved.")
        return " · ".join(filter(None, [obj.get_text_state_display(), obj.get_text_note_display()]))

    @admin.display(description=_("downloads"))
    def taken(self, obj: Any) -> str:
        return number(getattr(obj, "taken", 0), 0)
