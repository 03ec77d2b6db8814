"""Agencies give their verdicts on the sections of their mandate, and on nothing else."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import admit
from accounts.models import Letter
from profiles import conditions
from profiles.actions import (
    NotAllowed,
    NotReady,
    give_verdict,
    hand_back,
    publish_scheduled,
    remind,
    resolve,
    say,
    take_review,
    take_step,
    texts_changed,
)
from profiles.actions.schedule import publish_or_tell
from profiles.actions.validation import mark_of
from profiles.models import Edition, Remark, Section, Source, Validation
from tests import factories as make


@pytest.fixture
def validation(world, cast) -> Validation:
    """UNHCR is asked about the first of two sections that say “saffron”."""
    return make.under_review("saffron", world.mtm_irregular, cast["unhcr"].organisation)


@pytest.fixture
def colleague(world, cast):
    person = make.UserFactory(organisation=cast["unhcr"].organisation, preferred_language="fr")
    admit(user=person, role="validator", over=world.mtm_irregular, by=None)
    return person


def decide(validation, by, verdict="confirmed", **more):
    validation = Validation.objects.get(pk=validation.pk)
    return give_verdict(
        validation=validation, by=by, verdict=verdict, mark=mark_of(validation.section), **more
    )


def edit(validation, words="saffron anew"):
    section = Section.objects.get(pk=validation.section_id)
    section.body_ar = f"<p>{words}</p>"
    section.save()
    texts_changed(edition=section.edition, by=None)


def test_a_validator_sees_the_section_that_was_asked_about_and_no_other(validation, cast):
    user, edition = cast["unhcr"], validation.section.edition
    of_edition = Section.objects.visible_to(user).filter(edition=edition)
    assert [section.code for section in of_edition] == ["part-1"]
    assert not Edition.objects.visible_to(user).contains(edition)
    titles = Source.objects.visible_to(user).filter(title__contains="saffron").values_list("title", flat=True)
    assert list(titles) == ["saffron source 1"]


@pytest.mark.parametrize("who", ["reader_nga", "prague", "translator_ar", "nobody"])
def test_nobody_else_sees_it(who, validation, cast):
    assert not Section.objects.visible_to(cast[who]).filter(edition=validation.section.edition_id).exists()
    assert not Validation.objects.visible_to(cast[who]).exists()


def test_another_agency_sees_nothing_of_it(validation, world):
    other = make.UserFactory(organisation=make.OrganisationFactory(code="FRONTEX"))
    admit(user=other, role="validator", over=world.mtm_irregular, by=None)
    assert not Section.objects.visible_to(other).filter(edition=validation.section.edition_id).exists()


def test_an_agencys_reader_who_does_not_validate_sees_nothing(validation, cast, world):
    reader = make.UserFactory(organisation=cast["unhcr"].organisation)
    admit(user=reader, role="reader", over=world.mtm_irregular, by=None)
    assert not Section.objects.visible_to(reader).filter(edition=validation.section.edition_id).exists()


def test_a_draft_is_closed_to_agency_and_state_again(validation, cast):
    edition = validation.section.edition
    assert Edition.objects.visible_to(cast["focal_mar"]).contains(edition)
    take_step(edition=edition, step="return_to_draft", by=cast["secretariat"], note="A figure is missing.")
    assert not Section.objects.visible_to(cast["unhcr"]).filter(edition=edition).exists()
    assert not Edition.objects.visible_to(cast["focal_mar"]).contains(edition)
    assert not Remark.objects.visible_to(cast["unhcr"]).exists()


def test_a_focal_point_of_another_state_does_not_see_it(validation, world):
    senegal = make.OrganisationFactory(code="SEN", country=make.CountryFactory(iso3="SEN"))
    other = make.UserFactory(organisation=senegal)
    admit(user=other, role="focal_point", over=world.mtm_irregular, by=None)
    assert not Edition.objects.visible_to(other).contains(validation.section.edition)


def test_one_colleague_takes_it_and_may_hand_it_back(validation, cast, colleague):
    take_review(validation=validation, by=cast["unhcr"])
    with pytest.raises(NotAllowed, match=r"unhcr has taken this review"):
        decide(validation, colleague)
    hand_back(validation=validation, by=cast["unhcr"])
    assert decide(validation, colleague).taken_by == colleague


@pytest.mark.parametrize("verdict", ["change", "remarks"])
def test_a_verdict_that_asks_something_says_what(verdict, validation, cast):
    with pytest.raises(NotReady, match="Write the remark"):
        decide(validation, cast["unhcr"], verdict)
    decide(validation, cast["unhcr"], verdict, remark="Use the figure of 2012.", language="en")
    assert [remark.text for remark in validation.remarks.all()] == ["Use the figure of 2012."]
    letters = Letter.objects.filter(kind="verdict_given")
    assert [letter.user for letter in letters] == [cast["secretariat"]]
    assert "the figure" not in letters[0].text


def test_a_second_click_gives_one_verdict_one_remark_one_letter(validation, cast):
    for _click in range(2):
        decide(validation, cast["unhcr"], "change", remark="Use the figure of 2012.")
    assert validation.remarks.count() == 1
    assert Letter.objects.filter(kind="verdict_given").count() == 1


def test_a_verdict_is_on_the_text_that_was_read(validation, cast):
    mark = mark_of(validation.section)
    edit(validation)
    with pytest.raises(NotReady, match="has changed while you were reading"):
        give_verdict(validation=validation, by=cast["unhcr"], verdict="confirmed", mark=mark)


def test_editing_takes_nothing_back_and_asks_again_once(validation, cast):
    decide(validation, cast["unhcr"])
    edit(validation)
    edit(validation, "saffron once more")
    validation = Validation.objects.get(pk=validation.pk)
    assert (validation.verdict, validation.is_stale) == ("confirmed", True)
    assert "saffron ar 1" in validation.seen
    assert Validation.objects.with_staleness().get(pk=validation.pk).stale
    assert Letter.objects.filter(kind="validation_again", user=cast["unhcr"]).count() == 1
    missing = conditions.missing_for_publication(validation.section.edition)
    assert "The verdict of UNHCR on “Heading part-1” was given on an earlier text." in [
        reason.replace("Organisation UNHCR", "UNHCR") for reason in missing
    ]
    decide(validation, cast["unhcr"])
    edit(validation, "a third time")
    assert Letter.objects.filter(kind="validation_again", user=cast["unhcr"]).count() == 2


def test_a_change_asked_for_stands_in_the_way_until_the_text_changes(validation, cast):
    edition = validation.section.edition
    decide(validation, cast["unhcr"], "change", remark="No.")
    with pytest.raises(NotReady, match="asks for a change"):
        take_step(edition=edition, step="endorse", by=cast["focal_mar"])
    edit(validation)
    decide(validation, cast["unhcr"])
    take_step(edition=edition, step="endorse", by=cast["focal_mar"])
    assert "1 remark is not resolved." in conditions.missing_for_publication(edition)
    resolve(remark=validation.remarks.get(), by=cast["secretariat"])
    assert "1 remark is not resolved." not in conditions.missing_for_publication(edition)


def test_the_state_is_asked_once_all_agencies_have_answered(validation, cast):
    assert not Letter.objects.filter(kind="endorsement_asked").exists()
    decide(validation, cast["unhcr"])
    assert Letter.objects.get(kind="endorsement_asked").user == cast["focal_mar"]


def test_a_secretariat_records_a_verdict_that_came_by_letter(validation, cast):
    with pytest.raises(NotReady, match="on what ground"):
        decide(validation, cast["secretariat"])
    row = decide(validation, cast["secretariat"], on_behalf="Letter of 3 May.")
    assert (row.given_by, row.on_behalf) == (cast["secretariat"], "Letter of 3 May.")


def test_sending_again_keeps_verdicts_on_the_same_text(validation, cast):
    edition = validation.section.edition
    decide(validation, cast["unhcr"])
    take_step(edition=edition, step="return_to_draft", by=cast["secretariat"], note="Once more.")
    take_step(edition=edition, step="send_for_validation", by=cast["secretariat"])
    assert conditions.is_validated(edition) == []
    assert Letter.objects.filter(kind="validation_asked").count() == 1


def test_reminders_go_out_on_their_days_and_never_twice(validation, cast):
    due = date.today() + timedelta(days=30)
    Validation.objects.filter(pk=validation.pk).update(due_on=due)
    days = [due - timedelta(days=3), due, due + timedelta(days=7), due + timedelta(days=14)]
    for day in [due - timedelta(days=4), *days, *days, due + timedelta(days=8)]:
        remind(on=day)
    assert Letter.objects.filter(kind="validation_due").count() == 4
    take_review(validation=validation, by=cast["unhcr"])
    decide(validation, cast["unhcr"])
    remind(on=due + timedelta(days=21))
    assert Letter.objects.filter(kind="validation_due").count() == 4


def test_a_reminder_that_was_missed_is_made_up_for(validation, cast):
    remind(on=validation.due_on - timedelta(days=1))
    assert Letter.objects.filter(kind="validation_due").count() == 1


def test_remarks_are_resolved_by_their_author_or_the_secretariat(validation, cast, colleague):
    remark = say(validation=validation, by=cast["unhcr"], text="Which year?", language="en")
    with pytest.raises(NotAllowed):
        resolve(remark=remark, by=colleague)
    assert resolve(remark=remark, by=cast["unhcr"]).resolved_by == cast["unhcr"]


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_letters_speak_the_language_of_their_reader(language, world, cast):
    cast["unhcr"].preferred_language = language
    cast["unhcr"].save()
    make.under_review("saffron", world.mtm_irregular, cast["unhcr"].organisation)
    letter = Letter.objects.get(kind="validation_asked")
    assert letter.language == language
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in letter.html
    assert "saffron" not in letter.html + letter.text
    assert "/workspace/validations/" in letter.text


def test_a_scheduled_publication_takes_place_or_tells_why_not(world, cast):
    edition = make.EditionFactory(profile=make.ProfileFactory(regional_map=world.mtm, pillar=world.irregular))
    make.write_sections(edition, "harissa")
    make.ready(edition)
    soon = timezone.now() + timedelta(hours=1)
    take_step(edition=edition, step="schedule", by=cast["secretariat"], publish_at=soon)
    assert publish_scheduled(now=timezone.now()) == 0
    Section.objects.filter(edition=edition, code="part-1").update(body_fr="")
    for _run in range(2):
        assert publish_scheduled(now=soon) == 0
    assert Letter.objects.filter(kind="schedule_failed").count() == 1
    Section.objects.filter(edition=edition, code="part-1").update(body_fr="<p>x</p>")
    assert publish_scheduled(now=soon) == 1
    edition.refresh_from_db()
    assert (edition.state, edition.publish_at) == ("published", None)


def test_a_publication_put_off_meanwhile_does_not_take_place(world, cast):
    edition = make.EditionFactory(profile=make.ProfileFactory(regional_map=world.mtm, pillar=world.irregular))
    make.write_sections(edition, "harissa")
    make.ready(edition)
    now = timezone.now()
    later = now + timedelta(hours=2)
    take_step(edition=edition, step="schedule", by=cast["secretariat"], publish_at=later)
    assert publish_or_tell(edition.pk, now + timedelta(hours=1)) is False
    assert publish_or_tell(edition.pk, later) is True


def test_the_agencys_way_through_its_pages(client_of, validation, cast):
    browser = client_of("unhcr")
    there = reverse("workspace:validation", args=[validation.pk])
    listed = browser.get(reverse("workspace:validations")).content.decode()
    assert there in listed
    page = browser.get(there)
    assert "saffron ar 1" in page.content.decode()
    assert "saffron ar 2" not in page.content.decode()
    mark = mark_of(validation.section)
    browser.post(there + "take/")
    refused = browser.post(there + "verdict/", {"verdict": "change", "mark": mark, "language": "en"})
    assert "Write the remark" in refused.content.decode()
    browser.post(there + "verdict/", {"verdict": "change", "mark": mark, "language": "en", "remark": "No."})
    validation.refresh_from_db()
    assert (validation.verdict, validation.given_by) == ("change", cast["unhcr"])


def test_a_colleagues_review_answers_409_and_says_whose_it_is(client_of, validation, colleague):
    take_review(validation=validation, by=colleague)
    there = reverse("workspace:validation", args=[validation.pk])
    sent = {"verdict": "confirmed", "mark": mark_of(validation.section), "language": "en"}
    answer = client_of("unhcr").post(there + "verdict/", sent)
    assert answer.status_code == 409
    assert colleague.name in answer.content.decode()


def test_a_section_begun_later_is_asked_about_too(validation, cast, django_capture_on_commit_callbacks):
    """It was empty when the edition was sent: without its verdict nothing is endorsed."""
    edition = validation.section.edition
    late = edition.sections.order_by("order")[1]
    late.template.validated_by.add(cast["unhcr"].organisation)
    decide(validation, cast["unhcr"])
    assert "has not been asked" in str(conditions.is_validated(edition))
    late.body_ar = "<p>saffron, later</p>"
    late.save()
    with django_capture_on_commit_callbacks(execute=True):
        texts_changed(edition=edition, by=None)
        texts_changed(edition=edition, by=None)
    assert Validation.objects.filter(section=late).count() == 1
    assert "has not yet given its verdict" in str(conditions.is_validated(edition))
    asked = Letter.objects.filter(kind="validation_asked", user=cast["unhcr"])
    assert asked.count() == 2  # when the edition was sent, and now, once
    assert str(late.template) in asked.latest("pk").text
