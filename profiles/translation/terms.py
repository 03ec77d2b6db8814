"""The glossary's terms in a passage: found in the source, and looked for in its translation."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from imap.core.excerpt import JOINED_LETTER, WORD, fold
from imap.core.richtext import plain
from imap.core.translation import Text, texts_of
from profiles.models import Term

SHORTEST = 3  # letters of a word that has no endings
ENDING = 2  # letters that may differ at the end


@dataclass(frozen=True)
class FoundTerm:
    """A term of the source: how it is called there and in the translation, and whether the translation calls it so."""

    code: str
    source: Text
    target: Text
    definition: Text
    is_rendered: bool


def terms_of(source: str, source_language: str, text: str, language: str) -> list[FoundTerm]:
    """Terms that the source names, in the order of the glossary; `text` is its translation so far."""
    there, here = forms_of(source), forms_of(text)
    return [
        FoundTerm(
            code=term.code,
            source=Text(names[source_language], source_language, source_language),
            target=Text(names[language], language, language),
            definition=Text(texts_of(term, "definition")[language], language, language),
            is_rendered=is_named(names[language], here),
        )
        for term in Term.objects.all()
        if all((names := texts_of(term, "name"))[each] for each in (source_language, language))
        and is_named(names[source_language], there)
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
