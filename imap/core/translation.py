"""Texts in three languages: one column a language, and a visible mark where another language stands in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db import models
from django.utils.translation import get_language

LANGUAGES = ("ar", "en", "fr")
FALLBACKS = ("en", "fr", "ar")
RIGHT_TO_LEFT = frozenset({"ar"})
COMMAS = {"ar": "، "}
# A language's own name is the same in every interface.
OWN_NAMES = {"ar": "العربية", "en": "English", "fr": "Français"}

M = TypeVar("M", bound=type[models.Model])
PENDING: list[tuple[type[models.Model], tuple[str, ...], bool]] = []


def direction_of(language: str) -> str:
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def reading_language() -> str:
    """The language of the page: `ar`, `en` or `fr`."""
    language = (get_language() or "en")[:2]
    return language if language in LANGUAGES else "en"


def comma(language: str) -> str:
    """With the space after it."""
    return COMMAS.get(language, ", ")


def listed(things: Iterable[object], language: str | None = None) -> str:
    """`one, two, three` with the comma of a language (default: the page's)."""
    return comma(language or reading_language()).join(str(thing) for thing in things)


@dataclass(frozen=True)
class Text:
    """A text as shown: its words, the language they are in, and the language that was asked for."""

    words: str
    language: str
    wanted: str

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    @property
    def stands_in(self) -> bool:
        """Another language is shown because the one asked for is missing."""
        return bool(self.words) and self.language != self.wanted

    @property
    def language_name(self) -> str:
        return OWN_NAMES[self.language]

    def __str__(self) -> str:
        return self.words

    def __bool__(self) -> bool:
        return bool(self.words)


def text_of(
    obj: models.Model, field: str, language: str | None = None, among: Iterable[str] = FALLBACKS
) -> Text:
    """The text of `obj.field` in `language` (default: the page's), else in the first of `among` that has it."""
    wanted = language or reading_language()
    for candidate in (wanted, *among):
        if words := getattr(obj, f"{field}_{candidate}", None):
            return Text(words, candidate, wanted)
    return Text("", wanted, wanted)


def texts_of(obj: models.Model, field: str) -> dict[str, str]:
    """Every language of a field: `{"ar": …, "en": …, "fr": …}`."""
    return {language: getattr(obj, f"{field}_{language}") or "" for language in LANGUAGES}


def columns(*fields: str) -> list[str]:
    """The database columns of translated fields: `title` gives `title_ar`, `title_en`, `title_fr`."""
    return [f"{field}_{language}" for field in fields for language in LANGUAGES]


def translated(*fields: str, required: bool = False) -> Callable[[M], M]:
    """Class decorator: give a model a column a language for each field (made in `imap.core.registration`)."""

    def note(model: M) -> M:
        PENDING.append((model, fields, required))
        return model

    return note
