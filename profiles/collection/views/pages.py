"""What the pages of a submission are made of: fields, kept answers, and the page that says why something is not possible."""

from dataclasses import dataclass, field
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from imap.core.numbers import day
from imap.core.translation import direction_of, reading_language
from profiles.collection.forms import given_in
from profiles.collection.given import Given
from profiles.collection.models import Answer, Question, Submission
from profiles.collection.numbers import shown_number
from profiles.collection.sheet import Item, Part, Sheet, answer_in_words
from profiles.collection.values import in_field, in_words, read_value


@dataclass
class Field:
    """A question with what its field shows; where two people wrote, `theirs` is what is kept."""

    item: Item
    shown: Any
    language: str
    direction: str
    version: int
    reason: str = ""
    definition: str = ""
    readings: list[tuple[str, str]] = field(default_factory=list)
    theirs: dict[str, Any] | None = None
    previous: str = ""

    @property
    def rows(self) -> list[tuple[int, list[tuple[Any, str]]]]:
        """The cells of a table of years: year, then each figure with what is shown."""
        shown = self.shown if isinstance(self.shown, dict) else {}
        question = self.item.question
        return [
            (year, [(figure, shown.get((year, figure.code), "")) for figure in question.figures.all()])
            for year in question.years
        ]

    @property
    def chosen(self) -> list[str]:
        return self.shown if isinstance(self.shown, list) else [self.shown]


def section_fields(
    submission: Submission, part: Part, language: str, conflicts: dict[str, tuple[Given, Answer]]
) -> list[Field]:
    kinds = Question.Kind
    items = [item for item in part.items if item.question.kind != kinds.CALCULATED]
    return [field_of(item, language, conflicts.get(item.name)) for item in items]


def field_of(item: Item, language: str, conflict: tuple[Given, Answer] | None) -> Field:
    answer, question = item.answer, item.question
    spoken = answer.language if answer and answer.value and question.kind in Question.TEXTS else language
    found = Field(item, "", spoken, direction_of(spoken), answer.version if answer else 0)
    if conflict:
        mine, theirs = conflict
        found.shown, found.version = mine.typed, theirs.version
        found.reason, found.definition = mine.unavailable_reason, mine.definition_note
        found.theirs = kept(question, theirs, language)
    elif answer:
        found.shown = typed_or_kept(answer, language)
        found.reason, found.definition = answer.unavailable_reason, answer.definition_note
        found.readings = readings_of(answer, language)
    if item.previous:
        found.previous = answer_in_words(item.previous)
    return found


def typed_or_kept(answer: Answer, language: str) -> Any:
    """What could not be read is shown as it was typed, with what could."""
    question = answer.question
    if question.kind != Question.Kind.YEAR_TABLE:
        return answer.typed or in_field(question, answer.value, language)
    shown = in_field(question, answer.value, language) or {}
    for line in answer.typed.splitlines():
        place, _sign, text = line.partition("=")
        year, _slash, figure = place.partition("/")
        if year.isdigit():
            shown[int(year), figure] = text
    return shown


def readings_of(answer: Answer, language: str) -> list[tuple[str, str]]:
    """The two readings of a number, as they are kept and as they are shown."""
    if not answer.typed or answer.question.kind not in Question.NUMBERS:
        return []
    found = read_value(answer.question, answer.typed).readings
    return [(each, shown_number(each, language)) for each in found]


def person(request: HttpRequest) -> User:
    """Who is signed in: every page of rounds asks for that first."""
    return cast(User, request.user)


def saved_answer(request: HttpRequest, submission: Submission, item: Item) -> dict[str, Any]:
    return {
        "submission": submission,
        "question": item.question,
        "entry": item.entry,
        "given": given_in(request.POST, item),
        "language": reading_language(),
        "by": person(request),
    }


def kept(question: Question, answer: Answer, language: str) -> dict[str, Any]:
    """A kept answer for someone who typed another: its words, who saved it and when, and its version."""
    words = answer.typed or in_words(question, answer.value, language)
    if answer.unavailable_reason:
        words = _("Not available: %(reason)s") % {"reason": answer.unavailable_reason}
    field_value = answer.typed or in_field(question, answer.value, language)
    return {
        "words": words or _("(empty)"),
        "value": field_value if isinstance(field_value, str | list) else words,
        "by": str(answer.updated_by or ""),
        "at": day(answer.updated_at) if answer.updated_at else "",
        "version": answer.version,
        "language": answer.language,
        "direction": direction_of(answer.language),
    }


def conflict_page(request: HttpRequest, submission: Submission, why: str = "") -> HttpResponse:
    """409: what the state is, and who can do something about it."""
    submission.refresh_from_db()
    context = {"submission": submission, "why": why or state_in_words(submission)}
    return render(request, "collection/conflict.html", context, status=409)


def state_in_words(submission: Submission) -> str:
    states = Submission.State
    if submission.round.closed_at is not None:
        return _("The round is closed. The secretariat can open a new one.")
    return {
        states.INVITED: _("The state has not begun to answer. Its focal points can do that."),
        states.IN_PROGRESS: _("The state is answering. Its focal points submit it when it is complete."),
        states.RETURNED: _(
            "The secretariat asked for changes. The state’s focal points make them and submit it again."
        ),
        states.SUBMITTED: _(
            "It was submitted and is with the secretariat, which accepts it or asks for changes."
        ),
        states.ACCEPTED: _(
            "It was accepted. The secretariat compiles it; a change is made in the draft edition or the next round."
        ),
    }[states(submission.state)]


def script_words() -> dict[str, str]:
    """What the script of the form says."""
    return {
        "ready": _("Answers are saved as you type."),
        "saving": _("Saving…"),
        "saved": _("Saved."),
        "offline": _(
            "No connection. What you type is kept in this browser and sent when the connection is back."
        ),
        "kept": _("What you typed without a connection is being sent."),
        "conflict": _(
            "Another answer was saved meanwhile, by a colleague or in another window. Both are shown; nothing was overwritten."
        ),
        "failed": _("The answer could not be saved. It is kept in this browser; try again later."),
        "signed_out": _(
            "Your session has ended. What you typed is kept in this browser; sign in again to send it."
        ),
        "which": _("Which is meant?"),
        "replace": _("Last round’s answer takes the place of what stands here. Go on?"),
        "unsent": _("Typed in this browser and never sent:"),
    }


def waiting_words(submission: Submission, sheet: Sheet) -> dict[str, Any]:
    """What the script needs to name the parts with answers that wait in the browser."""
    return {
        "words": {
            "held": _(
                "Answers that you typed wait in this browser and could not be sent. Open their part and see to them before you submit:"
            ),
            "closed": _("Answers that you typed were never sent and are kept in this browser only:"),
            "gone": _("A question that is no longer there."),
            "drop": _("Discard it"),
        },
        "parts": [
            {
                "name": str(part.heading),
                "url": reverse("collection:part", args=[submission.pk, part.number]),
                "items": [item.name for item in part.items],
            }
            for part in sheet.parts
        ],
    }
