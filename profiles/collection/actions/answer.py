"""Saving one answer: read as its kind demands, kept as typed where it cannot be read, never written over unseen."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from profiles.collection.given import Given, reading_of
from profiles.collection.models import Answer, Question, Submission
from profiles.collection.models.answer import is_blank
from profiles.collection.taking_over import still_fits
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
    wanted = wanted_of(read, given)
    if given.unchanged:
        wanted |= unchanged_from(locked, question, entry, given, language)
    if is_same(answer, wanted):
        return answer, read
    if (answer.version if answer else 0) != given.version:
        raise Conflict(answer or Answer(submission=locked, question=question, entry=entry, version=0))
    answer = answer or Answer(submission=locked, question=question, entry=entry, version=0)
    written(answer, wanted, language, by)
    began(locked)
    return answer, read


def wanted_of(read: Read, given: Given) -> dict[str, Any]:
    return {
        "value": read.value,
        "typed": read.typed,
        "unavailable_reason": without_controls(given.unavailable_reason),
        "definition_note": without_controls(given.definition_note),
        "unchanged_from": None,
    }


def stood_so(answer: Answer, given: Given, language: str) -> bool:
    """What comes is what stood there when the workbook was made: another's answer since then is no conflict."""
    wanted = wanted_of(reading_of(answer.question, given, answer, language), given)
    if given.version == 0 or answer.pk is None:
        return not any(wanted.values())
    made = answer.events.filter(version=given.version).order_by("pk").last()  # type: ignore[attr-defined]
    return made is not None and is_same(made, wanted)


def must_be_writable(submission: Submission, by: User) -> Submission:
    """The submission's row, locked: one answer of a state is written after the other."""
    if not Submission.objects.answered_by(by).contains(submission):
        raise PermissionDenied
    locked = Submission.objects.select_for_update(of=("self",)).select_related("round").get(pk=submission.pk)
    if not locked.is_writable:
        raise NotWritable(locked.get_state_display())
    return locked


def without_controls(text: str) -> str:
    return CONTROLS.sub("", text).strip()


def unchanged_from(
    submission: Submission, question: Question, entry: int, given: Given, language: str
) -> dict[str, Any]:
    """Last round's answer; nothing of it where something else is typed: what is typed is never written over."""
    from profiles.collection.sheet import last_submission

    last = last_submission(submission)
    kept = (
        last.answers.filter(question__code=question.code, question__kind=question.kind, entry=entry)
        if last
        else None
    )
    before = kept.first() if kept is not None else None
    if not before or not still_fits(question, before) or not says_the_same(given, before, question, language):
        return {}
    return {
        "value": before.value,
        "typed": "",
        "unavailable_reason": before.unavailable_reason,
        "definition_note": before.definition_note,
        "unchanged_from": before,
    }


def says_the_same(given: Given, before: Answer, question: Question, language: str) -> bool:
    """Each field is blank, or still shows last round's."""
    for typed, was in (
        (given.unavailable_reason, before.unavailable_reason),
        (given.definition_note, before.definition_note),
    ):
        if without_controls(typed) not in ("", was):
            return False
    return is_blank(given.typed) or reading_of(question, given, before, language) == Read(value=before.value)


def is_same(answer: Answer | None, wanted: dict[str, Any]) -> bool:
    if answer is None:
        return not any(wanted.values())
    kept = {name: getattr(answer, name) for name in wanted}
    return all((kept[name] or None) == (wanted[name] or None) for name in wanted)


def written(answer: Answer, wanted: dict[str, Any], language: str, by: User) -> None:
    """An answer with words stays in their language, whoever edits it and however they read the portal."""
    had_words = holds_words(answer)
    for name, value in wanted.items():
        setattr(answer, name, value)
    if answer.unchanged_from is not None:
        answer.language = answer.unchanged_from.language
    elif not had_words:
        answer.language = language
    answer.version += 1
    answer.updated_by = by
    answer.verdict = Answer.Verdict.NONE
    answer.save()


def holds_words(answer: Answer) -> bool:
    own = (answer.value or answer.typed) if answer.question.kind in Question.TEXTS else ""
    return bool(own or answer.unavailable_reason or answer.definition_note)


def began(submission: Submission) -> None:
    if submission.state == Submission.State.INVITED:
        submission.state = Submission.State.IN_PROGRESS
        submission.save(update_fields=["state"])
