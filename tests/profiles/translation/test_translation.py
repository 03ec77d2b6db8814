"""Translations: what is in step, the verbs that change it, and that nobody's words are lost."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.actions import admit
from profiles import actions
from profiles.actions import Meanwhile, NotTranslatable, SourceChanged, begin_edition
from profiles.models import Edition, Section, Translation, TranslationState
from profiles.models.translation import out_of_step, state_in, with_states
from tests import factories as make
from tests.profiles.translation.conftest import asked, now, rewrite, to_translation, translate


def test_a_section_is_written_in_the_first_language_of_its_map_until_another_is_chosen(world, cast):
    draft = begin_edition(
        profile=make.ProfileFactory(regional_map=world.prague, pillar=world.irregular),
        label="2012", as_of=date(2012, 6, 30), by=None,
    )  # fmt: skip
    make.write_sections(draft, "words", sections=1)
    assert {row.source_language for row in draft.sections.all()} == {"en"}


def test_the_state_goes_from_missing_to_reviewed(section, cast):
    assert state_in(section, "en") == TranslationState.SOURCE
    assert state_in(section, "fr") == TranslationState.MISSING
    actions.keep_work(section=section, language="fr", text="<p>Mar</p>", by=None, **asked(section))
    assert state_in(section, "fr") == TranslationState.IN_PROGRESS
    assert now(section).body_fr == ""
    translate(section, by=cast["translator_ar"])
    assert state_in(section, "fr") == TranslationState.IN_STEP
    assert now(section).body_fr == "<p>Marmelade [1]</p>"
    actions.mark_reviewed(section=section, language="fr", by=cast["secretariat"])
    assert state_in(section, "fr") == TranslationState.REVIEWED


def test_a_changed_source_puts_a_translation_out_of_step_and_the_former_source_is_known(section):
    translate(section)
    rewrite(section)
    assert state_in(section, "fr") == TranslationState.OUT_OF_STEP
    assert Translation.objects.get(section=section).source_text == "<p>Marmalade [1]</p>"
    translate(section, "<p>Marmelade et confiture [1]</p>")
    assert state_in(section, "fr") == TranslationState.IN_STEP


def test_the_text_that_a_translation_replaces_is_a_version(section):
    Section.objects.filter(pk=section.pk).update(body_fr="<p>De la main du secrétariat</p>")
    for _twice in range(2):
        translate(section)
    texts = [row.text for row in section.versions.filter(language="fr")]
    assert texts == ["<p>Marmelade [1]</p>", "<p>Marmelade [1]</p>", "<p>De la main du secrétariat</p>"]


def test_the_same_text_saved_again_says_that_it_still_holds(section):
    translate(section)
    rewrite(section, "<p>Marmalade, [1]</p>")
    translate(section)
    assert state_in(section, "fr") == TranslationState.IN_STEP


def test_a_review_is_not_taken_back_by_a_change_but_no_longer_counts_for_it(section, cast):
    translate(section)
    actions.mark_reviewed(section=section, language="fr", by=cast["secretariat"])
    translate(section, "<p>Confiture [1]</p>")
    assert state_in(section, "fr") == TranslationState.IN_STEP
    kept = Translation.objects.get(section=section)
    assert kept.reviewed_by == cast["secretariat"]
    assert kept.reviewed_text == "<p>Marmelade [1]</p>"
    translate(section)
    assert state_in(section, "fr") == TranslationState.REVIEWED


def test_nobody_reviews_what_they_translated_but_the_secretariat(section, cast):
    me = cast["translator_ar"]
    translate(section, by=me)
    with pytest.raises(NotTranslatable, match="Another translator into Français or the secretariat"):
        actions.mark_reviewed(section=section, language="fr", by=me)
    assert actions.mark_reviewed(section=section, language="fr", by=me, is_secretariat=True)


def test_what_is_out_of_step_is_not_reviewed(section, cast):
    with pytest.raises(NotTranslatable, match="this one is not translated yet"):
        actions.mark_reviewed(section=section, language="fr", by=cast["secretariat"])


def test_two_translators_do_not_write_over_each_other(section, cast):
    said = asked(section)
    actions.keep_work(section=section, language="fr", text="<p>Un</p>", by=cast["translator_ar"], **said)
    with pytest.raises(Meanwhile) as met:
        actions.keep_work(section=section, language="fr", text="<p>Deux</p>", by=None, **said)
    assert (met.value.theirs, met.value.mine) == ("<p>Un</p>", "<p>Deux</p>")
    assert met.value.by == cast["translator_ar"]
    with pytest.raises(Meanwhile):
        translate(section, "<p>Deux</p>", **said)
    assert now(section).body_fr == ""
    translate(section, "<p>Deux</p>", version=met.value.version)
    assert now(section).body_fr == "<p>Deux</p>"


def test_a_text_that_the_secretariat_wrote_meanwhile_is_not_written_over(section):
    said = asked(section)
    Section.objects.filter(pk=section.pk).update(body_fr="<p>De la main du secrétariat</p>")
    with pytest.raises(Meanwhile) as met:
        translate(section, **said)
    assert met.value.theirs == "<p>De la main du secrétariat</p>"


def test_sending_the_same_twice_does_it_once(section):
    said = asked(section)
    translate(section, **said)
    translate(section, **said)
    assert now(section).body_fr == "<p>Marmelade [1]</p>"
    assert state_in(section, "fr") == TranslationState.IN_STEP


def test_a_source_that_changed_under_the_translators_hands_is_told_and_the_work_is_kept(section):
    said = asked(section)
    rewrite(section)
    with pytest.raises(SourceChanged) as met:
        translate(section, **said)
    assert met.value.now == "<p>Marmalade and jam [1]</p>"
    kept = Translation.objects.get(section=section)
    assert (kept.state, kept.working_text) == ("in_progress", "<p>Marmelade [1]</p>")
    assert now(section).body_fr == ""
    translate(section, "<p>Marmelade et confiture [1]</p>")
    assert state_in(section, "fr") == TranslationState.IN_STEP


def test_work_can_be_given_up(section):
    translate(section)
    actions.keep_work(section=section, language="fr", text="<p>X</p>", by=None, **asked(section))
    actions.drop_work(section=section, language="fr", version=asked(section)["version"], by=None)
    assert now(section).body_fr == "<p>Marmelade [1]</p>"
    assert state_in(section, "fr") == TranslationState.IN_STEP


def test_a_number_behind_which_no_source_stands_is_refused_and_the_text_is_sanitised(section):
    with pytest.raises(ValidationError, match=r"cites source \[9\]"):
        translate(section, "<p>Marmelade [9]</p>")
    translate(section, "<p>Marmelade<script>x</script></p>")
    assert now(section).body_fr == "<p>Marmelade</p>"
    with pytest.raises(ValidationError, match="There is no text yet"):
        translate(section, "<p></p>")


def test_a_published_section_is_filled_once_and_a_superseded_one_not_at_all(section, cast):
    edition = actions.publish(edition=section.edition, by=None, override="For the test.")
    translate(section)
    assert now(section).body_fr == "<p>Marmelade [1]</p>"
    assert Edition.objects.get(pk=edition.pk).languages == ["en", "fr"]
    with pytest.raises(NotTranslatable, match="is published and has this text"):
        translate(section, "<p>Autre</p>")
    actions.withdraw(edition=edition, by=cast["secretariat"], reason="For the test.")
    with pytest.raises(NotTranslatable, match="it is withdrawn"):
        translate(section, language="ar")


def test_work_on_a_published_section_leaves_it_open_until_it_is_done(section):
    actions.publish(edition=section.edition, by=None, override="For the test.")
    actions.keep_work(section=section, language="fr", text="<p>M</p>", by=None, **asked(section))
    assert now(section).body_fr == ""
    translate(section)
    assert state_in(section, "fr") == TranslationState.IN_STEP


def test_the_source_language_is_chosen_for_a_section_until_it_is_published(section, cast):
    translate(section)
    actions.choose_source(section=section, language="fr", by=cast["secretariat"])
    assert state_in(section, "fr") == TranslationState.SOURCE
    assert state_in(section, "en") == TranslationState.OUT_OF_STEP
    actions.publish(edition=section.edition, by=None, override="For the test.")
    with pytest.raises(NotTranslatable):
        actions.choose_source(section=section, language="en", by=cast["secretariat"])
    with pytest.raises(IntegrityError), transaction.atomic():
        Section.objects.filter(pk=section.pk).update(source_language="en")


def test_what_keeps_an_edition_from_being_ready_is_said_one_by_one(section):
    said = out_of_step(section.edition)
    assert len(said) == 2
    assert any("not translated yet: Français" in sentence for sentence in said)
    translate(section)
    translate(section, "<p>مربى [1]</p>", language="ar")
    assert out_of_step(section.edition) == []
    actions.keep_work(section=section, language="fr", text="<p>M</p>", by=None, **asked(section))
    assert out_of_step(section.edition) == []  # readers would still get a translation in step
    rewrite(section)
    assert len(out_of_step(section.edition)) == 2


def test_a_new_edition_begins_in_step_and_goes_on_in_its_language(section):
    translate(section)
    actions.publish(edition=section.edition, by=None, override="For the test.")
    draft = begin_edition(profile=section.edition.profile, label="2013", as_of=date(2013, 6, 30), by=None)
    follower = draft.sections.get(code=section.code)
    assert follower.source_language == "en"
    assert state_in(follower, "fr") == TranslationState.IN_STEP
    assert state_in(follower, "ar") == TranslationState.MISSING


def test_work_in_progress_survives_the_issue_and_goes_on_in_the_next_draft(section, cast):
    me = cast["translator_ar"]
    translate(section)
    actions.keep_work(section=section, language="fr", text="<p>Mieux</p>", by=me, **asked(section))
    actions.keep_work(section=section, language="ar", text="<p>مر</p>", by=me, **asked(section, "ar"))
    actions.publish(edition=section.edition, by=None, override="For the test.")
    kept = section.versions.exclude(text="<p>Marmelade [1]</p>")
    assert {(row.language, row.text, row.saved_by) for row in kept} == {
        ("fr", "<p>Mieux</p>", me), ("ar", "<p>مر</p>", me),
    }  # fmt: skip
    assert state_in(section, "fr") == TranslationState.IN_STEP
    assert state_in(section, "ar") == TranslationState.IN_PROGRESS  # a gap, which may still be filled
    draft = begin_edition(profile=section.edition.profile, label="2013", as_of=date(2013, 6, 30), by=None)
    follower = draft.sections.get(code=section.code)
    for language, text in (("fr", "<p>Mieux</p>"), ("ar", "<p>مر</p>")):
        own = follower.translations.get(language=language)
        assert (own.state, own.working_text, own.working_by) == ("in_progress", text, me)
        assert state_in(follower, language) == TranslationState.IN_PROGRESS
    to_translation(draft)
    actions.drop_work(section=follower, language="fr", version=asked(follower)["version"], by=me)
    assert state_in(follower, "fr") == TranslationState.IN_STEP


def test_texts_written_together_are_in_step_and_a_correction_alone_changes_nothing(section):
    Section.objects.filter(pk=section.pk).update(body_fr="<p>A</p>")
    assert state_in(section, "fr") == TranslationState.OUT_OF_STEP  # nobody knows from what it was made
    actions.note_written(section=now(section), languages=["fr"], by=None)
    assert state_in(section, "fr") == TranslationState.IN_STEP
    rewrite(section)
    actions.note_written(section=now(section), languages=["en"], by=None)
    assert state_in(section, "fr") == TranslationState.OUT_OF_STEP
    Section.objects.filter(pk=section.pk).update(body_fr="<p>B</p>")
    actions.note_written(section=now(section), languages=["fr"], by=None)
    assert state_in(section, "fr") == TranslationState.OUT_OF_STEP
    actions.note_written(section=now(section), languages=["en", "fr"], by=None)
    assert state_in(section, "fr") == TranslationState.IN_STEP


def test_translators_see_sections_of_drafts_and_gaps_of_their_map_without_the_edition(
    section, cast, restricted
):
    me = cast["translator_ar"]
    assert Section.objects.visible_to(me).contains(section)
    assert not Edition.objects.visible_to(me).contains(section.edition)
    assert not Section.objects.visible_to(cast["nobody"]).contains(section)
    assert not Section.objects.visible_to(cast["prague"]).contains(section)
    # A published section is given to a translator only while it lacks their language.
    assert not Section.objects.visible_to(me).filter(edition__profile=restricted).exists()
    actions.publish(edition=section.edition, by=None, override="For the test.")
    assert Section.objects.visible_to(me).contains(section)
    translate(section, "<p>مربى [1]</p>", language="ar")
    assert not Section.objects.visible_to(me).contains(section)


def test_a_translator_of_another_map_or_without_the_second_factor_sees_nothing(section, cast, world):
    admit(user=cast["nobody"], role="translator_fr", over=world.prague, by=None)
    assert not Section.objects.visible_to(cast["nobody"]).contains(section)
    cast["translator_ar"].lacks_second_factor = True
    assert not Section.objects.visible_to(cast["translator_ar"]).contains(section)


def test_states_are_asked_in_one_query(section, django_assert_num_queries):
    with django_assert_num_queries(1):
        list(with_states(Section.objects.all(), "fr").values("in_language"))
