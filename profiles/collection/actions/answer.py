"""Saving one answer: read as its kind demands, kept as typed where it cannot be read, never written over unseen."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from profiles.collection.given import Given, reading_of
from profiles.collection.models import Answer, Question, Submission
from profiles.collection.values import CONTROLS, Read


class Conflict(Exception):
    """Someone saved another answer meanwhile; `theirs` is it. Nothing was written."""

    def __init__(self, theirs: Answer) -> None:
        super().__init__(str(theirs))
        self.theirs = theirs


class NotWritable(Exception):
    """The submission takes no answers now: it was sent, accepted, or its round is closed."""


@transaction.atomic
def save_answer(
    *, submission: Submission, question: Question, entry: int, given: Given, language: str, by: User
) -> tuple[Answer | None, Read]:
    """The answer as it is now kept, and how it was read. Raises `Conflict` or `NotWritable`."""
    locked = must_be_writable(submission, by)
    answer = Answer.objects.filter(submission=locked, question=question, entry=entry).first()
    read = reading_of(question, given, answer, language)
    wanted = {
        "value": read.value,
        "typed": read.typed,
        "unavailable_reason": CONTROLS.sub("", given.unavailable_reason).strip(),
        "definition_note": CONTROLS.sub("", given.definition_note).strip(),
    }
    if given.unchanged:
        wanted |= unchanged_from(locked, question, entry)
    if is_same(answer, wanted):
        return answer, read
    if (answer.version if answer else 0) != given.version:
        raise Conflict(answer or Answer(submission=locked, question=question, entry=entry, version=0))
    answer = answer or Answer(submission=locked, question=question, entry=entry, version=0)
    written(answer, wanted, language, by)
    began(locked)
    return answer, read


def must_be_writable(submission: Submission, by: User) -> Submission:
    """The submission's row, locked: one answer of a state is written after the other."""
    if not Submission.objects.answered_by(by).contains(submission):
        raise PermissionDenied
    locked = Submission.objects.select_for_update(of=("self",)).select_related("round").get(pk=submission.pk)
    if not locked.is_writable:
        raise NotWritable(locked.get_state_display())
    return locked


def unchanged_from(submission: Submission, question: Question, entry: int) -> dict[str, Any]:
    from profiles.collection.sheet import last_submission

    last = last_submission(submission)
    before = last and last.answers.filter(question__code=question.code, entry=entry).first()
    if not before:
        return {}
    return {
        "value": before.value,
        "typed": "",
        "unavailable_reason": before.unavailable_reason,
        "definition_note": before.definition_note,
        "unchanged_from": before,
    }


def is_same(answer: Answer | None, wanted: dict[str, Any]) -> bool:
    if answer is None:
        return not any(wanted.values())
    kept = {name: getattr(answer, name) for name in wanted}
    return all((kept[name] or None) == (wanted[name] or None) for name in wanted)


def written(answer: Answer, wanted: dict[str, Any], language: str, by: User) -> None:
    for name, value in {"unchanged_from": None, **wanted}.items():
        setattr(answer, name, value)
    if answer.unchanged_from is None:
        answer.language = language
    else:
        answer.language = answer.unchanged_from.language
    answer.version += 1
    answer.updated_by = by
    answer.verdict = Answer.Verdict.NONE
    answer.save()


def began(submission: Submission) -> None:
    if submission.state == Submission.State.INVITED:
        submission.state = Submission.State.IN_PROGRESS
        submission.save(update_fields=["state"])
