from accounts.models.access import (
    MapPillarGroupPermission,
    MapPillarUserPermission,
    RegionalMapGroupPermission,
    RegionalMapUserPermission,
)
from accounts.models.letter import Letter, LetterQuerySet
from accounts.models.organisation import Engagement, Organisation, OrganisationQuerySet
from accounts.models.reading import Reading, ReadingQuerySet
from accounts.models.role_group import Membership, MembershipQuerySet, RoleGroup, RoleGroupQuerySet
from accounts.models.user import Digest, User, UserManager

__all__ = [
    "Digest",
    "Engagement",
    "Letter",
    "LetterQuerySet",
    "MapPillarGroupPermission",
    "MapPillarUserPermission",
    "Membership",
    "MembershipQuerySet",
    "Organisation",
    "OrganisationQuerySet",
    "Reading",
    "ReadingQuerySet",
    "RegionalMapGroupPermission",
    "RegionalMapUserPermission",
    "RoleGroup",
    "RoleGroupQuerySet",
    "User",
    "UserManager",
]
