"""Admitting a person to a role, and ending it."""

from django.db import transaction

from accounts.access import complete_role_group, role_group
from accounts.models import Membership, Organisation, RoleGroup, User
from accounts.roles import ROLES
from imap.regions.models import MapPillar, RegionalMap


@transaction.atomic
def admit(
    *,
    user: User,
    role: str,
    over: RegionalMap | MapPillar,
    by: User | None,
    nominated_by: Organisation | None = None,
) -> Membership:
    """Give `user` the role; a second admission changes nothing. Staff roles open the admin."""
    group = role_group(role, over).group
    membership, _created = Membership.objects.get_or_create(
        user=user, group=group, defaults={"admitted_by": by, "nominated_by": nominated_by}
    )
    if ROLES[role].is_staff and not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
    return membership


@transaction.atomic
def dismiss(*, membership: Membership, by: User) -> None:
    """End an admission; the last staff role of a person closes the admin to them."""
    user = membership.user
    membership.delete()
    staff_roles = [code for code, role in ROLES.items() if role.is_staff]
    if (
        user.is_staff
        and not user.is_superuser
        and not user.groups.filter(role_group__role__in=staff_roles).exists()
    ):
        user.is_staff = False
        user.save(update_fields=["is_staff"])


@transaction.atomic
def renew_roles() -> None:
    """Give the groups that there are what `ROLES` has come to give since they were made."""
    for row in RoleGroup.objects.select_related("group", "regional_map", "map_pillar"):
        complete_role_group(row)
