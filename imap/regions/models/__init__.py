from imap.regions.models.country import Country, CountryGroup, CountryQuerySet, GroupMembership
from imap.regions.models.participation import Participation
from imap.regions.models.regional_map import MapPillar, Pillar, RegionalMap, RegionalMapQuerySet
from imap.regions.models.shape import Border, Shape
from imap.regions.models.theme import Theme

__all__ = [
    "Border",
    "Country",
    "CountryGroup",
    "CountryQuerySet",
    "GroupMembership",
    "MapPillar",
    "Participation",
    "Pillar",
    "RegionalMap",
    "RegionalMapQuerySet",
    "Shape",
    "Theme",
]
