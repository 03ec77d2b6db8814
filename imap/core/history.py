"""Which models have their every change written down, by database triggers (django-pghistory)."""

from collections.abc import Callable
from typing import TypeVar

from django.db import models

M = TypeVar("M", bound=type[models.Model])
PENDING: list[tuple[type[models.Model], tuple[str, ...]]] = []


def tracked(*, exclude: tuple[str, ...] = ()) -> Callable[[M], M]:
    """Class decorator: keep the history of a model, without the columns in `exclude`."""

    def note(model: M) -> M:
        PENDING.append((model, exclude))
        return model

    return note
