"""Rounds: made for chosen states, opened (which freezes the questionnaire and invites), reminded of, closed."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from imap.core.reminders import stage_of
from imap.regions.models import Country
from profiles.collection.actions.letters import write_to_secretariat, write_to_state
from profiles.collection.language.check import in_a_circle
from profiles.collection.models import Questionnaire, Round, Submission
from profiles.collection.period import as_period
from profiles.collection.structure import structures_of


@transaction.atomic
def make_round(
    *, questionnaire: Questionnaire, titles: dict[str, str], period: str, due_on: date,
    countries: Iterable[Country], by: User | None,
) -> Round:  # fmt: skip
    """A round that is not open yet: states see nothing of it. The same asked for twice is one round."""
    questionnaire = Questionnaire.objects.select_for_update(of=("self",)).get(pk=questionnaire.pk)
    known = {"questionnaire": questionnaire, "period": as_period(period), "due_on": due_on, "opened_at": None}
    round_ = Round.objects.filter(**known).first() or Round.objects.create(**known, **titles)
    for country in countries:
        Submission.objects.get_or_create(round=round_, country=country)
    return round_


def must_be_unopened(round_: Round) -> Round:
    locked = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    if locked.opened_at is not None:
        raise ValidationError(_("The round is open: its states are invited. It can be closed, not changed."))
    return locked


@transaction.atomic
def change_round(
    *,
    round_: Round,
    titles: dict[str, str],
    period: str,
    due_on: date,
    countries: Iterable[Country],
    by: User,
) -> Round:
    """While nobody has seen it. It is then sent to these states and no others."""
    locked, chosen = must_be_unopened(round_), list(countries)
    for name, value in {**titles, "period": as_period(period), "due_on": due_on}.items():
        setattr(locked, name, value)
    locked.save()
    locked.submissions.exclude(country__in=chosen).delete()
    for country in chosen:
        Submission.objects.get_or_create(round=locked, country=country)
    return locked


@transaction.atomic
def drop_round(*, round_: Round, by: User) -> None:
    locked = must_be_unopened(round_)
    locked.submissions.all().delete()
    locked.delete()


@transaction.atomic
def open_round(*, round_: Round, by: User | None, at: Any = None) -> Round:
    """Once: the questionnaire never changes from now on, and each focal point is invited."""
    round_ = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    if round_.opened_at is not None:
        return round_
    if not round_.submissions.exists():
        raise ValidationError(_("Choose at least one state before the round is opened."))
    if not round_.questionnaire.questions.exists():
        raise ValidationError(_("The questionnaire has no questions yet."))
    questionnaire = round_.questionnaire
    must_be_answerable(questionnaire)
    if questionnaire.is_draft:
        questionnaire.state = Questionnaire.State.OPEN
        questionnaire.save(update_fields=["state"])
    round_.opened_at, round_.opened_by = at or timezone.now(), by
    round_.save()
    invite(round_=round_)
    return round_


def must_be_answerable(questionnaire: Questionnaire) -> None:
    """A sent one never changes: what could never be answered is told before."""
    if not questionnaire.is_draft:
        return
    for way in structures_of([questionnaire.pk])[questionnaire.pk].circles:
        raise ValidationError(in_a_circle(way))


def invite(*, round_: Round) -> int:
    """A letter to each focal point of each state; whoever has it already gets no second one."""
    rows = round_.submissions.select_related("country", "round__regional_map", "round__questionnaire")
    return sum(
        write_to_state(row, "round_invitation", f"round:{row.round_id}:{row.pk}:invitation") for row in rows
    )


@transaction.atomic
def add_states(*, round_: Round, countries: Iterable[Country], by: User) -> int:
    """States that join an open round are invited as the others were."""
    made = [Submission.objects.get_or_create(round=round_, country=country)[1] for country in countries]
    if round_.is_running and any(made):
        invite(round_=round_)
    return sum(made)


@transaction.atomic
def close_round(*, round_: Round, by: User) -> Round:
    """No more answers. What was submitted can still be looked at, accepted and compiled."""
    round_ = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    if round_.is_running:
        round_.closed_at = timezone.now()
        round_.save(update_fields=["closed_at"])
        close_questionnaire(round_.questionnaire)
    return round_


def close_questionnaire(questionnaire: Questionnaire) -> None:
    if not Round.objects.running().filter(questionnaire=questionnaire).exists():
        questionnaire.state = Questionnaire.State.CLOSED
        questionnaire.save(update_fields=["state"])


def remind(*, submission: Submission, today: date) -> str | None:
    """One letter a stage and person, whenever and however often this runs; the stage, where one is due."""
    if not submission.is_writable:
        return None
    stage = stage_of(submission.due, today, asked_on(submission))
    if stage is None:
        return None
    key = f"round:{submission.round_id}:{submission.pk}:{submission.due.isoformat()}:{stage}"
    days = (submission.due - today).days
    write_to_state(submission, "round_reminder", key, days=days, late=-days, stage=stage.partition("-")[0])
    return stage


def asked_on(submission: Submission) -> date:
    """Since when the state knows the day that holds: invited, joined later, or extended."""
    opened, told = submission.round.opened_at, submission.told_due_at
    assert opened is not None
    return (max(opened, told) if told else opened).date()


@transaction.atomic
def ask_extension(*, submission: Submission, until: date, reason: str, by: User) -> Submission:
    """The state asks for more time; the secretariat is told."""
    from profiles.collection.actions.answer import must_be_writable

    locked = must_be_writable(submission, by)
    if until <= locked.due:
        raise ValidationError(_("The day asked for is not later than the one that holds."))
    if not reason.strip():
        raise ValidationError(_("Say why more time is needed."))
    if (locked.asked_due_on, locked.asked_reason) == (until, reason.strip()):
        return locked
    locked.asked_due_on, locked.asked_reason, locked.asked_by = until, reason.strip(), by
    locked.save()
    write_to_secretariat(locked, "extension_asked", occasion(locked, "asked"))
    return locked


@transaction.atomic
def decide_extension(*, submission: Submission, granted: bool, by: User) -> Submission:
    locked = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    until = locked.asked_due_on
    if until is None:
        return locked
    if granted:
        locked.due_on = until
    locked.asked_due_on, locked.asked_reason = None, ""
    locked.save()
    write_to_state(locked, "extension_decided", occasion(locked, "decided"), granted=granted)
    return locked


def occasion(submission: Submission, what: str) -> str:
    """The key of letters about what may happen again: with its moment."""
    return f"round:{submission.round_id}:{submission.pk}:{what}:{timezone.now().isoformat()}"
