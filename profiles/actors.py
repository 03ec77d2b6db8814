"""Who is who to an edition: `profiles.workflow.ACTORS`, asked of a person."""

from collections.abc import Callable

from babel.lists import format_list

from accounts.access import can
from accounts.models import User
from imap.core.translation import reading_language
from profiles import workflow
from profiles.models import Edition
from profiles.workflow import Transition


def is_of_secretariat(user: User, edition: Edition) -> bool:
    return can(user, "regions.edit_regionalmap", edition.profile.regional_map)


def is_of_state(user: User, edition: Edition) -> bool:
    """Answers for the country of the profile under its pillar."""
    country, organisation = edition.profile.country_id, user.organisation
    if country is None or organisation is None or organisation.country_id != country:
        return False
    return can(user, "regions.answer_mappillar", edition.profile.map_pillar)


def is_publisher(user: User, edition: Edition) -> bool:
    return can(user, "regions.publish_regionalmap", edition.profile.regional_map)


def is_head(user: User, edition: Edition) -> bool:
    return can(user, "regions.override_regionalmap", edition.profile.regional_map)


ACTORS: dict[str, Callable[[User, Edition], bool]] = {
    "secretariat": is_of_secretariat,
    "state": is_of_state,
    "publisher": is_publisher,
    "head": is_head,
    "portal": lambda user, edition: False,
    "operator": lambda user, edition: False,
}


def takers(step: Transition, edition: Edition) -> list[str]:
    """Who takes the step of this edition, in words: what has no country has no focal point."""
    return [
        str(workflow.ACTORS[who])
        for who in step.who
        if who != "state" or edition.profile.country_id is not None
    ]


def may_take(user: User, step: Transition, edition: Edition) -> bool:
    return any(ACTORS[who](user, edition) for who in step.who)


def needs_note(step: Transition, edition: Edition, by: User | None) -> bool:
    """A reason, or, of a secretariat that stands in for the state, on what ground."""
    if step.needs_note:
        return True
    if by is None or not step.note_of or edition.profile.country_id is None:
        return False
    return not any(ACTORS[who](by, edition) for who in step.who if who not in step.note_of)


def either(words: list[str]) -> str:
    """`a, b or c`, in the language of the page."""
    return format_list(words, style="or", locale=reading_language())
