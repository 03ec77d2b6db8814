"""Translation within an edition's life: who is asked when, what waits at the workspace, and versions of a translation."""

import pytest
from django.urls import reverse

from accounts.models import Letter
from profiles import actions
from profiles.models import Edition, Section, SectionVersion, TranslationState
from profiles.models.translation import counts_behind, state_in
from profiles.translation.awaiting import awaiting
from tests import factories as make
from tests.profiles.test_admin_edition import address, page_of, sent_back
from tests.profiles.translation.conftest import asked, now, rewrite, translate


def letters(kind: str, to) -> int:
    return Letter.objects.filter(kind=kind, user=to).count()


@pytest.fixture
def endorsed(world, cast, translator_fr) -> Edition:
    """Written in English; the French is missing in its only section."""
    edition = make.EditionFactory(
        profile=make.ProfileFactory(regional_map=world.mtm, pillar=world.irregular), state="endorsed"
    )
    make.write_sections(edition, "marmalade", sections=1)
    section = edition.sections.get()
    Section.objects.filter(pk=section.pk).update(source_language="en", body_fr="")
    actions.note_written(section=now(section), languages=["ar", "en"], by=None)
    return edition


def test_translators_of_what_is_missing_are_asked_once_when_the_translation_starts(
    endorsed, cast, translator_fr
):
    actions.take_step(edition=endorsed, step="start_translation", by=cast["secretariat"])
    assert letters("translation_asked", translator_fr) == 1
    assert letters("translation_asked", cast["translator_ar"]) == 0  # the Arabic is in step
    said = Letter.objects.get(kind="translation_asked")
    assert reverse("translations:edition", args=[endorsed.pk]) in said.text
    assert "marmalade" not in said.text + said.html


def test_whose_translation_fell_out_of_step_is_told_once_until_it_is_made_again(section, cast, translator_fr):
    translate(section, by=translator_fr)
    for text in ("<p>Jam [1]</p>", "<p>Jam and honey [1]</p>"):
        rewrite(section, text)
        actions.texts_changed(edition=section.edition, by=cast["secretariat"])
    assert letters("translation_again", translator_fr) == 1
    translate(section, "<p>Confiture et miel [1]</p>", by=translator_fr)
    rewrite(section, "<p>Honey [1]</p>")
    actions.texts_changed(edition=section.edition, by=cast["secretariat"])
    assert letters("translation_again", translator_fr) == 2


def test_a_draft_asks_no_translator(world, cast, translator_fr):
    edition = make.EditionFactory(profile=make.ProfileFactory(regional_map=world.mtm, pillar=world.irregular))
    make.write_sections(edition, "marmalade", sections=1)
    Section.objects.filter(edition=edition).update(body_ar="<p>other</p>")
    actions.texts_changed(edition=edition, by=cast["secretariat"])
    assert not Letter.objects.filter(kind__startswith="translation").exists()
    assert not Section.objects.visible_to(translator_fr).filter(edition=edition).exists()
    assert awaiting(translator_fr) == []


def test_a_source_edited_in_the_admin_keeps_the_translation_and_puts_it_out_of_step(
    section, of, cast, translator_fr
):
    translate(section, by=translator_fr)
    browser = of("secretariat")
    page = page_of(browser.get(address(section.edition)))
    fields = {"sections-0-body_en": "<p>Honey [1]</p>", "_continue": "1"}
    assert browser.post(address(section.edition), sent_back(page, **fields)).status_code == 302
    assert now(section).body_fr == "<p>Marmelade [1]</p>"
    assert state_in(section, "fr") == TranslationState.OUT_OF_STEP
    assert letters("translation_again", translator_fr) == 1
    assert any("out of step" in reason for reason in actions_missing(section.edition))


def actions_missing(edition) -> list[str]:
    from profiles.conditions import is_translated

    return is_translated(edition)


def test_an_edition_is_not_ready_before_it_is_in_step(section, cast):
    with pytest.raises(actions.NotReady, match="not translated yet"):
        actions.take_step(edition=section.edition, step="make_ready", by=cast["secretariat"])
    assert counts_behind([section.edition_id]) == {section.edition_id: 2}
    translate(section)
    translate(section, "<p>مربى [1]</p>", language="ar")
    assert counts_behind([section.edition_id]) == {}
    edition = actions.take_step(edition=section.edition, step="make_ready", by=cast["secretariat"])
    rewrite(section)  # translators go on where a text fell out of step
    translate(section, "<p>Marmelade et confiture [1]</p>")
    assert Edition.objects.get(pk=edition.pk).state == "ready"


def test_what_awaits_a_translator_stands_at_the_workspace(section, of, cast, translator_fr):
    page = of("translator_fr").get(reverse("workspace") + "?lang=en").content.decode()
    assert "Translate 1 text into French" in page
    assert "into Arabic" not in page
    assert awaiting(cast["nobody"]) == awaiting(cast["secretariat"]) == awaiting(cast["admin"]) == []
    translate(section)
    assert awaiting(translator_fr) == []
    Section.objects.filter(pk=section.pk).update(body_fr="")
    actions.publish(edition=section.edition, by=None, override="For the test.")
    assert [task.title for task in awaiting(translator_fr)] == [
        "1 text of a published edition is missing in French"
    ]


def test_the_desk_of_the_edition_shows_states_and_the_way_to_them(section, of):
    page = (
        of("secretariat")
        .get(reverse("workspace:desk", args=[section.edition_id]) + "?lang=en")
        .content.decode()
    )
    assert "French: not translated yet" in page
    for name, *rest in (("edition",), ("xliff", "fr")):
        assert reverse(f"translations:{name}", args=[section.edition_id, *rest]) in page
    assert "Nobody translates into French" not in page


def test_the_desk_says_for_which_language_there_is_nobody(section, client_of):
    page = client_of("secretariat").get(reverse("workspace:desk", args=[section.edition_id])).content.decode()
    assert "Nobody translates into French" in page
    assert "Nobody translates into Arabic" not in page


def test_a_finished_translation_is_a_version_that_is_taken_up_again(section, of, translator_fr):
    translate(section, by=translator_fr)
    translate(section, "<p>Confiture [1]</p>", by=translator_fr)
    actions.keep_work(section=section, language="fr", text="<p>Miel</p>", by=translator_fr, **asked(section))
    first = SectionVersion.objects.filter(section=section, language="fr").last()
    client = of("translator_fr")
    place = reverse("translations:versions", args=[section.pk, "fr"])
    assert place in client.get(reverse("translations:section", args=[section.pk, "fr"])).content.decode()
    assert client.get(place).content.decode().count('class="task"') == 2
    client.post(reverse("translations:bring_back", args=[section.pk, "fr", first.pk]))
    own = section.translations.get(language="fr")
    assert (own.state, own.working_text) == ("in_progress", "<p>Marmelade [1]</p>")
    assert now(section).body_fr == "<p>Confiture [1]</p>"
    assert SectionVersion.objects.filter(section=section, text="<p>Miel</p>", saved_by=translator_fr).exists()
    elsewhere = reverse("translations:bring_back", args=[section.pk, "ar", first.pk])
    assert client.post(elsewhere).status_code == 403


def test_a_translation_brought_back_from_before_a_change_of_its_source_is_out_of_step(section, cast):
    actions.keep_saved(section=section, language="en", by=None)
    translate(section)
    version = SectionVersion.objects.get(section=section, language="fr")
    rewrite(section)
    actions.keep_saved(section=now(section), language="en", by=None)
    translate(section, "<p>Marmelade et confiture [1]</p>")
    assert state_in(section, "fr") == TranslationState.IN_STEP
    actions.restore(version=version, by=cast["secretariat"])
    assert state_in(section, "fr") == TranslationState.OUT_OF_STEP
    assert section.translations.get(language="fr").source_text == "<p>Marmalade [1]</p>"
