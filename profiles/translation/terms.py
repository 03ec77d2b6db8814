"""The glossary's terms in a passage: found in the source, and looked for in its translation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps

from imap.core.excerpt import JOINED_LETTER, WORD, fold
from imap.core.richtext import plain
from imap.core.translation import Text, texts_of

SHORTEST = 3  # letters of a word that has no endings
ENDING = 2  # letters that may differ at the end


@dataclass(frozen=True)
class Term:
    """A term with its definition, by language."""

    code: str
    names: dict[str, str]
    definitions: dict[str, str]


@dataclass(frozen=True)
class FoundTerm:
    """A term of the source: how it is called there and in the translation, and whether the translation calls it so."""

    code: str
    source: Text
    target: Text
    definition: Text
    is_rendered: bool


def glossary() -> Sequence[Term]:
    """All terms: those of the portal's glossary where it has one, the standard ones beside this module otherwise."""
    try:
        model: Any = apps.get_model("profiles", "Term")
    except LookupError:
        return standard_terms()
    return [Term(row.code, texts_of(row, "name"), texts_of(row, "definition")) for row in model.objects.all()]


@cache
def standard_terms() -> tuple[Term, ...]:
    rows = yaml.safe_load((Path(__file__).parent / "terms.yaml").read_text(encoding="utf-8"))
    return tuple(Term(row["code"], row["name"], row["definition"]) for row in rows)


def terms_of(source: str, source_language: str, text: str, language: str) -> list[FoundTerm]:
    """Terms that the source names, in the order of the glossary; `text` is its translation so far."""
    there, here = forms_of(source), forms_of(text)
    return [
        FoundTerm(
            code=term.code,
            source=Text(term.names[source_language], source_language, source_language),
            target=Text(term.names[language], language, language),
            definition=Text(term.definitions.get(language, ""), language, language),
            is_rendered=is_named(term.names[language], here),
        )
        for term in glossary()
        if term.names.get(language)
        and term.names.get(source_language)
        and is_named(term.names[source_language], there)
    ]


Forms = list[tuple[str, ...]]


def forms_of(html: str) -> Forms:
    """Each word as it may be compared: folded, and in Arabic also without a joined letter."""
    return [tuple(forms(word)) for word in WORD.findall(unescape(plain(html)))]


def forms(word: str) -> Iterator[str]:
    folded = fold(word)
    yield folded
    if (shorter := JOINED_LETTER.sub("", folded)) != folded:
        yield shorter


def is_named(name: str, words: Forms) -> bool:
    """Whether the words of `name` follow one another in a text, whatever their endings."""
    wanted = [fold(word) for word in WORD.findall(name)]
    return bool(wanted) and any(
        all(
            any(is_same_word(word, form) for form in found)
            for word, found in zip(wanted, words[at : at + len(wanted)], strict=False)
        )
        for at in range(len(words) - len(wanted) + 1)
    )


def is_same_word(one: str, other: str) -> bool:
    """Up to two letters at the end may differ: a plural, a case. Short words are the same or not."""
    if one == other:
        return True
    shared = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return shared > SHORTEST and shared >= max(len(one), len(other)) - ENDING
