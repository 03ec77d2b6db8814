"""Querysets put into words once, for pages that everybody asks for.

Django takes longer to make the SQL of a join of six tables than PostgreSQL takes to answer it, and PostgreSQL longer to plan it than
to run it. For visitors without a session the words never change, only the address does: so each process makes the SQL once, and
each connection has it prepared. A reader's own questions are made anew each time.
"""

import copy
from collections.abc import Callable, Hashable, Sequence
from itertools import count
from types import SimpleNamespace
from typing import Any, Generic, TypeVar
from weakref import WeakSet

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable
from django.utils.translation import get_language
from psycopg2.extensions import AsIs

M = TypeVar("M", bound=Model)
Value = int | str
NUMBERS = count(1)


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
        self.sql, parameters = self.compiler.as_sql()
        self.converters = self.compiler.get_converters(column for column, _, _ in self.compiler.select)
        marks = {place: AsIs(f"${at}") for at, place in enumerate(places, 1)}
        if missing := set(marks) - set(parameters):
            raise ValueError(
                f"{len(missing)} values of a statement for {self.model.__name__} do not reach it."
            )
        self.parameters = [marks.get(value, value) for value in parameters]
        self.name = f"portal_{next(NUMBERS)}"
        self.call = f"EXECUTE {self.name} ({', '.join(['%s'] * len(places))})"
        self.prepared_by: WeakSet[Any] = WeakSet()

    def rows(self, values: Sequence[Value]) -> list[M]:
        connection = connections[DEFAULT_DB_ALIAS]
        with connection.cursor() as cursor:
            self.prepare(cursor.connection)
            cursor.execute(self.call, values)
            found = cursor.fetchall()
        compiler = copy.copy(self.compiler)
        compiler.connection = connection
        compiler.execute_sql = lambda **kwargs: [found]
        compiler.get_converters = lambda expressions: self.converters
        queryset: Any = SimpleNamespace(
            db=DEFAULT_DB_ALIAS,
            model=self.model,
            query=SimpleNamespace(get_compiler=lambda using: compiler),
            _known_related_objects={},
        )
        return list(ModelIterable(queryset))

    def prepare(self, connection: Any) -> None:
        """On psycopg2's own connection, which forgets it when it ends."""
        if connection in self.prepared_by:
            return
        with connection.cursor() as cursor:
            statement = cursor.mogrify(self.sql, self.parameters).decode()
            cursor.execute(f"PREPARE {self.name} AS {statement}")
        self.prepared_by.add(connection)
