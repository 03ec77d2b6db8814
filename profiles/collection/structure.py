"""What a questionnaire asks, read once for all its states: groups, questions, and which of them are repeated."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from profiles.collection.language.circles import asked_by, circles
from profiles.collection.models import Group, Question


class Structure:
    def __init__(self, groups: Iterable[Group], questions: Iterable[Question]) -> None:
        """Both in their order."""
        self.groups = {group.pk: group for group in groups}
        self.questions = list(questions)
        self.by_key = {question.pk: question for question in self.questions}
        self.by_code = {question.code: question for question in self.questions}
        self.group_by_code = {group.code: group for group in self.groups.values()}

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

    @property
    def circles(self) -> list[list[str]]:
        """Questions that are shown, or worked out, only once they are answered themselves; each circle once."""
        return circles({question.code: asked_by(self.deciding(question)) for question in self.questions})

    def deciding(self, question: Question) -> list[str]:
        """What a question's being shown rests on, and a calculated value."""
        own = [question.relevant, question.calculation if question.kind == Question.Kind.CALCULATED else ""]
        return own + [
            text for group in self.ancestors(question) for text in (group.relevant, group.repeat_count)
        ]


def structures_of(questionnaires: Iterable[int]) -> dict[int, Structure]:
    """By the key of the questionnaire; the same few queries however many there are."""
    keys = set(questionnaires)
    groups, questions = defaultdict(list), defaultdict(list)
    for group in Group.objects.filter(questionnaire__in=keys).order_by("order"):
        groups[group.questionnaire_id].append(group)
    rows = Question.objects.filter(questionnaire__in=keys).order_by("order")
    rows = rows.select_related("choice_list", "template", "indicator", "term")
    for question in rows.prefetch_related("figures__indicator", "choice_list__choices"):
        questions[question.questionnaire_id].append(question)
    return {key: Structure(groups[key], questions[key]) for key in keys}
