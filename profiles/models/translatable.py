"""Which texts a translator works on. The rule is here and nowhere else."""

from django.db.models import Q

from accounts.access import Reader, held, objects_for
from imap.core.translation import LANGUAGES
from imap.regions.models import RegionalMap
from profiles.models.edition import Edition

# The states of an edition in which its texts are translated: once it is endorsed; and in one that is ready already, what has
# fallen out of step since.
TRANSLATABLE = (Edition.State.ENDORSED, Edition.State.TRANSLATION, Edition.State.READY)


def is_translatable(edition: Edition) -> bool:
    """Its translations are written and rewritten; those of any other edition at most filled, once."""
    return edition.state in TRANSLATABLE


def permission(language: str) -> str:
    return f"regions.translate_{language}_regionalmap"


def lacks(language: str) -> Q:
    """Sections without a text in `language`."""
    return Q(**{f"body_{language}": ""}) | Q(**{f"body_{language}__isnull": True})


def is_given_to(user: Reader) -> Q:
    """True for sections that the user translates.

    Of the regional i-Maps for which they hold a language: those of editions being translated, and those of the published
    edition that have no text in that language yet.
    """
    given = Q(pk__in=[])
    for language in LANGUAGES:
        mine = held(user, permission(language), RegionalMap, "edition__profile__regional_map")
        has_a_gap = Q(edition__state=Edition.State.PUBLISHED) & lacks(language)
        given |= mine & (Q(edition__state__in=TRANSLATABLE) | has_a_gap)
    return given


def languages_of(user: Reader, regional_map: RegionalMap) -> list[str]:
    """The languages of the regional i-Map that the user translates into; its secretariat may write in all of them."""
    if objects_for(user, "regions.edit_regionalmap", RegionalMap).contains(regional_map):
        return list(regional_map.languages)
    return [
        language
        for language in regional_map.languages
        if objects_for(user, permission(language), RegionalMap).contains(regional_map)
    ]
