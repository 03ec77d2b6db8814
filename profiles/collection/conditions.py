"""The answers of a submission as its conditions see them: groups, entries, calculated values, what is shown."""

from collections.abc import Iterable, Iterator
from typing import Any

from profiles.collection.language import ConditionError, Scope, holds, parse
from profiles.collection.language.evaluate import Value, evaluate, number, text
from profiles.collection.models import Answer, Group, Question, Submission
from profiles.collection.structure import Structure, structures_of
from profiles.collection.values import choices_of, in_condition

MOST_ENTRIES = 30
Key = tuple[int, int]  # a question's key and the entry


def is_given(answer: Answer | None) -> bool:
    """An answer, a file, or the reason why there is none."""
    return answer is not None and (answer.is_given or bool(answer.attachments.all()))


class Conditions:
    """Loaded in a handful of queries, whatever the number of questions."""

    def __init__(
        self,
        submission: Submission,
        spare: int = 1,
        structure: Structure | None = None,
        answers: Iterable[Answer] | None = None,
    ) -> None:
        """`spare`: how many empty entries a repeated group offers beyond those that were filled.

        `structure` and `answers` where they were read already, with those of other states.
        """
        self.submission, self.spare = submission, spare
        key = submission.round.questionnaire_id
        self.structure = structure or structures_of([key])[key]
        self.questions, self.by_code = self.structure.questions, self.structure.by_code
        self.ancestors, self.repeat_of = self.structure.ancestors, self.structure.repeat_of
        if answers is None:
            answers = submission.answers.select_related("updated_by").prefetch_related("attachments")
        self.answers: dict[Key, Answer] = {}
        for answer in answers:
            answer.question, answer.submission = self.structure.by_key[answer.question_id], submission
            self.answers[answer.question_id, answer.entry] = answer
        self.values: dict[Key, Value] = {}
        self.pending: set[Key] = set()

    def entries(self, group: Group) -> int:
        """As many as the questionnaire says, else those that were filled and one more."""
        if not group.repeat_count:
            return min(self.filled(group) + self.spare, MOST_ENTRIES)
        wanted = number(self.evaluated(group.repeat_count, None, 0))
        return int(max(0, min(wanted, MOST_ENTRIES))) if wanted == wanted else 0  # NaN is not itself

    @property
    def places(self) -> Iterator[tuple[Question, int]]:
        """Every question at every entry that is offered."""
        for question in self.questions:
            repeat = self.repeat_of(question)
            entries = [0] if repeat is None else range(1, self.entries(repeat) + 1)
            yield from ((question, entry) for entry in entries)

    @property
    def progress(self) -> tuple[int, int]:
        """How many of the questions that are asked now have an answer or a reason, and how many there are."""
        asked = [place for place in self.places if self.counts(*place)]
        return sum(is_given(self.answers.get((each.pk, entry))) for each, entry in asked), len(asked)

    def counts(self, question: Question, entry: int) -> bool:
        """It is shown and takes an answer; the empty entry that a repeated group offers is no question yet."""
        return question.is_asked and not self.is_spare(question, entry) and self.is_shown(question, entry)

    def is_spare(self, question: Question, entry: int) -> bool:
        repeat = self.repeat_of(question)
        return repeat is not None and not repeat.repeat_count and entry > max(1, self.filled(repeat))

    def filled(self, group: Group) -> int:
        keys = {question.pk for question in self.structure.members[group.pk]}
        found = (entry for (key, entry), each in self.answers.items() if key in keys and each.is_given)
        return max(found, default=0)

    def scope(
        self, question: Question | None, entry: int, this: Value = "", columns: dict[str, Any] | None = None
    ) -> Scope:
        """`question` is where the condition stands: what it asks of its own repeated group is of the same entry."""
        return Scope(
            value=lambda code: self.value(code, question, entry),
            this=this,
            columns=columns or {},
            position=entry,
            at=lambda code, place: (
                text(self.one_value(self.by_code[code], place)) if code in self.by_code else ""
            ),
            label=self.choice_label,
        )

    def evaluated(self, expression: str, question: Question | None, entry: int) -> Value:
        try:
            return evaluate(parse(expression), self.scope(question, entry))
        except (ConditionError, RecursionError):
            return ""

    def truth(self, condition: str, scope: Scope) -> bool:
        """A condition that cannot be read hides nothing."""
        try:
            return holds(condition, scope)
        except (ConditionError, RecursionError):
            return True

    def value(self, code: str, asking: Question | None, entry: int) -> Value:
        """Of another repeated group, the list of all its entries."""
        question = self.by_code.get(code)
        if question is None:
            group = self.structure.group_by_code.get(code)
            return [str(each) for each in range(1, self.filled(group) + 1)] if group else ""
        repeat = self.repeat_of(question)
        if repeat is None:
            return self.one_value(question, 0)
        home = self.repeat_of(asking)
        if home is not None and home.pk == repeat.pk:
            return self.one_value(question, entry)
        return [text(self.one_value(question, each)) for each in range(1, self.filled(repeat) + 1)]

    def one_value(self, question: Question, entry: int) -> Value:
        """Blank where the question is not shown; a circle of calculations ends blank."""
        key = (question.pk, entry)
        if key not in self.values:
            if key in self.pending:
                return ""
            self.pending.add(key)
            self.values[key] = self.worked_out(question, entry) if self.is_shown(question, entry) else ""
            self.pending.discard(key)
        return self.values[key]

    def worked_out(self, question: Question, entry: int) -> Value:
        if question.kind == Question.Kind.CALCULATED:
            return self.evaluated(question.calculation, question, entry)
        answer = self.answers.get((question.pk, entry))
        return in_condition(answer.value) if answer else ""

    def is_shown(self, question: Question, entry: int) -> bool:
        conditions = [question.relevant, *(group.relevant for group in self.ancestors(question))]
        return all(self.truth(each, self.scope(question, entry)) for each in conditions if each)

    def choice_label(self, code: str, choice: str) -> str:
        question = self.by_code.get(code)
        offered = choices_of(question) if question else []
        return next((str(each) for each in offered if each.code == choice), choice)
