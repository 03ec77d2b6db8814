"""Loading by a stable key: rows are made where missing, written where they differ, left alone where they are right.

What is left alone costs no write and leaves no trace in the history, so a second load changes nothing.
"""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.gis.geos import GEOSGeometry
from django.db import models

M = TypeVar("M", bound=models.Model)


@dataclass
class Tally:
    """What a load did to the rows it looked at."""

    created: int = 0
    updated: int = 0
    kept: int = 0

    def __str__(self) -> str:
        if not self.created and not self.updated:
            return f"nothing changed, {self.kept} as they were"
        return f"{self.created} created, {self.updated} updated, {self.kept} as they were"

    @property
    def changed(self) -> int:
        return self.created + self.updated

    def add(self, other: "Tally") -> None:
        self.created += other.created
        self.updated += other.updated
        self.kept += other.kept


def upsert(model: type[M], tally: Tally, *, key: dict[str, Any], **values: Any) -> M:
    """The row of `model` with `key`, holding `values`; what had to be done is counted in `tally`."""
    found = model._default_manager.filter(**key).first()
    if found is None:
        tally.created += 1
        return model._default_manager.create(**key, **values)
    return bring_up_to_date(found, tally, **values)


def bring_up_to_date(row: M, tally: Tally, **values: Any) -> M:
    """Write `values` to a row that exists, if any of them differs."""
    differing = {name: value for name, value in values.items() if not same(getattr(row, name), value)}
    if not differing:
        tally.kept += 1
        return row
    for name, value in differing.items():
        setattr(row, name, value)
    row.save()
    tally.updated += 1
    return row


def same(kept: Any, wanted: Any) -> bool:
    """Equal for a load: an empty translation is null or an empty text, geometries are equal point by point."""
    if isinstance(kept, GEOSGeometry) and isinstance(wanted, GEOSGeometry):
        return kept.srid == wanted.srid and bytes(kept.wkb) == bytes(wanted.wkb)
    return kept == wanted or (kept in (None, "") and wanted in (None, ""))
