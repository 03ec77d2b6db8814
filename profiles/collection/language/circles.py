"""Conditions and calculations that wait for one another: none of them can ever be told."""

from collections.abc import Iterable, Mapping

from profiles.collection.language.parser import parse, references
from profiles.collection.language.tokens import ConditionError


def asked_by(expressions: Iterable[str]) -> set[str]:
    """The codes that expressions ask for; of one that cannot be read, none."""
    found: set[str] = set()
    for text in expressions:
        try:
            found |= set(references(parse(text))) if text.strip() else set()
        except (ConditionError, RecursionError):
            continue
    return found


def circles(asks: Mapping[str, set[str]]) -> list[list[str]]:
    """Each circle once, as the codes on its way: `a` asks for `b`, `b` for `a`. In the order of `asks`."""
    found: list[list[str]] = []
    done: set[str] = set()
    for start in asks:
        if start in done:
            continue
        way = way_back(start, asks)
        if way:
            found.append(way)
            done |= set(way)
    return found


def way_back(start: str, asks: Mapping[str, set[str]]) -> list[str]:
    """The shortest way from a code to itself; empty where there is none."""
    before: dict[str, str] = {}
    layer = [start]
    while layer:
        following = []
        for code in layer:
            for wanted in sorted(asks.get(code, set())):
                if wanted == start:
                    return traced(code, start, before)
                if wanted in asks and wanted not in before:
                    before[wanted] = code
                    following.append(wanted)
        layer = following
    return []


def traced(code: str, start: str, before: Mapping[str, str]) -> list[str]:
    way = [code]
    while way[-1] != start:
        way.append(before[way[-1]])
    return way[::-1]
