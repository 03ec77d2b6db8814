"""What a form or a workbook says of one answer, and how that is read beside what is kept."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from profiles.collection.models import Answer, Question
from profiles.collection.values import Read, in_field, read_value


@dataclass(frozen=True)
class Given:
    """What a form or a workbook says of one answer. `version` is the one it was typed over; 0 where there was none."""

    typed: Any = ""
    unavailable_reason: str = ""
    definition_note: str = ""
    version: int = 0
    unchanged: bool = False
    exact: str = ""  # the reading that was chosen of a number with two


def reading_of(question: Question, given: Given, answer: Answer | None, language: str) -> Read:
    """A field that still shows the kept value is that value, however its language writes it."""
    if given.exact and question.kind in Question.NUMBERS:
        return (
            read_value(question, given.exact)
            if not is_ambiguous(question, given)
            else Read(value=given.exact)
        )
    if (
        answer
        and answer.value
        and not answer.typed
        and in_field(question, answer.value, language) == given.typed
    ):
        return Read(value=answer.value)
    if question.kind == Question.Kind.YEAR_TABLE and answer and answer.value:
        return read_value(question, with_kept_cells(question, given.typed, answer.value, language))
    return read_value(question, given.typed)


def with_kept_cells(question: Question, typed: Any, kept: dict[str, dict[str, str]], language: str) -> Any:
    """Cells that still show what is kept are that number."""
    shown = in_field(question, kept, language)
    return {
        place: Decimal(kept[str(place[0])][place[1]]) if text and shown.get(place) == text else text
        for place, text in typed.items()
    }


def is_ambiguous(question: Question, given: Given) -> bool:
    """The chosen reading is one of those that the typed text has."""
    return given.exact in read_value(question, given.typed).readings
