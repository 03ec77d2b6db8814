"""What a state says of the whole, kept with the texts that it was said of."""

from accounts.models import User
from profiles.actors import is_of_state
from profiles.models import Edition, Endorsement
from profiles.models.endorsement import seen_of


def keep_endorsement(*, edition: Edition, by: User | None, note: str) -> Endorsement:
    return keep(edition, Endorsement.Verdict.ENDORSED, by, note)


def keep_return(*, edition: Edition, by: User | None, note: str) -> None:
    """A state's own return ends its endorsement; a secretariat's leaves it standing."""
    if by is not None and is_of_state(by, edition):
        keep(edition, Endorsement.Verdict.RETURNED, by, note)


def keep(edition: Edition, verdict: str, by: User | None, note: str) -> Endorsement:
    sections = edition.sections.select_related("template")
    return Endorsement.objects.create(
        edition=edition, verdict=verdict, by=by, note=note,
        seen={section.code: seen_of(section) for section in sections},
    )  # fmt: skip
