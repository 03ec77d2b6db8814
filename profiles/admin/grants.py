"""Grants on one profile, beside what role groups give: to a person or to a role group. Given and taken by accounts.access."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.access import grant, revoke
from accounts.admin.admissions import RoleGroupChoice, groups_of
from accounts.admin.scope import holds
from accounts.models import User
from imap.core.admin import PortalTabularInline, offer
from profiles.models import Profile, ProfileGroupPermission, ProfileUserPermission

READ = "profiles.read_profile"


class GrantInline(PortalTabularInline):
    """Only the permission to read; whoever holds another one (there is none today) is not shown here."""

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).filter(permission__codename="read_profile")

    def may_write(self, request: HttpRequest, obj: Any) -> bool:
        return obj is not None and holds(request, "admit", obj.regional_map_id)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_write(request, obj)


class PersonGrantForm(forms.ModelForm):
    email = forms.EmailField(
        label=_("or by e-mail address"),
        required=False,
        help_text=_("Of somebody who has an account but is not on your lists yet."),
    )

    class Meta:
        model = ProfileUserPermission
        fields = ["user", "email"]
        labels = {"user": _("person")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].required = False
        if self.instance.pk:
            known = User.objects.filter(pk=self.instance.user_id)
            offer(self.fields["user"], known)
            self.fields["user"].disabled = self.fields["email"].disabled = True

    def clean(self) -> dict[str, Any] | None:
        super().clean()
        if not self.cleaned_data.get("user"):
            email = self.cleaned_data.get("email")
            found = User.objects.filter(email__iexact=email, is_active=True).first() if email else None
            self.cleaned_data["user"] = found
            if found is None:
                self.add_error("email", _("Choose a person, or give the e-mail address of an account."))
        return self.cleaned_data


class PersonGrantInline(GrantInline):
    model = ProfileUserPermission
    form = PersonGrantForm
    fields = ["user", "email"]
    autocomplete_fields = ["user"]
    verbose_name = _("named reader")
    verbose_name_plural = _("named readers")


class GroupGrantForm(forms.ModelForm):
    group = RoleGroupChoice(Group.objects.none(), label=_("role group"))

    class Meta:
        model = ProfileGroupPermission
        fields = ["group"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            offer(self.fields["group"], Group.objects.filter(pk=self.instance.group_id))
            self.fields["group"].disabled = True


class GroupGrantInline(GrantInline):
    model = ProfileGroupPermission
    form = GroupGrantForm
    fields = ["group"]
    verbose_name = _("group of readers")
    verbose_name_plural = _("groups of readers")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        offer(formset.form.base_fields["group"], groups_of(request))
        return formset


def save_grants(formset: Any, profile: Profile) -> None:
    """Rows of guardian's are made by `grant` and removed by `revoke`, never by the form."""
    holder = "user" if formset.model is ProfileUserPermission else "group"
    formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
    for form in formset.deleted_forms:
        if form.instance.pk:
            revoke(READ, getattr(form.instance, holder), profile)
            formset.deleted_objects.append(form.instance)
    for form in formset.extra_forms:
        if form.has_changed() and form not in formset.deleted_forms:
            to = form.cleaned_data[holder]
            grant(READ, to, profile)
            given = formset.model.objects.filter(content_object=profile, permission__codename="read_profile")
            formset.new_objects.append(given.get(**{holder: to}))
