"""What the check points at: the passage, why, how grave, and words that could stand there instead."""

import hashlib
from dataclasses import dataclass
from typing import Literal

from meetings.chatham.fold import Folded

Severity = Literal["high", "medium", "low"]
WEIGHT = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True)
class Person:
    """Someone at the table. Any part may be empty: a state or an agency that takes part is a person without a name.

    `affiliation` is a ministry or a service; `organisation` the state or agency, its names and code joined by `|`.
    """

    name: str = ""
    function: str = ""
    affiliation: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Spot:
    """A passage by its tokens. `region` is that of the state that is named, where one is."""

    first: int
    last: int
    rule: str
    severity: Severity = "high"
    region: str = ""


@dataclass(frozen=True)
class Finding:
    language: str
    start: int
    end: int
    passage: str
    rule: str
    severity: Severity
    mark: str
    region: str = ""


def finding_of(read: Folded, language: str, spot: Spot) -> Finding:
    start, end = read.span(spot.first, spot.last)
    return at_place(read, language, start, end, spot.rule, spot.severity, spot.region)


def at_place(
    read: Folded, language: str, start: int, end: int, rule: str, severity: Severity, region: str = ""
) -> Finding:
    passage = read.text[start:end]
    said = "\x1f".join((language, rule, passage, sentence_around(read.text, start, end)))
    mark = hashlib.sha256(said.encode()).hexdigest()
    return Finding(language, start, end, passage, rule, severity, mark, region)


def sentence_around(text: str, start: int, end: int) -> str:
    """From the sentence's end before to the one after; what is accepted is accepted there, and nowhere else."""
    before = max((text.rfind(mark, 0, start) for mark in ".!?\n؟"), default=-1)
    after = min((found for mark in ".!?\n؟" if (found := text.find(mark, end)) >= 0), default=len(text))
    return text[before + 1 : after].strip()
