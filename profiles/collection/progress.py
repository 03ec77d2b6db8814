"""How far the states of a round are: counted as each state's own page counts it, in few queries, however many states."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from imap.core.alphabet import Alphabetical
from profiles.collection.conditions import Conditions
from profiles.collection.models import Answer, Questionnaire, Round, Submission
from profiles.collection.structure import structures_of
from profiles.people import who_answer


@dataclass
class BoardRow:
    """`given` of `total` counts the questions that the state's answers show it now."""

    submission: Submission
    given: int
    total: int
    changes_asked: int
    last_change: object
    people: int

    @property
    def percent(self) -> int:
        return min(100, round(100 * self.given / self.total)) if self.total else 0

    @property
    def days(self) -> int:
        """Until the due day; negative when it has passed."""
        return (self.submission.due - date.today()).days


def progress_of(submissions: Iterable[Submission]) -> dict[int, tuple[int, int]]:
    """By the submission's key: how many of the questions that are asked now are answered, and how many there are."""
    rows = list(submissions)
    structures = structures_of(row.round.questionnaire_id for row in rows)
    answers: dict[int, list[Answer]] = defaultdict(list)
    for answer in Answer.objects.filter(submission__in=rows).prefetch_related("attachments"):
        answers[answer.submission_id].append(answer)
    return {
        row.pk: Conditions(
            row, structure=structures[row.round.questionnaire_id], answers=answers[row.pk]
        ).progress
        for row in rows
    }


def rows_of(round_: Round) -> list[BoardRow]:
    """In the alphabetical order of the page's language."""
    rows = Submission.objects.filter(round=round_).order_by(Alphabetical("country__name"))
    rows = rows.select_related("country", "round__questionnaire", "round__regional_map").annotate(
        changes_asked=Count("answers", filter=Q(answers__verdict="change_asked"), distinct=True),
        last_change=Max("answers__updated_at"),
    )
    people, progress = people_by_country(round_.questionnaire), progress_of(rows)
    return [
        BoardRow(row, *progress[row.pk], row.changes_asked, row.last_change, people.get(row.country_id, 0))
        for row in rows
    ]


def people_by_country(questionnaire: Questionnaire) -> dict[int, int]:
    """How many focal points each state has: one without any will never answer."""
    users = who_answer(questionnaire.map_pillar).filter(organisation__country__isnull=False)
    rows = users.values("organisation__country").annotate(people=Count("pk", distinct=True))
    return {row["organisation__country"]: row["people"] for row in rows}
