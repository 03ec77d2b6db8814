"""The words by which rows of cooperation are found, in three languages; worked out when they are asked for, since the rows are few.

Never among them: the contact person of an offer, evaluations, and what stands in a request for support.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from imap.core.fields import NamesVector, PortalQuery, Together
from imap.core.translation import LANGUAGES
from meetings.cooperation.models import Capacity, Exchange, Expertise, Priority, Roadmap, RoadmapStep

SPACE, NOTHING = (Value(each, output_field=TextField()) for each in (" ", ""))
# The texts of a row in each language, and those of what it is about.
TEXTS: dict[type, tuple[str, ...]] = {
    Priority: ("text", "theme__name"),
    Capacity: ("institution", "legal_basis", "practice", "contact", "theme__name"),
    Expertise: ("title", "description", "theme__name", "city__name"),
    Roadmap: ("title", "summary", "city__name"),
    Exchange: ("lessons", "place", "offer__theme__name", "offer__city__name", "need__city__name"),
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
    more = steps_in if rows.model is Roadmap else nothing_in
    said = [said_in(language, TEXTS[rows.model], more) for language in LANGUAGES]
    return rows.alias(search=NamesVector(*said))


def said_in(language: str, columns: tuple[str, ...], more: Callable[[str], list[Any]]) -> Concat:
    texts = [Coalesce(as_text(f"{each}_{language}"), NOTHING) for each in columns]
    spaced = [part for each in [*texts, *more(language)] for part in (each, SPACE)]
    return Concat(*spaced, output_field=TextField())


def as_text(column: str) -> Cast:
    return Cast(F(column), TextField())


def nothing_in(language: str) -> list[Any]:
    return []


def steps_in(language: str) -> list[Any]:
    """Titles and notes of a roadmap's steps: who sees the roadmap sees its steps."""
    steps = RoadmapStep.objects.filter(roadmap=OuterRef("pk")).order_by().values("roadmap")
    columns = (f"title_{language}", f"note_{language}")
    return [
        Coalesce(Subquery(steps.annotate(said=StringAgg(as_text(each), SPACE)).values("said")), NOTHING)
        for each in columns
    ]


def containing(rows: QuerySet, words: str) -> QuerySet:
    """Rows in which all words stand, in whichever language; some may be the name of their country."""
    found = Q()
    rows = with_words(rows)
    if beside := COUNTRY.get(rows.model):
        rows = rows.alias(
            whole=Together(F("search"), Coalesce(F(beside), NamesVector(NOTHING, NOTHING, NOTHING)))
        )
    column = "whole" if beside else "search"
    for language in LANGUAGES:
        found |= Q(**{column: PortalQuery(language, words)})
    return rows.filter(found)
