"""What is wrong with a condition that a person typed."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from imap.core.translation import listed
from profiles.collection.language.parser import parse, references
from profiles.collection.language.tokens import ConditionError


def in_a_circle(way: list[str]) -> str:
    words = _("It goes round in a circle: %(way)s. None of these can ever be shown or worked out.")
    return words % {"way": listed([*way, way[0]])}


def faults_of(text: str, known: Iterable[str]) -> list[str]:
    """In words; empty where the condition can be used. `known` are the codes that it may ask for."""
    if not text.strip():
        return []
    try:
        asked = set(references(parse(text)))
    except ConditionError as error:
        return [str(error)]
    return [
        _("The condition asks for ${%(name)s}, which is no question here.") % {"name": name}
        for name in sorted(asked - set(known))
    ]
