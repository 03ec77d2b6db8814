"""The life of an exchange: its table, who takes its steps, and that each is done once."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
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

TODAY = timezone.localdate()
GIVEN: dict[str, dict[str, Any]] = {
    "plan": {"form": "visit", "starts": TODAY, "ends": TODAY + timedelta(days=2), "place": "Rabat"},
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
    theme = exchange.offer.theme
    theme.pillar = exchange.regional_map.pillars.first()
    theme.save()
    walk(exchange, people)
    take(exchange, "release", people)
    item = Publication.objects.get(kind=Publication.Kind.LESSONS)
    assert (item.abstract_en, item.abstract_fr) == ("What was learnt", "Ce qui a été appris")
    assert item.title_ar.startswith("دروس تبادل للخبرات")
    sides = {exchange.offer.organisation, exchange.need.organisation}
    assert {row.organisation for row in item.contributions.all()} == sides
    assert list(item.pillars.all()) == [exchange.offer.theme.pillar]
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
        "plan": {"form": "visit", "starts": TODAY, "ends": "", "place": "Rabat", "language": "en"},
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
    assert (exchange.state, exchange.ends) == (State.RELEASED, TODAY)
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


PLANNED = {"form": "visit", "starts": "2031-05-01", "ends": "2031-05-03", "place": "Rabat", "language": "en"}


def steps_page(exchange: Exchange, step: str) -> str:
    return f"/workspace/cooperation/exchanges/{exchange.pk}/{step}/?lang=en"


def test_nothing_is_held_before_its_first_day(client_of, exchange, people):
    walk(exchange, people, "confirm_offer")
    staff, page = client_of("secretariat"), steps_page(exchange, "hold")
    assert staff.post(steps_page(exchange, "plan"), PLANNED).status_code == 302
    assert "Its first day is still to come (1 May 2031)" in staff.get(page).content.decode()
    for sent in ({}, {"starts": "2031-05-01", "ends": "2031-05-03"}, {"starts": "", "ends": "2031-05-04"}):
        answer = staff.post(page, sent)
        assert answer.status_code == 400
        assert "It was not held yet: its first day is 1 May 2031." in answer.content.decode()
    assert Exchange.objects.get().state == State.PLANNED
    with pytest.raises(NotReady):
        take(exchange, "hold", people)
    assert not Letter.objects.filter(key__contains=":held:").exists()


def test_what_was_held_on_other_days_than_planned_is_recorded_with_those(client_of, exchange, people):
    walk(exchange, people, "confirm_offer")
    staff, page = client_of("secretariat"), steps_page(exchange, "hold")
    staff.post(steps_page(exchange, "plan"), PLANNED)
    assert 'value="2031-05-01"' in staff.get(page).content.decode(), "the plan stands in the form"
    sent = {"starts": "2026-03-03", "ends": "2026-03-01"}
    assert "The last day is before the first." in staff.post(page, sent).content.decode()
    assert staff.post(page, {"starts": "2026-03-01", "ends": "2026-03-03"}).status_code == 302
    exchange.refresh_from_db()
    assert (exchange.state, exchange.starts, exchange.ends) == (
        State.HELD,
        date(2026, 3, 1),
        date(2026, 3, 3),
    )


def test_a_planned_exchange_is_moved_in_the_admin_and_both_sides_are_told(client_of, exchange, people):
    walk(exchange, people, "confirm_offer")
    staff, page = client_of("secretariat"), f"/admin/cooperation/exchange/{exchange.pk}/change/"
    words = {f"{name}_{code}": "" for name in ("place", "lessons") for code in ("ar", "en", "fr")}
    sent = words | {"form": "visit", "starts": "2031-06-01", "ends": "2031-06-02", "place_en": "Rabat"}
    staff.post(page, sent)
    exchange.refresh_from_db()
    assert exchange.starts is None, "before it is planned its days are those of the step"
    staff.post(steps_page(exchange, "plan"), PLANNED)
    Letter.objects.all().delete()
    for _click in range(2):
        assert staff.post(page, sent).status_code == 302
    assert {letter.user for letter in Letter.objects.all()} == {people["offer"], people["need"]}
    assert Letter.objects.count() == 2
    assert any("1–2 June 2031" in letter.text for letter in Letter.objects.all())
    for odd in ({"starts": ""}, {"ends": "2031-05-01"}):
        assert staff.post(page, sent | odd).status_code == 200
    assert Exchange.objects.get().starts == date(2031, 6, 1)


def test_days_that_are_past_are_planned_only_where_that_is_meant(client_of, exchange, people):
    """What took place already is recorded; what was mistyped is asked about, and nothing is lost of it."""
    walk(exchange, people, "confirm_offer")
    staff, page = client_of("secretariat"), steps_page(exchange, "plan")
    past = PLANNED | {"starts": "2012-05-01", "ends": "2012-05-03"}
    assert 'name="is_past"' not in staff.get(page).content.decode()
    answer = staff.post(page, past)
    assert answer.status_code == 400
    for words in ("These days are past.", 'name="is_past"', 'value="Rabat"', 'value="2012-05-01"'):
        assert words in answer.content.decode()
    assert Exchange.objects.get().state == State.AGREED
    letters = Letter.objects.count()
    assert staff.post(page, past | {"is_past": "yes"}).status_code == 302
    assert Letter.objects.count() == letters, "nobody is invited to what is over"
    assert staff.post(steps_page(exchange, "hold"), {}).status_code == 302
    assert Letter.objects.filter(key__contains=":held:").count() == 2


@pytest.mark.parametrize(
    ("starts", "ends"),
    [("0026-05-01", ""), ("1989-12-31", "2031-01-01"), ("2031-05-01", "9999-12-31"), ("2031-02-30", "")],
)
def test_a_day_that_cannot_be_meant_is_refused(starts, ends, client_of, exchange, people):
    walk(exchange, people, "confirm_offer")
    sent = PLANNED | {"starts": starts, "ends": ends, "is_past": "yes"}
    assert client_of("secretariat").post(steps_page(exchange, "plan"), sent).status_code == 400
    assert Exchange.objects.get().state == State.AGREED


def test_what_is_not_ones_to_do_is_refused_whatever_was_typed(client_of, exchange, people):
    walk(exchange, people, "confirm_offer")
    for sent in ({}, PLANNED):
        assert client_of("focal_mar").post(steps_page(exchange, "plan"), sent).status_code == 409
    take(exchange, "withdraw_need", people)
    answer = client_of("secretariat").post(steps_page(exchange, "plan"), PLANNED | {"place": ""})
    assert answer.status_code == 409
    assert "the state of this exchange is “cancelled”" in answer.content.decode()


SPANS = [
    ("2026-07-28", "2026-07-30", {"en": "28–30 July 2026", "fr": "28–30 juillet 2026", "ar": "28–30 يوليو 2026"}),
    ("2025-12-30", "2026-01-02", {"en": "30 December 2025 – 2 January 2026"}),
    ("2026-03-05", "2026-03-05", {"fr": "5 mars 2026"}),
]  # fmt: skip


@pytest.mark.parametrize(("starts", "ends", "said"), SPANS)
def test_a_span_of_days_is_written_in_one_way(starts, ends, said, client, client_of, exchange, people):
    walk(exchange, people)
    Exchange.objects.update(starts=starts, ends=ends)
    for language, words in said.items():
        for path in ("exchange/", f"exchange/lessons/{exchange.pk}/"):
            assert f">{words}</time>" in client.get(f"/{language}/{path}").content.decode()
        for path in ("", f"exchanges/{exchange.pk}/"):
            page = client_of("secretariat").get(f"/workspace/cooperation/{path}?lang={language}")
            assert f">{words}</time>" in page.content.decode()


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
