"""Whether a letter about an edition may still go out when its turn comes: its reader still has the work, and it is still to do.

Its key names the edition and, before the reader, the agency or the language: `edition:12:validation-asked:40:7:3`.
"""

from collections.abc import Callable

from accounts.models import Letter
from profiles import conditions, people
from profiles.actions.translators import behind
from profiles.models import Edition, Validation
from profiles.models.translatable import is_translatable
from profiles.workflow import State


def edition_of(letter: Letter) -> Edition | None:
    key = letter.key.split(":")[1]
    paths = ("profile__regional_map", "profile__map_pillar")
    return Edition.objects.select_related(*paths).filter(pk=key).first()


def named_last(letter: Letter) -> str:
    """The agency or the language that the letter speaks of."""
    return letter.key.split(":")[-2]


def is_for_who_validates(letter: Letter) -> bool:
    """A verdict of the agency is still awaited, and its reader may still give it."""
    edition, agency = edition_of(letter), named_last(letter)
    if edition is None or letter.user is None:
        return False
    rows = Validation.objects.checked_by(letter.user).filter(section__edition=edition, agency=agency)
    return any(row.is_awaited for row in rows.select_related("section"))


def is_for_who_endorses(letter: Letter) -> bool:
    """The edition waits for its endorsement still."""
    edition = edition_of(letter)
    return edition is not None and edition.state == State.VALIDATION and endorses(letter, edition)


def is_for_who_endorses_again(letter: Letter) -> bool:
    """Its texts are other ones than those endorsed, still."""
    edition = edition_of(letter)
    if edition is None or not edition.is_under_review or not conditions.is_endorsed(edition):
        return False
    return endorses(letter, edition)


def endorses(letter: Letter, edition: Edition) -> bool:
    """A focal point of the state; where there is none, the secretariat stands in."""
    return people.who_endorse(edition).filter(pk=letter.user_id).exists()


def is_for_who_translates(letter: Letter) -> bool:
    """There is something to translate still, and its reader may still do it."""
    edition, language = edition_of(letter), named_last(letter)
    if edition is None or not is_translatable(edition) or not behind(edition, language):
        return False
    return people.translators_of(edition, language).filter(pk=letter.user_id).exists()


def is_for_secretariat(letter: Letter) -> bool:
    edition = edition_of(letter)
    return edition is not None and people.secretariat_of(edition).filter(pk=letter.user_id).exists()


def is_unpublished_still(letter: Letter) -> bool:
    """Nobody published by hand what could not be published by the clock."""
    edition = edition_of(letter)
    return edition is not None and edition.is_draft and is_for_secretariat(letter)


DUE: dict[str, Callable[[Letter], bool]] = {
    "validation_asked": is_for_who_validates,
    "validation_again": is_for_who_validates,
    "validation_due": is_for_who_validates,
    "endorsement_asked": is_for_who_endorses,
    "endorsement_again": is_for_who_endorses_again,
    "verdict_given": is_for_secretariat,
    "edition_endorsed": is_for_secretariat,
    "edition_returned": is_for_secretariat,
    "translation_asked": is_for_who_translates,
    "translation_again": is_for_who_translates,
    "schedule_failed": is_unpublished_still,
}
