"""People: found by organisation and role, admitted by the secretariats, never shown to a map that they have no part in."""

from typing import Any

from allauth.account.forms import ResetPasswordForm
from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.access import is_granted_outside, objects_for
from accounts.actions import admit, forget_second_factor
from accounts.admin.admissions import AdmissionInline, AdmissionOfPersonForm, groups_of, save_admissions
from accounts.admin.scope import maps_of, staff
from accounts.admin.user_filters import (
    MapFilter,
    NeverSignedIn,
    OrganisationFilter,
    RoleFilter,
    SecondFactorMissing,
)
from accounts.admin.user_form import NewUserForm
from accounts.models import Membership, RoleGroup, User
from imap.core.admin import PortalAdmin, offer
from imap.core.admin.history import Events, events_of
from imap.regions.models import RegionalMap

SHARED = _(
    "This person also belongs to another dialogue. Their data are changed by themselves or an administrator; "
    "you give and end the roles within your own regional i-Maps."
)


class RolesInline(AdmissionInline):
    form = AdmissionOfPersonForm
    fk_name = "user"
    fields = ["group", "nominated_by", "admitted_on", "admitted_by"]
    verbose_name = _("role")
    verbose_name_plural = _("roles")

    def get_field_queryset(
        self, db: str | None, db_field: models.Field, request: HttpRequest
    ) -> models.QuerySet:
        if db_field.name == "group":
            return groups_of(request)
        return super().get_field_queryset(db, db_field, request)


@admin.register(User)
class UserAdmin(PortalAdmin):
    list_display = ["email", "name", "organisation", "roles", "is_active", "last_login"]
    list_filter = [MapFilter, RoleFilter, OrganisationFilter, "is_active", SecondFactorMissing, NeverSignedIn]
    list_select_related = ["organisation"]
    search_fields = ["email", "name", "organisation__code", "organisation__name_en"]
    autocomplete_fields = ["organisation"]
    inlines = [RolesInline]
    readonly_fields = ["last_login", "date_joined"]
    ordering = ["email"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[User]:
        """The people admitted to a role in one of the user's own maps; superusers see everyone."""
        people = super().get_queryset(request)
        if not request.user.is_superuser:
            people = people.filter(pk__in=Membership.objects.administered_by(staff(request)).values("user"))
        self_administered = Membership.objects.administered_by(staff(request)).select_related(
            "group__role_group__regional_map",
            "group__role_group__map_pillar__regional_map",
            "group__role_group__map_pillar__pillar",
        )
        return people.prefetch_related(models.Prefetch("memberships", self_administered, to_attr="own_roles"))

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """A list that is asked how a password's hash begins would tell it letter by letter."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("roles"))
    def roles(self, obj: Any) -> str:
        return format_html_join("\n", "<div>{}</div>", ((row.group.role_group,) for row in obj.own_roles))

    def administers_anyone(self, request: HttpRequest) -> bool:
        return objects_for(request.user, "regions.admit_regionalmap", RegionalMap).exists()

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.administers_anyone(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.administers_anyone(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.administers_anyone(request)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Roles within one's own maps can be given and ended for everyone on the list but superusers."""
        return self.administers_anyone(request) and (
            obj is None or request.user.is_superuser or not obj.is_superuser
        )

    def is_own(self, request: HttpRequest, obj: User) -> bool:
        """Somebody who also belongs to another dialogue is not this secretariat's to rename or to shut out."""
        if request.user.is_superuser:
            return True
        groups = Membership.objects.filter(user=obj)
        own = groups.filter(pk__in=Membership.objects.administered_by(staff(request)).values("pk"))
        is_own = groups.exists() and groups.count() == own.count()
        return is_own and not obj.is_superuser and not is_granted_outside(obj, maps_of(request, "admit"))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is not None:
            return super().get_form(request, obj, change, **kwargs)
        form = super().get_form(request, obj, change, form=NewUserForm, **kwargs)
        offer(form.base_fields["role_group"], groups_of(request))
        form.base_fields["role_group"].required = not request.user.is_superuser
        return form

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        person = ["email", "name", "organisation", "preferred_language"]
        if obj is None:
            return [*person, "role_group", "nominated_by"]
        state = ["is_active", *(["is_staff", "is_superuser"] if request.user.is_superuser else [])]
        return [*person, *state, "last_login", "date_joined"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        shared = obj is not None and not self.is_own(request, obj)
        told = {"description": SHARED} if shared else {}
        return [(None, {"fields": self.get_fields(request, obj), **told})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """An e-mail address is what a person signs in with: whoever changes it takes the account."""
        fixed = list(super().get_readonly_fields(request, obj))
        if obj is not None and not self.is_own(request, obj):
            return self.get_fields(request, obj)
        return fixed if obj is None or request.user.is_superuser else [*fixed, "email"]

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return self.inlines if obj else []

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            if not obj.pk:
                obj.set_unusable_password()
                obj.save()
            self.admit_new(request, obj, form.cleaned_data)
            return
        super().save_model(request, obj, form, change)

    def admit_new(self, request: HttpRequest, obj: User, chosen: dict[str, Any]) -> None:
        if group := chosen.get("role_group"):
            role: RoleGroup = group.role_group
            admit(
                user=obj, role=role.role, over=role.map_pillar or role.regional_map, by=staff(request),
                nominated_by=chosen.get("nominated_by"),
            )  # fmt: skip

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        save_admissions(formset, by=staff(request))

    def get_urls(self) -> list[URLPattern]:
        invite = path(
            "<int:pk>/invite/", self.admin_site.admin_view(self.invite), name="accounts_user_invite"
        )
        forget = path(
            "<int:pk>/forget-factor/",
            self.admin_site.admin_view(self.forget_factor),
            name="accounts_user_forget_factor",
        )
        return [invite, forget, *super().get_urls()]

    def forget_factor(self, request: HttpRequest, pk: int) -> HttpResponse:
        """For a lost phone, after a confirmation. Only for people whom the user may also shut out."""
        person = self.get_queryset(request).filter(pk=pk).first()
        if person is None or not self.is_own(request, person):
            return self.is_not_there(request, pk)
        if request.method != "POST":
            context = {
                **self.admin_site.each_context(request),
                "title": gettext("Remove the second factor"),
                "original": person,
                "opts": self.opts,
                "media": self.media,
            }
            return render(request, "admin/accounts/user/forget_factor.html", context)
        if forget_second_factor(user=person, by=staff(request)):
            self.log_change(request, person, "second factor removed")
            messages.success(request, gettext("The second factor of %s is removed.") % person)
        else:
            messages.info(request, gettext("%s has no second factor.") % person)
        return HttpResponseRedirect(reverse("admin:accounts_user_change", args=[pk]))

    def invite(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Send the person a link to choose their own password; no hash is ever shown. By POST from their page."""
        person = self.get_queryset(request).filter(pk=pk, is_active=True).first()
        if person is None or not self.has_view_permission(request, person):
            return self.is_not_there(request, pk)
        form = ResetPasswordForm({"email": person.email})
        if request.method == "POST" and form.is_valid():
            form.save(request)
            messages.success(request, gettext("A link to choose a password went to %s.") % person.email)
        return HttpResponseRedirect(reverse("admin:accounts_user_change", args=[pk]))

    def history_of(self, request: HttpRequest, obj: models.Model) -> list[Events]:
        """The person's row, and their admissions to the user's own maps."""
        own = RoleGroup.objects.administered_by(staff(request)).values("group")
        return [*super().history_of(request, obj), events_of(Membership, user_id=obj.pk, group_id__in=own)]
