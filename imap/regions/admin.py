"""The public vocabulary of all regional i-Maps: pillars, countries, groups of them, and the shapes that are drawn."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from imap.core.admin import PublicVocabularyAdmin, VocabularyInline, in_three_languages
from imap.core.alphabet import Alphabetical
from imap.regions.models import (
    Border,
    Country,
    CountryGroup,
    Participation,
    Pillar,
    RegionalMap,
    Shape,
    Theme,
)
from imap.regions.models.country import GroupMembership


@admin.register(Pillar)
class PillarAdmin(PublicVocabularyAdmin):
    list_display = ["numeral", "name_en", "slug", "colour", "order"]
    fieldsets = [
        (None, {"fields": ["slug", ("numeral", "colour", "order")]}),
        in_three_languages(_("Name and description"), "name", "description"),
    ]


class ParticipationInline(VocabularyInline):
    model = Participation
    fields = ["regional_map", "role", "since", "until", "certainty"]
    fk_name = "country"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Participation]:
        """A regional i-Map that is not public yet is known to its own staff only."""
        mine = self.admin_site.get_model_admin(RegionalMap).get_queryset(request).values("pk")
        known = models.Q(regional_map__is_public=True) | models.Q(regional_map__in=mine)
        return super().get_queryset(request).filter(known).select_related("regional_map")


class InMap(admin.SimpleListFilter):
    """Countries by the regional i-Maps that the user works on."""

    title = _("regional i-Map")
    parameter_name = "map"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        maps = model_admin.admin_site.get_model_admin(RegionalMap)
        return [(str(row.pk), str(row)) for row in maps.get_queryset(request)]

    def queryset(self, request: HttpRequest, queryset: Any) -> models.QuerySet:
        chosen = [pk for pk, _name in self.lookup_choices if pk == self.value()]
        return queryset.of_map(chosen[0]) if chosen else queryset


class OfTheme(admin.SimpleListFilter):
    """Rows by their themes, of those that the user's own list has."""

    title = _("theme")
    parameter_name = "theme"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        used = model_admin.get_queryset(request).order_by().values("themes")
        return [(row.code, str(row)) for row in Theme.objects.filter(pk__in=used)]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(themes__code=self.value()) if self.value() else queryset


@admin.register(Country)
class CountryAdmin(PublicVocabularyAdmin):
    list_display = ["iso3", "name_en", "name_ar", "name_fr", "un_name_en", "has_footnote"]
    list_filter = [InMap, "is_user_assigned"]
    ordering = [Alphabetical("name")]
    search_fields = ["iso3", "iso2", "name_ar", "name_en", "name_fr", "un_name_en"]
    inlines = [ParticipationInline]
    fieldsets = [
        (None, {"fields": [("iso3", "iso2", "m49"), "is_user_assigned", "region"]}),
        in_three_languages(_("Names"), "name", "un_name", "name_footnote"),
    ]

    def naming_footnotes(self) -> list[tuple[str, Any]]:
        """For the foot of every page: a name keeps its footnote wherever it is shown."""
        rows = Country.objects.exclude(name_footnote_en="").order_by("iso3")
        return [(str(row), row.footnote) for row in rows if row.footnote]

    @admin.display(description=_("footnote"), boolean=True)
    def has_footnote(self, obj: Country) -> bool:
        return bool(obj.footnote)


class GroupMembershipInline(VocabularyInline):
    model = GroupMembership
    autocomplete_fields = ["country"]


@admin.register(CountryGroup)
class CountryGroupAdmin(PublicVocabularyAdmin):
    list_display = ["slug", "name_en", "as_of", "members"]
    ordering = ["slug"]
    inlines = [GroupMembershipInline]
    fieldsets = [(None, {"fields": [("slug", "as_of")]}), in_three_languages(_("Name"), "name")]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[CountryGroup]:
        return super().get_queryset(request).annotate(member_count=models.Count("memberships"))

    @admin.display(description=_("countries"), ordering="member_count")
    def members(self, obj: Any) -> int:
        return obj.member_count


class DrawnAdmin(PublicVocabularyAdmin):
    """Loaded by `load_shapes`, so shown to superusers and changed by nobody."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_delete_permission = has_change_permission


@admin.register(Shape)
class ShapeAdmin(DrawnAdmin):
    list_display = ["key", "name_en", "country", "label_rank"]
    list_select_related = ["country"]
    search_fields = ["key", "name_en", "country__iso3"]
    fieldsets = [(None, {"fields": ["key", "country", "label_rank"]}), in_three_languages(_("Name"), "name")]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Shape]:
        return super().get_queryset(request).defer("area", "drawn")


@admin.register(Border)
class BorderAdmin(DrawnAdmin):
    list_display = ["between", "is_disputed"]
    list_filter = ["is_disputed"]
    search_fields = ["between"]
    fields = ["between", "is_disputed"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Border]:
        return super().get_queryset(request).defer("line", "drawn")
