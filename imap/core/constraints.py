"""Constraints that say in words what clashes, and what to do about it.

The words are of the portal, not of the database: they stand beside the constraint, and no migration tells of them.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

TAKEN_POSITION = _("Another row has this number already. Give each a number of its own.")
TAKEN_ADDRESS = _(
    "Something else has this address already. Is it the same? Then change that one. If not, write another address, for example with “-2” at its end."
)
IS_A_DATE = _("Write a year, a month or a day, as in 2003, 2003-02 or 2003-02-13.")
IS_OF_THE_WEB = _("An address of the web begins with https:// or http://.")


class InWords:
    """For a constraint: refuses with `words`, and is written into migrations as the plain one that it is."""

    plain: type[models.BaseConstraint]

    def __init__(self, *expressions: Any, words: Any, **kwargs: Any) -> None:
        super().__init__(*expressions, **kwargs)
        self.words = words

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = "default") -> None:
        try:
            super().validate(model, instance, exclude, using)  # type: ignore[misc]
        except ValidationError as refused:
            raise ValidationError(self.words, code=refused.code or self.violation_error_code) from refused  # type: ignore[attr-defined]

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        _path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        return f"django.db.models.{self.plain.__name__}", args, kwargs

    def clone(self) -> Any:
        _path, args, kwargs = self.deconstruct()
        return type(self)(*args, words=self.words, **kwargs)


class Unique(InWords, models.UniqueConstraint):
    plain = models.UniqueConstraint


class Check(InWords, models.CheckConstraint):
    plain = models.CheckConstraint
