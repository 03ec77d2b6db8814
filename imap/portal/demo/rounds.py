"""Loading the rounds: each is made once, with its states at the stages that the file says; later loads leave it alone."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from imap.core.upsert import Tally
from imap.portal.demo.cast import secretary_of
from imap.portal.demo.files import texts
from imap.regions.models import Country, RegionalMap
from profiles.collection import actions
from profiles.collection.models import Answer, Questionnaire, Round, Submission

SENT = (Submission.State.SUBMITTED, Submission.State.RETURNED, Submission.State.ACCEPTED)


def load_rounds() -> Tally:
    tally = Tally()
    regional_map = RegionalMap.objects.get(slug="mtm")
    by = secretary_of(regional_map)
    for row in texts("rounds"):
        questionnaire = Questionnaire.objects.filter(
            regional_map=regional_map, code=row["questionnaire"]
        ).first()
        if (
            questionnaire is None
            or Round.objects.filter(
                questionnaire__code=row["questionnaire"],
                regional_map=regional_map,
                title_en=row["title"]["en"],
            ).exists()
        ):
            tally.kept += 1
            continue
        load_round(questionnaire, row, by)
        tally.created += 1
    return tally


def load_round(questionnaire: Questionnaire, row: dict[str, Any], by: User | None) -> None:
    due = date.today() + timedelta(days=row["due"])
    countries = {country.iso3: country for country in Country.objects.filter(iso3__in=row["states"])}
    made = actions.make_round(
        questionnaire=questionnaire,
        titles={f"title_{language}": words for language, words in row["title"].items()},
        period=row["period"],
        due_on=due,
        countries=countries.values(),
        by=by,
    )
    if "opened" not in row:
        return
    opened = timezone.now() + timedelta(days=row["opened"])
    made = actions.open_round(round_=made, by=by, at=opened)
    for iso3, state in row["states"].items():
        load_state(made.submissions.get(country=countries[iso3]), state, opened, by)
    if row.get("closed"):
        made.closed_at = timezone.now() + timedelta(days=row["due"])
        made.save()
        made.submissions.filter(state=Submission.State.ACCEPTED).update(compiled_at=made.closed_at)


def load_state(submission: Submission, row: dict[str, Any], opened: datetime, by: User | None) -> None:
    who = submission.focal_points.first()
    for code, answer in row.get("answers", {}).items():
        load_answer(submission, code, answer, row, who)
    submission.state = row["state"]
    if row["state"] in SENT:
        submission.submitted_at, submission.submitted_by = opened + timedelta(days=20), who
    if row["state"] in (Submission.State.ACCEPTED, Submission.State.RETURNED):
        submission.decided_at = opened + timedelta(days=24)
    if "asks" in row:
        submission.asked_due_on = submission.due + timedelta(days=row["asks"])
        submission.asked_reason = row["reason"]
    submission.save()


def load_answer(
    submission: Submission, code: str, answer: dict[str, Any], row: dict[str, Any], who: User | None
) -> None:
    verdict = Answer.Verdict.NONE
    if row["state"] == Submission.State.ACCEPTED:
        verdict = Answer.Verdict.ACCEPTED
    if "asked" in answer:
        verdict = Answer.Verdict.CHANGE_ASKED
    Answer.objects.create(
        submission=submission,
        question=submission.round.questionnaire.questions.get(code=code),
        value=answer.get("text", answer.get("value")),
        unavailable_reason=answer.get("unavailable", ""),
        definition_note=answer.get("definition", ""),
        language=row["language"],
        updated_by=who,
        verdict=verdict,
        remark=answer.get("asked", ""),
    )


def compile_accepted() -> Tally:
    """The accepted answers of rounds in progress, in the drafts of their states."""
    tally = Tally()
    rows = Submission.objects.filter(
        state=Submission.State.ACCEPTED, round__in=Round.objects.running(), compiled_at=None
    )
    for row in rows.select_related("round__regional_map", "round__questionnaire"):
        if by := secretary_of(row.round.regional_map):
            actions.compile_submission(submission=row, by=by)
            tally.created += 1
    return tally
