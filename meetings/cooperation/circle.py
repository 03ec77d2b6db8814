"""Who is who to the cooperation of a dialogue: its partners, those who speak for a state in it, its secretariat."""

from django.db.models import Q, QuerySet

from accounts.access import Reader, held, is_admitted_at_all
from accounts.models import Organisation, RoleGroup, User
from imap.regions.models import MapPillar, RegionalMap


def of_partners(user: Reader, regional_map: str = "regional_map") -> Q:
    """Rows of public regional i-Maps in which the user has a role, whatever it is: an admission that ends closes this door."""
    if not is_admitted_at_all(user) or not user.pk:
        return Q(pk__in=[])
    roles = RoleGroup.objects.filter(group__user=user.pk).values("regional_map")
    return Q(**{f"{regional_map}__is_public": True, f"{regional_map}__in": roles})


def of_secretariat(user: Reader, regional_map: str = "regional_map") -> Q:
    return held(user, "regions.edit_regionalmap", RegionalMap, regional_map)


def maps_spoken_in(user: Reader) -> QuerySet[RegionalMap]:
    """Public regional i-Maps in which the user is a national focal point."""
    pairs = MapPillar.objects.filter(held(user, "regions.answer_mappillar", MapPillar))
    return RegionalMap.objects.published().filter(pk__in=pairs.values("regional_map"))


def of_own_state(user: Reader, organisation: str = "organisation", regional_map: str = "regional_map") -> Q:
    """Rows of the user's own state, where they are its focal point."""
    own = getattr(user, "organisation_id", None)
    if not is_admitted_at_all(user) or own is None:
        return Q(pk__in=[])
    return Q(**{organisation: own, f"{regional_map}__in": maps_spoken_in(user).values("pk")})


def focal_points_of(organisation: Organisation, regional_map: RegionalMap) -> QuerySet[User]:
    """Active people who speak for the state in the dialogue, under any of its pillars."""
    groups = RoleGroup.objects.filter(role="focal_point", regional_map=regional_map).values("group")
    return User.objects.filter(is_active=True, organisation=organisation, groups__in=groups).distinct()
