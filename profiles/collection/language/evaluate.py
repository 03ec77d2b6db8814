"""The value of a condition's tree. Values are as in XForms: texts, numbers, truths, and lists of texts from repeated groups.

A day counts as days since 1970; what is no number is NaN, and every comparison of order with it is false.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from profiles.collection.language.parser import Node, parse
from profiles.collection.language.patterns import LONGEST_SUBJECT, is_quick

Value = str | float | bool | list[str]
EPOCH = date(1970, 1, 1).toordinal()
DAY = re.compile(r"^\d{4}-\d{2}-\d{2}")
NUMBER = re.compile(r"^\s*-?(?:\d+(?:\.\d*)?|\.\d+)\s*$")


@dataclass
class Scope:
    """What an expression may ask for: answers by code, the answer itself, the choice's columns, the place in a repeat."""

    value: Callable[[str], Value]
    this: Value = ""
    columns: dict[str, Any] = field(default_factory=dict)  # a workbook’s headers in small letters
    position: int = 0
    at: Callable[[str, int], str] = lambda code, position: ""
    label: Callable[[str, str], str] = lambda code, choice: choice
    today: date = field(default_factory=date.today)


def holds(text: str, scope: Scope) -> bool:
    """Whether the condition is true; an empty one is."""
    return truth(evaluate(parse(text), scope)) if text.strip() else True


def evaluate(node: Node, scope: Scope) -> Value:
    match node.kind:
        case "number":
            return float(node.text)
        case "string":
            return node.text
        case "ref":
            return scope.value(node.text)
        case "this":
            return scope.this
        case "column":
            return str(scope.columns.get(node.text, scope.columns.get(node.text.lower(), "")))
        case "minus":
            return -number(evaluate(node.parts[0], scope))
        case "op":
            return operation(node, scope)
        case "call":
            return SPECIAL[node.text](node, scope) if node.text in SPECIAL else plain_call(node, scope)
    return ""


def operation(node: Node, scope: Scope) -> Value:
    left, right = node.parts
    if node.text == "or":
        return truth(evaluate(left, scope)) or truth(evaluate(right, scope))
    if node.text == "and":
        return truth(evaluate(left, scope)) and truth(evaluate(right, scope))
    one, other = evaluate(left, scope), evaluate(right, scope)
    if node.text in COMPARISONS:
        return compared(node.text, one, other)
    return calculated(node.text, number(one), number(other))


def calculated(operator: str, one: float, other: float) -> float:
    if operator == "+":
        return one + other
    if operator == "-":
        return one - other
    if operator == "*":
        return one * other
    if not other or (operator == "mod" and not math.isfinite(one)):
        return math.nan
    return one / other if operator == "div" else math.fmod(one, other)


COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def compared(operator: str, one: Value, other: Value) -> bool:
    """A list is compared by each of its members: one that fits is enough."""
    if isinstance(one, list) or isinstance(other, list):
        ones, others = (each if isinstance(each, list) else [each] for each in (one, other))
        return any(compared(operator, a, b) for a in ones for b in others)
    if operator in ("=", "!="):
        if isinstance(one, bool) or isinstance(other, bool):
            same = truth(one) == truth(other)
        elif isinstance(one, float) or isinstance(other, float):
            same = number(one) == number(other)
        else:
            same = one == other
        return same if operator == "=" else not same
    return COMPARISONS[operator](number(one), number(other))


def number(value: Value) -> float:
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, float):
        return value
    if isinstance(value, list):
        return number(value[0]) if value else math.nan
    if NUMBER.match(value):
        return float(value)
    if DAY.match(value):
        try:
            return float(date.fromisoformat(value[:10]).toordinal() - EPOCH)
        except ValueError:
            return math.nan
    return math.nan


def truth(value: Value) -> bool:
    if isinstance(value, float):
        return bool(value) and not math.isnan(value)
    return bool(value)


def text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value):
            return ""
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, list):
        return value[0] if value else ""
    return value


def listed(value: Value) -> list[str]:
    return value if isinstance(value, list) else [text(value)]


def numbers(values: list[Value]) -> list[float]:
    found = [number(each) for value in values for each in listed(value)]
    return [each for each in found if not math.isnan(each)]


def fits(subject: str, pattern: str) -> bool:
    """A pattern that could take for ever fits nothing."""
    return is_quick(pattern) and re.search(pattern, subject[:LONGEST_SUBJECT]) is not None


def selected_at(value: Value, at: Value) -> str:
    words, place = text(value).split(), number(at)
    return words[int(place)] if not math.isnan(place) and 0 <= place < len(words) else ""


def rounded(value: Value, digits: Value = 0.0) -> float:
    wanted, places = number(value), number(digits)
    return float(round(wanted, int(places))) if math.isfinite(wanted) and 0 <= places <= 12 else wanted


def whole(value: Value) -> float:
    wanted = number(value)
    return float(int(wanted)) if math.isfinite(wanted) else wanted


PLAIN: dict[str, Callable[..., Value]] = {
    "selected": lambda value, code: text(code) in text(value).split(),
    "count-selected": lambda value: float(len(text(value).split())),
    "selected-at": selected_at,
    "not": lambda value: not truth(value),
    "true": lambda: True,
    "false": lambda: False,
    "coalesce": lambda one, other: one if text(one) else other,
    "concat": lambda *parts: "".join(each for part in parts for each in listed(part)),
    "join": lambda glue, *parts: text(glue).join(each for part in parts for each in listed(part) if each),
    "sum": lambda value: float(sum(numbers([value]))),
    "count": lambda value: float(len(value)) if isinstance(value, list) else float(text(value) != ""),
    "count-non-empty": lambda value: float(len([each for each in listed(value) if each])),
    "min": lambda *parts: min(numbers(list(parts)), default=math.nan),
    "max": lambda *parts: max(numbers(list(parts)), default=math.nan),
    "int": whole,
    "number": number,
    "round": rounded,
    "abs": lambda value: abs(number(value)),
    "string": text,
    "contains": lambda value, part: text(part) in text(value),
    "starts-with": lambda value, part: text(value).startswith(text(part)),
    "ends-with": lambda value, part: text(value).endswith(text(part)),
    "substring-before": lambda value, part: (
        text(value).partition(text(part))[0] if text(part) in text(value) else ""
    ),
    "substring-after": lambda value, part: (
        text(value).partition(text(part))[2] if text(part) else text(value)
    ),
    "regex": lambda value, pattern: fits(text(value), text(pattern)),
    "date": lambda value: text(value)[:10],
}


def plain_call(node: Node, scope: Scope) -> Value:
    return PLAIN[node.text](*(evaluate(part, scope) for part in node.parts))


def chosen(node: Node, scope: Scope) -> Value:
    return evaluate(node.parts[1 if truth(evaluate(node.parts[0], scope)) else 2], scope)


def at_entry(node: Node, scope: Scope) -> Value:
    code, _group, place = node.parts
    wanted = number(evaluate(place, scope))
    return scope.at(code.text, int(wanted)) if math.isfinite(wanted) else ""


def named_choice(node: Node, scope: Scope) -> Value:
    code = text(evaluate(node.parts[0], scope))
    return scope.label(node.parts[1].text.removeprefix("${").removesuffix("}"), code)


SPECIAL: dict[str, Callable[[Node, Scope], Value]] = {
    "if": chosen,
    "today": lambda node, scope: scope.today.isoformat(),
    "position": lambda node, scope: float(scope.position),
    "indexed-repeat": at_entry,
    "jr:choice-name": named_choice,
    "string-length": lambda node, scope: float(
        len(text(evaluate(node.parts[0], scope) if node.parts else scope.this))
    ),
}
