"""Who sits at the table, in the form in which the check asks for them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from meetings.chatham import lexicon
from meetings.chatham.finding import Person
from meetings.chatham.fold import ARABIC_WORD, PARTICLES, Folded, Token, bare, fold
from meetings.chatham.sound import CROSS, bones, cross_bones

SMALL = {
    "of",
    "the",
    "and",
    "for",
    "de",
    "du",
    "des",
    "la",
    "le",
    "les",
    "l",
    "d",
    "et",
    "in",
    "on",
    "to",
    "من",
    "في",
}
OFFICE_IDEAS = {
    "director", "head", "minister", "secretary", "ambassador", "officer", "coordinator", "commissioner", "adviser", "analyst", "deputy",
}  # fmt: skip
PARTED = re.compile(r"[,،;؛/()|\n]| [-–—] ")
LONG = 7  # letters: a name and a surname written as one word
MANY = 3  # a region is named in a suggestion where at least so many of its states take part
FORMALITIES = {
    "mr", "mrs", "ms", "miss", "dr", "prof", "mme", "mlle", "m", "he", "السيد", "السيده", "الدكتور", "الدكتوره", "دكتور",
    "معالي", "سعاده",
}  # fmt: skip


@dataclass(frozen=True)
class NamePart:
    """A word of a person's name. `is_weak`: a word of everyday talk too, or too short to stand alone."""

    person: int
    word: str
    is_arabic: bool
    is_weak: bool


@dataclass
class Table:
    by_word: dict[str, list[NamePart]] = field(default_factory=dict)
    by_bones: dict[str, list[NamePart]] = field(default_factory=dict)
    initials: set[str] = field(default_factory=set)
    functions: list[frozenset[str]] = field(default_factory=list)
    offices: set[str] = field(default_factory=set)  # functions of one word
    office_phrases: dict[str, set[tuple[str, ...]]] = field(default_factory=dict)  # of several, by the first
    office_words: set[str] = field(default_factory=set)  # words of functions that no list of ideas knows
    organisations: dict[str, list[tuple[tuple[str, ...], None]]] = field(default_factory=dict)
    abbreviations: set[str] = field(default_factory=set)
    states: dict[str, str] = field(default_factory=dict)  # ISO 3166-1 alpha-2 to region

    def region_to_name(self, region: str) -> str:
        """A region that tells nobody apart; empty where too few of it are here."""
        return region if sum(each == region for each in self.states.values()) >= MANY else ""


def table_of(people: Sequence[Person]) -> Table:
    table = Table()
    for number, person in enumerate(people):
        take_name(table, number, person.name)
        take_function(table, person)
        for name in (each.strip() for each in person.organisation.split("|")):
            take_organisation(table, name)
        take_abbreviations(table, person.affiliation)
        take_service(table, person.affiliation)
    return table


def take_name(table: Table, number: int, name: str) -> None:
    read = fold(name)
    tokens = [token for token in read.tokens if token.word not in FORMALITIES]
    for script in (True, False):
        own = [token.word for token in tokens if token.is_arabic is script]
        for word in words_of(own):
            take_part(table, NamePart(number, word, script, is_weak(word)))
        whole = {"".join(own), "".join(word for word in own if word not in PARTICLES)}
        for word in joined_words(read, script) | {word for word in whole if len(word) >= LONG}:
            take_part(table, NamePart(number, word, script, is_weak(word)))
        main = [word for word in own if word not in PARTICLES and word != "al"]
        if len(main) > 1:
            table.initials |= {
                "".join(word[0] for word in own), f"{main[0][0]}{main[-1][0]}", "".join(bare(word)[0] for word in main), f"{main[-1][0]}{main[0][0]}",
                f"{bare(main[0])[0]}{bare(main[-1])[0]}",
            }  # fmt: skip


def joined_words(read: Folded, is_script: bool) -> set[str]:
    """`N’Diaye` is ndiaye too, `Jean-Baptiste` jeanbaptiste."""
    return {
        unit.word
        for unit in read.units
        if unit.last > unit.first
        and not unit.is_spelled
        and not (unit.is_broken and len(unit.word) < LONG)
        and all(token.is_arabic is is_script for token in read.tokens[unit.first : unit.last + 1])
        and read.tokens[unit.first].word not in FORMALITIES
        and len(unit.word) > 3
    }


def words_of(own: list[str]) -> set[str]:
    """Each word but particles, and each run that starts with particles as one word: Ben Ali is `ali` and `benali`."""
    found, at = set(), 0
    while at < len(own):
        end, run = at, own[at]
        while own[end] in PARTICLES and end + 1 < len(own):
            end += 1
            run += own[end]
        found |= {run, own[end]} if end > at else {run}
        if end > at and len(own[end]) < 5:
            found.discard(own[end])  # Ben Ali is no Ali
        at = end + 1
    return {
        form for word in found for form in (word, bare(word), without_el(word)) if len(form) > 1
    } - PARTICLES


def without_el(word: str) -> str:
    return word[2:] if word[:2] in ("el", "al") and len(word) > 5 else word


def is_weak(word: str) -> bool:
    known = lexicon.states()
    is_place = word in known.adjectives or word in known.names or word in known.capitals
    return len(word) < 4 or is_place or word in lexicon.ordinary()


def take_part(table: Table, part: NamePart) -> None:
    table.by_word.setdefault(part.word, []).append(part)
    keys = set(bones(part.word, part.is_arabic))
    for key in keys if part.is_arabic else keys | cross_bones(part.word, False):
        if key.removeprefix(CROSS):
            table.by_bones.setdefault(key, []).append(part)


def take_function(table: Table, person: Person) -> None:
    """By its ideas, in any language; where only one is known, by its own words beside it; of several words, as it is written."""
    tokens = [token for token in fold(person.function).tokens if token.word not in SMALL]
    known = {token.word: lexicon.idea_of(token.word, token.is_arabic) for token in tokens}
    ideas = set(known.values()) - {"", "department"}
    own = {bare(word) for word, idea in known.items() if not idea and len(word) > 2}
    for phrase in phrases_of(person.function):
        table.office_phrases.setdefault(phrase[0], set()).add(phrase)
    if len(ideas) > 1:
        table.functions.append(frozenset(ideas))
    elif ideas and own:
        table.functions.append(frozenset(ideas | own))
        table.office_words |= own
    elif len(tokens) == 1:
        word = tokens[0].word
        table.offices.add(f"ال{bare(word)}" if tokens[0].is_arabic else word)


def phrases_of(function: str) -> Iterator[tuple[str, ...]]:
    """The function as it is written; and its parts, `Head of Unit` of `Head of Unit, Asylum Department`, that are an office."""
    for part in (function, *PARTED.split(function)):
        phrase = tuple(office_word(token) for token in fold(part).tokens if token.word not in SMALL)
        if len(phrase) > 1 and (part == function or OFFICE_IDEAS & set(phrase)):
            yield phrase


def office_word(token: Token) -> str:
    """As functions are compared: an office by its idea, so that رئيسة is رئيس and « cheffe » « chef »; else without the article."""
    idea = lexicon.idea_of(token.word, token.is_arabic)
    return idea if idea in OFFICE_IDEAS else bare(token.word)


def take_organisation(table: Table, name: str) -> None:
    tokens = [token.word for token in fold(name).tokens]
    if tokens and tokens[0] in ("the", "la", "le", "les", "l"):
        tokens = tokens[1:]
    if not tokens:
        return
    whole = [
        state
        for parts, state in lexicon.states().names.get(tokens[0], [])
        if parts == tuple(tokens) or parts == (bare(tokens[0]), *tokens[1:])
    ]
    for state in whole:
        table.states[state.iso2] = state.region
    if not whole and len(tokens[0]) > 2:
        for first in {tokens[0], bare(tokens[0])}:
            table.organisations.setdefault(first, []).append(((first, *tokens[1:]), None))
        for short in (word for word in tokens if len(tokens) > 1 and lexicon.is_in(word, "short_names")):
            for form in {short, bare(short)}:
                table.organisations.setdefault(form, []).append(((form,), None))


def take_service(table: Table, affiliation: str) -> None:
    """`Ghana Immigration Service`, `Office des Tunisiens à l’étranger`: a service is said by its name as an agency is."""
    name = affiliation.split("(")[0]
    tokens = fold(name).tokens
    has_ministry = any(lexicon.idea_of(token.word, token.is_arabic) == "ministry" for token in tokens)
    if len(tokens) > 1 and not has_ministry:
        take_organisation(table, name)


def take_abbreviations(table: Table, affiliation: str) -> None:
    """`Ministry of Foreign Affairs` is said MFA and MoFA; what stands in brackets is an abbreviation by itself."""
    read, outside = fold(affiliation), fold(affiliation.split("(")[0])
    if not read.tokens or read.tokens[0].is_arabic:
        return
    words = [token.word for token in outside.tokens if token.word not in SMALL]
    initials = "".join(word[0] for word in words)
    with_of = f"{words[0][0]}o{initials[1:]}" if words else ""
    own = {token.word for token in read.tokens if sum(map(str.isupper, token.raw)) > 1 and len(token.raw) > 2}
    table.abbreviations |= {each for each in (initials, with_of) if len(each) > 1} | own


def is_arabic(word: str) -> bool:
    return bool(ARABIC_WORD.match(word))
