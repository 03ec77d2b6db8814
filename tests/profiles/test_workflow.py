"""The life of an edition: steps, who takes them, what they ask for; and that no way around them leads to readers."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as trials
from hypothesis import strategies as st

from accounts.actions import admit
from profiles import conditions, workflow
from profiles.actions import NotAllowed, NotReady, begin_edition, publish, take_step, withdraw
from profiles.drawing import drawn
from profiles.models import Edition, EditionStep, Section
from profiles.workflow import TRANSITIONS, State
from tests import factories as make


@pytest.fixture
def draft(world, cast):
    """Of Morocco, two written sections, nobody asked to validate them."""
    country = make.CountryFactory(iso3="MAR")
    profile = make.ProfileFactory(regional_map=world.mtm, pillar=world.irregular, country=country)
    edition = make.EditionFactory(profile=profile)
    make.write_sections(edition, "harissa")
    return edition


@pytest.fixture
def head(world, cast):
    """The head of MTM's secretariat."""
    person = make.UserFactory(email="head@example.org")
    admit(user=person, role="head_of_secretariat", over=world.mtm, by=None)
    return person


def test_the_drawing_is_of_the_code():
    page = Path(settings.BASE_DIR) / "docs" / "workflow.md"
    assert page.read_text(encoding="utf-8") == drawn(), "Run manage.py draw_workflow."


def test_every_state_is_reached_and_every_condition_known():
    reached = {step.to for step in TRANSITIONS.values() if step.to} | {State.DRAFT}
    assert reached == set(State)
    assert {name for step in TRANSITIONS.values() for name in step.conditions} <= set(conditions.CONDITIONS)
    assert {who for step in TRANSITIONS.values() for who in step.who} <= set(workflow.ACTORS)


def test_from_draft_to_readers_step_by_step(draft, cast):
    secretariat, state = cast["secretariat"], cast["focal_mar"]
    for step, by, note in (
        ("send_for_validation", secretariat, ""),
        ("endorse", state, ""),
        ("start_translation", secretariat, ""),
        ("make_ready", secretariat, ""),
        ("publish", secretariat, ""),
    ):
        take_step(edition=draft, step=step, by=by, note=note)
    assert draft.state == State.PUBLISHED
    assert draft.published_by == secretariat
    assert [(row.step, row.by) for row in draft.steps.all()] == [
        ("send_for_validation", secretariat), ("endorse", state), ("start_translation", secretariat),
        ("make_ready", secretariat), ("publish", secretariat),
    ]  # fmt: skip


def test_a_step_out_of_turn_says_the_state_and_who(draft, cast):
    with pytest.raises(NotAllowed, match=r"state of this edition is “draft”.*national focal point"):
        take_step(edition=draft, step="endorse", by=cast["focal_mar"])


@pytest.mark.parametrize("who", ["nobody", "reader_nga", "unhcr", "prague", "translator_ar"])
@pytest.mark.parametrize("step", ["send_for_validation", "override"])
def test_a_step_is_taken_by_those_it_belongs_to(who, step, draft, cast):
    with pytest.raises(NotAllowed, match="not yours"):
        take_step(edition=draft, step=step, by=cast[who], note="Because.")
    assert not draft.steps.exists()


def test_a_focal_point_speaks_for_its_own_state(draft, cast, world):
    take_step(edition=draft, step="send_for_validation", by=cast["secretariat"])
    senegal = make.OrganisationFactory(code="SEN", country=make.CountryFactory(iso3="SEN"))
    other = make.UserFactory(organisation=senegal)
    admit(user=other, role="focal_point", over=world.mtm_irregular, by=None)
    with pytest.raises(NotAllowed):
        take_step(edition=draft, step="endorse", by=other)


def test_a_secretariat_endorses_for_a_state_on_written_ground_only(draft, cast):
    take_step(edition=draft, step="send_for_validation", by=cast["secretariat"])
    with pytest.raises(NotReady, match="Write the reason"):
        take_step(edition=draft, step="endorse", by=cast["secretariat"])
    take_step(edition=draft, step="endorse", by=cast["secretariat"], note="Note verbale 12 of 3 May.")
    assert draft.endorsements.get().note == "Note verbale 12 of 3 May."


def test_what_has_no_state_is_endorsed_by_its_secretariat(world, cast):
    profile = make.ProfileFactory(
        regional_map=world.mtm, pillar=world.irregular, kind="thematic", country=None, title_en="Remittances"
    )
    edition = make.EditionFactory(profile=profile)
    make.write_sections(edition, "harissa")
    for step in ("send_for_validation", "endorse"):
        take_step(edition=edition, step=step, by=cast["secretariat"])
    assert edition.state == State.ENDORSED


def test_a_second_click_does_one_thing_once(draft, cast):
    for _click in range(2):
        take_step(edition=draft, step="send_for_validation", by=cast["secretariat"])
    assert draft.steps.count() == 1
    with pytest.raises(NotAllowed):
        take_step(edition=draft, step="send_for_validation", by=cast["admin"])


def test_publishing_names_every_condition_that_is_missing(draft, cast):
    Section.objects.filter(pk=draft.sections.first().pk).update(body_fr="")
    missing = conditions.missing_for_publication(draft)
    assert missing == ["The edition is not endorsed.", "“Heading part-1” is not translated yet: Français."]
    with pytest.raises(NotAllowed):
        publish(edition=draft, by=cast["secretariat"])


def test_an_override_takes_a_head_and_a_reason_and_stays(draft, cast, head):
    with pytest.raises(NotReady, match="Write the reason"):
        take_step(edition=draft, step="override", by=head)
    with pytest.raises(NotAllowed):
        take_step(edition=draft, step="override", by=None, note="Nobody said so.")
    publish(edition=draft, by=head, override="The ministers meet tomorrow.")
    assert draft.override_reason == "The ministers meet tomorrow."
    step = draft.steps.get()
    assert (step.step, step.by, step.note) == ("override", head, "The ministers meet tomorrow.")
    for change in ({"note": "other"}, {"step": "publish"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            EditionStep.objects.filter(pk=step.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        step.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=draft.pk).update(override_reason="")


def test_the_database_knows_the_steps(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=draft.pk).update(state="ready")
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=draft.pk).update(publish_at=timezone.now())


def test_one_unissued_edition_a_profile(draft, cast):
    take_step(edition=draft, step="send_for_validation", by=cast["secretariat"])
    with pytest.raises(IntegrityError), transaction.atomic():
        begin_edition(profile=draft.profile, label="2013", as_of=date(2013, 1, 1), by=None)


def test_texts_may_change_until_the_issue(draft):
    section = make.ready(draft).sections.first()
    section.body_en = "<p>Another text.</p>"
    section.save()
    assert "“Heading part-1” was endorsed with an earlier text." not in conditions.is_endorsed(draft)
    section.body_ar = "<p>نص آخر</p>"  # the source, in a map whose first language is Arabic
    section.save()
    assert conditions.is_endorsed(draft) == ["“Heading part-1” was endorsed with an earlier text."]
    take_step(edition=draft, step="endorse_again", by=None)
    assert conditions.is_endorsed(draft) == []


def test_a_states_return_ends_its_endorsement_a_secretariats_does_not(draft, cast):
    take_step(edition=draft, step="send_for_validation", by=cast["secretariat"])
    take_step(edition=draft, step="endorse", by=cast["focal_mar"])
    take_step(edition=draft, step="return_to_draft", by=cast["secretariat"], note="A figure is missing.")
    assert conditions.is_endorsed(draft) == []
    take_step(edition=draft, step="send_for_validation", by=cast["secretariat"])
    take_step(edition=draft, step="return_to_draft", by=cast["focal_mar"], note="Not our words.")
    assert conditions.is_endorsed(draft) == ["The edition is not endorsed."]


def test_withdrawing_keeps_its_reason(public, cast):
    edition = public.editions.current().get()
    withdraw(edition=edition, by=cast["secretariat"], reason="The state asked for it.")
    assert edition.steps.last().note == "The state asked for it."


def test_scheduling_takes_a_time_to_come(draft, cast):
    make.ready(draft)
    with pytest.raises(NotReady, match="still to come"):
        take_step(edition=draft, step="schedule", by=cast["secretariat"])
    tomorrow = timezone.now() + timedelta(days=1)
    take_step(edition=draft, step="schedule", by=cast["secretariat"], publish_at=tomorrow)
    assert draft.publish_at == tomorrow
    take_step(edition=draft, step="unschedule", by=cast["secretariat"])
    assert draft.publish_at is None


def test_an_endorsement_anew_leaves_the_scheduled_publication(draft, cast):
    make.ready(draft)
    tomorrow = timezone.now() + timedelta(days=1)
    take_step(edition=draft, step="schedule", by=cast["secretariat"], publish_at=tomorrow)
    Section.objects.filter(edition=draft, code="part-1").update(body_ar="<p>harissa, corrected</p>")
    for _click in range(2):
        take_step(edition=draft, step="endorse_again", by=cast["focal_mar"])
    assert draft.publish_at == tomorrow
    assert draft.endorsements.filter(by=cast["focal_mar"]).count() == 1
    for _click in range(2):
        take_step(edition=draft, step="unschedule", by=cast["secretariat"])
    assert draft.steps.filter(step="unschedule").count() == 1


def test_readers_are_told_that_it_is_endorsed_only_where_it_is(draft, cast, head):
    draft.standing = Edition.Standing.FINAL
    draft.save()
    publish(edition=draft, by=head, override="The ministers meet tomorrow.")
    assert draft.standing == Edition.Standing.PREPARATION


def test_the_summary_is_endorsed_with_the_texts(draft, cast):
    draft.summary_ar = "خلاصة"
    draft.save()
    make.ready(draft)
    draft.summary_fr = "Résumé"
    draft.save()
    assert conditions.is_endorsed(draft) == []
    draft.summary_ar = "خلاصة أخرى"
    draft.save()
    assert "endorsed in earlier words" in str(conditions.is_endorsed(draft))


STEPS = sorted(set(TRANSITIONS) - {"load"})
PEOPLE = ["secretariat", "focal_mar", "unhcr", "prague", "nobody", "head", "portal"]


@trials(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sampled_from([*STEPS, "edit", "blank"]), st.sampled_from(PEOPLE), st.booleans()),
        max_size=14,
    )
)
def test_no_way_leads_to_readers_without_conditions_or_an_override(draft, cast, head, taken):
    people = {**cast, "head": head, "portal": None}
    with transaction.atomic():
        edition = Edition.objects.get(pk=draft.pk)
        for step, who, with_note in taken:
            before, missing = edition.state, conditions.missing_for_publication(edition)
            do(edition, step, people[who], "A reason." if with_note else "")
            if edition.state == State.PUBLISHED and before != State.PUBLISHED:
                last = edition.steps.last()
                assert (before == State.READY and not missing) or (last.step, last.by) == ("override", head)
                assert last.step == "publish" or last.note
            assert edition.state == before or (before, edition.state) in workflow.moves()
        transaction.set_rollback(True)


def do(edition, step, by, note):
    """A step, or a change of text on the way, as anyone might try it."""
    if step in ("edit", "blank"):
        if edition.is_draft:
            section = edition.sections.first()
            section.body_ar, section.body_fr = (
                section.body_ar + "<p>x</p>",
                "" if step == "blank" else "<p>y</p>",
            )
            section.save()
        return
    try:
        take_step(edition=edition, step=step, by=by, note=note)
    except (NotAllowed, NotReady):
        edition.refresh_from_db()
