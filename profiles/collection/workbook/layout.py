"""Where things stand in the workbook; written and read by the same names."""

from collections.abc import Iterator
from typing import Any

from imap.core.translation import texts_of
from profiles.collection.models import Question, Submission
from profiles.collection.sheet import Item, Part

KEY, QUESTION, HELP, LAST, ANSWER, REASON, DEFINITION, VERSION = range(1, 9)
HEAD_ROW, FIRST_ROW = 3, 4
IDENTITY = "_imap"  # the hidden sheet that says whose workbook it is
LONGEST_CELL = 32_767  # characters that Excel keeps; what is longer comes back cut
WITHOUT_CELL = (Question.Kind.NOTE, Question.Kind.CALCULATED, Question.Kind.FILE)


def identity(submission: Submission) -> dict[str, Any]:
    """What a workbook must say of itself to be taken back."""
    round_, questionnaire = submission.round, submission.round.questionnaire
    return {
        "submission": submission.pk,
        "round": round_.pk,
        "round title": texts_of(round_, "title")["en"] or str(round_.shown_title),
        "country": submission.country.iso3,
        "questionnaire": questionnaire.code,
        "version": questionnaire.version,
    }


def sheet_name(part: Part) -> str:
    """Excel allows 31 characters, and not all of them."""
    heading = "".join(" " if letter in "[]:*?/\\'" else letter for letter in str(part.heading))
    return f"{part.number} {heading}"[:31].strip()


def keys(item: Item) -> Iterator[tuple[str, tuple[int, str] | None]]:
    """The rows of a question: one, or one for each cell of its table of years."""
    base = item.question.code + (f"#{item.entry}" if item.entry else "")
    if item.question.kind != Question.Kind.YEAR_TABLE:
        yield base, None
        return
    for year in item.question.years:
        for figure in item.question.figures.all():
            yield f"{base}/{year}/{figure.code}", (year, figure.code)
