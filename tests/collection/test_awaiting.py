"""What awaits a state and a secretariat of the rounds, and how it shows in the workspace."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import admit
from profiles.collection import actions
from profiles.collection.awaiting import awaiting
from profiles.collection.models import Submission
from tests import factories as make
from tests.collection import factories as ask

pytestmark = pytest.mark.django_db
State = Submission.State


def become(submission, state, **more):
    sent = timezone.now() if state in (State.SUBMITTED, State.ACCEPTED) else None
    Submission.objects.filter(pk=submission.pk).update(state=state, submitted_at=sent, **more)


def lines(user):
    return [(task.title, task.kind, task.due_on) for task in awaiting(user)]


@pytest.mark.parametrize(
    ("state", "title", "kind"),
    [
        (State.INVITED, "Answer the questionnaire", "do"),
        (State.IN_PROGRESS, "Complete the answers and submit them", "do"),
        (State.RETURNED, "Make the changes that the secretariat asks for", "do"),
        (State.SUBMITTED, "Your answers are being read", "wait"),
    ],
)
def test_a_state_sees_its_turn_with_its_day(asked, focal, state, title, kind):
    become(asked.submission, state)
    (task,) = awaiting(focal)
    assert (task.title, task.kind) == (title, kind)
    assert task.due_on == (asked.round.due_on if kind == "do" else None)
    assert task.url == reverse("collection:submission", args=[asked.submission.pk])
    assert "Morocco · Round 2026" in task.about


def test_an_extended_day_is_the_day_that_is_shown(asked, focal):
    later = asked.round.due_on + timedelta(days=9)
    become(asked.submission, State.IN_PROGRESS, due_on=later)
    assert lines(focal) == [("Complete the answers and submit them", "do", later)]


def test_more_time_is_decided_by_the_secretariat_while_the_state_waits(asked, focal, cast):
    become(asked.submission, State.IN_PROGRESS, asked_due_on=date(2027, 4, 30), asked_by=focal)
    assert ("You asked for more time, until 30 April 2027", "wait", None) in lines(focal)
    task = awaiting(cast["secretariat"])[0]
    assert task.title == "Decide on more time, asked for until 30 April 2027"
    assert (task.kind, task.due_on) == ("do", asked.round.due_on)
    assert task.url == reverse("collection:review", args=[asked.submission.pk])


def test_the_secretariat_reads_then_compiles_then_closes(asked, cast):
    staff = cast["secretariat"]
    assert lines(staff) == [("States are answering", "wait", asked.round.due_on)]
    assert awaiting(staff)[0].who == "Morocco"
    become(asked.submission, State.SUBMITTED)
    (reading,) = awaiting(staff)
    assert reading.title.startswith("Read the answers, submitted on ")
    become(asked.submission, State.ACCEPTED, decided_at=timezone.now())
    assert awaiting(staff)[0].title.startswith("Compile the answers, accepted on ")
    become(asked.submission, State.ACCEPTED, compiled_at=timezone.now())
    assert lines(staff) == [("Every state’s answers are accepted. Close the round", "do", None)]
    actions.close_round(round_=asked.round, by=staff)
    assert awaiting(staff) == []


def test_a_round_that_is_not_opened_awaits_the_secretariat_and_no_state(asked, focal, cast):
    round_ = ask.RoundFactory(questionnaire=asked.questionnaire, title_en="Next", opened_at=None)
    ask.SubmissionFactory(round=round_, country=asked.submission.country)
    assert len(awaiting(focal)) == 1
    assert "Open the round, and so invite the states" in [
        task.title for task in awaiting(cast["secretariat"])
    ]


def test_a_closed_round_asks_nothing_of_a_state_and_what_it_sent_is_still_read(asked, focal, cast):
    actions.close_round(round_=asked.round, by=cast["secretariat"])
    assert awaiting(focal) == []
    become(asked.submission, State.SUBMITTED)
    assert [task.title[:16] for task in awaiting(cast["secretariat"])] == ["Read the answers"]


def test_nobody_else_is_told(asked, stranger, cast):
    become(asked.submission, State.SUBMITTED)
    for user in (stranger, cast["prague"], cast["unhcr"], cast["reader_nga"], cast["translator_ar"]):
        assert awaiting(user) == []


@pytest.mark.parametrize("who", ["focal_mar", "secretariat"])
def test_three_rounds_cost_as_much_as_one(who, asked, cast, focal, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        first = len(awaiting(cast[who]))
    for _round in range(2):
        more = ask.RoundFactory(questionnaire=asked.questionnaire)
        ask.SubmissionFactory(round=more, country=asked.submission.country)
        ask.SubmissionFactory(round=more)
    with django_assert_num_queries(len(one)):
        assert len(awaiting(cast[who])) > first


def test_many_states_are_counted(asked, cast):
    for _state in range(3):
        ask.SubmissionFactory(round=asked.round)
    assert awaiting(cast["secretariat"])[0].who == "4 states"


def test_the_workspace_leads_to_the_answers_and_to_the_rounds(asked, focal, cast, client):
    client.force_login(focal)
    page = client.get("/workspace/?lang=en").content.decode()
    assert reverse("collection:submission", args=[asked.submission.pk]) in page
    assert reverse("collection:answers") in page
    assert reverse("collection:rounds") not in page
    client.force_login(cast["secretariat"])
    page = client.get("/workspace/?lang=en").content.decode()
    assert reverse("collection:round", args=[asked.round.pk]) in page
    assert reverse("collection:rounds") in page


def test_a_head_of_secretariat_is_told_of_an_extension_too(
    world, asked, focal, django_capture_on_commit_callbacks
):
    head = make.UserFactory(email="head@example.org")
    admit(user=head, role="head_of_secretariat", over=world.mtm, by=None)
    with django_capture_on_commit_callbacks(execute=True):
        actions.ask_extension(
            submission=asked.submission,
            until=asked.round.due_on + timedelta(days=9),
            reason="Census",
            by=focal,
        )
    assert head.letters.filter(kind="extension_asked").count() == 1
