"""What a state says of the whole, kept with the texts that it was said of."""

from hashlib import sha256
from json import dumps

from accounts.models import User
from profiles import letters
from profiles.actors import is_of_state
from profiles.models import Edition, Endorsement
from profiles.models.endorsement import seen_in


def keep_endorsement(*, edition: Edition, by: User | None, note: str, **_told: object) -> None:
    row = keep(edition, Endorsement.Verdict.ENDORSED, by, note)
    letters.tell_secretariat("edition_endorsed", f"endorsed:{row.pk}", edition, but=by)


def keep_return(*, edition: Edition, by: User | None, note: str, **_told: object) -> None:
    """A state's own return ends its endorsement; a secretariat's leaves it standing. Either way the others are told."""
    if by is not None and is_of_state(by, edition):
        keep(edition, Endorsement.Verdict.RETURNED, by, note)
    occasion = f"returned:{edition.steps.latest('pk').pk}"
    letters.tell_secretariat("edition_returned", occasion, edition, but=by)


def keep(edition: Edition, verdict: str, by: User | None, note: str) -> Endorsement:
    return Endorsement.objects.create(
        edition=edition, verdict=verdict, by=by, note=note, seen=seen_in(edition)
    )


def mark_of_edition(edition: Edition) -> str:
    """Names all texts of an edition: a form carries it, so that a state endorses what it had before its eyes."""
    return sha256(dumps(seen_in(edition), sort_keys=True).encode()).hexdigest()[:16]
