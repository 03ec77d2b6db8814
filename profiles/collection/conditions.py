"""The answers of a submission as its conditions see them: groups, entries, calculated values, what is shown."""

from collections import defaultdict
from functools import cached_property
from typing import Any

from profiles.collection.language import ConditionError, Scope, holds, parse
from profiles.collection.language.evaluate import Value, evaluate, number, text
from profiles.collection.models import Answer, Group, Question, Submission
from profiles.collection.values import choices_of, in_condition

MOST_ENTRIES = 30
Key = tuple[int, int]  # a question's key and the entry


class Conditions:
    """Loaded in a handful of queries, whatever the number of questions."""

    def __init__(self, submission: Submission, spare: int = 1) -> None:
        """`spare`: how many empty entries a repeated group offers beyond those that were filled."""
        self.submission, self.spare = submission, spare
        questionnaire = submission.round.questionnaire
        self.groups = {group.pk: group for group in questionnaire.groups.order_by("order")}
        self.questions: list[Question] = list(
            questionnaire.questions.select_related("choice_list", "template", "indicator", "term")
            .prefetch_related("figures", "choice_list__choices")
            .order_by("order")
        )
        self.by_code = {question.code: question for question in self.questions}
        self.group_by_code = {group.code: group for group in self.groups.values()}
        by_key = {question.pk: question for question in self.questions}
        self.answers: dict[Key, Answer] = {}
        for answer in submission.answers.select_related("updated_by").prefetch_related("attachments"):
            answer.question, answer.submission = by_key[answer.question_id], submission
            self.answers[answer.question_id, answer.entry] = answer
        self.values: dict[Key, Value] = {}
        self.pending: set[Key] = set()

    def ancestors(self, question: Question) -> list[Group]:
        found, key = [], question.group_id
        while key is not None:
            found.append(self.groups[key])
            key = self.groups[key].parent_id
        return found

    def repeat_of(self, question: Question | None) -> Group | None:
        if question is None:
            return None
        return next((group for group in self.ancestors(question) if group.is_repeated), None)

    @cached_property
    def members(self) -> dict[int, list[Question]]:
        """Questions by the repeated group that they stand in."""
        found = defaultdict(list)
        for question in self.questions:
            if group := self.repeat_of(question):
                found[group.pk].append(question)
        return found

    def entries(self, group: Group) -> int:
        """As many as the questionnaire says, else those that were filled and one more."""
        if not group.repeat_count:
            return min(self.filled(group) + self.spare, MOST_ENTRIES)
        wanted = number(self.evaluated(group.repeat_count, None, 0))
        return int(max(0, min(wanted, MOST_ENTRIES))) if wanted == wanted else 0  # NaN is not itself

    def filled(self, group: Group) -> int:
        keys = {question.pk for question in self.members[group.pk]}
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
            group = self.group_by_code.get(code)
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
