"""Querysets compiled once a process, for pages that everybody asks for.

Django takes longer to put a join of six tables into words than PostgreSQL takes to answer it, and for visitors without a session
the words never change: only the address does. A reader's own questions are compiled anew each time.
"""

import copy
from collections.abc import Callable, Hashable, Sequence
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable
from django.utils.translation import get_language

M = TypeVar("M", bound=Model)
Value = int | str


class Prepared(Generic[M]):
    """`make(shape, *values)` gives the queryset of which `rows` are asked; its wording may depend on the page's language.

    Each value must reach the statement as it is: an integer key or a text, compared with a column. All else is the shape.
    """

    def __init__(self, make: Callable[..., QuerySet[M]]) -> None:
        self.make = make
        self.statements: dict[Hashable, Statement[M]] = {}

    def rows(self, shape: Hashable, *values: Value) -> list[M]:
        key = (get_language(), shape)
        statement = self.statements.get(key)
        if statement is None:
            places = [placeholder(value, at) for at, value in enumerate(values)]
            statement = self.statements[key] = Statement(self.make(shape, *places), places)
        return statement.rows(values)


def placeholder(value: Value, at: int) -> Value:
    """Stands for a value of its type while the statement is made; no row has such a key."""
    return f"\ue000{at}" if isinstance(value, str) else 2**62 + at


class Statement(Generic[M]):
    """The SQL of a queryset with places for values, and Django's own way from its rows to objects."""

    def __init__(self, queryset: QuerySet[M], places: Sequence[Value]) -> None:
        self.model = queryset.model
        self.compiler = queryset.query.get_compiler(using=DEFAULT_DB_ALIAS)
        self.sql, self.parameters = self.compiler.as_sql()
        self.places = {place: at for at, place in enumerate(places)}
        missing = set(self.places) - set(self.parameters)
        if missing:
            raise ValueError(f"A value of {self.model.__name__}'s statement is no parameter of it.")

    def rows(self, values: Sequence[Value]) -> list[M]:
        parameters = [values[self.places[p]] if p in self.places else p for p in self.parameters]
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]  # each thread has its own
        compiler.as_sql = lambda *args, **kwargs: (self.sql, parameters)
        queryset: Any = SimpleNamespace(
            db=DEFAULT_DB_ALIAS,
            model=self.model,
            query=SimpleNamespace(get_compiler=lambda using: compiler),
            _known_related_objects={},
        )
        return list(ModelIterable(queryset))
