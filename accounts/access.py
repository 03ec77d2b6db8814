"""The one door to guardian: which objects a user holds a permission on, and how it is given and taken.

Lists and single checks are the same query. A session without its second factor holds nothing.
"""

from typing import TypeVar

from django.apps import apps
from django.contrib.auth.models import AnonymousUser, Group
from django.db import models
from django.db.models import Q, QuerySet
from guardian.models import UserObjectPermissionAbstract, UserObjectPermissionBase
from guardian.shortcuts import assign_perm, remove_perm

from accounts.held import Held
from accounts.models.role_group import RoleGroup
from accounts.models.user import User
from accounts.roles import ROLES
from imap.regions.models import MapPillar, RegionalMap, RegionalMapQuerySet

M = TypeVar("M", bound=models.Model)
Reader = User | AnonymousUser


def is_admitted_at_all(user: Reader) -> bool:
    """Signed in, active, and with the second factor where one is required."""
    return user.is_authenticated and user.is_active and not user.lacks_second_factor


def standing_of(user: Reader) -> tuple[bool, ...]:
    """All that the wording of `held` and `maps_for` turns on beside the user's key: with it a compiled statement may be kept.

    What the user holds is no part of it: that is asked of the database at every use.
    """
    return user.is_authenticated, is_admitted_at_all(user), user.is_superuser


def held(user: Reader, permission: str, model: type[models.Model], field: str = "pk") -> Q:
    """True where `field` is the key of a row of `model` on which the user holds `permission` (`app.codename`).

    For conditions on other models that point to it: no join, no row of `model` read.
    """
    if not is_admitted_at_all(user):
        return Q(pk__in=[])
    if user.is_superuser:
        return Q(**{f"{field}__isnull": False})
    return Q(**{f"{field}__in": Held(user.pk, permission, model)})


def objects_for(user: Reader, permission: str, model: type[M]) -> QuerySet[M]:
    """Rows of `model` on which the user holds `permission`, by themselves or through a role group."""
    return model._default_manager.filter(held(user, permission, model))


def can(user: Reader, permission: str, obj: models.Model) -> bool:
    return objects_for(user, permission, type(obj)).contains(obj)


def maps_for(user: Reader) -> RegionalMapQuerySet:
    """Regional i-Maps that the user may open: the public ones and those they work on."""
    public = RegionalMap.objects.published()
    if not is_admitted_at_all(user):
        return public
    mine = held(user, "regions.edit_regionalmap", RegionalMap)
    return RegionalMap.objects.filter(Q(is_public=True) | mine)


def role_group(role: str, over: RegionalMap | MapPillar) -> RoleGroup:
    """The group of a role over a regional i-Map or a pillar of it; made, with its permissions, on first use."""
    held_over = ROLES[role].over
    map_pillar = over if isinstance(over, MapPillar) else None
    if held_over == "map_pillar" and map_pillar is None:
        raise ValueError(f"The role {role} is held over a pillar of a regional i-Map.")
    if held_over == "regional_map" and map_pillar is not None:
        raise ValueError(f"The role {role} is held over a whole regional i-Map.")
    regional_map = map_pillar.regional_map if map_pillar else over
    found = RoleGroup.objects.filter(role=role, regional_map=regional_map, map_pillar=map_pillar).first()
    return found or _make_role_group(role, regional_map, map_pillar)


def _make_role_group(role: str, regional_map: models.Model, map_pillar: MapPillar | None) -> RoleGroup:
    key = f"{role}:{regional_map.pk}" + (f":{map_pillar.pk}" if map_pillar else "")
    group, _created = Group.objects.get_or_create(name=key)
    for permission in sorted(ROLES[role].permissions):
        assign_perm(f"regions.{permission}", group, map_pillar or regional_map)
    return RoleGroup.objects.create(group=group, role=role, regional_map=regional_map, map_pillar=map_pillar)


def complete_role_group(row: RoleGroup) -> None:
    """A role may have come to give more since its group was made. What is held already stays as it is."""
    over = row.map_pillar or row.regional_map
    for permission in sorted(ROLES[row.role].permissions if row.role in ROLES else ()):
        assign_perm(f"regions.{permission}", row.group, over)


def is_granted_outside(user: User, maps: QuerySet[RegionalMap]) -> bool:
    """Whether the user holds a grant of their own on anything of a regional i-Map that is not among `maps`."""
    for model in apps.get_models():
        if issubclass(model, UserObjectPermissionBase) and not issubclass(
            model, UserObjectPermissionAbstract
        ):
            of_map = (
                ""
                if model._meta.get_field("content_object").related_model is RegionalMap
                else "__regional_map"
            )
            grants = model._default_manager.filter(user=user)
            if grants.exclude(**{f"content_object{of_map}__in": maps.values("pk")}).exists():
                return True
    return False


def grant(permission: str, to: User | Group, on: models.Model) -> None:
    """One permission on one object, beside what role groups give: widens the access to a single profile."""
    assign_perm(permission, to, on)


def revoke(permission: str, to: User | Group, on: models.Model) -> None:
    remove_perm(permission, to, on)
