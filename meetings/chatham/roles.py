"""Who tells who they are: “my country”, the chair and the host, and the office that a participant holds."""

from collections.abc import Iterator

from meetings.chatham import lexicon
from meetings.chatham.finding import Spot
from meetings.chatham.fold import Folded
from meetings.chatham.lexicon import idea_of, said_at
from meetings.chatham.mentions import (
    affiliation_after,
    is_indefinite,
    is_speech,
    joins,
    mention_at,
    verb_after,
    verb_before,
)
from meetings.chatham.table import Table

OFFICE_IDEAS = {
    "director", "head", "minister", "secretary", "ambassador", "officer", "coordinator", "commissioner", "adviser", "analyst", "deputy",
}  # fmt: skip
EMPTY = Table()
LONGEST_OFFICE = 13  # words


def first_person_at(read: Folded, at: int) -> Iterator[Spot]:
    word = read.word(at)
    if (end := said_at(read, at, "first_person")) is not None and not (
        "ال" in word[:4] and word.endswith(("بلدي", "بلادي"))
    ):
        yield Spot(at, end, "first_person")
    is_from = word in ("we", "nous", "نحن") and read.word(at + 1) in ("in", "en", "au", "aux", "في")
    if is_from and at + 2 < len(read.tokens) and (found := mention_at(read, at + 2, EMPTY)):
        yield Spot(at, found.last, "first_person", "high", found.region)
    is_i = read.tokens[at].raw == "I" and read.word(at - 1) not in (
        "pillar",
        "part",
        "annex",
        "volume",
        "war",
        "chapter",
        "phase",
    )
    is_sentence = (
        at + 1 < len(read.tokens)
        and read.gap(at + 1).strip() in ("", "'")
        and read.tokens[at + 1].raw.islower()
    )
    if (is_i and is_sentence) or word in ("je", "انني", "شخصيا") or (word == "j" and read.gap(at + 1) == "'"):
        yield Spot(at, at, "first_person", "medium")


def seats_at(read: Folded, at: int) -> Iterator[Spot]:
    """The chair and the host are known: what they say is said by name."""
    word = read.word(at)
    if word not in lexicon.words("seats") and word.removeprefix("و") not in lexicon.words("seats"):
        return
    last = at + 1 if read.word(at + 1) in ("country", "state", "delegation") else at
    before_word = read.word(at - 1)
    is_definite = (
        before_word in ("the", "la", "le", "l", "co", "pays", "delegation", "الدوله")
        or read.tokens[at].is_arabic
    )
    first = at - 1 if before_word in ("co", "pays", "الدوله", "delegation") else at
    verb = verb_after(read, last, with_clause=False)
    if is_definite and verb is None and (before := verb_before(read, first)) is not None:
        first, verb = before, last
    if is_definite and verb is not None:
        yield Spot(first, max(last, verb), "seat", "medium")


def functions_at(read: Folded, at: int, table: Table) -> Iterator[Spot]:
    """An office that a participant holds, in any of the three languages: `le directeur des frontières`, مدير الحدود."""
    token = read.tokens[at]
    idea = idea_of(token.word, token.is_arabic)
    if idea not in OFFICE_IDEAS or is_indefinite(read, at):
        return
    found, last = {idea}, at
    for step in range(at + 1, min(at + LONGEST_OFFICE, len(read.tokens))):
        if not joins(read, step) or is_speech(read.tokens[step]):
            break
        if other := idea_of(read.word(step), token.is_arabic):
            found.add(other)
            last = step
        if any(function <= found for function in table.functions):
            state = affiliation_after(read, last, table)
            yield Spot(at, state.last if state else last, "function", "high", state.region if state else "")
            return
