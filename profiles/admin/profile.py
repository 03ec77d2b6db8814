"""Profiles: their place and access, who else reads them, and the way to their editions."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin, holds
from imap.core.admin import SameMapForm, ScopedFilter, in_three_languages
from imap.core.admin.history import Events, events_of
from imap.core.alphabet import Alphabetical
from imap.regions.models import MapPillar
from profiles import workflow
from profiles.admin.grants import GroupGrantInline, PersonGrantInline, save_grants
from profiles.admin.profile_filters import (
    HasDraft,
    LanguageMissing,
    Restricted,
    StandingFilter,
    UpdateDue,
    with_editions,
)
from profiles.admin.publishing import begin_view
from profiles.models import Edition, Profile, ProfileGroupPermission, ProfileUserPermission, Relation

PLACES = ("country", "route", "hub", "city")


class ProfileForm(SameMapForm):
    """Says in words what the database would refuse."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _("Left empty, it is made from the name and the pillar.")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk is None and not self.errors:
            self.check_place(cleaned)
            self.check_pillar(cleaned)
        if not self.errors and not cleaned.get("slug") and "slug" in self.fields:
            cleaned["slug"] = self.made_slug(cleaned)
            if not cleaned["slug"]:
                self.add_error("slug", _("No address can be made of this name: write one in Latin letters."))
        return cleaned

    def check_place(self, cleaned: dict[str, Any]) -> None:
        kind = cleaned["kind"]
        for place in PLACES:
            if place == kind and not cleaned.get(place):
                self.add_error(place, _("Choose what the profile is about."))
            if place != kind and cleaned.get(place):
                self.add_error(place, _("A profile of this kind has another place. Leave this empty."))
        if kind == "thematic" and not cleaned.get("title_en"):
            self.add_error("title_en", _("A theme has its own title."))

    def check_pillar(self, cleaned: dict[str, Any]) -> None:
        regional_map, pillar = cleaned["regional_map"], cleaned["pillar"]
        if not MapPillar.objects.filter(regional_map=regional_map, pillar=pillar).exists():
            self.add_error("pillar", _("This regional i-Map does not have this pillar."))
            return
        same = Profile.objects.filter(
            regional_map=regional_map,
            pillar=pillar,
            kind=cleaned["kind"],
            **{p: cleaned.get(p) for p in PLACES},
        )
        if cleaned["kind"] != "thematic" and same.exists():
            self.add_error(cleaned["kind"], _("This place has a profile under this pillar already."))

    def made_slug(self, cleaned: dict[str, Any]) -> str:
        place = next((cleaned[p] for p in PLACES if cleaned.get(p)), None)
        words = place.name_en if place else cleaned.get("title_en", "")
        pillar = cleaned.get("pillar") or self.instance.pillar
        ending = pillar.slug if cleaned.get("kind") == "country" else cleaned.get("kind", "")
        return slugify(f"{words} {ending}" if place else words)[:120]


@admin.register(Profile)
class ProfileAdmin(MapScopedAdmin):
    form = ProfileForm
    list_display = [
        "title_column",
        "kind",
        "pillar",
        "regional_map",
        "badges",
        "languages",
        "update_due",
        "page",
    ]
    list_filter = [
        ("regional_map", ScopedFilter), ("pillar", ScopedFilter), "kind", StandingFilter, HasDraft, UpdateDue,
        LanguageMissing, Restricted, "is_unlisted",
    ]  # fmt: skip
    list_select_related = ["regional_map", "pillar", "map_pillar"]
    search_fields = ["slug", "title_ar", "title_en", "title_fr", "country__iso3"]
    autocomplete_fields = ["country", "route", "hub", "city", "related"]
    inlines = [PersonGrantInline, GroupGrantInline]
    readonly_fields = ["editions_list"]
    ordering = [Alphabetical("title"), "kind"]
    fixed = ["regional_map", "pillar", "kind", *PLACES]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Profile]:
        return with_editions(super().get_queryset(request))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        about = ["regional_map", ("pillar", "kind"), *([obj.kind] if obj and obj.place else [])]
        if obj is None:
            about = ["regional_map", ("pillar", "kind"), *PLACES]
        reading = ["slug", ("audience", "is_unlisted"), "update_due", "related"]
        return [
            *([(_("Editions"), {"fields": ["editions_list"]})] if obj else []),
            (_("What it is about"), {"fields": about}),
            *(
                [in_three_languages(_("Title"), "title", note=self.title_note)]
                if not (obj and obj.place)
                else []
            ),
            (_("Address and access"), {"fields": reading}),
        ]

    title_note = _("Of a theme only: places lend their name.")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What a profile is about decides who reads it; another place or pillar is another profile."""
        return [*self.readonly_fields, *(self.fixed if obj else [])]

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return self.inlines if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Profile | None = None) -> bool:
        """A profile with an issued edition stays: what was published is citable."""
        if obj is not None and obj.editions.exclude(state__in=workflow.UNISSUED).exists():
            return False
        return super().has_delete_permission(request, obj)

    @admin.display(description=_("title"), ordering=Alphabetical("title"))
    def title_column(self, obj: Profile) -> str:
        title = obj.shown_title
        return format_html('<span lang="{}" dir="{}">{}</span>', title.language, title.direction, title)

    @admin.display(description=_("state"))
    def badges(self, obj: Any) -> str:
        """The same words as readers see, and what is being worked on."""
        standing = {
            Edition.Standing.FINAL: ("final", gettext("Final and endorsed")),
            Edition.Standing.PREPARATION: ("preparation", gettext("Under preparation")),
        }
        states = [
            standing.get(obj.current_standing, ("none", gettext("Nothing published"))),
            None if obj.is_public else ("restricted", gettext("Restricted")),
            ("due", gettext("Update due")) if obj.is_update_due else None,
            ("draft", gettext("Draft")) if obj.draft_id else None,
        ]
        return format_html_join(" ", '<span class="badge badge-{}">{}</span>', (s for s in states if s))

    @admin.display(description=_("complete in"))
    def languages(self, obj: Any) -> str:
        return " ".join(obj.current_languages or [])

    @admin.display(description=_("page"))
    def page(self, obj: Profile) -> str:
        return format_html('<a href="{}">{}</a>', obj.get_absolute_url(), gettext("View"))

    @admin.display(description=_("Editions"))
    def editions_list(self, obj: Profile) -> str:
        rows = Edition.objects.heads().filter(profile=obj).order_by("-number")
        shown = (
            (
                reverse("admin:profiles_edition_change", args=[row.pk]),
                row.number,
                row.label,
                row.get_state_display(),
            )
            for row in rows
        )
        listed = format_html_join("", '<li><a href="{}">{} · {}</a> ({})</li>', shown)
        return format_html('<ul class="editions">{}</ul>', listed) if rows else gettext("None yet.")

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        save_grants(formset, form.instance)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        draft = (
            Edition.objects.editable_by(request.user)
            .unissued()
            .filter(profile_id=object_id if object_id.isdigit() else None)
        )
        context = {"draft": draft.first(), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    def get_urls(self) -> list[URLPattern]:
        begin = path("<int:pk>/begin/", self.admin_site.admin_view(self.begin), name="profiles_profile_begin")
        return [begin, *super().get_urls()]

    def begin(self, request: HttpRequest, pk: int) -> HttpResponse:
        return begin_view(self, request, pk)

    def history_of(self, request: HttpRequest, obj: models.Model) -> list[Events]:
        """The profile, its editions' heads, and the grants to those who may see grants."""
        story = [
            *super().history_of(request, obj),
            events_of(Relation, gettext("Related profile"), from_profile_id=obj.pk),
            events_of(Edition, gettext("Edition"), profile_id=obj.pk),
        ]
        if holds(request, "admit", self.map_id_of(obj)):
            story += [
                events_of(ProfileUserPermission, gettext("Named reader"), content_object_id=obj.pk),
                events_of(ProfileGroupPermission, gettext("Group of readers"), content_object_id=obj.pk),
            ]
        return story
