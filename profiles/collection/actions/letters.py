"""Letters of rounds, through the outbox of accounts: each has a key, and the same key is never posted twice."""

from typing import Any

from accounts.models import User
from imap.regions.models import RegionalMap
from profiles.collection.models import Round, Submission
from profiles.people import who_run


def post_letter(*, to: User, kind: str, key: str, regional_map: RegionalMap, context: dict[str, Any]) -> None:
    from accounts.actions import post

    post(to=to, kind=kind, key=key, context=context, regional_map=regional_map)


def write_to_state(submission: Submission, kind: str, key: str, **context: Any) -> int:
    """To each focal point of the state; how many there are."""
    people = list(submission.focal_points)
    for person in people:
        post_letter(
            to=person,
            kind=kind,
            key=f"{key}:{person.pk}",
            regional_map=submission.round.regional_map,
            context={**facts(submission), **context},
        )
    return len(people)


def write_to_secretariat(submission: Submission, kind: str, key: str, **context: Any) -> None:
    for person in who_run(submission.round.regional_map):
        post_letter(
            to=person,
            kind=kind,
            key=f"{key}:{person.pk}",
            regional_map=submission.round.regional_map,
            context={**facts(submission), **context},
        )


def facts(submission: Submission) -> dict[str, Any]:
    """What every letter of a round speaks of; read in the language of its reader."""
    round_: Round = submission.round
    return {
        "submission": submission,
        "round": round_,
        "country": submission.country,
        "regional_map": round_.regional_map,
        "due": submission.due,
        "path": submission.get_absolute_url(),
    }
