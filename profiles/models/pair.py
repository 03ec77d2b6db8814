"""What belongs to a pair of regional i-Map and pillar without being a profile: figures, national definitions."""

from django.db.models import Q, QuerySet

from accounts.access import Reader, held
from imap.regions.models import MapPillar, RegionalMap


def is_of_read_pair(user: Reader, pair: str = "map_pillar") -> Q:
    """True where the pair that the column `pair` names is public, or the user reads it, or works on its map."""
    public = Q(**{f"{pair}__access": MapPillar.Access.PUBLIC, f"{pair}__regional_map__is_public": True})
    if not user.is_authenticated:
        return public
    return public | held(user, "regions.read_mappillar", MapPillar, pair) | is_of_edited_pair(user, pair)


def is_of_edited_pair(user: Reader, pair: str = "map_pillar") -> Q:
    return held(user, "regions.edit_regionalmap", RegionalMap, f"{pair}__regional_map")


def read_pairs(user: Reader) -> QuerySet[MapPillar]:
    """Pairs of regional i-Map and pillar that the user reads."""
    public = Q(access=MapPillar.Access.PUBLIC, regional_map__is_public=True)
    admitted = held(user, "regions.read_mappillar", MapPillar)
    theirs = held(user, "regions.edit_regionalmap", RegionalMap, "regional_map")
    return MapPillar.objects.filter(public | admitted | theirs)
