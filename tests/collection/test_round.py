"""Rounds: opened once, states invited and reminded in their language and never twice, extended on request."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from accounts.actions.letter import deliver
from accounts.models import Letter
from imap.core.reminders import stage_of
from profiles.collection import actions
from profiles.collection.actions.letters import write_to_secretariat
from profiles.collection.actions.round import occasion
from profiles.collection.models import Questionnaire, Round, Submission
from profiles.collection.tasks import remind_states
from tests.collection import factories as ask

pytestmark = pytest.mark.django_db
DUE = date(2027, 3, 31)


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (DUE - timedelta(days=40), None),
        (DUE - timedelta(days=14), "two-weeks"),
        (DUE - timedelta(days=10), "two-weeks"),  # a day on which nothing ran is made up for
        (DUE - timedelta(days=3), "three-days"),
        (DUE, "day"),
        (DUE + timedelta(days=6), "day"),
        (DUE + timedelta(days=7), "overdue-1"),
        (DUE + timedelta(days=13), "overdue-1"),
        (DUE + timedelta(days=14), "overdue-2"),
    ],
)
def test_the_stages_of_reminding(day, stage):
    assert stage_of(DUE, day, asked=date(2027, 1, 1)) == stage


def test_a_state_invited_late_is_not_reminded_of_what_had_passed():
    assert stage_of(DUE, DUE - timedelta(days=5), asked=DUE - timedelta(days=6)) is None
    assert stage_of(DUE, DUE - timedelta(days=3), asked=DUE - timedelta(days=6)) == "three-days"


@pytest.fixture
def draft_round(world, morocco, focal, cast):
    questionnaire = ask.QuestionnaireFactory(regional_map=world.mtm, pillar=world.irregular)
    ask.QuestionFactory(questionnaire=questionnaire)
    return actions.make_round(
        questionnaire=questionnaire, titles={"title_en": "Round", "title_ar": "جولة"}, period="2025", due_on=DUE,
        countries=[morocco], by=cast["secretariat"],
    )  # fmt: skip


def test_opening_freezes_the_questionnaire_and_invites_each_focal_point_in_their_language(
    draft_round, cast, focal, colleague
):
    """The letters are written with it: no broker has to be there, then or later."""
    actions.open_round(round_=draft_round, by=cast["secretariat"])
    letters = Letter.objects.filter(kind="round_invitation")
    assert {letter.user for letter in letters} == {focal, colleague}
    in_arabic = letters.get(user=focal)
    assert in_arabic.language == "ar"
    assert "جولة" in in_arabic.subject
    assert 'dir="rtl"' in in_arabic.html
    assert Questionnaire.objects.get().state == "open"
    actions.invite(round_=draft_round)
    assert letters.count() == 2


def test_a_sent_questionnaire_never_changes(draft_round, cast):
    actions.open_round(round_=draft_round, by=cast["secretariat"])
    questionnaire = Questionnaire.objects.get()
    question = questionnaire.questions.get()
    question.label_en = "Another question?"
    for change in (
        question.save,
        question.delete,
        lambda: ask.QuestionFactory(questionnaire=questionnaire),
        lambda: Questionnaire.objects.update(title_en="Another"),
        lambda: Questionnaire.objects.update(state="draft"),
        lambda: ask.GroupFactory(questionnaire=questionnaire),
        lambda: ask.ChoiceListFactory(questionnaire=questionnaire),
    ):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            change()
    copy = actions.new_version(questionnaire=questionnaire, by=cast["secretariat"])
    assert (copy.version, copy.state, copy.questions.count()) == (2, "draft", 1)
    copy.questions.update(label_en="Another question?")


def test_a_new_version_keeps_groups_lists_choices_and_figures(asked, cast):
    copy = actions.new_version(questionnaire=asked.questionnaire, by=cast["secretariat"])
    assert copy.questions.get(code="has_law").choice_list.choices.count() == 2
    assert copy.questions.get(code="has_law").choice_list.questionnaire == copy
    assert copy.questions.get(code="which_law").group.questionnaire == copy
    assert copy.questions.get(code="table").figures.count() == 2


def test_a_round_without_states_or_questions_is_not_opened(world, cast):
    questionnaire = ask.QuestionnaireFactory(regional_map=world.mtm, pillar=world.irregular)
    round_ = ask.RoundFactory(questionnaire=questionnaire, opened_at=None)
    with pytest.raises(ValidationError):
        actions.open_round(round_=round_, by=cast["secretariat"])


def remind_on(monkeypatch, day):
    monkeypatch.setattr(timezone, "localdate", lambda: day)
    remind_states()
    monkeypatch.undo()


def test_reminders_go_out_once_a_stage_however_often_the_clock_runs(asked, focal, monkeypatch):
    Round.objects.update(opened_at="2027-01-01T00:00Z")
    for days in (-20, -14, -14, -13, -3, -3, 0, 0, 7, 7, 8, 14):
        remind_on(monkeypatch, DUE + timedelta(days=days))
    stages = [
        letter.key.split(":")[4] for letter in Letter.objects.filter(kind="round_reminder").order_by("pk")
    ]
    assert stages == ["two-weeks", "three-days", "day", "overdue-1", "overdue-2"]


def test_who_has_submitted_is_not_reminded(asked, monkeypatch):
    Round.objects.update(opened_at="2027-01-01T00:00Z")
    Submission.objects.update(state="submitted", submitted_at="2027-02-01T00:00Z")
    remind_on(monkeypatch, DUE)
    assert not Letter.objects.exists()


def test_an_extension_is_asked_for_granted_and_reminded_of_anew(asked, focal, cast, monkeypatch):
    later = DUE + timedelta(days=30)
    for _ in range(2):
        actions.ask_extension(submission=asked.submission, until=later, reason="Census.", by=focal)
    assert Letter.objects.get().user == cast["secretariat"]
    for _ in range(2):
        actions.decide_extension(submission=asked.submission, granted=True, by=cast["secretariat"])
    submission = Submission.objects.get()
    assert (submission.due, submission.asked_due_on) == (later, None)
    assert Letter.objects.filter(kind="extension_decided").count() == 1
    Round.objects.update(opened_at="2027-01-01T00:00Z")
    remind_on(monkeypatch, DUE + timedelta(days=2))
    assert not Letter.objects.filter(kind="round_reminder").exists()
    remind_on(monkeypatch, later)
    assert Letter.objects.get(kind="round_reminder").key.startswith(
        f"round:{asked.round.pk}:{submission.pk}:{later}:day"
    )


def test_an_extension_that_was_refused_is_asked_for_again_and_all_are_told_again(asked, focal, cast):
    later = DUE + timedelta(days=30)
    for granted in (False, True):
        actions.ask_extension(submission=asked.submission, until=later, reason="Census.", by=focal)
        actions.decide_extension(submission=asked.submission, granted=granted, by=cast["secretariat"])
    assert Letter.objects.filter(kind="extension_asked").count() == 2
    assert Letter.objects.filter(kind="extension_decided").count() == 2


def test_states_that_join_an_open_round_are_invited(asked, stranger, cast):
    actions.add_states(round_=asked.round, countries=[stranger.organisation.country], by=cast["secretariat"])
    assert Letter.objects.filter(kind="round_invitation", user=stranger).count() == 1


def test_an_extension_needs_a_later_day_a_reason_and_a_focal_point(asked, focal, stranger):
    ask_for = actions.ask_extension
    with pytest.raises(ValidationError):
        ask_for(submission=asked.submission, until=DUE, reason="Census.", by=focal)
    with pytest.raises(ValidationError):
        ask_for(submission=asked.submission, until=DUE + timedelta(days=1), reason=" ", by=focal)
    with pytest.raises(PermissionDenied):
        ask_for(submission=asked.submission, until=DUE + timedelta(days=1), reason="Census.", by=stranger)


def test_a_closed_round_keeps_what_was_submitted(asked, cast):
    actions.close_round(round_=asked.round, by=cast["secretariat"])
    assert not Submission.objects.get().is_writable
    assert Questionnaire.objects.get().state == "closed"


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
@pytest.mark.parametrize(
    "kind",
    ["round_invitation", "round_reminder", "extension_decided", "submission_returned", "submission_accepted",
     "submission_received", "extension_asked"],
)  # fmt: skip
def test_every_letter_is_written_in_every_language(kind, language, asked, focal):
    from profiles.collection.actions.letters import facts, post_letter

    asked.submission.asked_due_on, asked.submission.asked_reason = DUE, "Census <b>"
    focal.preferred_language = language
    more = {"days": -9, "late": 9, "granted": True}
    key = f"round:{asked.round.pk}:{asked.submission.pk}:{kind}"
    post_letter(
        to=focal,
        kind=kind,
        key=key,
        regional_map=asked.round.regional_map,
        context={**facts(asked.submission), **more},
    )
    letter = Letter.objects.get()
    assert (letter.language, letter.subject != "") == (language, True)
    assert asked.submission.get_absolute_url() in letter.text
    assert asked.submission.get_absolute_url() in letter.html
    assert f'lang="{language}"' in letter.html


def stages_sent():
    rows = Letter.objects.filter(kind="round_reminder").order_by("pk")
    return [letter.key.split(":")[4] for letter in rows]


@pytest.mark.parametrize("due", [date(2027, 3, 28), date(2027, 4, 4), date(2027, 10, 31), date(2028, 2, 29)])
def test_a_calendar_of_real_days_sends_each_stage_once(due, asked, focal, colleague, monkeypatch):
    """Every morning from two months before to a month after, by clocks that were put forward or back meanwhile."""
    Round.objects.update(opened_at=f"{due - timedelta(days=60)}T00:00Z", due_on=due)
    sent = {}
    for zone in ("Europe/Vienna", "Africa/Cairo"):
        Letter.objects.all().delete()
        for days in range(-60, 31):
            morning = datetime(due.year, due.month, due.day, 6, tzinfo=ZoneInfo(zone)) + timedelta(days=days)
            before = Letter.objects.count()
            for _ in range(2):  # a worker that begins anew runs what it had run
                remind_on(monkeypatch, morning.astimezone(UTC).date())
            if Letter.objects.count() > before:
                sent[days] = Letter.objects.count() - before
        assert sent == {-14: 2, -3: 2, 0: 2, 7: 2, 14: 2, 21: 2, 28: 2}  # two focal points
        assert set(stages_sent()) == {"two-weeks", "three-days", "day", "overdue-1", "overdue-2", "overdue-3", "overdue-4"}  # fmt: skip


def test_a_day_on_which_nothing_ran_is_made_up_for_once(asked, focal, monkeypatch):
    Round.objects.update(opened_at="2027-01-01T00:00Z")
    down = {-14, -13, -3, 0, 1, 2, 7, 8, 9}
    for days in range(-20, 13):
        if days not in down:
            remind_on(monkeypatch, DUE + timedelta(days=days))
    assert stages_sent() == ["two-weeks", "three-days", "day", "overdue-1"]


def backdate(submission, day, **event):
    Submission.pgh_event_model.objects.filter(pgh_obj=submission.pk, **event).update(pgh_created_at=day)


def test_an_extension_brings_no_reminder_of_what_had_passed_when_it_was_granted(
    asked, focal, cast, monkeypatch
):
    Round.objects.update(opened_at="2027-01-01T00:00Z")
    for days in range(-20, -1):
        remind_on(monkeypatch, DUE + timedelta(days=days))
    later = DUE + timedelta(days=5)
    actions.ask_extension(submission=asked.submission, until=later, reason="Census.", by=focal)
    actions.decide_extension(submission=asked.submission, granted=True, by=cast["secretariat"])
    backdate(asked.submission, "2027-03-29T10:00Z", due_on=later)
    for days in range(-1, 13):
        remind_on(monkeypatch, DUE + timedelta(days=days))
    assert stages_sent() == ["two-weeks", "three-days", "three-days", "day", "overdue-1"]
    keys = Letter.objects.filter(kind="round_reminder").values_list("key", flat=True)
    assert len(set(keys)) == 5


def test_a_state_that_joins_late_is_not_reminded_of_what_had_passed(asked, stranger, cast, monkeypatch):
    Round.objects.update(opened_at="2027-01-01T00:00Z")
    country = stranger.organisation.country
    actions.add_states(round_=asked.round, countries=[country], by=cast["secretariat"])
    joined = Submission.objects.get(country=country)
    backdate(joined, f"{DUE - timedelta(days=6)}T08:00Z", due_on=None)
    Submission.objects.exclude(pk=joined.pk).delete()
    remind_on(monkeypatch, DUE - timedelta(days=5))
    assert stages_sent() == []
    remind_on(monkeypatch, DUE - timedelta(days=3))
    assert stages_sent() == ["three-days"]


def test_who_submits_in_between_hears_no_more_and_who_is_asked_for_changes_hears_again(
    asked, focal, monkeypatch
):
    Round.objects.update(opened_at="2027-01-01T00:00Z")
    remind_on(monkeypatch, DUE - timedelta(days=14))
    Submission.objects.update(state="submitted", submitted_at="2027-03-20T00:00Z")
    for days in (-3, 0, 7):
        remind_on(monkeypatch, DUE + timedelta(days=days))
    assert stages_sent() == ["two-weeks"]
    Submission.objects.update(state="returned")
    for days in (8, 9):
        remind_on(monkeypatch, DUE + timedelta(days=days))
    assert stages_sent() == ["two-weeks", "overdue-1"]


def test_a_questionnaire_that_goes_round_in_a_circle_is_not_sent(draft_round, cast):
    questionnaire = draft_round.questionnaire
    group = ask.GroupFactory(questionnaire=questionnaire, relevant="${inner} = 'x'")
    ask.QuestionFactory(questionnaire=questionnaire, group=group, code="inner")
    with pytest.raises(ValidationError, match="a circle: inner, inner"):
        actions.open_round(round_=draft_round, by=cast["secretariat"])
    draft_round.refresh_from_db()
    assert draft_round.opened_at is None


# Letters that wait for their turn


def receive(submission):
    Submission.objects.filter(pk=submission.pk).update(state="submitted", submitted_at=timezone.now())
    submission.refresh_from_db()
    write_to_secretariat(submission, "submission_received", occasion(submission, "submitted"))


def ask_for_more_time(submission):
    later = submission.due + timedelta(days=9)
    actions.ask_extension(
        submission=submission, until=later, reason="A census.", by=submission.focal_points.get()
    )


TO_SECRETARIAT = {
    "submission_received": (
        receive,
        lambda row: Submission.objects.filter(pk=row.pk).update(state="returned"),
    ),
    "extension_asked": (
        ask_for_more_time,
        lambda row: actions.decide_extension(submission=row, granted=False, by=row.focal_points.get()),
    ),
}


@pytest.mark.parametrize("kind", TO_SECRETARIAT)
@pytest.mark.parametrize("before", ["nothing", "dismissed", "done"])
def test_a_letter_to_the_secretariat_goes_to_who_is_of_it_and_while_there_is_something_to_do(
    kind, before, asked, focal, cast
):
    bring_about, get_done = TO_SECRETARIAT[kind]
    bring_about(asked.submission)
    letter = Letter.objects.get(kind=kind)
    if before == "dismissed":
        cast["secretariat"].memberships.all().delete()
    elif before == "done":
        get_done(asked.submission)
    deliver(pk=letter.pk)
    letter.refresh_from_db()
    assert letter.state == ("sent" if before == "nothing" else "given_up")
    assert len(mail.outbox) == (before == "nothing")
