"""Role groups: one for each role and what it is held over; who belongs to them, and by whose nomination."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organisation import Organisation
from accounts.roles import ROLE_CHOICES, ROLES
from imap.core.constraints import Unique
from imap.core.history import tracked
from imap.regions.models import MapPillar, RegionalMap

if TYPE_CHECKING:
    from accounts.models.user import User


class RoleGroupQuerySet(models.QuerySet["RoleGroup"]):
    def administered_by(self, user: "User") -> "RoleGroupQuerySet":
        """Groups whose members a secretariat names: those of its own regional i-Maps."""
        from accounts.access import objects_for

        return self.filter(regional_map__in=objects_for(user, "regions.admit_regionalmap", RegionalMap))


class RoleGroup(models.Model):
    """A group of Django's, with the role it stands for and the regional i-Map (and pillar) it is held over."""

    group = models.OneToOneField(Group, models.CASCADE, related_name="role_group")
    role = models.CharField(_("role"), max_length=20, choices=ROLE_CHOICES)
    regional_map = models.ForeignKey(
        RegionalMap, models.CASCADE, related_name="role_groups", verbose_name=_("regional i-Map")
    )
    map_pillar = models.ForeignKey(
        MapPillar, models.CASCADE, null=True, blank=True, related_name="role_groups", verbose_name=_("pillar")
    )

    objects = RoleGroupQuerySet.as_manager()

    class Meta:
        ordering = ["regional_map", "map_pillar", "role"]
        verbose_name = _("role group")
        verbose_name_plural = _("role groups")
        constraints = [
            Unique(
                name="one_group_a_role",
                words=_("This role has its group already. Add people to that one."),
                fields=["role", "regional_map", "map_pillar"],
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        over = self.map_pillar or self.regional_map
        return f"{over} · {ROLES[self.role].label}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def administered_by(self, user: "User") -> "MembershipQuerySet":
        return self.filter(group__role_group__in=RoleGroup.objects.administered_by(user))


@tracked()
class Membership(models.Model):
    """A person's admission to a role group."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships", verbose_name=_("role group"))
    nominated_by = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("nominated by")
    )
    admitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("admitted by"),
    )  # fmt: skip
    admitted_on = models.DateField(_("admitted on"), auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["user", "group"]
        verbose_name = _("admission")
        verbose_name_plural = _("admissions")
        constraints = [
            Unique(
                name="one_membership_a_role_group",
                words=_("This person holds this role already. Change the admission that is there."),
                fields=["user", "group"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.group}"
