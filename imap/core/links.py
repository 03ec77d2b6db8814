"""Links that live: which rows of the portal link to which addresses, and what is known of these addresses.

An app says in its `ready()` where its links are (`register`). A row finds what is known of its address by `key_of`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any
from urllib.parse import urldefrag

from django.db.models import CharField, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils.functional import Promise

from imap.core.models import LinkCheck


@dataclass(frozen=True)
class Place:
    """Rows with an address. `editable(user)`: those that the user edits; `url` is the column; `page(row)` is where it is mended,
    `name(row)` what people call it.
    """

    label: str | Promise
    rows: Callable[[], QuerySet]
    editable: Callable[[Any], QuerySet]
    url: str
    page: Callable[[Any], str]
    name: Callable[[Any], object] = str


@dataclass(frozen=True)
class Use:
    """Where an address stands, for those who may see it."""

    label: str | Promise
    name: str
    page: str


@dataclass(frozen=True)
class Mark:
    """What a reader is told of a dead link."""

    since: date
    archived_url: str


PLACES: list[Place] = []


def register(place: Place) -> None:
    PLACES.append(place)


def key_of(url: str) -> str:
    """An address as it is asked: the fragment never leaves the reader's browser."""
    return urldefrag(url).url


def linked() -> set[str]:
    """Every address that the portal links to."""
    return {
        key_of(url)
        for place in PLACES
        for url in place.rows().order_by().values_list(place.url, flat=True).distinct()
        if url
    }


def uses(user: Any, addresses: Iterable[str]) -> dict[str, list[Use]]:
    """By address, where it stands in what the user edits; an address that stands in none of it is left out."""
    wanted, found = set(addresses), dict[str, list[Use]]()
    for place in PLACES:
        named = Q(**{f"{place.url}__in": wanted}) | Q(**{f"{place.url}__contains": "#"})
        for row in place.editable(user).filter(named):
            if (key := key_of(getattr(row, place.url))) in wanted:
                kept, use = found.setdefault(key, []), Use(place.label, str(place.name(row)), place.page(row))
                if use not in kept:
                    kept.append(use)
    return found


def marks(urls: Iterable[str]) -> dict[str, Mark]:
    """The dead among these addresses, by address as given. One query, none for no address."""
    keys = {url: key_of(url) for url in urls if url}
    if not keys:
        return {}
    rows = LinkCheck.objects.dead().filter(address__in=set(keys.values()))
    found = {
        row.address: Mark(row.failing_since.date(), row.archived_url) for row in rows if row.failing_since
    }
    return {url: found[key] for url, key in keys.items() if key in found}


def with_marks(rows: Any, column: str = "url") -> Any:
    """The same within the query of the rows, for lists of any length: `dead_since`, and `archived_url` where it is dead."""
    of_row = Func(OuterRef(column), Value("#"), 1, function="split_part", output_field=CharField())
    dead = LinkCheck.objects.dead().filter(address=of_row)
    since = dead.annotate(day=TruncDate(F("failing_since"), tzinfo=UTC)).values("day")
    archived = Coalesce(Subquery(dead.values("archived_url")), Value(""), output_field=CharField())
    return rows.annotate(dead_since=Subquery(since), archived_url=archived)
