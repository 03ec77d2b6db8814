"""A filled workbook comes back: all of it or, where a cell is wrong, nothing."""

from dataclasses import dataclass, field

from django.db import transaction

from accounts.models import User
from profiles.collection.actions.answer import Conflict, save_answer
from profiles.collection.given import Given
from profiles.collection.models import Answer, Submission
from profiles.collection.sheet import Item
from profiles.collection.workbook import CellFault, read_workbook


@dataclass
class Outcome:
    """`saved` answers were written, `same` were as they are; conflicts and faults were not written."""

    saved: int = 0
    same: int = 0
    conflicts: list[tuple[Item, Given, Answer]] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)


@transaction.atomic
def take_workbook(*, submission: Submission, content: bytes, language: str, by: User) -> Outcome:
    """Raises `WrongWorkbook` or `NotWritable`. An answer that a colleague changed online since is not written over."""
    filled = read_workbook(content, submission, language)
    outcome = Outcome(faults=filled.faults)
    if outcome.faults:
        return outcome
    for item, given in filled.answers:
        before = item.answer.version if item.answer else 0
        try:
            answer, _read = save_answer(
                submission=submission,
                question=item.question,
                entry=item.entry,
                given=given,
                language=language,
                by=by,
            )
        except Conflict as conflict:
            outcome.conflicts.append((item, given, conflict.theirs))
            continue
        if answer is not None and answer.version != before:
            outcome.saved += 1
        else:
            outcome.same += 1
    return outcome
