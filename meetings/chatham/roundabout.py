"""Ways around a name that everybody sees through: nationals, by-names of states, a judgement “for Egypt”, half a name."""

import re
from collections.abc import Iterator

from meetings.chatham import lexicon
from meetings.chatham.finding import Spot
from meetings.chatham.fold import Folded, letters_of, stems
from meetings.chatham.lexicon import said_at
from meetings.chatham.mentions import Mention, mention_at, speaking
from meetings.chatham.table import Table
from meetings.chatham.verbs import ARTICLES, joins

MASKED = re.compile(r"(?<!\w)([^\W\d_]*)([*#×•_]+|\.{2,}|…)([^\W\d_]*)(?!\w)")
LEAST_SHOWN = 2  # letters
SOUGHT_WITHIN = 5
JUDGED_WITHIN = 14


def roundabout_in(read: Folded, table: Table) -> Iterator[Spot]:
    for at in range(len(read.tokens)):
        yield from nationals_at(read, at, table)
        yield from judged_at(read, at, table)
        if (end := said_at(read, at, "by_names")) is not None:
            yield Spot(at, end, "by_name", "medium")
    yield from masked_in(read, table)


def nationals_at(read: Folded, at: int, table: Table) -> Iterator[Spot]:
    """`the Swedes were against`, يرى المصريون: of states at the table; those who ask for asylum are not at it."""
    token, known = read.tokens[at], lexicon.states().nationals
    forms = {form for form, _off in stems(token.word)} if token.is_arabic else {token.word}
    state = next((known[form] for form in forms if form in known), None)
    if state is None or state.iso2 not in table.states or not is_whole_side(read, at):
        return
    for spoken in speaking(read, Mention(at, at, "state", state.region)):
        sought = [read.word(step) for step in range(at - 1, spoken.last + SOUGHT_WITHIN)]
        if not any(lexicon.is_in(word, "sought") for word in sought):
            yield Spot(spoken.first, spoken.last, "state_speaks", "medium", state.region)


def is_whole_side(read: Folded, at: int) -> bool:
    """With the article: “the Swedes”, “the Egyptian”, not Swedes in general, nor an adjective of something else."""
    token = read.tokens[at]
    if token.is_arabic:
        is_adjective = at > 0 and joins(read, at) and read.word(at - 1).lstrip("وف").startswith("ال")
        return "ال" in token.word[:4] and not is_adjective
    return read.word(at - 1) in ("the", "le", "la", "les", "l", "nos", "our") and token.has_capital


def judged_at(read: Folded, at: int, table: Table) -> Iterator[Spot]:
    """`For Egypt, the deadline is too short`, بالنسبة إلى ألمانيا: a judgement is somebody's."""
    if read.tokens[at].begins_sentence is False or (end := said_at(read, at, "concerning")) is None:
        return
    step = end + 1
    while read.word(step) in ARTICLES and joins(read, step):
        step += 1
    found = mention_at(read, step, table) if joins(read, step) else None
    if found is None or not read.gap(found.last + 1).strip().startswith((",", "،")):
        return
    for judged in range(found.last + 1, min(found.last + JUDGED_WITHIN, len(read.tokens))):
        if judged > found.last + 1 and any(mark in read.gap(judged) for mark in ".;:!?\n"):
            return
        if lexicon.is_in(read.word(judged), "judgements"):
            yield Spot(at, found.last, "attribution", "high", found.region)
            return


def masked_in(read: Folded, table: Table) -> Iterator[Spot]:
    """`B***i`, `Ben…`: what is left of a participant's name, its beginning or both ends."""
    plain, places = letters_of(read.text)
    for found in MASKED.finditer(plain):
        first, last = found[1], found[3]
        if len(first) + len(last) < LEAST_SHOWN or not first:
            continue
        if set(found[2]) <= {".", "…"} and not last:
            continue  # a sentence that trails off
        names = (word for word in table.by_word if word.startswith(first) and word.endswith(last))
        if any(len(word) > len(first) + len(last) for word in names):
            start, end = places[found.start()], places[found.end() - 1]
            touched = [at for at, token in enumerate(read.tokens) if token.start <= end and token.end > start]
            yield Spot(touched[0], touched[-1], "spelled_name")
