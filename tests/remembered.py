"""Rows that hundreds of tests begin with: made once a worker, then written again as they were, a statement a table."""

import copy
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

Made = TypeVar("Made")
Keys = dict[type[Model], set[Any]]


class Remembered(Generic[Made]):
    """`make` writes rows and answers objects; asked again it is not called, but its rows and objects come back, keys and all.

    Only what was made in an empty database is remembered, or `after` what is remembered itself. Where a test has written
    one of the rows already, or has emptied the database, they are made as they were the first time.
    """

    empty: Keys | None = None

    def __init__(self, make: Callable[..., Made], after: "Remembered[Any] | None" = None) -> None:
        self.make, self.after = make, after
        self.rows: dict[type[Model], list[Any]] = {}
        self.made: Made | None = None
        self.permission: int | None = None

    def __call__(self, *given: Any) -> Made:
        if not connection.in_atomic_block:  # nothing is taken back there: the rows are the test's own
            return self.make(*given)
        if self.made is None:
            return self.remember(*given)
        try:
            with transaction.atomic():
                self.write_again(*given)
        except IntegrityError:
            return self.make(*given)
        return copy.deepcopy(self.made)

    def write_again(self, *given: Any) -> None:
        if self.after and given != (self.after.made,):
            raise IntegrityError("What they are made after is not as it was.")
        if not Permission.objects.filter(pk=self.permission).exists():
            raise IntegrityError("A test has emptied the database since.")
        for model, rows in self.rows.items():
            model._base_manager.bulk_create([copy.copy(row) for row in rows])

    def remember(self, *given: Any) -> Made:
        before = keys()
        made = self.make(*given)
        if before == self.expected():
            rows = {model: list(model._base_manager.exclude(pk__in=known)) for model, known in before.items()}
            self.rows = {model: new for model, new in rows.items() if new}
            self.permission = Permission.objects.order_by("pk").values_list("pk", flat=True)[0]
            self.made = copy.deepcopy(made)
        return made

    def expected(self) -> Keys:
        known = dict(self.empty or {})
        if self.after:
            for model, rows in self.after.rows.items():
                known[model] = known[model] | {row.pk for row in rows}
        return known


def keys() -> Keys:
    """Of every table but the histories, which the database writes."""
    models = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not hasattr(model, "pgh_tracked_model")
    ]
    return {model: set(model._base_manager.values_list("pk", flat=True)) for model in models}
