"""Saving answers: read as their kind demands, kept as typed where that fails, never written over unseen."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from profiles.collection.actions import Conflict, NotWritable, save_answer
from profiles.collection.given import Given
from profiles.collection.models import Answer, Submission
from profiles.collection.sheet import Sheet
from tests.collection import factories as ask

pytestmark = pytest.mark.django_db


def save(asked, code, typed="", by=None, version=None, entry=0, **more):
    question = asked.q[code]
    answer = Answer.objects.filter(submission=asked.submission, question=question, entry=entry).first()
    version = version if version is not None else (answer.version if answer else 0)
    given = Given(typed=typed, version=version, **more)
    return save_answer(
        submission=asked.submission, question=question, entry=entry, given=given, language="ar", by=by
    )


@pytest.mark.parametrize(
    ("code", "typed", "value"),
    [
        ("which_law", "  قانون 02-03\r\n", "قانون 02-03"),
        ("detections", "١٬٢٣٤", "1234"),
        ("rate", "12,5", "12.5"),
        ("has_law", "yes", "yes"),
        ("has_law", "Choice yes", "yes"),
        ("bodies", ["police", "navy"], ["police", "navy"]),
        ("bodies", "خيار navy", ["navy"]),
        ("since", "٢٠٠٣-١١-١١", "2003-11-11"),
        ("site", "https://example.org/a", "https://example.org/a"),
        ("table", {(2023, "inflow"): "1 500", (2024, "outflow"): "٢"}, {"2023": {"inflow": "1500"}, "2024": {"outflow": "2"}}),
    ],
)  # fmt: skip
def test_an_answer_is_read_as_its_kind_demands(code, typed, value, asked, focal):
    answer, read = save(asked, code, typed, by=focal)
    assert read.is_read
    assert (answer.value, answer.version, answer.language, answer.updated_by) == (value, 1, "ar", focal)
    assert Submission.objects.get().state == "in_progress"


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("detections", "many"),
        ("detections", "12.5"),
        ("has_law", "perhaps"),
        ("bodies", ["army"]),
        ("since", "last year"),
        ("site", "javascript:alert(1)"),
        ("site", "ftp://example.org"),
    ],
)
def test_what_cannot_be_read_is_refused_and_kept(code, typed, asked, focal):
    answer, read = save(asked, code, typed, by=focal)
    assert read.fault
    assert answer.value is None
    assert answer.typed == (typed if isinstance(typed, str) else "; ".join(typed))
    assert not answer.is_given
    assert any(item.question.code == code for _part, item in Sheet(asked.submission).faults)


def test_a_number_with_two_readings_is_kept_until_one_is_chosen(asked, focal):
    answer, read = save(asked, "rate", "1,234", by=focal)
    assert (answer.value, answer.typed, read.readings) == (None, "1,234", ("1234", "1.234"))
    answer, read = save(asked, "rate", "1,234", by=focal, exact="1.234")
    assert (answer.value, answer.typed) == ("1.234", "")
    answer, read = save(
        asked, "rate", "1,234", by=focal
    )  # the field shows it so in Arabic: it is what is kept
    assert answer.value == "1.234"


def test_a_cell_that_cannot_be_read_keeps_the_others(asked, focal):
    answer, read = save(asked, "table", {(2023, "inflow"): "10", (2024, "inflow"): "ten"}, by=focal)
    assert answer.value == {"2023": {"inflow": "10"}}
    assert answer.typed == "2024/inflow=ten"
    assert "2024" in read.fault


def test_a_cell_that_still_shows_what_is_kept_is_that_number(asked, focal):
    save(asked, "table", {(2023, "inflow"): "1.0030"}, by=focal)
    answer, read = save(asked, "table", {(2023, "inflow"): "1,003", (2024, "inflow"): "5"}, by=focal)
    assert read.is_read
    assert answer.value == {"2023": {"inflow": "1.003"}, "2024": {"inflow": "5"}}


def test_a_colleagues_answer_is_never_overwritten_unseen(asked, focal, colleague):
    save(asked, "which_law", "one", by=focal)
    save(asked, "which_law", "two", by=colleague)
    with pytest.raises(Conflict) as conflict:
        save(asked, "which_law", "three", by=focal, version=1)
    assert (conflict.value.theirs.value, conflict.value.theirs.updated_by) == ("two", colleague)
    assert Answer.objects.get().value == "two"
    answer, _read = save(asked, "which_law", "three", by=focal, version=2)
    assert (answer.value, answer.version) == ("three", 3)


def test_saving_the_same_again_is_no_change_and_no_conflict(asked, focal):
    save(asked, "which_law", "one", by=focal)
    answer, _read = save(asked, "which_law", "one", by=focal, version=0)
    assert answer.version == 1


def test_not_available_with_a_reason_counts_as_an_answer(asked, focal):
    answer, _read = save(asked, "has_law", "", by=focal, unavailable_reason="Not recorded.")
    assert answer.is_given
    assert not any(item.question.code == "has_law" for _part, item in Sheet(asked.submission).faults)


@pytest.mark.parametrize("state", ["submitted", "accepted"])
def test_what_was_sent_takes_no_answers(state, asked, focal):
    Submission.objects.update(state=state, submitted_at="2026-11-25T00:00Z")
    with pytest.raises(NotWritable):
        save(asked, "which_law", "late", by=focal)


def test_a_closed_round_takes_no_answers(asked, focal):
    asked.round.closed_at = "2026-11-25T00:00Z"
    asked.round.save()
    with pytest.raises(NotWritable):
        save(asked, "which_law", "late", by=focal)


def test_only_the_states_own_focal_points_answer(asked, cast, stranger):
    for who in (stranger, cast["secretariat"], cast["prague"], cast["unhcr"], cast["admin"]):
        with pytest.raises(PermissionDenied):
            save(asked, "which_law", "mine", by=who)


def test_last_rounds_answer_is_taken_over_as_unchanged(asked, focal, last_round):
    old = ask.AnswerFactory(
        submission=last_round, question=asked.q["which_law"], value="Loi 02-03", language="fr"
    )
    item = Sheet(asked.submission).find(asked.q["which_law"].pk, 0)
    assert item.previous == old
    answer, _read = save(asked, "which_law", "", by=focal, unchanged=True)
    assert (answer.value, answer.language, answer.unchanged_from) == ("Loi 02-03", "fr", old)
    answer, _read = save(asked, "which_law", "Loi 05-20", by=focal)
    assert (answer.value, answer.unchanged_from) == ("Loi 05-20", None)


@pytest.mark.parametrize(
    ("code", "before", "shown", "typed", "value"),
    [
        ("which_law", "Loi 02-03", "Loi 02-03", "Loi 05-20", "Loi 05-20"),
        ("detections", "1234", "1.234", "٥", "5"),
        ("has_law", "yes", "yes", "no", "no"),
        ("table", {"2023": {"inflow": "1"}}, {(2023, "inflow"): "1"}, {(2023, "inflow"): "2"}, {"2023": {"inflow": "2"}}),
    ],
)  # fmt: skip
def test_what_is_typed_wins_over_unchanged(code, before, shown, typed, value, asked, focal, last_round):
    old = ask.AnswerFactory(submission=last_round, question=asked.q[code], value=before)
    answer, _read = save(asked, code, shown, by=focal, unchanged=True)
    assert (answer.value, answer.unchanged_from) == (before, old)
    answer, _read = save(asked, code, typed, by=focal, unchanged=True)
    assert (answer.value, answer.unchanged_from) == (value, None)


def test_a_reason_that_is_typed_wins_over_unchanged(asked, focal, last_round):
    ask.AnswerFactory(submission=last_round, question=asked.q["which_law"], value="Loi 02-03")
    answer, _read = save(asked, "which_law", "", by=focal, unchanged=True, unavailable_reason="Abrogée")
    assert (answer.value, answer.unavailable_reason, answer.unchanged_from) == (None, "Abrogée", None)


def test_unticking_unchanged_alone_sticks(asked, focal, last_round):
    ask.AnswerFactory(submission=last_round, question=asked.q["which_law"], value="Loi 02-03")
    save(asked, "which_law", "", by=focal, unchanged=True)
    answer, _read = save(asked, "which_law", "Loi 02-03", by=focal)
    assert (answer.value, answer.unchanged_from, answer.version) == ("Loi 02-03", None, 2)


def test_an_answer_stays_in_the_language_of_its_words(asked, focal, colleague):
    question = asked.q["which_law"]
    ask.AnswerFactory(submission=asked.submission, question=question, value="Loi 02-03", language="fr")
    answer, _read = save(asked, "which_law", "Loi 02-03, article 5", by=colleague)  # who reads Arabic
    assert answer.language == "fr"
    save(asked, "which_law", "", by=focal)
    answer, _read = save(asked, "which_law", "قانون", by=focal)
    assert answer.language == "ar"


def test_a_number_takes_the_language_of_its_first_words(asked, focal):
    ask.AnswerFactory(submission=asked.submission, question=asked.q["rate"], value="5", language="fr")
    answer, _read = save(asked, "rate", "5", by=focal, definition_note="تعريف")
    assert answer.language == "ar"


def test_a_chosen_reading_is_of_numbers_alone(asked, focal):
    answer, _read = save(asked, "table", {(2023, "inflow"): "1"}, by=focal, exact="7")
    assert answer.value == {"2023": {"inflow": "1"}}


def test_conditions_show_and_hide_and_what_is_hidden_is_not_wanted(asked, focal):
    def shown():
        return {item.question.code for item in Sheet(asked.submission).asked}

    assert "which_law" not in shown()
    save(asked, "has_law", "yes", by=focal)
    assert "which_law" in shown()
    assert "which_law" in {item.question.code for _part, item in Sheet(asked.submission).faults}
    save(asked, "has_law", "no", by=focal)
    assert "which_law" not in shown()
    assert not Sheet(asked.submission).faults


def test_a_constraint_that_does_not_hold_stands_in_the_way(asked, focal):
    answer, _read = save(asked, "detections", "-3", by=focal)
    assert answer.value == "-3"
    assert [item.question.code for _part, item in Sheet(asked.submission).faults] == ["has_law", "detections"]


def test_a_sheet_costs_the_same_with_one_question_and_with_many(asked, focal, django_assert_num_queries):
    save(asked, "has_law", "yes", by=focal)
    submission = Submission.objects.select_related("round__questionnaire").get()
    with connection_queries() as few:
        Sheet(submission).progress  # noqa: B018
    for code in ("detections", "rate", "since"):
        save(asked, code, "2020-01-01" if code == "since" else "5", by=focal)
    submission = Submission.objects.select_related("round__questionnaire").get()
    with connection_queries() as many:
        Sheet(submission).progress  # noqa: B018
    assert len(few) == len(many)


def connection_queries():
    from django.test.utils import CaptureQueriesContext

    return CaptureQueriesContext(connection)


class TwoColleagues(RuleBasedStateMachine):
    """Two browsers save one answer in any order: nobody's text is lost without having been shown."""

    asked = focal = colleague = None

    @initialize()
    def begin(self):
        Answer.objects.all().delete()
        self.seen = {"a": 0, "b": 0}
        self.truth = (0, None)

    @rule(who=st.sampled_from(["a", "b"]), text=st.text(alphabet="xyz", min_size=1, max_size=2))
    def type_and_save(self, who, text):
        by = self.focal if who == "a" else self.colleague
        version, value = self.truth
        try:
            answer, _read = save(self.asked, "which_law", text, by=by, version=self.seen[who])
        except Conflict as conflict:
            theirs = conflict.theirs.value
        else:
            theirs = None
        if theirs is not None:
            assert self.seen[who] != version
            assert theirs == value != text
            return
        assert text == value or self.seen[who] == version
        self.seen[who] = answer.version
        self.truth = (answer.version, answer.value)

    @rule(who=st.sampled_from(["a", "b"]))
    def look(self, who):
        self.seen[who] = self.truth[0]

    @invariant()
    def kept_is_what_was_saved_last(self):
        kept = Answer.objects.first()
        assert (kept.version, kept.value) == self.truth if kept else self.truth == (0, None)


def test_locking_holds_in_any_order(asked, focal, colleague):
    TwoColleagues.asked, TwoColleagues.focal, TwoColleagues.colleague = asked, focal, colleague
    from hypothesis.stateful import run_state_machine_as_test

    quick = settings(
        max_examples=15, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(TwoColleagues, settings=quick)


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_are_one_answer_and_one_conflict(asked, focal, colleague):
    begin, told = threading.Barrier(2), []

    def at_once(by, text):
        begin.wait()
        try:
            save(asked, "which_law", text, by=by, version=0)
            told.append("saved")
        except Conflict:
            told.append("conflict")
        finally:
            connection.close()

    both = [threading.Thread(target=at_once, args=pair) for pair in ((focal, "one"), (colleague, "two"))]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(told) == ["conflict", "saved"]
    assert Answer.objects.count() == 1
