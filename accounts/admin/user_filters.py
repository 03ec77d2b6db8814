"""What a secretariat asks its list of people."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import maps_of, staff
from accounts.models import Membership, Organisation
from accounts.roles import ROLE_CHOICES
from imap.core.admin.filters import Question


def memberships(request: HttpRequest) -> models.QuerySet[Membership]:
    return Membership.objects.administered_by(staff(request))


class MapFilter(admin.SimpleListFilter):
    title = _("regional i-Map")
    parameter_name = "map"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(str(row.pk), str(row)) for row in maps_of(request, "admit")]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        chosen = [pk for pk, _name in self.lookup_choices if pk == self.value()]
        if not chosen:
            return queryset
        found = memberships(request).filter(group__role_group__regional_map__in=chosen)
        return queryset.filter(pk__in=found.values("user"))


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        return ROLE_CHOICES

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        if not self.value():
            return queryset
        found = memberships(request).filter(group__role_group__role=self.value())
        return queryset.filter(pk__in=found.values("user"))


class OrganisationFilter(admin.SimpleListFilter):
    title = _("organisation")
    parameter_name = "organisation"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        used = model_admin.get_queryset(request).values("organisation")
        return [(row.code, str(row)) for row in Organisation.objects.filter(pk__in=used)]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(organisation__code=self.value()) if self.value() else queryset


class SecondFactorMissing(Question):
    title = _("second factor")
    parameter_name = "second_factor_missing"
    yes_label = _("missing")
    no_label = _("set up")

    def matching(self, queryset: models.QuerySet) -> Any:
        factors = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
        return ~models.Exists(factors.filter(user=models.OuterRef("pk")))


class NeverSignedIn(Question):
    title = _("sign-in")
    parameter_name = "never_signed_in"
    yes_label = _("never signed in")

    def matching(self, queryset: models.QuerySet) -> models.Q:
        return models.Q(last_login=None)
