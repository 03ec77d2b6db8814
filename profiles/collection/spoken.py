"""Conditions as a person reads them: `${has_law} = 'yes'` as “Is there a law?” (has_law) is “Yes”.

What has no words stays as it is written; only that part of a condition, not all of it.
"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from imap.core.translation import reading_language, text_of
from profiles.collection.language import ConditionError, Node, parse
from profiles.collection.language.written import written
from profiles.collection.models import Question
from profiles.collection.numbers import shown_number
from profiles.collection.words import substituted

if TYPE_CHECKING:
    from profiles.collection.conditions import Conditions

LONGEST = 110  # characters of a question's words within a sentence
MIRRORED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
OPPOSITE = {"=": "!=", "!=": "="}
OF_TEXT = {
    "=": gettext_lazy("“%(question)s” (%(code)s) is “%(choice)s”"),
    "!=": gettext_lazy("“%(question)s” (%(code)s) is not “%(choice)s”"),
}
OF_SET = {
    "=": gettext_lazy("“%(question)s” (%(code)s) includes “%(choice)s”"),
    "!=": gettext_lazy("“%(question)s” (%(code)s) does not include “%(choice)s”"),
}
OF_BLANK = {
    "=": gettext_lazy("“%(question)s” (%(code)s) has no answer"),
    "!=": gettext_lazy("“%(question)s” (%(code)s) has an answer"),
}
OF_NUMBER = {
    "=": gettext_lazy("“%(question)s” (%(code)s) is %(number)s"),
    "!=": gettext_lazy("“%(question)s” (%(code)s) is not %(number)s"),
    "<": gettext_lazy("“%(question)s” (%(code)s) is less than %(number)s"),
    "<=": gettext_lazy("“%(question)s” (%(code)s) is %(number)s or less"),
    ">": gettext_lazy("“%(question)s” (%(code)s) is more than %(number)s"),
    ">=": gettext_lazy("“%(question)s” (%(code)s) is %(number)s or more"),
}


class Unsaid(Exception):
    """This part of a condition has no words here."""


def shown_if(sheet: "Conditions", question: Question, entry: int) -> str:
    """When a question is asked, its groups' conditions among it; empty where it always is."""
    asked = [each.relevant for each in reversed(sheet.ancestors(question))] + [question.relevant]
    conditions = [each for each in asked if each.strip()]
    speaker = Speaker(sheet, question, entry)
    return joined("and", [speaker.words(each, is_one=len(conditions) == 1) for each in conditions])


class Speaker:
    """Says conditions that stand at a question, in the language of the page."""

    def __init__(self, sheet: "Conditions", asking: Question, entry: int) -> None:
        self.sheet, self.asking, self.entry = sheet, asking, entry

    def words(self, condition: str, is_one: bool = True) -> str:
        """One of several is put in brackets where it offers a choice itself."""
        try:
            return self.said(parse(condition)) if is_one else self.member(parse(condition), "and")
        except (ConditionError, RecursionError):
            return as_written(condition)

    def said(self, node: Node) -> str:
        if node.kind == "op" and node.text in ("and", "or"):
            return joined(node.text, [self.member(each, node.text) for each in chain(node, node.text)])
        try:
            return self.fact(node)
        except Unsaid:
            return as_written(written(node))

    def member(self, node: Node, operator: str) -> str:
        """In brackets where another operator binds it."""
        is_mixed = node.kind == "op" and node.text in ("and", "or") and node.text != operator
        return _("(%(condition)s)") % {"condition": self.said(node)} if is_mixed else self.said(node)

    def fact(self, node: Node, is_negated: bool = False) -> str:
        """One comparison or choice. Raises `Unsaid`."""
        if node.kind == "call" and node.text == "not":
            return self.fact(node.parts[0], not is_negated)
        if node.kind == "call" and node.text == "selected":
            return self.compared(node.parts[0], "!=" if is_negated else "=", node.parts[1])
        if node.kind != "op" or node.text not in MIRRORED:
            raise Unsaid
        left, right = node.parts
        operator = node.text
        if left.kind in ("string", "number", "minus"):
            left, right, operator = right, left, MIRRORED[operator]
        if is_negated:
            if operator not in OPPOSITE:
                raise Unsaid  # a question without an answer is neither more nor less
            operator = OPPOSITE[operator]
        return self.compared(left, operator, right)

    def compared(self, left: Node, operator: str, right: Node) -> str:
        if is_length(left) and (operator, right) in SOMETHING:
            return str(OF_BLANK["!="]) % self.named(left.parts[0])
        said = self.named(left)
        if right.kind == "string" and operator in OPPOSITE:
            return self.of_text(left.text, operator, right.text, said)
        number = number_of(right)
        question = self.sheet.by_code[left.text]
        if question.choice_list_id and operator in OPPOSITE:
            return self.of_text(left.text, operator, number, said)
        return str(OF_NUMBER[operator]) % {**said, "number": shown_number(number, reading_language())}

    def of_text(self, code: str, operator: str, text: str, said: dict[str, str]) -> str:
        if not text:
            return str(OF_BLANK[operator]) % said
        is_set = self.sheet.by_code[code].kind == Question.Kind.MULTIPLE
        sentence = OF_SET[operator] if is_set else OF_TEXT[operator]
        return str(sentence) % {**said, "choice": self.sheet.choice_label(code, text)}

    def named(self, node: Node) -> dict[str, str]:
        """The question by its words, as far as they are needed to find it, and its code. Raises `Unsaid`."""
        question = self.sheet.by_code.get(node.text) if node.kind == "ref" else None
        if question is None:
            raise Unsaid
        label = substituted(text_of(question, "label"), self.sheet, self.asking, self.entry)
        words = " ".join(str(label).split())
        if not words:
            raise Unsaid
        short = words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
        return {"question": short, "code": question.code}


def is_length(node: Node) -> bool:
    return node.kind == "call" and node.text in ("string-length", "count-selected") and len(node.parts) == 1


SOMETHING = [(">", Node("number", "0")), (">=", Node("number", "1")), ("!=", Node("number", "0"))]


def number_of(node: Node) -> str:
    if node.kind == "minus" and node.parts[0].kind == "number":
        return f"-{node.parts[0].text}"
    if node.kind != "number":
        raise Unsaid
    return node.text


def chain(node: Node, operator: str) -> list[Node]:
    """`a and b and c` as three, however they are nested."""
    if node.kind != "op" or node.text != operator:
        return [node]
    return [each for part in node.parts for each in chain(part, operator)]


def joined(operator: str, parts: list[str]) -> str:
    """One after the other: a whole sentence in each language."""
    said = _("%(one)s and %(other)s") if operator == "and" else _("%(one)s or %(other)s")
    words = parts[0] if parts else ""
    for part in parts[1:]:
        words = said % {"one": words, "other": part}
    return words


def as_written(condition: str) -> str:
    """Kept from left to right among Arabic words."""
    return f"\u2066{condition.strip()}\u2069"
