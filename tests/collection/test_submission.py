"""Submitting, judging, and compiling accepted answers into a draft edition."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.urls import reverse

from imap.core.translation import LANGUAGES
from profiles.actions import publish
from profiles.collection import actions
from profiles.collection.models import Answer, Question, SectionOrigin, Submission
from profiles.collection.views.review import changes
from profiles.indicators.models import Dataset, Observation
from profiles.models import Edition, NationalDefinition, SectionVersion
from tests import factories as make
from tests.collection.test_answer import save

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(asked, focal):
    save(asked, "has_law", "yes", by=focal)
    save(asked, "which_law", "القانون 02-03.\n\nوتعديلاته <b>.", by=focal)
    save(asked, "detections", "١٬٢٣٤", by=focal, definition_note="محاولات العبور")
    save(asked, "rate", "", by=focal, unavailable_reason="غير مسجل")
    save(asked, "table", {(2023, "inflow"): "10", (2024, "inflow"): "12,5"}, by=focal)
    return asked


@pytest.fixture
def profile(world, morocco):
    """Morocco's profile, whose published edition says something else under the same heading."""
    profile = make.ProfileFactory(regional_map=world.mtm, pillar=world.irregular, country=morocco)
    edition = make.EditionFactory(profile=profile)
    template = make.SectionTemplateFactory(
        pillar=world.irregular, code="asylum", order=1, heading_en="Asylum"
    )
    from profiles.models import Section

    Section.objects.create(
        edition=edition, template=template, body_ar="<p>نص سابق</p>", body_en="<p>Earlier text.</p>"
    )
    publish(edition=edition, by=None, override="For the test.")
    return profile


def test_a_submission_with_gaps_is_not_sent_and_says_which(asked, focal):
    with pytest.raises(actions.Incomplete) as gaps:
        actions.submit(submission=asked.submission, by=focal)
    assert len(gaps.value.messages) == 1
    assert Submission.objects.get().state == "invited"


def test_submitting_twice_does_one_thing_once(answered, focal, colleague):
    from accounts.models import Letter

    assert actions.submit(submission=answered.submission, by=focal) is True
    assert actions.submit(submission=answered.submission, by=colleague) is False
    submission = Submission.objects.get()
    assert (submission.state, submission.submitted_by) == ("submitted", focal)
    assert Letter.objects.filter(kind="submission_received").count() == 1


def test_the_secretariat_asks_for_a_change_question_by_question(answered, focal, cast):
    staff = cast["secretariat"]
    actions.submit(submission=answered.submission, by=focal)
    law = Answer.objects.get(question=answered.q["which_law"])
    with pytest.raises(ValidationError):
        actions.judge(answer=law, verdict="change_asked", remark=" ", by=staff)
    with pytest.raises(ValidationError):
        actions.give_back(submission=answered.submission, by=staff)
    actions.judge(answer=law, verdict="change_asked", remark="Which year?", by=staff)
    with pytest.raises(ValidationError):
        actions.accept(submission=answered.submission, by=staff)
    actions.give_back(submission=answered.submission, by=staff)
    save(answered, "which_law", "قانون 2003", by=focal)
    law.refresh_from_db()
    assert (law.verdict, law.remark) == ("none", "Which year?")
    actions.submit(submission=answered.submission, by=focal)
    actions.accept(submission=answered.submission, by=staff)
    assert set(Answer.objects.values_list("verdict", flat=True)) == {"accepted"}


def test_only_the_maps_secretariat_decides_and_only_when_it_is_its_turn(answered, focal, cast):
    for who in (focal, cast["prague"], cast["unhcr"]):
        with pytest.raises(PermissionDenied):
            actions.accept(submission=answered.submission, by=who)
    with pytest.raises(actions.WrongState, match="in progress"):
        actions.accept(submission=answered.submission, by=cast["secretariat"])


def accepted(asked, focal, staff):
    actions.submit(submission=asked.submission, by=focal)
    return actions.accept(submission=asked.submission, by=staff)


def test_accepted_answers_become_a_draft_edition(answered, focal, cast, profile, morocco):
    accepted(answered, focal, cast["secretariat"])
    draft = actions.compile_submission(submission=answered.submission, by=cast["secretariat"])
    section = draft.sections.get()
    assert draft.state == "draft"
    assert section.body_ar == "<p>القانون 02-03.</p><p>وتعديلاته &lt;b&gt;.</p>"
    assert section.body_en == "<p>Earlier text.</p>"
    origin = SectionOrigin.objects.get()
    assert (origin.section, origin.answer.question.code, origin.language, origin.is_in_text) == (
        section,
        "which_law",
        "ar",
        True,
    )
    dataset = Dataset.objects.get()
    assert (dataset.origin, dataset.map_pillar) == (f"round:{answered.round.pk}", profile.map_pillar)
    figures = {
        (row.indicator.code, row.period): (row.value, row.status, row.unit)
        for row in Observation.objects.all()
    }
    assert figures == {
        ("detections", "2025"): (Decimal(1234), "A", "PS"),
        ("inflow", "2023"): (Decimal(10), "A", "USD million"),
        ("inflow", "2024"): (Decimal("12.5"), "A", "USD million"),
    }
    definition = NationalDefinition.objects.get()
    assert (definition.term.code, definition.country, definition.definition_ar) == (
        "detection",
        morocco,
        "محاولات العبور",
    )
    assert [change.language for change in changes(draft)] == ["ar"]


def test_compiling_twice_is_as_compiling_once(answered, focal, cast, profile):
    accepted(answered, focal, cast["secretariat"])
    first = actions.compile_submission(submission=answered.submission, by=cast["secretariat"])

    def counts():
        return [model.objects.count() for model in (Edition, SectionOrigin, Observation, NationalDefinition)]

    before, bodies = counts(), [getattr(first.sections.get(), f"body_{language}") for language in LANGUAGES]
    second = actions.compile_submission(submission=answered.submission, by=cast["secretariat"])
    assert (second, counts()) == (first, before)
    assert [getattr(second.sections.get(), f"body_{language}") for language in LANGUAGES] == bodies


@pytest.fixture
def choice_in_section(answered):
    """The choice stands in the section of the text as well."""
    with connection.cursor() as cursor:  # past the trigger that keeps a sent questionnaire
        cursor.execute("SET session_replication_role = replica")
        Question.objects.filter(pk=answered.q["has_law"].pk).update(template=answered.q["which_law"].template)
        cursor.execute("SET session_replication_role = origin")


def test_a_choice_beside_a_text_empties_no_translation(answered, focal, cast, profile, choice_in_section):
    accepted(answered, focal, cast["secretariat"])
    for _ in range(2):
        draft = actions.compile_submission(submission=answered.submission, by=cast["secretariat"])
        section = draft.sections.get()
        assert section.body_en == "<p>Earlier text.</p>"
        assert section.body_fr == "<p>Question has_law ? Choix yes</p>"
        assert section.body_ar.startswith("<p>السؤال has_law؟ خيار yes</p><p>القانون 02-03.</p>")


def test_what_compiling_replaces_is_kept_as_a_version(answered, focal, cast, profile):
    accepted(answered, focal, cast["secretariat"])
    for _ in range(2):
        actions.compile_submission(submission=answered.submission, by=cast["secretariat"])
    assert list(SectionVersion.objects.values_list("language", "text")) == [("ar", "<p>نص سابق</p>")]


def test_a_definition_without_a_term_is_told_to_the_editor(answered, focal, cast, profile, client):
    save(answered, "which_law", "قانون", by=focal, definition_note="marmalade")
    accepted(answered, focal, cast["secretariat"])
    client.force_login(cast["secretariat"])
    address = reverse("collection:compile", args=[answered.submission.pk]) + "?lang=en"
    page = client.post(address, follow=True).content.decode()
    assert "1 national definition has no term" in page
    assert page.count("marmalade") == 1
    assert "محاولات العبور" not in page


def test_what_an_editor_has_written_is_not_overwritten(answered, focal, cast, profile):
    from profiles.actions import begin_edition

    draft = begin_edition(profile=profile, label="2026", as_of=answered.round.due_on, by=None)
    section = draft.sections.get()
    section.body_ar = "<p>كتبها محرر</p>"
    section.save()
    accepted(answered, focal, cast["secretariat"])
    assert actions.compile_submission(submission=answered.submission, by=cast["secretariat"]) == draft
    section.refresh_from_db()
    assert section.body_ar == "<p>كتبها محرر</p>"
    assert SectionOrigin.objects.get().is_in_text is False


def test_compiled_figures_and_definitions_wait_for_their_edition(answered, focal, cast, profile):
    accepted(answered, focal, cast["secretariat"])
    draft = actions.compile_submission(submission=answered.submission, by=cast["secretariat"])
    reader = cast["reader_nga"]
    assert not Observation.objects.visible_to(reader).exists()
    assert not NationalDefinition.objects.visible_to(reader).exists()
    assert Observation.objects.visible_to(cast["secretariat"]).count() == 3
    draft.sections.update(body_fr="<p>Texte traduit.</p>")
    publish(edition=draft, by=None, override="For the test.")
    assert Observation.objects.visible_to(reader).count() == 3
    assert NationalDefinition.objects.visible_to(reader).count() == 1
    assert not Observation.objects.visible_to(cast["reader_alb"]).exists()


def test_nothing_is_compiled_before_it_is_accepted_or_without_a_profile(answered, focal, cast):
    with pytest.raises(actions.WrongState):
        actions.compile_submission(submission=answered.submission, by=cast["secretariat"])
    accepted(answered, focal, cast["secretariat"])
    with pytest.raises(ValidationError, match="no profile"):
        actions.compile_submission(submission=answered.submission, by=cast["secretariat"])
    with pytest.raises(PermissionDenied):
        actions.compile_submission(submission=answered.submission, by=focal)


def test_what_a_state_wrote_in_is_what_is_checked(answered, focal, cast, profile):
    accepted(answered, focal, cast["secretariat"])
    draft = actions.compile_submission(submission=answered.submission, by=cast["secretariat"])
    assert draft.sections.get().source_language == "ar"


def test_an_edition_under_review_takes_no_answers(answered, focal, cast, profile):
    from profiles.actions import begin_edition, take_step

    draft = begin_edition(profile=profile, label="2026", as_of=answered.round.due_on, by=None)
    take_step(edition=draft, step="send_for_validation", by=cast["secretariat"])
    accepted(answered, focal, cast["secretariat"])
    with pytest.raises(actions.WrongState, match="in validation"):
        actions.compile_submission(submission=answered.submission, by=cast["secretariat"])
    assert not SectionOrigin.objects.exists()


def test_the_desk_leads_to_the_answers_that_an_edition_was_compiled_from(
    answered, focal, cast, profile, client
):
    accepted(answered, focal, cast["secretariat"])
    draft = actions.compile_submission(submission=answered.submission, by=cast["secretariat"])
    desk = reverse("workspace:desk", args=[draft.pk])
    client.force_login(cast["secretariat"])
    assert reverse("collection:review", args=[answered.submission.pk]) in client.get(desk).content.decode()
    make.take_step(edition=draft, step="send_for_validation", by=None)
    client.force_login(focal)
    page = client.get(desk).content.decode()
    assert reverse("collection:submission", args=[answered.submission.pk]) in page
    assert reverse("collection:review", args=[answered.submission.pk]) not in page
