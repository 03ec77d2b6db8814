"""The words of the check, folded, as sets and phrases: loaded once from `words/`."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

from meetings.chatham.fold import Folded, bare, fold, fold_word, stems

WORDS = Path(__file__).parent / "words"
LANGUAGES = ("ar", "en", "fr")
Words = frozenset[str]


@cache
def raw() -> dict[str, Any]:
    return yaml.safe_load((WORDS / "lexicon.yaml").read_text(encoding="utf-8"))


def folded(words: str | list[str]) -> Words:
    each = words.split() if isinstance(words, str) else words
    return frozenset(fold_word(word) for word in each)


@cache
def words(name: str) -> Words:
    """A list of the lexicon, of all three languages at once: a record mixes them often enough."""
    lists = raw()[name]
    return frozenset().union(*(folded(lists[language]) for language in LANGUAGES))


@cache
def phrases(name: str) -> dict[str, list[tuple[str, ...]]]:
    """Expressions of several words, by their first word."""
    lists = raw()
    for part in name.split("."):
        lists = lists[part]
    found: dict[str, list[tuple[str, ...]]] = {}
    for language in LANGUAGES:
        for phrase in lists[language]:
            parts = tuple(token.word for token in fold(phrase).tokens)
            found.setdefault(parts[0], []).append(parts)
    return found


@cache
def ordinary() -> Words:
    """Words of everyday talk about migration, from the portal's own texts, and names that are words."""
    read = [
        (WORDS / f"ordinary_{script}.txt").read_text(encoding="utf-8").split() for script in ("ar", "latin")
    ]
    ambiguous = raw()["names_that_are_words"]
    names = folded(ambiguous["latin"]) | folded(ambiguous["arabic"])
    return frozenset(read[0]) | frozenset(read[1]) | names | frozenset(bare(word) for word in names)


@cache
def ideas() -> dict[str, str]:
    """Word to idea: `directeur` and مدير are both `director`."""
    return {
        form: idea
        for idea, lists in raw()["ideas"].items()
        for language in LANGUAGES
        for word in folded(lists[language])
        for form in (word, bare(word))
    }


def idea_of(word: str, is_arabic: bool) -> str:
    known = ideas()
    if not is_arabic:
        return known.get(word, "")
    return next((known[form] for form, _off in stems(word) if form in known), "")


@dataclass(frozen=True)
class State:
    iso2: str
    region: str


@dataclass(frozen=True)
class StateWords:
    """How states are named: by name, as an adjective, by their people, by their capital; phrases by their first word."""

    names: dict[str, list[tuple[tuple[str, ...], State]]]
    adjectives: dict[str, State]
    nationals: dict[str, State]
    capitals: dict[str, list[tuple[tuple[str, ...], State]]]


@cache
def states() -> StateWords:
    names: dict[str, list[tuple[tuple[str, ...], State]]] = {}
    capitals: dict[str, list[tuple[tuple[str, ...], State]]] = {}
    adjectives: dict[str, State] = {}
    nationals: dict[str, State] = {}
    with (WORDS / "states.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            state = State(row["iso2"], row["region"])
            said = [Locale(language).territories.get(state.iso2, "") for language in LANGUAGES]
            for name in [*said, *(row["also"] or "").split(",")]:
                put(names, name, state)
            for column in ("capital_en", "capital_fr", "capital_ar"):
                for name in row[column].split(","):
                    put(capitals, name, state)
            for form in adjectives_of(row):
                adjectives.setdefault(form, state)
            for form in nationals_of(row):
                nationals.setdefault(form, state)
    return StateWords(names, adjectives, nationals, capitals)


def put(into: dict[str, list[tuple[tuple[str, ...], State]]], name: str, state: State) -> None:
    parts = tuple(token.word for token in fold(name).tokens)
    if parts and parts[0] in ("the", "la", "le", "les"):
        parts = parts[1:]
    for form in {parts, (bare(parts[0]), *parts[1:])} if parts else ():
        if (form, state) not in into.setdefault(form[0], []):
            into[form[0]].append((form, state))


def adjectives_of(row: dict[str, str]) -> set[str]:
    english = {fold_word(word) for word in row["en"].split(",") if " " not in word and "-" not in word}
    french = {fold_word(word) for word in row["fr"].replace(",", " ").split() if "-" not in word}
    arabic = {fold_word(word) for word in row["ar"].split(",") if word}
    forms = english | {f"{word}s" for word in english if not word.endswith("s")}
    forms |= {f"{word}{ending}" for word in french for ending in ("", "e", "s", "es")}
    forms |= {
        f"{word}{ending}" for word in arabic for ending in ("", "ه", "ون", "ين", "ان", "ات", "تان", "تين")
    }
    return forms - {"", "e", "s", "es"}


def nationals_of(row: dict[str, str]) -> set[str]:
    """The people of a state as a side: the Swedes, the French, les Suédois, المصريون."""
    english = {
        fold_word(word) for word in row["en"].split(",") if word and " " not in word and "-" not in word
    }
    french = {fold_word(word) for word in row["fr"].replace(",", " ").split() if "-" not in word}
    arabic = {fold_word(word) for word in row["ar"].split(",") if word}
    forms = english | {f"{word}s" for word in english if not word.endswith(("s", "sh", "ch", "se"))}
    forms |= {f"{word}{ending}" for word in french for ending in ("", "e", "s", "es")}
    forms |= {f"{word}{ending}" for word in arabic for ending in ("", "ه", "ون", "ين", "ات", "ان", "تان")}
    return forms | set(row["people"].replace(",", " ").split())


def phrase_at(
    read: Folded, at: int, table: dict[str, list[tuple[tuple[str, ...], Any]]]
) -> tuple[int, Any] | None:
    """The longest phrase of the table that begins at a token: its last token, and what it stands for."""
    token, best = read.tokens[at], None
    forms = [form for form, _off in stems(token.word)] if token.is_arabic else [token.word]
    for form in forms:
        for parts, value in table.get(form, []):
            rest = [read.word(at + step) for step in range(1, len(parts))]
            if rest == list(parts[1:]) and (best is None or at + len(parts) - 1 > best[0]):
                best = at + len(parts) - 1, value
    return best


def said_at(read: Folded, at: int, name: str) -> int | None:
    """The last token of an expression of that list which begins here."""
    if not 0 <= at < len(read.tokens):
        return None
    token = read.tokens[at]
    forms = [form for form, _off in stems(token.word)] if token.is_arabic else [token.word]
    ends = [
        at + len(parts) - 1
        for form in forms
        for parts in phrases(name).get(form, [])
        if [read.word(at + step) for step in range(1, len(parts))] == list(parts[1:])
    ]
    return max(ends, default=None)


def is_in(word: str, name: str) -> bool:
    """Whether a word, without Arabic prefixes, is in a list."""
    known = words(name)
    return word in known or any(form in known for form, _off in stems(word) if word[:1] > "z")
