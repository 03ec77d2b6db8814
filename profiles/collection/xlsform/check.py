"""What is wrong in a workbook, and which of its conditions can be carried over."""

import re
from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from imap.core.translation import LANGUAGES
from profiles.collection.language import ConditionError, NotCarried, parse, references
from profiles.collection.language.circles import asked_by
from profiles.collection.models import Question
from profiles.collection.xlsform.circles import check_circles
from profiles.collection.xlsform.plan import Plan, PlannedGroup, PlannedQuestion
from profiles.collection.xlsform.rows import Fault
from profiles.collection.xlsform.workbook import odd

NAME = re.compile(r"^[^\W\d][\w.-]*$")
LONGEST = 80
NAMED = re.compile(r"\$\{\s*([\w.-]+)\s*\}")
ROW = re.compile(r"^\[row : (\d+)\]\s*(?:On the '(\w+)' sheet, )?(.*)", re.DOTALL)


def check(plan: Plan) -> None:
    """Names, lists, labels and conditions; faults and what is left are noted in the plan."""
    check_names(plan)
    for question in list(plan.questions):
        check_list(plan, question)
        check_codes(plan, question)
        check_label(plan, question)
    names = {each.code for each in plan.parts} | gone(plan)
    for part in plan.parts:
        check_expressions(plan, part, names)
    leave_what_rests_on_what_is_gone(plan)
    check_circles(plan)
    for part in plan.parts:
        check_words(plan, part, names)


def gone(plan: Plan) -> set[str]:
    """Names of rows that are not carried over: a condition may ask for them, and is then left as well."""
    return {each.name for each in plan.left if each.column in ("type", "calculation")}


def check_names(plan: Plan) -> None:
    """A group may be named as a question elsewhere (pyxform sees to siblings); two questions or two groups may not."""
    for parts in (plan.groups, plan.questions):
        seen: dict[str, int] = {}
        for part in parts:
            check_name(plan, part, seen)
            seen.setdefault(part.code, part.row.number)


def check_name(plan: Plan, part: PlannedGroup | PlannedQuestion, seen: dict[str, int]) -> None:
    code = part.code
    if not code:
        plan.fault(part.row, "name", _("The question has no name."))
    elif not NAME.match(code) or len(code) > LONGEST:
        words = _("“%(name)s” is no name: letters, digits and _ only, no digit first.")
        plan.fault(part.row, "name", words % {"name": code})
    elif code in seen:
        words = _("“%(name)s” is the name of row %(row)d already.")
        plan.fault(part.row, "name", words % {"name": code, "row": seen[code]})


def check_list(plan: Plan, question: PlannedQuestion) -> None:
    if question.choice_list and question.choice_list not in plan.lists:
        if question.choice_list.startswith("${"):
            plan.leave(
                question.row, "type", _("Its choices are answers of a repeated group. Asked as a text.")
            )
            question.kind, question.choice_list = Question.Kind.TEXT, ""
            question.expressions.pop("choice_filter", None)
            return
        plan.fault(question.row, "type", _("There is no list of choices named “%(name)s”.") % {"name": question.choice_list})  # fmt: skip


def check_codes(plan: Plan, question: PlannedQuestion) -> None:
    """The codes of a multiple choice are kept with spaces between them."""
    if question.kind != Question.Kind.MULTIPLE:
        return
    for row in plan.lists.get(question.choice_list, []):
        if " " in row.cell("name"):
            words = _("“%(name)s” has a space in it; several choices are kept with spaces between them.")
            fault = Fault("choices", row.number, "name", words % {"name": row.cell("name")[:LONGEST]})
            if fault not in plan.faults:
                plan.faults.append(fault)


def check_label(plan: Plan, question: PlannedQuestion) -> None:
    words = question.row.text("label") or question.row.text("hint")
    if question.kind == Question.Kind.CALCULATED or set(words) & set(LANGUAGES):
        return
    if question.row.cell("appearance") == "label":
        plan.leave(
            question.row, "type", _("It is the head of a table of choices; each question shows its choices.")
        )
        plan.questions.remove(question)
        return
    if words:
        plan.fault(question.row, "label", _("The question has no words in Arabic, English or French."))
    else:
        plan.fault(question.row, "label", _("The question has no words in any language."))


def check_expressions(plan: Plan, part: PlannedGroup | PlannedQuestion, names: set[str]) -> None:
    for column, text in list(part.expressions.items()):
        try:
            asked = set(references(parse(text)))
        except NotCarried as why:
            leave(plan, part, column, why)
            continue
        except ConditionError as why:
            plan.fault(part.row, column, str(why))
            continue
        for name in sorted(asked - names):
            plan.fault(part.row, column, _("The condition asks for ${%(name)s}, which is no question here.") % {"name": name})  # fmt: skip


def leave(plan: Plan, part: PlannedGroup | PlannedQuestion, column: str, why: Any) -> None:
    """One expression is not carried over; a calculated value without its calculation goes as a whole."""
    plan.leave(part.row, column, f"{why} {consequence(column)}")
    part.expressions.pop(column)
    if column == "calculation" and part in plan.questions and part.kind == Question.Kind.CALCULATED:
        plan.questions.remove(part)


def consequence(column: str) -> str:
    return {
        "relevant": _("It is always shown."),
        "constraint": _("Every answer is accepted."),
        "choice_filter": _("All choices are offered."),
        "calculation": _("The value is left out."),
        "repeat_count": _("As many times as those who answer say."),
    }[column]


def leave_what_rests_on_what_is_gone(plan: Plan) -> None:
    """Until nothing more falls: what asks for a value that is not carried over cannot be carried over either."""
    while True:
        missing = gone(plan) - {each.code for each in plan.parts}
        found = [
            (part, column, name)
            for part in plan.parts
            for column, text in part.expressions.items()
            for name in sorted(asked_by([text]) & missing)[:1]
        ]
        if not found:
            return
        for part, column, name in found:
            if column in part.expressions:
                leave(plan, part, column, _("It asks for ${%(name)s}, which is not carried over.") % {"name": name})  # fmt: skip


def check_words(plan: Plan, part: PlannedGroup | PlannedQuestion, names: set[str]) -> None:
    """Words that name an answer which is not carried over: an ellipsis will stand there."""
    there = {each.code for each in plan.parts}
    named = {
        name for texts in part.row.texts.values() for text in texts.values() for name in NAMED.findall(text)
    }
    for name in sorted(named - there):
        if name not in names:
            plan.fault(part.row, "label", _("Its words name ${%(name)s}, which is no question here.") % {"name": name})  # fmt: skip
            continue
        plan.leave(part.row, "label", _("Its words name ${%(name)s}, which is not carried over; “…” stands there.") % {"name": name})  # fmt: skip


def check_with_pyxform(content: bytes, plan: Plan) -> None:
    """The reference implementation has the last word on what is an XLSForm."""
    try:
        convert(content, file_type=".xlsx", form_name="questionnaire", validate=False)
    except PyXFormError as error:
        match = ROW.match(str(error))
        row, sheet, words = (int(match[1]), match[2] or "survey", match[3]) if match else (0, "", str(error))
        plan.faults.append(Fault(sheet, row, "", words.strip()))
    except Exception:  # a column that it does not expect
        plan.faults.append(odd())


def counts(plan: Plan) -> Counter[str]:
    """How many questions of each kind there would be."""
    return Counter(str(question.kind) for question in plan.questions)
