"""The words by which rows of cooperation are found, in three languages: their own, and those of their theme, city and country.

Never among them: the contact person of an offer, evaluations, and what stands in a request for support.
"""

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import F, Func, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from imap.core.fields import NO_WORDS, NamesVector, PortalQuery, Together
from imap.core.translation import LANGUAGES
from meetings.cooperation.models import Capacity, Exchange, Expertise, Priority, Roadmap, RoadmapStep

SPACE, NOTHING = (Value(each, output_field=TextField()) for each in (" ", ""))
# The stored vectors of a row and of what it is about.
VECTORS: dict[type, tuple[str, ...]] = {
    Priority: ("words", "theme__words"),
    Capacity: ("words", "theme__words"),
    Expertise: ("words", "theme__words", "city__search"),
    Roadmap: ("words", "city__search"),
    Exchange: ("words", "offer__theme__words", "offer__city__search", "need__city__search"),
}
# The stored vector of the country that a row stands under.
COUNTRY: dict[type, str] = {
    Priority: "organisation__country__search",
    Capacity: "organisation__country__search",
    Expertise: "organisation__country__search",
    Roadmap: "city__country__search",
}


def with_words(rows: QuerySet) -> QuerySet:
    """Rows with `search`, as others have it stored."""
    vectors: list[Func] = [Coalesce(F(each), NO_WORDS) for each in VECTORS[rows.model]]
    if rows.model is Roadmap:
        vectors.append(NamesVector(*map(steps_in, LANGUAGES)))
    return rows.alias(search=Together(*vectors))


def steps_in(language: str) -> Concat:
    """Titles and notes of a roadmap's steps: who sees the roadmap sees its steps."""
    steps = RoadmapStep.objects.filter(roadmap=OuterRef("pk")).order_by().values("roadmap")
    said = [
        Coalesce(Subquery(steps.annotate(said=StringAgg(as_text(column), SPACE)).values("said")), NOTHING)
        for column in (f"title_{language}", f"note_{language}")
    ]
    return Concat(said[0], SPACE, said[1], output_field=TextField())


def as_text(column: str) -> Cast:
    return Cast(F(column), TextField())


def containing(rows: QuerySet, words: str) -> QuerySet:
    """Rows in which all words stand, in whichever language; some may be the name of their country."""
    found = Q()
    rows = with_words(rows)
    if beside := COUNTRY.get(rows.model):
        rows = rows.alias(whole=Together(F("search"), Coalesce(F(beside), NO_WORDS)))
    column = "whole" if beside else "search"
    for language in LANGUAGES:
        found |= Q(**{column: PortalQuery(language, words)})
    return rows.filter(found)
