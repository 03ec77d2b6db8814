"""Columns that more than one app needs."""

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Cast, Coalesce

from imap.core.translation import LANGUAGES

# As Arabic keyboards have them, and as those of Persian and Urdu do, with two letters that these type otherwise.
WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹کی", "01234567890123456789كي")


class NamesVector(Func):
    """`portal_names_vector(ar, en, fr)`: one vector for a name in three languages."""

    function = "portal_names_vector"
    output_field = SearchVectorField()


class TextVector(Func):
    """`portal_text_vector(language, text)`: the vector of a text in one language."""

    function = "portal_text_vector"
    output_field = SearchVectorField()


class Together(Func):
    """Two vectors as one: the words of a text and those of the title that it stands under."""

    template, arg_joiner = "(%(expressions)s)", " || "
    output_field = SearchVectorField()


NO_WORDS = Cast(Value(""), SearchVectorField())  # beside which other vectors stand as they are


class PortalQuery(SearchQuery):
    """`portal_query(language, words)`: what a reader typed, as a query on the stored vectors.

    Years and numbers are asked for in Western digits, whichever were typed: the vectors of Arabic texts hold both as these.
    """

    def __init__(self, language: str, words: str) -> None:
        words = words.translate(WESTERN)
        super().__init__(words)
        self.function = "portal_query"
        self.set_source_expressions([Value(language), Value(words)])


def names_vector(field: str, *others: str) -> models.GeneratedField:
    """A stored vector of translated columns (a name, and other names of the same), over their three languages."""
    parts = [joined([f"{each}_{language}" for each in (field, *others)]) for language in LANGUAGES]
    return models.GeneratedField(
        expression=NamesVector(*parts), output_field=SearchVectorField(), db_persist=True, editable=False
    )


def joined(columns: list[str]) -> Func | Coalesce:
    """Texts with a space between; a column that is empty adds nothing."""
    filled = [Coalesce(F(column), Value("")) for column in columns]
    if len(filled) == 1:
        return filled[0]
    spaced = [part for each in filled for part in (Value(" "), each)][1:]
    return Func(*spaced, template="(%(expressions)s)", arg_joiner=" || ", output_field=models.TextField())


def text_vector(field: str, language: str) -> models.GeneratedField:
    """A stored vector of the translated column `field` in one language."""
    return models.GeneratedField(
        expression=TextVector(Value(language), Coalesce(F(f"{field}_{language}"), Value(""))),
        output_field=SearchVectorField(),
        db_persist=True,
        editable=False,
    )
