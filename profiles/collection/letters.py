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
