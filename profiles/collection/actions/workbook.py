"""A filled workbook comes back: all of it or, where a cell is wrong, nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from profiles.collection.actions.answer import Conflict, save_answer, stood_so
from profiles.collection.given import Given
from profiles.collection.models import Answer, Submission
from profiles.collection.sheet import Item, Sheet
from profiles.collection.spoken import shown_if
from profiles.collection.workbook import CellFault, FilledAnswer, read_workbook
from profiles.collection.workbook.write import SPARE


@dataclass
class Outcome:
    """`saved` answers were written, `same` were as they are; conflicts and faults were not written.

    `hidden` names answers that are kept, as the form keeps them, and do not count: their condition hides the question.
    """

    saved: int = 0
    same: int = 0
    conflicts: list[tuple[Item, Given, Answer]] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    hidden: list[CellFault] = field(default_factory=list)


@transaction.atomic
def take_workbook(*, submission: Submission, content: bytes, language: str, by: User) -> Outcome:
    """Raises `WrongWorkbook` or `NotWritable`. An answer that a colleague changed online since is not written over."""
    filled = read_workbook(content, submission, language)
    outcome = Outcome(faults=filled.faults)
    if outcome.faults:
        return outcome
    for each in filled.answers:
        item = each.item
        before = item.answer.version if item.answer else 0
        try:
            answer, _read = save_answer(
                submission=submission, question=item.question, entry=item.entry, given=each.given,
                language=language, by=by,
            )  # fmt: skip
        except Conflict as conflict:
            if stood_so(conflict.theirs, each.given, language):
                outcome.same += 1
                continue
            outcome.conflicts.append((item, each.given, conflict.theirs))
            continue
        if answer is not None and answer.version != before:
            outcome.saved += 1
        else:
            outcome.same += 1
    outcome.hidden = list(hidden_among(filled.answers, submission))
    return outcome


def hidden_among(answers: list[FilledAnswer], submission: Submission) -> Iterator[CellFault]:
    """Asked once all of the workbook is written: what hides a question may stand below it."""
    sheet = Sheet(submission, spare=SPARE)
    for each in answers:
        question, entry = each.item.question, each.item.entry
        if not each.is_blank and not sheet.is_shown(question, entry):
            yield each.noted(
                _(
                    "The question is only asked if %(condition)s. The answer is kept; it does not count until then."
                )
                % {"condition": shown_if(sheet, question, entry)}
            )
