"""Role groups: who reads, checks, translates and runs a regional i-Map, and by whose nomination."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.checks import InlineModelAdminChecks
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.access import role_group
from accounts.admin.admissions import AdmissionInline, AdmissionToRoleForm, save_admissions
from accounts.admin.scope import MapScopedAdmin, maps_of, staff
from accounts.models import Membership, RoleGroup
from accounts.roles import ROLES
from imap.core.admin import SameMapForm, ScopedFilter, offer
from imap.core.admin.history import Events, events_of
from imap.regions.models import MapPillar


class ThroughTheGroup(InlineModelAdminChecks):
    """Admissions hang on the role group's group, so Django's search for a direct foreign key is left out."""

    def _check_relation(self, obj: Any, parent_model: Any) -> list[Any]:
        return []

    def _check_exclude_of_parent_model(self, obj: Any, parent_model: Any) -> list[Any]:
        return []


class MemberInline(AdmissionInline):
    form = AdmissionToRoleForm
    fields = ["user", "email", "nominated_by", "admitted_on", "admitted_by"]
    autocomplete_fields = ["user", "nominated_by"]
    checks_class = ThroughTheGroup
    verbose_name = _("member")
    verbose_name_plural = _("members")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        self.parent_model = Group
        return super().get_formset(request, obj, **kwargs)

    def parent_admin(self) -> admin.ModelAdmin:
        return self.admin_site.get_model_admin(RoleGroup)


class RoleGroupForm(SameMapForm):
    map_pillar = forms.ModelChoiceField(
        MapPillar.objects.none(),
        required=False,
        label=_("pillar"),
        help_text=_(
            "For readers, focal points and validators; secretariat and translators work on all pillars."
        ),
    )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        role, pair = ROLES.get(cleaned.get("role", "")), cleaned.get("map_pillar")
        if role and role.over == "map_pillar" and not pair:
            self.add_error("map_pillar", _("This role is held over a pillar. Choose it."))
        if role and role.over == "regional_map" and pair:
            self.add_error(
                "map_pillar", _("This role is held over the whole regional i-Map. Leave it empty.")
            )
        return cleaned

    def save(self, commit: bool = True) -> RoleGroup:
        """The group comes with its permissions; one that is there already is used again."""
        return role_group(
            self.cleaned_data["role"], self.cleaned_data["map_pillar"] or self.cleaned_data["regional_map"]
        )

    def save_m2m(self) -> None:
        """A role group has no many-to-many fields of its own."""


@admin.register(RoleGroup)
class RoleGroupAdmin(MapScopedAdmin):
    needs = "admit"
    form = RoleGroupForm
    list_display = ["__str__", "regional_map", "role", "people"]
    list_filter = [("regional_map", ScopedFilter), "role"]
    list_select_related = ["regional_map", "map_pillar__regional_map", "map_pillar__pillar"]
    ordering = ["regional_map", "map_pillar", "role"]
    inlines = [MemberInline]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[RoleGroup]:
        return super().get_queryset(request).annotate(people_count=models.Count("group__memberships"))

    @admin.display(description=_("people"), ordering="people_count")
    def people(self, obj: Any) -> int:
        return obj.people_count

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["regional_map", "map_pillar", "role"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["regional_map", "map_pillar", "role"] if obj else []

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """An existing group is never rewritten: its page names its members."""
        if obj is not None:
            return super().get_form(request, obj, change, form=forms.ModelForm, **kwargs)
        form = super().get_form(request, obj, change, **kwargs)
        offer(
            form.base_fields["map_pillar"],
            MapPillar.objects.filter(regional_map__in=maps_of(request, self.needs)).select_related(
                "regional_map", "pillar"
            ),
        )
        return form

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return self.inlines if obj else []

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        return {**kwargs, "instance": obj.group}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Made by `role_group` already."""

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        save_admissions(formset, by=staff(request))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def history_of(self, request: HttpRequest, obj: Any) -> list[Events]:
        return [events_of(Membership, group_id=obj.group_id)]
