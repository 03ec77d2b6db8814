"""Who is to be asked or told about an edition: people, by their roles."""

from django.db.models import QuerySet

from accounts.models import Organisation, User
from imap.regions.models import MapPillar, RegionalMap
from profiles.models import Edition


def holders(*roles: str, regional_map: RegionalMap, map_pillar: MapPillar | None = None) -> QuerySet[User]:
    """Active people who hold one of the roles over the map, or over its pillar."""
    return User.objects.filter(
        is_active=True,
        memberships__group__role_group__role__in=roles,
        memberships__group__role_group__regional_map=regional_map,
        memberships__group__role_group__map_pillar=map_pillar,
    ).distinct()


def secretariat_of(edition: Edition) -> QuerySet[User]:
    return who_run(edition.profile.regional_map)


def who_run(regional_map: RegionalMap) -> QuerySet[User]:
    return holders("secretariat", "head_of_secretariat", regional_map=regional_map)


def who_answer(pair: MapPillar) -> QuerySet[User]:
    """Focal points of every state under a pillar of a map."""
    return holders("focal_point", regional_map=pair.regional_map, map_pillar=pair)


def validators_of(agency: Organisation, edition: Edition) -> QuerySet[User]:
    """The agency's people who validate under the edition's pillar."""
    pair = edition.profile.map_pillar
    return holders("validator", regional_map=pair.regional_map, map_pillar=pair).filter(organisation=agency)


def focal_points_of(edition: Edition) -> QuerySet[User]:
    """Those who answer for the profile's country under its pillar; none where it has no country."""
    found, country = who_answer(edition.profile.map_pillar), edition.profile.country_id
    return found.filter(organisation__country=country) if country else found.none()


def who_endorse(edition: Edition) -> QuerySet[User]:
    """The state's focal points; the secretariat where there is none."""
    found = focal_points_of(edition)
    return found if found.exists() else secretariat_of(edition)


def translators_of(edition: Edition, language: str) -> QuerySet[User]:
    """Who translates into a language for the edition's regional i-Map."""
    found = holders(f"translator_{language}", regional_map=edition.profile.regional_map)
    return found.order_by("name", "email")
