"""Answers of a workbook that met another's: what each says, and the fields that bring the workbook's back from a page."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from imap.core.translation import direction_of, reading_language
from profiles.collection.given import Given, reading_of
from profiles.collection.models import Answer, Question
from profiles.collection.numbers import with_one_reading
from profiles.collection.sheet import Item
from profiles.collection.values import in_words


@dataclass(frozen=True)
class Clash:
    """`given` was typed over a version that is no longer there; `theirs` is what is kept now."""

    item: Item
    given: Given
    theirs: Answer

    @property
    def mine(self) -> str:
        """In words, as the other's are."""
        if self.given.unavailable_reason:
            return _("Not available: %(reason)s") % {"reason": self.given.unavailable_reason}
        return in_words(self.item.question, self.value, reading_language()) or _("(empty)")

    @property
    def value(self) -> Any:
        return reading_of(self.item.question, self.given, self.item.answer, reading_language()).value

    @property
    def direction(self) -> str:
        return "auto" if self.item.question.kind in Question.TEXTS else direction_of(reading_language())

    @property
    def fields(self) -> list[tuple[str, str]]:
        """As the form of the question would send it, over the version that is shown beside it."""
        name = self.item.name
        rest = {
            "v": str(self.theirs.version),
            "r": self.given.unavailable_reason,
            "d": self.given.definition_note,
        }
        rest |= {"u": "on"} if self.given.unchanged else {}
        return [*self.answer_fields, *((f"{letter}-{name}", text) for letter, text in rest.items())]

    @property
    def answer_fields(self) -> list[tuple[str, str]]:
        name, value, kinds = f"q-{self.item.name}", self.value, Question.Kind
        if self.item.question.kind == kinds.MULTIPLE:
            return [(name, code) for code in value or []]
        if self.item.question.kind == kinds.YEAR_TABLE:
            return [
                (f"{name}-{year}-{figure}", with_one_reading(number))
                for year, row in (value or {}).items()
                for figure, number in row.items()
            ]
        is_number = self.item.question.kind in Question.NUMBERS
        return [(name, with_one_reading(value) if value and is_number else str(value or ""))]
