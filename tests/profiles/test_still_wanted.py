"""A letter about an edition that waits, or is tried again, reaches nobody who no longer has the work, and none after it is done."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.actions import admit, dismiss
from accounts.letters import KINDS as REGISTERED
from accounts.models import Letter, Membership
from accounts.tasks import send_waiting_letters
from profiles.actions import give_verdict, publish, publish_scheduled, remind, take_step, texts_changed
from profiles.actions.validation import mark_of
from profiles.letters import KINDS
from profiles.models import Edition, Section, Translation, Validation
from tests import factories as make


@pytest.fixture
def validation(world, cast) -> Validation:
    admit(user=cast["translator_ar"], role="translator_ar", over=world.mtm, by=None)
    return make.under_review("saffron", world.mtm_irregular, cast["unhcr"].organisation)


def edition_of(validation) -> Edition:
    return Edition.objects.get(pk=validation.section.edition_id)


def decide(validation, by, verdict="confirmed", **more):
    row = Validation.objects.get(pk=validation.pk)
    give_verdict(validation=row, by=by, verdict=verdict, mark=mark_of(row.section), **more)


def edit(validation):
    section = Section.objects.get(pk=validation.section_id)
    section.body_ar = "<p>saffron anew [1]</p>"
    section.save()
    texts_changed(edition=section.edition, by=None)


def endorse(validation, cast):
    decide(validation, cast["unhcr"])
    take_step(edition=edition_of(validation), step="endorse", by=cast["focal_mar"])


def translate(validation, cast):
    endorse(validation, cast)
    Section.objects.filter(pk=validation.section_id).update(source_language="en", body_ar="")
    take_step(edition=edition_of(validation), step="start_translation", by=cast["secretariat"])


def change_source(validation, cast):
    endorse(validation, cast)
    section = Section.objects.get(pk=validation.section_id)
    Section.objects.filter(pk=section.pk).update(source_language="en")
    section.refresh_from_db()
    Translation.objects.create(
        section=section, language="ar", source_language="en", source_text=section.body_en
    )
    section.body_en = "<p>saffron anew [1]</p>"
    section.save()
    texts_changed(edition=edition_of(validation), by=None)


def fail_the_clock(validation, cast):
    edition = edition_of(validation)
    Edition.objects.filter(pk=edition.pk).update(state="endorsed")
    Edition.objects.filter(pk=edition.pk).update(state="ready", publish_at=timezone.now())
    publish_scheduled(now=timezone.now() + timedelta(minutes=1))


def give_back(validation, cast):
    take_step(
        edition=edition_of(validation),
        step="return_to_draft",
        by=cast["focal_mar"],
        note="A figure is wrong.",
    )


# What brings each kind of letter about.
OCCASIONS = {
    "validation_asked": lambda validation, cast: None,
    "validation_again": lambda validation, cast: (decide(validation, cast["unhcr"]), edit(validation)),
    "validation_due": lambda validation, cast: remind(on=date.today() + timedelta(days=14)),
    "endorsement_asked": lambda validation, cast: decide(validation, cast["unhcr"]),
    "endorsement_again": lambda validation, cast: (endorse(validation, cast), edit(validation)),
    "verdict_given": lambda validation, cast: decide(
        validation, cast["unhcr"], "change", remark="Which year?", language="en"
    ),
    "edition_endorsed": endorse,
    "edition_returned": give_back,
    "translation_asked": translate,
    "translation_again": change_source,
    "schedule_failed": fail_the_clock,
}
# What is done before its turn comes, where the letter asks for something.
DONE = {
    "validation_asked": lambda validation, cast: decide(validation, cast["unhcr"]),
    "validation_again": lambda validation, cast: decide(validation, cast["unhcr"]),
    "validation_due": lambda validation, cast: decide(validation, cast["unhcr"]),
    "endorsement_asked": lambda validation, cast: take_step(
        edition=edition_of(validation), step="endorse", by=cast["focal_mar"]
    ),
    "endorsement_again": lambda validation, cast: take_step(
        edition=edition_of(validation), step="endorse_again", by=cast["focal_mar"]
    ),
    "translation_asked": give_back,
    "translation_again": give_back,
    "schedule_failed": lambda validation, cast: publish(
        edition=edition_of(validation), by=None, override="By hand."
    ),
}


def waiting(kind, validation, cast) -> Letter:
    """The letter of that kind, and no other, waits for its turn."""
    OCCASIONS[kind](validation, cast)
    letter = Letter.objects.filter(kind=kind).latest("pk")
    Letter.objects.exclude(pk=letter.pk).delete()
    return letter


def test_every_kind_is_asked_for():
    assert set(OCCASIONS) == set(KINDS)
    assert all(kind in REGISTERED for kind in KINDS)


@pytest.mark.parametrize("kind", OCCASIONS)
def test_it_goes_out_while_it_is_wanted(kind, validation, cast):
    letter = waiting(kind, validation, cast)
    send_waiting_letters()
    assert [sent.to for sent in mail.outbox] == [[letter.address]]


@pytest.mark.parametrize("kind", OCCASIONS)
def test_who_no_longer_has_the_work_is_not_written_to(kind, validation, cast, world):
    # Somebody else has it still: without them a letter to the state would fall to the secretariat.
    heir = make.UserFactory(organisation=cast["focal_mar"].organisation)
    admit(user=heir, role="focal_point", over=world.mtm_irregular, by=None)
    letter = waiting(kind, validation, cast)
    for membership in Membership.objects.filter(user=letter.user):
        dismiss(membership=membership, by=cast["secretariat"])
    send_waiting_letters()
    letter.refresh_from_db()
    assert (letter.state, mail.outbox) == (Letter.State.GIVEN_UP, [])
    assert letter.last_error.startswith("Not sent: this person is no longer to be told")


@pytest.mark.parametrize("kind", DONE)
def test_what_is_done_is_not_asked_for(kind, validation, cast):
    letter = waiting(kind, validation, cast)
    DONE[kind](validation, cast)
    Letter.objects.exclude(pk=letter.pk).delete()
    send_waiting_letters()
    letter.refresh_from_db()
    assert (letter.state, mail.outbox) == (Letter.State.GIVEN_UP, [])


def test_a_validator_who_changes_to_another_agency_is_not_written_to_for_the_first(validation, cast):
    letter = waiting("validation_asked", validation, cast)
    cast["unhcr"].organisation = make.OrganisationFactory(code="FRONTEX")
    cast["unhcr"].save()
    send_waiting_letters()
    letter.refresh_from_db()
    assert letter.state == Letter.State.GIVEN_UP
