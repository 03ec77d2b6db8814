"""One submission as those who answer see it: which questions are shown, what was answered, what is missing."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from imap.core.translation import Text, reading_language, text_of
from profiles.collection.conditions import Conditions, is_given
from profiles.collection.models import Answer, Group, Question, Submission
from profiles.collection.models.answer import is_blank
from profiles.collection.numbers import read_number
from profiles.collection.taking_over import still_fits
from profiles.collection.values import (
    asked_about,
    bounds_in_words,
    cells_in_words,
    choices_of,
    in_condition,
    in_words,
    read_value,
)
from profiles.collection.words import substituted


@dataclass
class Item:
    """A question at its place in the sheet."""

    question: Question
    entry: int
    answer: Answer | None
    previous: Answer | None = None
    label: Text = field(default_factory=lambda: Text("", "en", "en"))
    choices: list[Any] = field(default_factory=list)
    is_shown: bool = True
    is_spare: bool = False
    fault: str = ""

    @property
    def name(self) -> str:
        return f"{self.question.pk}-{self.entry}"

    @property
    def can_stay(self) -> bool:
        """Last round's answer can be taken over as it is."""
        return self.previous is not None and still_fits(self.question, self.previous)

    @property
    def asked_before(self) -> Text | None:
        """The question's words in last round's version, where they were others."""
        was = text_of(self.previous.question, "label") if self.previous else None
        return was if was and str(was) != str(text_of(self.question, "label")) else None

    @property
    def is_given(self) -> bool:
        return is_given(self.answer)


@dataclass
class Part:
    """A group of the first level, or the questions that stand in none."""

    number: int
    group: Group | None
    items: list[Item] = field(default_factory=list)

    @property
    def heading(self) -> Text:
        if self.group is None:
            return Text(_("Questions"), reading_language(), reading_language())
        return self.group.shown_label or Text(self.group.code, "en", "en")

    @property
    def asked(self) -> list[Item]:
        return [item for item in self.items if item.is_shown and item.question.is_asked]

    @property
    def given(self) -> int:
        return sum(item.is_given for item in self.asked if not item.is_spare)

    @property
    def total(self) -> int:
        return len([item for item in self.asked if not item.is_spare])

    @property
    def is_done(self) -> bool:
        return not any(item.fault for item in self.asked) and self.given == self.total


class Sheet(Conditions):
    """What is shown, part by part; what is missing; how far it is."""

    @cached_property
    def parts(self) -> list[Part]:
        found: dict[int | None, Part] = {}
        for question in self.questions:
            ancestors = self.ancestors(question)
            top = ancestors[-1] if ancestors else None
            part = found.setdefault(top.pk if top else None, Part(len(found) + 1, top))
            if self.repeat_of(question) is None:
                part.items.append(self.item(question, 0))
            else:
                self.add_repeated(part, question)
        return [
            part
            for part in found.values()
            if any(item.question.kind != Question.Kind.CALCULATED for item in part.items)
        ]

    def add_repeated(self, part: Part, question: Question) -> None:
        """Entry by entry, when the first question of the repeated group is met."""
        repeat = self.repeat_of(question)
        assert repeat is not None
        if any(item.question.pk == question.pk for item in part.items):
            return
        for entry in range(1, self.entries(repeat) + 1):
            part.items += [self.item(each, entry) for each in self.structure.members[repeat.pk]]

    def item(self, question: Question, entry: int) -> Item:
        answer = self.answers.get((question.pk, entry))
        item = Item(question, entry, answer, self.previous.get((question.code, entry)))
        item.is_shown, item.is_spare = self.is_shown(question, entry), self.is_spare(question, entry)
        item.label = substituted(text_of(question, "label"), self, question, entry)
        item.choices = self.choices(question, entry)
        item.fault = self.fault(item)
        return item

    def choices(self, question: Question, entry: int) -> list[Any]:
        offered = choices_of(question)
        if not question.choice_filter:
            return offered
        kept = [
            choice
            for choice in offered
            if self.truth(question.choice_filter, self.scope(question, entry, columns=choice.columns))
        ]
        return kept or offered

    def fault(self, item: Item) -> str:
        """What stands in the way of submitting this answer, in words."""
        question, answer = item.question, item.answer
        if not item.is_shown or not question.is_asked:
            return ""
        if answer and answer.typed:
            return self.reading_fault(question, answer)
        if answer and answer.unavailable_reason:
            return ""
        if not item.is_given:
            return _("An answer is wanted, or the reason why there is none.") if self.is_wanted(item) else ""
        return self.constraint_fault(item)

    def reading_fault(self, question: Question, answer: Answer) -> str:
        if question.kind == Question.Kind.YEAR_TABLE:
            return _("Some cells could not be read: %(cells)s") % {
                "cells": cells_in_words(question, answer.typed)
            }
        found = read_value(question, answer.typed)
        if found.readings:
            return asked_about(answer.typed, read_number(answer.typed).readings)
        return found.fault

    def is_wanted(self, item: Item) -> bool:
        return item.question.required and not item.is_spare

    def constraint_fault(self, item: Item) -> str:
        question = item.question
        if not question.constraint or item.answer is None or is_blank(item.answer.value):
            return ""
        scope = self.scope(question, item.entry, this=in_condition(item.answer.value))
        if self.truth(question.constraint, scope):
            return ""
        said = text_of(question, "constraint_message")
        return str(said) or bounds_in_words(question.constraint)

    def find(self, question: int, entry: int) -> Item | None:
        return next(
            (
                item
                for part in self.parts
                for item in part.items
                if (item.question.pk, item.entry) == (question, entry)
            ),
            None,
        )

    @property
    def asked(self) -> list[Item]:
        return [item for part in self.parts for item in part.asked]

    @property
    def faults(self) -> list[tuple[Part, Item]]:
        return [(part, item) for part in self.parts for item in part.asked if item.fault]

    @cached_property
    def previous(self) -> dict[tuple[str, int], Answer]:
        """The state's answers to the round before, by code and entry."""
        last = last_submission(self.submission)
        if last is None:
            return {}
        rows = last.answers.select_related("question__choice_list", "submission__round__regional_map")
        rows = rows.prefetch_related("question__figures", "question__choice_list__choices")
        return {(row.question.code, row.entry): row for row in rows if row.is_given}


def last_submission(submission: Submission) -> Submission | None:
    """Of the same questionnaire, in any version, sent before; only what was accepted is put beside this year's."""
    round_, questionnaire = submission.round, submission.round.questionnaire
    if round_.opened_at is None:
        return None
    return (
        Submission.objects.filter(
            country=submission.country_id,
            state=Submission.State.ACCEPTED,
            round__questionnaire__regional_map=questionnaire.regional_map_id,
            round__questionnaire__code=questionnaire.code,
            round__opened_at__lt=round_.opened_at,
        )
        .order_by("-round__opened_at")
        .first()
    )


def answer_in_words(answer: Answer, language: str | None = None) -> str:
    language = language or reading_language()
    if answer.unavailable_reason:
        return _("Not available: %(reason)s") % {"reason": answer.unavailable_reason}
    return in_words(answer.question, answer.value, language)
