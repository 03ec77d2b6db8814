"""The life of an exchange: its table, who takes its steps, and that each is done once."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as trials
from hypothesis import strategies as st

from accounts.models import Letter
from imap.library.models import Publication
from meetings.cooperation import actions, exchanging
from meetings.cooperation.exchanging import STEPS, State
from meetings.cooperation.models import Evaluation, Exchange
from profiles.actions import NotAllowed, NotReady
from tests.cooperation import factories as work

GIVEN: dict[str, dict[str, Any]] = {
    "plan": {"form": "visit", "starts": date(2031, 5, 1), "ends": date(2031, 5, 3), "place": "Rabat"},
    "evaluate_offer": {"rating": 4, "text": "marmalade of the offering side"},
    "evaluate_need": {"rating": 5, "text": "marmalade of the asking side"},
    "release": {"lessons": {"en": "What was learnt", "fr": "Ce qui a été appris"}},
    **{name: {"note": "No time."} for name in STEPS if "note" in STEPS[name].asks},
}
WAY = ["confirm_need", "confirm_offer", "plan", "hold", "evaluate_offer", "evaluate_need", "release"]


@pytest.fixture
def people(cast, senegal):
    return {"offer": cast["focal_mar"], "need": senegal, "secretariat": cast["secretariat"]}


def take(exchange: Exchange, step: str, people, who: str = "") -> Exchange:
    by = people[who or STEPS[step].who]
    return actions.take_step(exchange=exchange, step=step, by=by, **GIVEN.get(step, {}))


def walk(exchange: Exchange, people, until: str = "release") -> Exchange:
    for step in WAY[: WAY.index(until) + 1]:
        take(exchange, step, people)
    return exchange


def test_every_state_is_reached_and_only_ended_ones_lead_nowhere():
    reached = {to for step in STEPS.values() for to in step.moves.values()} | {State.PROPOSED}
    assert reached == set(State)
    assert {state for state in State if not exchanging.steps_from(state)} == set(exchanging.ENDED)
    assert {step.who for step in STEPS.values()} == set(exchanging.ACTORS)


def test_no_step_leads_back():
    """So a step is taken once at most, and a second click is told from a second time."""
    after: dict[str, set[str]] = {state.value: set() for state in State}
    for source, target in exchanging.moves():
        after[source].add(target)
    for state in State:
        seen, front = set(), {state.value}
        while front:
            front = {follower for each in front for follower in after[each]} - seen
            seen |= front
        assert state.value not in seen


@trials(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.lists(
        st.tuples(st.sampled_from(sorted(STEPS)), st.sampled_from(["offer", "need", "secretariat"])),
        max_size=14,
    )
)
def test_whatever_is_tried_the_table_decides(path, exchange, people):
    """A model in plain Python and the database go the same way; what is refused changes nothing."""
    with transaction.atomic():
        state, done = State.PROPOSED, set()
        fresh = Exchange.objects.get(pk=exchange.pk)
        for name, who in path:
            step = STEPS[name]
            may = step.who == who and state in step.moves
            try:
                take(fresh, name, people, who)
                assert may or (name, who) in done
            except NotAllowed:
                assert not may
                assert (name, who) not in done
            if may:
                state = step.moves[state]
                done.add((name, who))
            fresh.refresh_from_db()
            assert fresh.state == state
        assert fresh.steps.count() == len(done)
        transaction.set_rollback(True)


def test_the_database_refuses_a_way_around_the_table(exchange):
    for state in (State.AGREED, State.RELEASED):
        with pytest.raises(IntegrityError), transaction.atomic():
            Exchange.objects.filter(pk=exchange.pk).update(state=state, starts=date(2031, 1, 1))


def test_a_second_click_does_one_thing_once(exchange, people):
    for step in WAY:
        take(exchange, step, people)
        before = (exchange.state, Letter.objects.count(), exchange.steps.count(), Evaluation.objects.count())
        take(exchange, step, people)
        assert (
            exchange.state,
            Letter.objects.count(),
            exchange.steps.count(),
            Evaluation.objects.count(),
        ) == before


def test_released_lessons_are_one_item_of_the_library(exchange, people, client):
    walk(exchange, people)
    take(exchange, "release", people)
    item = Publication.objects.get(kind=Publication.Kind.LESSONS)
    assert (item.abstract_en, item.abstract_fr) == ("What was learnt", "Ce qui a été appris")
    assert item.title_ar.startswith("دروس تبادل للخبرات")
    sides = {exchange.offer.organisation, exchange.need.organisation}
    assert {row.organisation for row in item.contributions.all()} == sides
    page = client.get(item.get_absolute_url().replace("/ar/", "/en/")).content.decode()
    assert "What was learnt" in page
    assert item.get_absolute_url() in client.get(f"/en/exchange/lessons/{exchange.pk}/").content.decode()


def test_lessons_translated_later_reach_the_library_and_keep_its_date(exchange, people, client_of):
    walk(exchange, people)
    Publication.objects.update(published="2030-01-01", title_en="As staff called it")
    words = {f"{name}_{code}": "" for name in ("place", "lessons") for code in ("ar", "en", "fr")}
    sent = words | {"place_en": "Rabat", "lessons_en": "What was learnt", "lessons_ar": "ما استُفيد"}
    answer = client_of("secretariat").post(f"/admin/cooperation/exchange/{exchange.pk}/change/", sent)
    assert answer.status_code == 302
    item = Publication.objects.get()
    assert (item.abstract_ar, item.published, item.title_en) == (
        "ما استُفيد",
        "2030-01-01",
        "As staff called it",
    )


@pytest.mark.parametrize("after", ["confirm_offer", "plan"])
def test_a_side_withdraws_what_it_confirmed_and_the_others_are_told(after, exchange, people, client_of):
    with pytest.raises(NotAllowed):
        take(exchange, "withdraw_offer", people)  # nothing is confirmed yet: it declines
    walk(exchange, people, after)
    page = exchange.get_absolute_url()
    shown = client_of("focal_mar").get(f"{page}?lang=en").content.decode()
    assert f"{page}withdraw_offer/" in shown
    assert "It waits for: the secretariat of the regional i-Map" in shown, (
        "after either the secretariat is next"
    )
    take(exchange, "withdraw_offer", people)
    assert exchange.state == State.CANCELLED
    letters = Letter.objects.filter(key__contains=":withdrawn:")
    assert {letter.user for letter in letters} == {people["need"], people["secretariat"]}
    assert all("No time." in letter.text for letter in letters)
    again = client_of("focal_mar").post(f"{page}confirm_offer/")
    assert again.status_code == 302, "a second click of a step that was taken"
    assert client_of("secretariat").post(f"{page}hold/").status_code == 409


@pytest.mark.parametrize(
    ("step", "said"), [("plan", "Give the place."), ("release", "at least one language")]
)
def test_what_a_step_asks_for_is_said_and_nothing_is_kept(step, said, exchange, people):
    walk(exchange, people, WAY[WAY.index(step) - 1])
    before = exchange.state
    with pytest.raises(NotReady) as refusal:
        actions.take_step(exchange=exchange, step=step, by=people["secretariat"])
    assert said in " ".join(refusal.value.messages)
    assert Exchange.objects.get(pk=exchange.pk).state == before


def test_a_pair_has_one_running_exchange(exchange, cast):
    assert actions.propose(offer=exchange.offer, need=exchange.need, by=cast["secretariat"]) == exchange
    assert Exchange.objects.count() == 1


def test_nobody_is_proposed_to_teach_themselves(world, cast, client_of):
    ours = {"regional_map": world.mtm, "organisation": cast["focal_mar"].organisation}
    offer, need = (work.ExpertiseFactory(**ours, side=side) for side in ("offer", "need"))
    with pytest.raises(NotAllowed):
        actions.propose(offer=offer, need=need, by=cast["secretariat"])
    answer = client_of("secretariat").post(
        "/workspace/cooperation/matches/propose/", {"offer": offer.pk, "need": need.pk}
    )
    assert answer.status_code == 409
    assert not Exchange.objects.exists()


def test_only_the_maps_secretariat_proposes(world, cast, senegal):
    offer, need = (
        work.ExpertiseFactory(regional_map=world.mtm, side=side, organisation=who.organisation)
        for side, who in (("offer", cast["focal_mar"]), ("need", senegal))
    )
    for who in (cast["focal_mar"], cast["prague"]):
        with pytest.raises(NotAllowed):
            actions.propose(offer=offer, need=need, by=who)
    with pytest.raises(NotAllowed):
        actions.propose(offer=need, need=offer, by=cast["secretariat"])
    made = actions.propose(offer=offer, need=need, by=cast["secretariat"])
    assert made.state == State.PROPOSED
    assert {letter.user for letter in Letter.objects.all()} == {cast["focal_mar"], senegal}


def test_pages_answer_409_for_a_step_that_is_not_possible(client_of, exchange):
    page = f"/workspace/cooperation/exchanges/{exchange.pk}/hold/"
    answer = client_of("secretariat").post(page, {})
    assert answer.status_code == 409
    assert "the state of this exchange is “proposed”" in answer.content.decode()
    assert client_of("focal_mar").post(page.replace("hold", "cancel"), {"note": "x"}).status_code == 409


def test_from_offer_to_lessons_by_the_pages(client_of, exchange, people, client):
    """As both sides and the secretariat do it, form by form."""
    senegal = client
    senegal.force_login(people["need"])
    browsers = {"offer": client_of("focal_mar"), "need": senegal, "secretariat": client_of("secretariat")}
    forms = {
        "plan": {"form": "visit", "starts": "2031-05-01", "ends": "", "place": "Rabat", "language": "en"},
        "evaluate_offer": {"rating": "4", "text": "We learnt marmalade", "language": "en"},
        "evaluate_need": {"rating": "5", "text": "Utile", "language": "fr"},
        "release": {"lessons_en": "Send questions first.", "lessons_fr": "", "lessons_ar": ""},
    }
    for step in WAY:
        page = f"/workspace/cooperation/exchanges/{exchange.pk}/{step}/"
        browser = browsers[STEPS[step].who]
        assert browser.get(page).status_code == 200
        assert browser.post(page, forms.get(step, {})).status_code == 302
    exchange.refresh_from_db()
    assert (exchange.state, exchange.ends) == (State.RELEASED, date(2031, 5, 1))
    public = client_of("anonymous").get(f"/en/exchange/lessons/{exchange.pk}/").content.decode()
    assert "Send questions first." in public
    assert "marmalade" not in public
    assert "Nadia" not in public


def test_a_form_that_is_not_right_keeps_what_was_typed(client_of, exchange, people):
    walk(exchange, people, "confirm_offer")
    page = f"/workspace/cooperation/exchanges/{exchange.pk}/plan/"
    typed = {
        "form": "visit",
        "starts": "2031-05-03",
        "ends": "2031-05-01",
        "place": "Tangier",
        "language": "en",
    }
    answer = client_of("secretariat").post(page, typed)
    assert answer.status_code == 400
    assert "The last day is before the first." in answer.content.decode()
    assert 'value="Tangier"' in answer.content.decode()


@pytest.mark.parametrize("who", ["anonymous", "prague", "reader_nga", "unhcr", "nobody", "translator_ar"])
def test_evaluations_and_the_desk_are_the_sides_and_the_secretariats(who, client_of, exchange, people):
    walk(exchange, people)
    answer = client_of(who).get(exchange.get_absolute_url())
    assert answer.status_code in (302, 404)
    for path in ("/en/exchange/", f"/en/exchange/lessons/{exchange.pk}/"):
        assert "marmalade" not in client_of(who).get(path).content.decode()


def test_what_awaits_whom(exchange, people):
    from meetings.cooperation.awaiting import awaiting

    def titles(who: str) -> list[tuple[str, str]]:
        return [(task.kind, task.title) for task in awaiting(people[who])]

    confirm, evaluate = ("do", "Confirm the exchange, or decline it"), ("do", "Evaluate the exchange")
    assert titles("offer") == titles("need") == [confirm]
    take(exchange, "confirm_offer", people)
    assert (titles("offer"), titles("need")) == ([], [confirm])
    take(exchange, "confirm_need", people)
    assert titles("secretariat") == [("do", "Plan the exchange: both sides agreed")]
    assert titles("need") == [("wait", "The exchange is being planned")]
    walk(exchange, people, "hold")
    assert titles("offer") == titles("need") == [evaluate]
    walk(exchange, people, "evaluate_need")
    assert titles("secretariat") == [("do", "Release the lessons: both sides evaluated it")]
    walk(exchange, people)
    assert [titles(who) for who in people] == [[], [], []]
