"""Whether a letter of a round may still go out when its turn comes."""

from accounts.models import Letter


def is_for_one_who_answers(letter: Letter) -> bool:
    """Its reader still answers for the state. The key names the submission: `round:3:12:…`."""
    from profiles.collection.models import Submission

    key = letter.key.split(":")[2]
    return letter.user is not None and Submission.objects.answered_by(letter.user).filter(pk=key).exists()


def is_still_wanted(letter: Letter) -> bool:
    """Nobody is asked for what was sent meanwhile."""
    from profiles.collection.models import Round, Submission

    key = letter.key.split(":")[2]
    open_ = Submission.objects.filter(
        pk=key, state__in=Submission.WRITABLE, round__in=Round.objects.running()
    )
    return open_.exists() and is_for_one_who_answers(letter)


def is_for_one_who_runs_it(letter: Letter) -> bool:
    """Its reader is of the secretariat still."""
    from profiles.collection.models import Submission

    key = letter.key.split(":")[2]
    return letter.user is not None and Submission.objects.editable_by(letter.user).filter(pk=key).exists()


def is_received_still(letter: Letter) -> bool:
    """The answers still wait to be read."""
    from profiles.collection.models import Submission

    key = letter.key.split(":")[2]
    waits = Submission.objects.filter(pk=key, state=Submission.State.SUBMITTED).exists()
    return waits and is_for_one_who_runs_it(letter)


def is_extension_asked_still(letter: Letter) -> bool:
    """Nobody has decided on it yet."""
    from profiles.collection.models import Submission

    key = letter.key.split(":")[2]
    waits = Submission.objects.filter(pk=key, asked_due_on__isnull=False).exists()
    return waits and is_for_one_who_runs_it(letter)
