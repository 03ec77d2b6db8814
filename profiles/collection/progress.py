"""How far the states of a round are, for its board: few queries, however many states."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from profiles.collection.models import Question, Round, Submission
from profiles.collection.models.submission import SubmissionQuerySet
from profiles.people import who_answer


@dataclass
class BoardRow:
    """`given` of `total` counts questions that every state is asked, whatever its conditions; an estimate until it submits."""

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


def counted(rows: SubmissionQuerySet) -> Any:
    """Each submission with how many questions are `given` of the `total`, as `BoardRow` says."""
    is_given = (
        Q(answers__value__isnull=False)
        | ~Q(answers__unavailable_reason="")
        | Q(answers__attachments__isnull=False)
    )
    asked = Question.objects.exclude(kind__in=Question.UNASKED).order_by()
    of_each = asked.filter(questionnaire=OuterRef("round__questionnaire")).values("questionnaire")
    return rows.annotate(
        given=Count("answers__question", filter=is_given, distinct=True),
        total=Coalesce(Subquery(of_each.annotate(asked=Count("pk")).values("asked")), 0),
    )


def rows_of(round_: Round) -> list[BoardRow]:
    rows = counted(Submission.objects.filter(round=round_)).select_related(
        "country", "round__questionnaire", "round__regional_map"
    )
    rows = rows.annotate(
        changes_asked=Count("answers", filter=Q(answers__verdict="change_asked"), distinct=True),
        last_change=Max("answers__updated_at"),
    )
    people = people_by_country(round_)
    found = [
        BoardRow(row, row.given, row.total, row.changes_asked, row.last_change, people.get(row.country_id, 0))
        for row in rows
    ]
    return sorted(found, key=lambda row: str(row.submission.country))


def people_by_country(round_: Round) -> dict[int, int]:
    """How many focal points each state has: one without any will never answer."""
    users = who_answer(round_.questionnaire.map_pillar).filter(organisation__country__isnull=False)
    rows = users.values("organisation__country").annotate(people=Count("pk", distinct=True))
    return {row["organisation__country"]: row["people"] for row in rows}
