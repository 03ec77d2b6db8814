"""Whether last round's answer can stand for this round's: the question may be another by now."""

from profiles.collection.models import Answer, Question
from profiles.collection.values import choices_of


def still_fits(question: Question, before: Answer) -> bool:
    """The same kind and unit, and nothing in it that is no longer asked for or offered."""
    old = before.question
    if (question.kind, question.unit) != (old.kind, old.unit):
        return False
    if before.unavailable_reason:
        return True
    if question.kind in Question.OF_CHOICES:
        chosen = before.value if isinstance(before.value, list) else [before.value]
        return set(chosen) <= {choice.code for choice in choices_of(question)}
    return question.kind != Question.Kind.YEAR_TABLE or is_within(question, before)


def is_within(question: Question, before: Answer) -> bool:
    """Every cell has its year and its figure, in the unit that it had."""
    units = {figure.code: figure.unit for figure in question.figures.all()}
    were = {figure.code: figure.unit for figure in before.question.figures.all()}
    rows = (before.value or {}).items()
    return all(
        int(year) in question.years
        and all(units.get(code) == were.get(code) for code in row)
        and set(row) <= set(units)
        for year, row in rows
    )
