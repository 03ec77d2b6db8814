"""Who is said to speak: a state, an agency, a ministry, a delegation; and to whom a statement is ascribed."""

from collections.abc import Iterator

from meetings.chatham import lexicon
from meetings.chatham.finding import Spot
from meetings.chatham.fold import ARABIC_WORD, Folded, stems
from meetings.chatham.lexicon import idea_of, is_in, said_at
from meetings.chatham.mentions import (
    WRITTEN,
    Mention,
    adjective_at,
    is_indefinite,
    mention_at,
    mentions,
    speaking,
)
from meetings.chatham.roles import first_person_at, functions_at, is_general, office_phrases_at, seats_at
from meetings.chatham.table import Table
from meetings.chatham.verbs import ARTICLES, is_speech, joins, stance_after, verb_after, verb_before

AT_THE_TABLE = {
    "colleague", "colleagues", "counterpart", "participant", "participants", "speaker", "speakers", "collegue", "collegues",
    "homologue", "intervenant", "intervenante", "orateur", "participante", "participantes", "زميل", "زميله", "زملاء", "مشارك", "مشاركه",
    "مشاركون", "متحدث", "سفير", "سفيره", "ambassador", "ambassadors", "ambassadeur", "ambassadrice", "gentleman", "lady", "نظير", "side",
}  # fmt: skip
BRIDGES = {
    "of", "the", "from", "for", "de", "du", "des", "d", "l", "la", "le", "les", "republic", "kingdom", "state", "government", "republique",
    "royaume", "gouvernement", "representing", "authorities", "delegation", "دوله", "مملكه", "المملكه", "جمهوريه", "حكومه", "الحكومه", "عن",
    "من", "في",
}  # fmt: skip


def speakers_in(read: Folded, table: Table) -> Iterator[Spot]:
    named = mentions(read, table)
    for mention in named:
        if mention.kind == "ministry" and not mention.region and is_general(read, mention.first):
            continue
        yield from (
            Spot(each.first, each.last, rule_of(mention), "high", each.region)
            for each in speaking(read, mention)
        )
        yield from labelled(read, mention)
    for at in range(len(read.tokens)):
        yield from delegates_at(read, at, table)
        yield from statements_at(read, at, table)
        yield from attributed_at(read, at, table)
        yield from said_of_them_at(read, at, table)
        yield from first_person_at(read, at)
        yield from seats_at(read, at, table)
        yield from functions_at(read, at, table)
        yield from office_phrases_at(read, at, table)


def rule_of(mention: Mention) -> str:
    return {"organisation": "agency_speaks", "ministry": "ministry_speaks"}.get(mention.kind, "state_speaks")


def labelled(read: Folded, mention: Mention) -> Iterator[Spot]:
    """`Morocco: we need…` and `… (Italy).`: a name put to what was said. After a place it says where the place is."""
    before, after = read.gap(mention.first), read.gap(mention.last + 1)
    begins = mention.first == 0 or "\n" in before
    own_before = read.tokens[mention.first].gap
    is_set_apart = after.startswith((":", " :", " - ", ". ", "\n")) or (
        own_before.endswith(("(", "[")) and after.startswith((")", "]"))
    )
    if begins and mention.last + 1 < len(read.tokens) and is_set_apart:
        yield Spot(mention.first, mention.last, "label", "medium", mention.region)
    is_in_brackets = before.endswith(("(", "[", "- ")) and mention.last + 1 >= len(read.tokens)
    before_word = read.tokens[mention.first - 1] if mention.first else None
    if is_in_brackets and before_word and not before_word.has_capital and not is_place_word(before_word.word):
        yield Spot(mention.first, mention.last, "label", "medium", mention.region)


def is_place_word(word: str) -> bool:
    return bool(ARABIC_WORD.match(word)) and not is_in_ordinary(word)


def is_in_ordinary(word: str) -> bool:
    return any(form in lexicon.ordinary() for form, _off in stems(word))


def is_speaker_noun(word: str) -> str:
    """`delegate` for a seat at the table, `office` for who only is a speaker where they speak."""
    if is_in(word, "delegates") or forms_of(word) & lexicon.words("delegates"):
        return "delegate"
    return (
        "table"
        if any(form in AT_THE_TABLE for form in forms_of(word))
        else "office"
        if is_in(word, "offices")
        else ""
    )


def forms_of(word: str) -> set[str]:
    if not ARABIC_WORD.match(word):
        return {word}
    forms = {form for form, _off in stems(word)}
    return forms | {form[:-2] for form in forms if form.endswith(("نا", "ها", "هم")) and len(form) > 4}


def delegates_at(read: Folded, at: int, table: Table) -> Iterator[Spot]:
    kind = is_speaker_noun(read.word(at))
    if not kind:
        return
    first, last, region, is_bare_ministry = affiliated(read, at, table)
    if first is None or last is None:
        if kind == "delegate" and is_owned(read, at) and is_named_before(read, at, table):
            yield Spot(at, at, "delegate")
        return
    if is_bare_ministry and is_indefinite(read, first):
        return
    spoken = verb_after(read, last) is not None or verb_before(read, first) is not None
    spoken = spoken or stance_after(read, last) is not None or said_at(read, last + 1, "here") is not None
    if kind in ("delegate", "table") or spoken:
        end = verb_after(read, last, with_clause=False)
        yield Spot(first, last if end is None else end, "delegate", "high", region)


def said_of_them_at(read: Folded, at: int, table: Table) -> Iterator[Spot]:
    """`…, they explained`, « …, a-t-il dit »: whoever was named in the sentence."""
    word, before = read.word(at), read.gap(at)
    is_aside = ("," in before and word in ("he", "she", "they", "it")) or (
        read.word(at - 1) == "t" and word in ("il", "elle", "on", "ils", "elles")
    )
    if (
        is_aside
        and at + 1 < len(read.tokens)
        and is_speech(read.tokens[at + 1])
        and is_named_before(read, at, table)
    ):
        yield Spot(at, at + 1, "attribution", "medium")


def is_owned(read: Folded, at: int) -> bool:
    """`its representative`, son délégué, مندوبها: of whoever was named before."""
    if read.tokens[at].is_arabic:
        return read.word(at).endswith(("ها", "هم")) or read.word(at)[-1:] == "ه"
    return read.word(at - 1) in ("its", "his", "her", "their", "son", "sa", "leur", "leurs")


def is_named_before(read: Folded, at: int, table: Table) -> bool:
    first = at
    while first > 0 and not any(mark in read.gap(first) for mark in ".!?\n"):
        first -= 1
    return any(mention_at(read, step, table) for step in range(first, at))


def affiliated(read: Folded, at: int, table: Table) -> tuple[int | None, int | None, str, bool]:
    """A speaker's noun with the state, agency or ministry beside it; its first and last token, region, and if only a ministry."""
    is_arabic = read.tokens[at].is_arabic
    if (found := mention_beside(read, at, table)) is not None:
        return at, found.last, found.region, found.kind == "ministry" and not found.region
    if not is_arabic and (before := mention_before(read, at, table)) is not None:
        return before.first, at, before.region, before.kind == "ministry" and not before.region
    return None, None, "", False


def mention_beside(read: Folded, at: int, table: Table) -> Mention | None:
    """What stands after it: `of the Kingdom of Morocco`, `sénégalaise`, المغربي, وزارة الداخلية."""
    step = at + 1
    if (adjective := adjective_at(read, step)) and joins(read, step) and not read.tokens[step].has_capital:
        return adjective
    is_arabic = read.tokens[at].is_arabic
    while step < len(read.tokens) and step - at < 9 and joins(read, step):
        found = mention_at(read, step, table)
        if found and (is_arabic or step > at + 1):
            is_of = is_arabic or read.word(step - 1) in BRIDGES
            return found if is_of and not is_in_clause(read, at, step) else None
        idea = idea_of(read.word(step), is_arabic)
        if read.word(step).removeprefix("ال") not in BRIDGES and read.word(step) not in BRIDGES and not idea:
            return None
        step += 1
    return None


def is_in_clause(read: Folded, at: int, step: int) -> bool:
    """`experts in Morocco` says where, not whose."""
    between = [read.word(each) for each in range(at + 1, step)]
    return (
        any(word in ("in", "to", "en", "au", "في") for word in between)
        and is_speaker_noun(read.word(at)) != "delegate"
    )


def mention_before(read: Folded, at: int, table: Table) -> Mention | None:
    """`the Moroccan delegation`, `Italy’s delegate`, `the UNHCR representative`, `Italian head of delegation`."""
    step = at - 1
    while step >= 0 and at - step < 5 and joins(read, step + 1):
        if (adjective := adjective_at(read, step)) is not None:
            return adjective
        word = read.word(step)
        if (found := ending_at(read, step, table)) is not None:
            is_owner = read.word(step + 1) == "s" or step == at - 1
            return found if is_owner and (step + 1 == at or read.gap(step + 1) in ("'", " ")) else None
        if word not in (
            "head",
            "of",
            "s",
            "lead",
            "first",
            "second",
            "chief",
            "senior",
            "other",
            "deputy",
        ) and not idea_of(word, False):
            return None
        step -= 1
    return None


def ending_at(read: Folded, end: int, table: Table) -> Mention | None:
    for first in range(max(0, end - 4), end + 1):
        found = mention_at(read, first, table)
        if found and found.last == end:
            return found
    return None


def statements_at(read: Folded, at: int, table: Table) -> Iterator[Spot]:
    """`Italy’s position`, `l’intervention du Maroc`, مداخلة السنغال, `the Italian proposal`."""
    if read.word(at) == "request" and read.word(at - 1) == "s" and (owner := ending_at(read, at - 2, table)):
        yield Spot(owner.first, at, "statement", "high", owner.region)
        return
    if not is_in(read.word(at), "statements"):
        return
    is_arabic = read.tokens[at].is_arabic
    if not is_arabic and read.word(at - 1) == "s" and (owner := ending_at(read, at - 2, table)):
        yield Spot(owner.first, at, "statement", "high", owner.region)
        return
    adjective = (
        adjective_at(read, at + 1)
        if is_arabic or not read.word(at + 1)
        else adjective_at(read, at - 1) or adjective_at(read, at + 1)
    )
    if adjective and joins(read, max(at, adjective.first)):
        yield Spot(min(at, adjective.first), max(at, adjective.last), "statement", "medium", adjective.region)
        return
    step = at + 1
    while (
        step < len(read.tokens)
        and step - at < 5
        and read.word(step)
        in ("of", "by", "from", "the", "de", "du", "d", "l", "la", "le", "des", "les", "من")
        and joins(read, step)
    ):
        step += 1
    if (is_arabic or step > at + 1) and step < len(read.tokens) and joins(read, step):
        found = mention_at(read, step, table)
        if found and not found.is_prepositional and found.kind != "capital":
            yield Spot(at, found.last, "statement", "high", found.region)


def attributed_at(read: Folded, at: int, table: Table) -> Iterator[Spot]:
    """`according to Italy`, `selon le Maroc`, وفقا للمغرب; not `according to Italian law` or `UNHCR data`."""
    if (end := said_at(read, at, "attributions")) is None:
        return
    step = end + 1
    while step < len(read.tokens) and read.word(step) in ARTICLES and joins(read, step):
        step += 1
    found = mention_at(read, step, table) if step < len(read.tokens) and joins(read, step) else None
    found = found or body_at(read, step)
    if (
        found
        and read.word(found.last + 1) not in WRITTEN
        and read.word(found.last + 2 if read.word(found.last + 1) == "s" else -1) not in WRITTEN
    ):
        yield Spot(at, found.last, "attribution", "high", found.region)


def body_at(read: Folded, at: int) -> Mention | None:
    """`les autorités marocaines`, `the Egyptian police`, السلطات المصرية: a body with the adjective of its state."""
    is_body = False
    for step in range(at, min(at + 4, len(read.tokens))):
        word = read.word(step)
        if not joins(read, step) or word in WRITTEN:
            return None
        adjective = adjective_at(read, step)
        is_body = is_body or bool(is_speaker_noun(word)) or bool(idea_of(word, read.tokens[step].is_arabic))
        if adjective and not is_body and is_speaker_noun(read.word(step + 1)):
            return Mention(at, step + 1, "state", adjective.region)
        if adjective and is_body:
            return Mention(at, step, "state", adjective.region)
    return None
