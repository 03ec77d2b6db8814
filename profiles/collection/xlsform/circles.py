"""Questions of a workbook that are shown only if themselves are answered, or that calculate one another."""

from profiles.collection.language.check import in_a_circle
from profiles.collection.language.circles import asked_by, circles
from profiles.collection.models import Question
from profiles.collection.xlsform.plan import Plan, PlannedGroup, PlannedQuestion

Place = tuple[PlannedGroup | PlannedQuestion, str]  # a part and the column of its expression


def check_circles(plan: Plan) -> None:
    """Each question of a circle is told where it asks for the next: whichever of them is changed opens it."""
    groups = {group.code: group for group in plan.groups}
    questions = {question.code: question for question in plan.questions}
    asks = {
        code: asked_by(text_of(place) for place in deciding(each, groups)) for code, each in questions.items()
    }
    for way in circles(asks):
        for code, wanted in zip(way, [*way[1:], way[0]], strict=True):
            places = deciding(questions[code], groups)
            part, column = next(place for place in places if wanted in asked_by([text_of(place)]))
            plan.fault(part.row, column, in_a_circle(way))


def deciding(question: PlannedQuestion, groups: dict[str, PlannedGroup]) -> list[Place]:
    """What a question's being shown, and a calculated value, rests on: its own expressions and its groups'."""
    wanted = ["relevant", "calculation"] if question.kind == Question.Kind.CALCULATED else ["relevant"]
    found: list[Place] = [(question, name) for name in wanted]
    code = question.group
    while code is not None:
        group = groups[code]
        found += [(group, name) for name in ("relevant", "repeat_count")]
        code = group.parent
    return found


def text_of(place: Place) -> str:
    part, column = place
    return part.expressions.get(column, "")
