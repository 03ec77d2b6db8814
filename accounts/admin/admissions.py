"""Admissions in forms: from a person to roles, and from a role to its people. All are written by the actions."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.access import objects_for
from accounts.actions import admit, dismiss
from accounts.admin.scope import staff
from accounts.models import Membership, RoleGroup, User
from imap.core.admin import PortalTabularInline
from imap.regions.models import RegionalMap


class RoleGroupChoice(forms.ModelChoiceField):
    """A group of Django's, by the role that it stands for."""

    def label_from_instance(self, obj: Group) -> str:
        return str(obj.role_group)


def groups_of(request: HttpRequest) -> models.QuerySet[Group]:
    return Group.objects.filter(
        role_group__in=RoleGroup.objects.administered_by(staff(request))
    ).select_related(
        "role_group__regional_map", "role_group__map_pillar__regional_map", "role_group__map_pillar__pillar"
    )


class AdmissionInline(PortalTabularInline):
    """Admissions to the role groups of the user's own regional i-Maps; those to other maps are not there."""

    model = Membership
    autocomplete_fields = ["nominated_by"]
    readonly_fields = ["admitted_on", "admitted_by"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Membership]:
        mine = super().get_queryset(request).filter(pk__in=Membership.objects.administered_by(staff(request)))
        return mine.select_related("user", "group__role_group", "nominated_by", "admitted_by")

    def may_write(self, request: HttpRequest, obj: models.Model | None) -> bool:
        return objects_for(request.user, "regions.admit_regionalmap", RegionalMap).exists()


class AdmissionOfPersonForm(forms.ModelForm):
    """On a person's page: the role group is chosen once; another role is another admission."""

    class Meta:
        model = Membership
        fields = ["group", "nominated_by"]
        field_classes = {"group": RoleGroupChoice}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["group"].disabled = True


class AdmissionToRoleForm(forms.ModelForm):
    """On a role's page: the person is one the user knows, or anyone whose e-mail address they have."""

    email = forms.EmailField(
        label=_("or by e-mail address"),
        required=False,
        help_text=_("Of somebody who has an account but is not on your lists yet."),
    )

    class Meta:
        model = Membership
        fields = ["user", "email", "nominated_by"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].required = False
        if self.instance.pk:
            self.fields["user"].disabled = self.fields["email"].disabled = True

    def clean(self) -> dict[str, Any] | None:
        super().clean()
        if not self.cleaned_data.get("user"):
            self.cleaned_data["user"] = self.person(self.cleaned_data.get("email"))
        return self.cleaned_data

    def person(self, email: str | None) -> User | None:
        if not email:
            self.add_error("user", _("Choose a person or give an e-mail address."))
            return None
        found = User.objects.filter(email__iexact=email, is_active=True).first()
        if found is None:
            self.add_error("email", _("Nobody has an account with this address. Add the user first."))
        return found


def save_admissions(formset: BaseInlineFormSet, by: User) -> None:
    """What a formset of admissions asks for, done by the actions; then the formset tells what it did."""
    rows = formset.save(commit=False)
    for membership in formset.deleted_objects:
        dismiss(membership=membership, by=by)
    for membership in rows:
        if membership.pk:
            membership.save(update_fields=["nominated_by"])
            continue
        role = RoleGroup.objects.get(group=membership.group)
        admit(
            user=membership.user, role=role.role, over=role.map_pillar or role.regional_map, by=by,
            nominated_by=membership.nominated_by,
        )  # fmt: skip
