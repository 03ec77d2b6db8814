"""What belongs to a pair of regional i-Map and pillar without being a profile: figures, national definitions."""

from django.db.models import Q, QuerySet

from accounts.access import Reader, held
from imap.regions.models import MapPillar, RegionalMap
from profiles.models.profile import is_read_by


def is_of_read_pair(user: Reader, pair: str = "map_pillar") -> Q:
    """True where the pair that the column `pair` names is public, or the user reads it, or works on its map."""
    public = Q(**{f"{pair}__access": MapPillar.Access.PUBLIC, f"{pair}__regional_map__is_public": True})
    if not user.is_authenticated:
        return public
    admitted = held(user, "regions.read_mappillar", MapPillar, pair)
    is_open = Q(**{f"{pair}__regional_map__is_public": True})
    return public | (is_open & admitted) | is_of_edited_pair(user, pair)


def is_read_with_its_edition(user: Reader, pair: str, issued: list[str]) -> Q:
    """What came with an edition is read by who reads that edition, once it is issued; the rest by who reads the pair.

    `pair` leads to the pair of a model that has an `edition`; editors see all of their maps, a state what it is asked to endorse.
    """
    from profiles.models.edition import is_endorsed_by

    of_edition = Q(edition__state__in=issued) & is_read_by(user, "edition__profile__")
    of_pair = Q(edition=None) & (Q(**{pair: None}) | is_of_read_pair(user, pair))
    return of_edition | of_pair | is_of_edited_pair(user, pair) | is_endorsed_by(user, "edition__")


def is_of_edited_pair(user: Reader, pair: str = "map_pillar") -> Q:
    return held(user, "regions.edit_regionalmap", RegionalMap, f"{pair}__regional_map")


def read_pairs(user: Reader) -> QuerySet[MapPillar]:
    """Pairs of regional i-Map and pillar that the user reads."""
    public = Q(access=MapPillar.Access.PUBLIC, regional_map__is_public=True)
    admitted = Q(regional_map__is_public=True) & held(user, "regions.read_mappillar", MapPillar)
    theirs = held(user, "regions.edit_regionalmap", RegionalMap, "regional_map")
    return MapPillar.objects.filter(public | admitted | theirs)
