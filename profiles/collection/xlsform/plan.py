"""From the rows of a workbook to the plan of a questionnaire: groups, questions, lists, and what is not carried over."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from profiles.collection.models import Question
from profiles.collection.xlsform import types
from profiles.collection.xlsform.rows import Fault, Refused, Row
from profiles.collection.xlsform.workbook import Workbook, read

AGREED = "agreed"
AGREED_LABEL = {"ar": "نعم", "en": "Yes", "fr": "Oui"}
EXPRESSIONS = ("relevant", "constraint", "choice_filter", "calculation", "repeat_count")


@dataclass(frozen=True)
class Left:
    """What of one question is not carried over, and why."""

    row: int
    column: str
    name: str
    why: str

    def __str__(self) -> str:
        return _("row %(row)d, column %(column)s, %(name)s: %(why)s") % {
            "row": self.row, "column": self.column, "name": self.name, "why": self.why,
        }  # fmt: skip


@dataclass
class PlannedGroup:
    row: Row
    code: str
    parent: str | None
    is_repeated: bool
    expressions: dict[str, str]


@dataclass
class PlannedQuestion:
    row: Row
    code: str
    group: str | None
    kind: str
    choice_list: str
    expressions: dict[str, str]
    repeat: str | None = None

    @property
    def is_required(self) -> bool:
        return self.row.cell("required").lower() in types.YES


@dataclass
class Plan:
    """A questionnaire to be. `lists` are rows of choices by the list's name."""

    workbook: Workbook
    title: str
    groups: list[PlannedGroup] = field(default_factory=list)
    questions: list[PlannedQuestion] = field(default_factory=list)
    lists: dict[str, list[Any]] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def leave(self, row: Row, column: str, why: Any) -> None:
        self.left.append(Left(row.number, column, row.cell("name") or "–", str(why)))

    def fault(self, row: Row, column: str, message: str, sheet: str = "survey") -> None:
        self.faults.append(Fault(sheet, row.number, column, message))

    @property
    def parts(self) -> "list[PlannedGroup | PlannedQuestion]":
        return [*self.groups, *self.questions]

    @property
    def asked(self) -> int:
        return len([each for each in self.questions if each.kind not in Question.UNASKED])


def plan_of(content: bytes, name: str = "") -> Plan:
    """The plan of a workbook's questionnaire. Raises `Refused` with every error that it has."""
    from profiles.collection.xlsform.check import check, check_with_pyxform

    workbook = read(content)
    plan = Plan(workbook, workbook.settings.get("form_title") or name)
    take_choices(plan)
    take_rows(plan)
    check(plan)
    if not plan.faults:
        check_with_pyxform(content, plan)
    if plan.faults:
        raise Refused(sorted(plan.faults, key=lambda fault: (fault.sheet != "survey", fault.row)))
    plan.left.sort(key=lambda each: each.row)
    return plan


def take_choices(plan: Plan) -> None:
    seen: set[tuple[str, str]] = set()
    for row in plan.workbook.choices:
        listed, code = row.cell("list_name"), row.cell("name")
        if not listed:
            if code or row.texts:
                plan.fault(row, "list_name", _("The choice belongs to no list."), "choices")
            continue
        if not code or len(code) > 80 or len(listed) > 80:
            plan.fault(
                row, "name", _("The choice has no name, or one of more than 80 characters."), "choices"
            )
        elif (listed, code) in seen:
            plan.fault(row, "name", _("“%(name)s” is in the list %(list)s already.") % {"name": code, "list": listed}, "choices")  # fmt: skip
        seen.add((listed, code))
        plan.lists.setdefault(listed, []).append(row)


def take_rows(plan: Plan) -> None:
    """Row by row, with the groups that are open."""
    open_groups: list[PlannedGroup] = []
    for row in plan.workbook.survey:
        type_ = " ".join(row.cell("type").split())
        if not type_:
            if row.cell("name") or row.texts:
                plan.fault(row, "type", _("The row has no type."))
            continue
        if type_.lower() in types.END:
            end_group(plan, row, type_, open_groups)
        elif type_.lower() in types.BEGIN:
            open_groups.append(begin_group(plan, row, type_, open_groups))
        else:
            take_question(plan, row, type_, open_groups)
    for group in open_groups:
        plan.fault(
            group.row, "type", _("The group %(name)s is begun and never ended.") % {"name": group.code}
        )


def begin_group(plan: Plan, row: Row, type_: str, open_groups: list[PlannedGroup]) -> PlannedGroup:
    repeated = types.BEGIN[type_.lower()]
    if repeated and any(group.is_repeated for group in open_groups):
        plan.leave(
            row, "type", _("A repeated group within a repeated group is asked once for each of the outer.")
        )
        repeated = False
    parent = open_groups[-1].code if open_groups else None
    code = row.cell("name") or f"group_{row.number}"
    group = PlannedGroup(row, code, parent, repeated, expressions_of(row))
    plan.groups.append(group)
    return group


def end_group(plan: Plan, row: Row, type_: str, open_groups: list[PlannedGroup]) -> None:
    repeated = types.END[type_.lower()]
    if not open_groups:
        plan.fault(row, "type", _("“%(type)s” ends nothing: no group is open.") % {"type": type_})
        return
    group = open_groups.pop()
    if types.BEGIN[" ".join(group.row.cell("type").lower().split())] != repeated:
        plan.fault(row, "type", _("“%(type)s” does not end what row %(row)d began.") % {"type": type_, "row": group.row.number})  # fmt: skip


def take_question(plan: Plan, row: Row, type_: str, open_groups: list[PlannedGroup]) -> None:
    words = type_.split(" or_other")[0]
    lowered = words.lower()
    if lowered in types.NOT_CARRIED:
        plan.leave(row, "type", types.NOT_CARRIED[lowered])
        return
    kind, choice_list = kind_of(plan, row, words)
    if kind is None:
        plan.fault(row, "type", no_type(type_))
        kind = Question.Kind.TEXT  # refused anyway; whatever else is wrong with the row is told too
    if type_ != words:
        plan.leave(row, "type", _("“or_other” adds no question here: give the list a choice for it."))
    if row.cell("required").lower() not in (*types.YES, *types.NO):
        plan.leave(
            row, "required", _("It is required only under a condition. It is asked, and not required.")
        )
    repeat = next((group.code for group in open_groups if group.is_repeated), None)
    plan.questions.append(
        PlannedQuestion(
            row, row.cell("name"), open_groups[-1].code if open_groups else None, kind, choice_list,
            expressions_of(row), repeat,
        )
    )  # fmt: skip


def no_type(type_: str) -> str:
    if type_.lower() in types.CHOICES:
        return _("“%(type)s” names no list of choices. Write it as %(type)s list_name.") % {"type": type_}
    return _("“%(type)s” is no type of XLSForm.") % {"type": type_}


def kind_of(plan: Plan, row: Row, words: str) -> tuple[str | None, str]:
    """The kind of question, and the list that it chooses from."""
    lowered = words.lower()
    if lowered in types.AGREEMENT:
        plan.lists.setdefault(AGREED, [agreement()])
        return Question.Kind.CHOICE, AGREED
    if lowered in types.SAME:
        is_long = "multiline" in row.cell("appearance")
        kind = types.SAME[lowered]
        return (Question.Kind.LONG_TEXT if is_long and kind == Question.Kind.TEXT else kind), ""
    for name in types.FROM_FILE:
        if lowered.startswith(name + " "):
            plan.leave(row, "type", types.OUTSIDE + " " + _("Asked as a text."))
            row.cells.pop("choice_filter", None)
            return Question.Kind.TEXT, ""
    for name in sorted(types.CHOICES, key=len, reverse=True):
        if lowered.startswith(name + " ") and (listed := words[len(name) :].strip()):
            if name == "rank":
                plan.leave(row, "type", _("The order of the choices is not kept."))
            return types.CHOICES[name], listed
    return None, ""


def agreement() -> Row:
    return Row(0, {"name": "OK"}, {"label": dict(AGREED_LABEL)})


def expressions_of(row: Row) -> dict[str, str]:
    return {name: row.cell(name) for name in EXPRESSIONS if row.cell(name)}
