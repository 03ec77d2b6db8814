"""Publications with their authors, partners and files, for the staff of the regional i-Map."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Q, Sum
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin
from imap.core.admin import (
    PortalTabularInline,
    SameMapForm,
    ScopedFilter,
    in_three_languages,
    not_taken,
    offer,
)
from imap.core.admin.filters import Question
from imap.core.admin.history import Events, events_of
from imap.core.numbers import month, number
from imap.core.translation import columns
from imap.library import actions
from imap.library.admin.files import FileInline
from imap.library.models import Contribution, DownloadCount, Publication, PublicationFile
from imap.regions.admin import OfTheme
from imap.regions.models import MapPillar, RegionalMap

State = PublicationFile.TextState
MONTHS = 24  # of downloads that the form shows


class PublicationForm(SameMapForm):
    slug = forms.SlugField(
        label=_("Address"), required=False, help_text=_("Empty: made of the English title and the year.")
    )

    def clean_slug(self) -> str:
        given = self.cleaned_data["slug"] or self.instance.slug
        made = slugify(f"{self.data.get('title_en', '')} {self.data.get('published', '')[:4]}")
        return not_taken(self.instance, given or made[:120].strip("-"))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        own, pillars = self.own_map(), self.cleaned_data.get("pillars")
        if own and "other_maps" in self.cleaned_data:
            self.cleaned_data["other_maps"] = self.cleaned_data["other_maps"].exclude(pk=own)
        pairs = MapPillar.objects.filter(regional_map=own)
        if own and pillars and (strange := list(pillars.exclude(pk__in=pairs.values("pillar")))):
            self.add_error("pillars", ValidationError(_("This regional i-Map has no pillar “%(pillar)s”."),
                           params={"pillar": strange[0]}))  # fmt: skip
        self.must_have_readers(pairs.filter(access=MapPillar.Access.RESTRICTED))
        return cleaned

    def must_have_readers(self, restricted: models.QuerySet[MapPillar]) -> None:
        pillars = self.cleaned_data.get("pillars")
        is_for_readers = self.cleaned_data.get("access") == Publication.Access.READERS
        if is_for_readers and not restricted.filter(pillar__in=pillars or []).exists():
            self.add_error(
                "access", _("None of its pillars is restricted in this regional i-Map: nobody is its reader.")
            )


class ContributionInline(PortalTabularInline):
    model = Contribution
    autocomplete_fields = ["organisation"]
    fields = ["role", "organisation", "order"]


class WithoutText(Question):
    title, parameter_name = _("text"), "without_text"
    yes_label, no_label = _("with a file kept without text"), _("all text read, or no file")

    def matching(self, queryset: models.QuerySet) -> Q:
        return Q(pk__in=PublicationFile.objects.exclude(text_state=State.READ).values("publication"))


@admin.register(Publication)
class PublicationAdmin(MapScopedAdmin):
    form = PublicationForm
    list_display = [
        "__str__",
        "published",
        "kind",
        "series",
        "access",
        "is_listed",
        "progress",
        "regional_map",
    ]
    list_filter = [("regional_map", ScopedFilter), "kind", OfTheme, "access", "is_listed", WithoutText]
    list_select_related = ["regional_map", "series"]
    ordering = ["-published", "slug"]
    search_fields = ["slug", "published", "isbn", "issn", "doi", *columns("title", "subtitle")]
    autocomplete_fields = ["countries", "themes", "publisher", "series"]
    inlines = [ContributionInline, FileInline]
    readonly_fields = ["downloads_by_month"]
    actions = ["read_again"]
    fieldsets = [
        (None, {"fields": [("regional_map", "kind"), "pillars", "other_maps"]}),
        in_three_languages(_("Title and abstract"), "title", "subtitle", "abstract"),
        (_("When and where"), {"fields": [("published", "pages"), "publisher", ("series", "number")]}),
        in_three_languages(None, "partners_note"),
        (_("Known elsewhere as"), {"fields": [("isbn", "issn", "doi")]}),
        (_("Themes and countries"), {"fields": ["themes", "countries"]}),
        (_("Who sees it"), {"fields": ["is_listed", "access", "is_demonstration", "slug"]}),
        (_("Downloads"), {"fields": ["downloads_by_month"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        rows = super().get_queryset(request).defer("search")
        read = Count("files", filter=Q(files__text_state=State.READ))
        waiting = Count("files", filter=Q(files__text_state=State.WAITING))
        return rows.annotate(files_all=Count("files"), files_read=read, files_waiting=waiting)

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> Any:
        """In the list of any public regional i-Map, whoever works on it."""
        if db_field.name in ("pillars", "other_maps"):
            kwargs["widget"] = forms.CheckboxSelectMultiple
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "other_maps" and field is not None:
            offer(field, RegionalMap.objects.published())
        return field

    @admin.display(description=_("text"))
    def progress(self, obj: Any) -> str:
        if not obj.files_all:
            return gettext("no file")
        counts = {"read": number(obj.files_read, 0), "all": number(obj.files_all, 0)}
        said = gettext("%(read)s of %(all)s read") % counts
        return gettext("%(said)s, %(waiting)s waiting") % {
            "said": said, "waiting": number(obj.files_waiting, 0)
        } if obj.files_waiting else said  # fmt: skip

    @admin.display(description=_("by month"))
    def downloads_by_month(self, obj: Publication) -> SafeString | str:
        rows = DownloadCount.objects.filter(file__publication=obj.pk).order_by("-month").values("month")
        counts = rows.annotate(total=Sum("count"))[:MONTHS]
        lines = format_html_join(
            "", "<li>{}: {}</li>", ((month(row["month"]), number(row["total"], 0)) for row in counts)
        )
        return (
            format_html("<ul>{}</ul>", lines)
            if lines
            else gettext("None yet. Only numbers are kept, by file and month.")
        )

    @admin.action(description=_("Read the text of the files again"))
    def read_again(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        files = PublicationFile.objects.filter(publication__in=queryset.values("pk"))
        count = actions.read_again(files=files)
        said = ngettext("%(count)s file waits to be read.", "%(count)s files wait to be read.", count)
        messages.info(request, said % {"count": number(count, 0)})

    @transaction.atomic
    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """What is new or replaced is read after the commit; what it replaces leaves the disk."""
        if formset.model is not PublicationFile:
            super().save_formset(request, form, formset, change)
            return
        before = PublicationFile.objects.filter(publication=form.instance).in_bulk()
        super().save_formset(request, form, formset, change)
        for each in formset.forms:
            if each.instance.pk and "file" in each.changed_data and each not in formset.deleted_forms:
                actions.take_in(file=each.instance, instead_of=before.get(each.instance.pk))

    def history_of(self, request: HttpRequest, obj: models.Model) -> list[Events]:
        parts = (Contribution, PublicationFile)
        return [
            *super().history_of(request, obj),
            *(events_of(part, publication_id=obj.pk) for part in parts),
        ]
