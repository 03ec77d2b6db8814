"""Alphabetical order, as the readers of each language know it.

The rule of a language is ICU's, whatever the database's own order is. In Arabic the article does not count, as in the
gazetteers of the United Nations: المغرب stands under م. The article has a plain alef, so ألمانيا keeps its first two letters.
"""

from typing import Any

from django.db.models import CharField, F, Func, Value
from django.db.models.functions import Coalesce, Collate, NullIf

from imap.core.translation import FALLBACKS, reading_language

ARTICLE = "^ال"


def order_of(field: str, language: str) -> Collate:
    """What rows are ordered by in a language: a translated column, or what stands in where it is empty."""
    others = [code for code in FALLBACKS if code != language]
    words: Any = Coalesce(
        *(NullIf(F(f"{field}_{code}"), Value("")) for code in (language, *others)), output_field=CharField()
    )
    if language == "ar":
        words = Func(words, Value(ARTICLE), Value(""), function="regexp_replace", output_field=CharField())
    return Collate(words, f"{language}-x-icu")


class Alphabetical(Func):
    """`order_by(Alphabetical("name"))`: by the words that the page shows, in the order of the page's language."""

    def __init__(self, name: str) -> None:
        super().__init__(F(f"{name}_{FALLBACKS[0]}"))
        self.name = name

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        return order_of(self.name, reading_language()).resolve_expression(*args, **kwargs)
