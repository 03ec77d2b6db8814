"""Questionnaires come from a workbook's plan, and go on as new versions."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from imap.core.translation import LANGUAGES
from imap.regions.models import Pillar, RegionalMap
from profiles.collection.models import Choice, ChoiceList, Group, Question, Questionnaire
from profiles.collection.xlsform.plan import Plan, PlannedGroup, PlannedQuestion
from profiles.collection.xlsform.rows import Row

OF_LIST = ("list_name", "name", "label", "image", "audio", "video", "order")


def next_version(regional_map: RegionalMap, code: str) -> int:
    rows = Questionnaire.objects.filter(regional_map=regional_map, code=code)
    return (rows.aggregate(last=Max("version"))["last"] or 0) + 1


def made_already(regional_map: RegionalMap, code: str, version: int | None) -> Questionnaire | None:
    """The version that a page promised, where a first click made it. Locks the map: a second click waits for the first."""
    if version is None:
        return None
    RegionalMap.objects.select_for_update(of=("self",)).get(pk=regional_map.pk)
    return Questionnaire.objects.filter(regional_map=regional_map, code=code, version=version).first()


def is_import_of(questionnaire: Questionnaire, plan: Plan, origin: str) -> bool:
    codes = set(questionnaire.questions.values_list("code", flat=True))
    return questionnaire.origin == origin and codes == {question.code for question in plan.questions}


@transaction.atomic
def import_questionnaire(
    *, plan: Plan, regional_map: RegionalMap, pillar: Pillar, code: str, origin: str, by: User | None,
    version: int | None = None,
) -> Questionnaire:  # fmt: skip
    """The questionnaire of a workbook, as a draft; the next version where the code is known.

    `version` is the one that the rehearsal promised: asked for twice, it is imported once.
    """
    made = made_already(regional_map, code, version)
    if made and is_import_of(made, plan, origin):
        return made
    questionnaire = Questionnaire.objects.create(
        regional_map=regional_map,
        pillar=pillar,
        code=code,
        version=next_version(regional_map, code),
        origin=origin,
        not_carried=[str(each) for each in plan.left],
        **{f"title_{language}": plan.title for language in LANGUAGES},
    )
    lists = make_lists(questionnaire, plan)
    groups = make_groups(questionnaire, plan.groups)
    Question.objects.bulk_create(
        question_of(questionnaire, order, planned, groups, lists)
        for order, planned in enumerate(plan.questions, 1)
    )
    return questionnaire


def make_lists(questionnaire: Questionnaire, plan: Plan) -> dict[str, ChoiceList]:
    """Only the lists that a question uses."""
    used = {question.choice_list for question in plan.questions if question.choice_list}
    lists = {name: ChoiceList.objects.create(questionnaire=questionnaire, name=name) for name in sorted(used)}
    Choice.objects.bulk_create(
        Choice(
            choice_list=lists[name],
            order=order,
            code=row.cell("name"),
            columns={key: value for key, value in row.cells.items() if key not in OF_LIST},
            **texts(row, "label"),
            other_languages=others(row, "label"),
        )
        for name in lists
        for order, row in enumerate(plan.lists[name], 1)
    )
    return lists


def texts(row: Row, column: str, field: str = "") -> dict[str, str]:
    """The columns of the portal's languages. English may not be empty where any other is there to stand in for it."""
    found = row.text(column)
    return {f"{field or column}_{language}": found.get(language, "") for language in LANGUAGES}


def others(row: Row, *columns: str) -> dict[str, dict[str, str]]:
    """Texts in languages that the portal has no column for; nothing of a workbook is lost."""
    found = {
        column: {code: text for code, text in row.text(column).items() if code not in LANGUAGES}
        for column in columns
    }
    return {column: languages for column, languages in found.items() if languages}


def make_groups(questionnaire: Questionnaire, planned: list[PlannedGroup]) -> dict[str, Group]:
    groups: dict[str, Group] = {}
    for order, each in enumerate(planned, 1):
        groups[each.code] = Group.objects.create(
            questionnaire=questionnaire,
            parent=groups.get(each.parent or ""),
            order=order,
            code=each.code,
            is_repeated=each.is_repeated,
            repeat_count=each.expressions.get("repeat_count", ""),
            relevant=each.expressions.get("relevant", ""),
            **texts(each.row, "label"),
            **texts(each.row, "hint", "help"),
            other_languages=others(each.row, "label", "hint"),
        )
    return groups


def question_of(
    questionnaire: Questionnaire,
    order: int,
    planned: PlannedQuestion,
    groups: dict[str, Group],
    lists: dict[str, ChoiceList],
) -> Question:
    row, expressions = planned.row, planned.expressions
    return Question(
        questionnaire=questionnaire,
        group=groups.get(planned.group or ""),
        order=order,
        code=planned.code,
        kind=planned.kind,
        required=planned.is_required and planned.kind not in Question.UNASKED,
        choice_list=lists.get(planned.choice_list),
        **{
            name: expressions.get(name, "")
            for name in ("relevant", "constraint", "choice_filter", "calculation")
        },
        **texts(row, "label"),
        **texts(row, "hint", "help"),
        **texts(row, "constraint_message"),
        other_languages=others(row, "label", "hint", "constraint_message"),
    )


@transaction.atomic
def new_version(
    *, questionnaire: Questionnaire, by: User | None, version: int | None = None
) -> Questionnaire:
    """A draft that begins as a copy; the version that was sent stays as it is. `version`, where given, is begun once."""
    if made := made_already(questionnaire.regional_map, questionnaire.code, version):
        return made
    copy = copied(
        questionnaire,
        version=next_version(questionnaire.regional_map, questionnaire.code),
        state=Questionnaire.State.DRAFT,
    )
    copy_parts(questionnaire, copy)
    return copy


def copy_parts(questionnaire: Questionnaire, copy: Questionnaire) -> None:
    """Groups, lists with their choices, and questions with their figures."""
    groups: dict[int | None, Group | None] = {None: None}
    for group in questionnaire.groups.order_by("order"):
        groups[group.pk] = copied(group, questionnaire=copy, parent=groups[group.parent_id])
    lists: dict[int | None, ChoiceList | None] = {None: None}
    for each in questionnaire.choice_lists.all():
        lists[each.pk] = copied(each, questionnaire=copy)
        for choice in each.choices.all():
            copied(choice, choice_list=lists[each.pk])
    for question in questionnaire.questions.prefetch_related("figures"):
        figures = list(question.figures.all())
        twin = copied(
            question,
            questionnaire=copy,
            group=groups[question.group_id],
            choice_list=lists[question.choice_list_id],
        )
        for figure in figures:
            copied(figure, question=twin)


def copied(row: Any, **changed: Any) -> Any:
    """A new row with the values of `row`, but for what changed."""
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    values = {field.attname: getattr(row, field.attname) for field in fields}
    for name, value in changed.items():
        field = row._meta.get_field(name)
        values[field.attname] = value.pk if field.is_relation and value is not None else value
    return type(row).objects.create(**values)
