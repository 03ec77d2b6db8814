"""The translator's pages: who comes in, what they say, and that what is sent is kept once and nothing is written over."""

import json
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from profiles import actions
from profiles.models import Edition, Section, Translation, TranslationState
from profiles.models.translation import state_in
from tests import factories as make
from tests.collection.factories import TermFactory
from tests.profiles.translation.conftest import asked, now, rewrite, to_translation, translate

LIST = "/workspace/translations/"


def desk(section, language="fr"):
    return reverse("translations:section", args=[section.pk, language])


def sent(section, text="<p>Marmelade [1]</p>", language="fr", **more):
    return {"text": text, **asked(section, language), **more}


@pytest.mark.parametrize(
    ("who", "language", "status"),
    [
        ("anonymous", "fr", 302),
        ("nobody", "fr", 404),
        ("reader_nga", "fr", 404),
        ("prague", "fr", 404),
        ("translator_ar", "fr", 403),
        ("translator_fr", "ar", 403),
        ("translator_fr", "fr", 200),
        ("translator_ar", "ar", 200),
        ("secretariat", "ar", 200),
        ("translator_fr", "en", 404),  # the source itself
        ("translator_fr", "de", 404),
    ],
)
def test_translators_come_to_their_language_only(who, language, status, of, section):
    answer = of(who).get(desk(section, language))
    assert answer.status_code == status
    assert ("Marmalade" in answer.content.decode()) is (status == 200)


@pytest.mark.parametrize("step", ["section", "keep", "review"])
@pytest.mark.parametrize(("who", "status"), [("nobody", 404), ("translator_ar", 403), ("reader_nga", 404)])
def test_others_write_nothing(who, status, step, of, section):
    address = reverse(f"translations:{step}", args=[section.pk, "fr"])
    assert of(who).post(address, sent(section)).status_code == status
    assert not Translation.objects.exists()


def test_what_awaits_is_listed_by_profile_and_says_with_whom_it_is(of, section, translator_fr):
    actions.keep_work(section=section, language="fr", text="<p>M</p>", by=translator_fr, **asked(section))
    page = BeautifulSoup(of("translator_fr").get(LIST + "?lang=en").content, "html.parser")
    (row,) = page.select(".rows .row")
    assert row.select_one("a")["href"] == desk(section)
    assert "in progress" in row.text
    assert translator_fr.name in row.text
    assert "Country" in page.select_one(".rule-head h2").text


def test_the_list_asks_the_same_number_of_queries_for_one_and_for_three(of, section, world):
    client = of("translator_fr")
    client.get(LIST)
    counts = []
    for more in (0, 2):
        for _each in range(more):
            edition = make.EditionFactory(
                profile=make.ProfileFactory(regional_map=world.mtm, pillar=world.development),
                state="endorsed",
            )
            make.write_sections(edition, "daylight", sections=1)
            Section.objects.filter(edition=edition).update(source_language="en", body_fr="")
        with CaptureQueriesContext(
            connection,
        ) as caught:
            page = client.get(LIST).content.decode()
        assert page.count('class="row"') == 1 + more
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_nothing_awaits_and_the_page_says_so(of, section):
    translate(section)
    page = of("translator_fr").get(LIST + "?lang=en").content.decode()
    assert "Nothing awaits you" in page


def test_the_desk_shows_source_difference_terms_and_the_translation_until_now(of, section, translator_fr):
    TermFactory(code="remittances", name_en="remittances", name_fr="envois de fonds")
    rewrite(section, "<p>Remittances come from abroad. [1]</p>")
    translate(section, "<p>Des transferts viennent de l’étranger. [1]</p>", by=translator_fr)
    rewrite(section, "<p>Remittances come from Europe. [1]</p>")
    actions.keep_work(
        section=section, language="fr", text="<p>Des envois</p>", by=translator_fr, **asked(section)
    )
    page = BeautifulSoup(of("translator_fr").get(desk(section) + "?lang=en").content, "html.parser")
    source = page.select_one(".source-text")
    assert (source["lang"], source["dir"]) == ("en", "ltr")
    assert "from Europe" in source.text
    assert "Des transferts viennent" in page.select_one("#earlier").text
    (term,) = [row for row in page.select(".terms > li") if row["data-term"] == "remittances"]
    assert "envois de fonds" in term.text
    assert "rendered otherwise" in term.text
    assert "Cited in the source, but not here: [1]." in page.select_one("#remarks").text


def test_what_changed_in_the_source_since_the_translation_is_marked(of, section):
    translate(section)
    rewrite(section)
    page = BeautifulSoup(of("translator_fr").get(desk(section)).content, "html.parser")
    assert page.select_one("#what-changed ins").text == "and jam"


def test_a_text_is_finished_and_the_next_one_opened(of, section):
    template = make.SectionTemplateFactory(pillar=section.edition.profile.pillar, order=9)
    words = {"source_language": "en", "body_en": "<p>More</p>"}
    other = Section.objects.create(edition=section.edition, template=template, **words)
    answer = of("translator_fr").post(desk(section), sent(section, next="1"))
    assert answer.status_code == 302
    assert answer.url == desk(other)
    assert state_in(section, "fr") == TranslationState.IN_STEP


def test_what_is_typed_is_kept_apart_until_it_is_finished(of, section):
    client = of("translator_fr")
    answer = client.post(reverse("translations:keep", args=[section.pk, "fr"]), sent(section, "<p>Mar</p>"))
    told = json.loads(answer.content)
    assert told["remarks"] == ["Cited in the source, but not here: [1]."]
    assert told["version"] == asked(section)["version"]
    assert now(section).body_fr == ""
    assert "Mar" in client.get(desk(section)).content.decode()


def test_a_page_that_is_not_whole_or_of_another_person_keeps_nothing_and_says_so(of, section):
    address = reverse("translations:keep", args=[section.pk, "fr"])
    answer = of("translator_fr").post(address, {"text": "<p>Mar</p>"})
    assert answer.status_code == 400
    assert answer.json()["refused"].startswith("The page is not whole. Load it again")
    assert of("translator_fr").post(address, sent(section, user="0")).status_code == 403
    assert not Translation.objects.exists()


def test_the_text_of_a_withdrawn_edition_is_not_shown_as_the_one_until_now(of, section, cast):
    translate(section, "<p>Retirée [1]</p>")
    actions.publish(edition=section.edition, by=None, override="For the test.")
    profile = section.edition.profile
    draft = actions.begin_edition(profile=profile, label="2013", as_of=date(2013, 6, 30), by=None)
    to_translation(draft)
    follower = draft.sections.get(code=section.code)
    Section.objects.filter(pk=follower.pk).update(body_fr="")
    assert "Retirée" in of("translator_fr").get(desk(follower)).content.decode()
    actions.withdraw(
        edition=Edition.objects.get(pk=section.edition_id), by=cast["secretariat"], reason="Test."
    )
    assert "Retirée" not in of("translator_fr").get(desk(follower)).content.decode()


def test_work_on_a_published_text_awaits_nobody_and_the_report_counts_what_readers_have(of, section):
    translate(section)
    actions.keep_work(section=section, language="fr", text="<p>Mieux</p>", by=None, **asked(section))
    actions.publish(edition=section.edition, by=None, override="For the test.")
    page = of("secretariat").get(LIST + "?lang=en&language=fr").content.decode()
    assert "Nothing awaits you" in page
    file = of("secretariat").get(reverse("translations:report") + "?format=csv&language=fr&lang=en")
    assert b"".join(file.streaming_content).decode().strip().endswith(",published,fr,1,1,0,0,0,0")


def test_two_translators_get_both_texts_and_a_choice(of, section, translator_fr):
    said = asked(section)
    actions.keep_work(section=section, language="fr", text="<p>Le leur</p>", by=translator_fr, **said)
    client = of("secretariat")
    late = {"text": "<p>Le mien</p>", **said}
    told = client.post(reverse("translations:keep", args=[section.pk, "fr"]), late)
    assert told.status_code == 409
    assert json.loads(told.content)["theirs"] == "<p>Le leur</p>"
    page = client.post(desk(section), {**late, "finish": "1"})
    assert page.status_code == 409
    form = BeautifulSoup(page.content, "html.parser")
    assert "Le mien" in form.select_one("textarea").text
    assert "leur" in form.select_one("#clash").text
    assert Translation.objects.get().working_text == "<p>Le leur</p>"
    chosen = {name: form.select_one(f"input[name={name}]")["value"] for name in ("version", "seen")}
    assert (
        client.post(desk(section), {"text": "<p>Le mien [1]</p>", **chosen, "finish": "1"}).status_code == 302
    )
    assert now(section).body_fr == "<p>Le mien [1]</p>"


def test_a_source_that_changed_meanwhile_is_shown_and_nothing_is_lost(of, section):
    late = sent(section)
    rewrite(section)
    page = of("translator_fr").post(desk(section), {**late, "finish": "1"})
    assert page.status_code == 409
    form = BeautifulSoup(page.content, "html.parser")
    assert form.select_one("#source-changed")
    assert "Marmelade" in form.select_one("textarea").text
    assert Translation.objects.get().working_text == "<p>Marmelade [1]</p>"


def test_a_wrong_number_is_said_beside_the_text_that_was_typed(of, section):
    page = of("translator_fr").post(desk(section) + "?lang=en", sent(section, "<p>Marmelade [7]</p>"))
    assert page.status_code == 400
    assert "cites source [7]" in page.content.decode()
    assert "Marmelade [7]" in BeautifulSoup(page.content, "html.parser").select_one("textarea").text


def test_what_may_not_be_translated_answers_409_with_the_state_and_who_can_do_it(of, section):
    translate(section)
    actions.publish(edition=section.edition, by=None, override="For the test.")
    answer = of("secretariat").get(desk(section) + "?lang=en")
    assert answer.status_code == 409
    assert "This edition is published and has this text." in answer.content.decode()
    assert of("secretariat").post(desk(section), sent(section, "<p>Autre</p>")).status_code == 409
    assert now(section).body_fr == "<p>Marmelade [1]</p>"


def test_a_gap_of_a_restricted_published_section_is_noted_in_the_reading_log(of, section, translator_fr):
    actions.publish(edition=section.edition, by=None, override="For the test.")
    assert of("translator_fr").get(desk(section)).status_code == 200
    assert translator_fr.readings.get().door == "translation"


def test_a_review_is_asked_of_somebody_else(of, section, translator_fr):
    translate(section, by=translator_fr)
    address = reverse("translations:review", args=[section.pk, "fr"])
    assert of("translator_fr").post(address).status_code == 409
    assert "Mark as reviewed" not in of("translator_fr").get(desk(section) + "?lang=en").content.decode()
    assert of("secretariat").post(address).status_code == 302
    assert state_in(section, "fr") == TranslationState.REVIEWED


def test_the_secretariat_alone_chooses_the_source_language(of, section):
    address = reverse("translations:source", args=[section.pk])
    assert of("translator_fr").post(address, {"language": "fr"}).status_code == 403
    assert of("nobody").post(address, {"language": "fr"}).status_code == 404
    assert of("secretariat").post(address, {"language": "de"}).status_code == 409
    assert of("secretariat").post(address, {"language": "fr"}).status_code == 302
    assert now(section).source_language == "fr"


def test_the_report_counts_by_profile_and_language_and_gives_a_file(of, section, world):
    address = reverse("translations:report")
    rows = BeautifulSoup(of("secretariat").get(address + "?lang=en").content, "html.parser").select(
        "tbody tr"
    )
    assert len(rows) == 2  # Arabic and French; the source is no translation
    translate(section)
    page = of("secretariat").get(address + "?lang=en&only=waiting&language=fr").content.decode()
    assert "No edition with texts fits these filters." in page
    file = b"".join(of("secretariat").get(address + "?format=csv&lang=en").streaming_content).decode()
    lines = file.lstrip("\ufeff").splitlines()
    assert lines[0].startswith("Regional i-Map,Profile,Pillar,Edition,State,Language,Sections,In step")
    assert [line.split(",", 5)[5] for line in lines[1:]] == ["ar,1,0,0,0,1,0", "fr,1,1,0,0,0,0"]
    assert of("translator_ar").get(address + "?format=csv").status_code == 200
    mine = b"".join(of("translator_ar").get(address + "?format=csv").streaming_content).decode()
    assert ",fr," not in mine
    assert of("nobody").get(address).status_code == 403


def test_the_report_asks_the_same_number_of_queries_for_one_and_for_three(of, section, world):
    client, address, counts = of("translator_fr"), reverse("translations:report"), []
    client.get(address)
    for more in (0, 2):
        for _each in range(more):
            profile = make.ProfileFactory(regional_map=world.mtm, pillar=world.development)
            make.write_sections(make.EditionFactory(profile=profile), "daylight", sections=1)
        with CaptureQueriesContext(connection) as caught:
            client.get(address)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_texts_that_the_admin_saves_together_are_in_step_and_a_later_source_is_not(of, draft, cast):
    from tests.profiles.test_admin_edition import address, page_of, sent_back

    Section.objects.filter(edition=draft).update(source_language="en")
    row, browser = Section.objects.get(edition=draft), of("secretariat")

    def save(**texts):
        page = page_of(browser.get(address(draft)))
        fields = {f"sections-0-body_{language}": text for language, text in texts.items()}
        assert browser.post(address(draft), sent_back(page, **fields, _continue="1")).status_code == 302

    save(en="<p>Quince [1]</p>", fr="<p>Coing [1]</p>")
    assert state_in(row, "fr") == TranslationState.IN_STEP
    assert Translation.objects.get(section=row, language="fr").translated_by == cast["secretariat"]
    save(en="<p>Quince and fig [1]</p>")
    assert state_in(row, "fr") == TranslationState.OUT_OF_STEP


def test_a_translator_finds_the_way_from_their_own_page(of):
    assert LIST in of("translator_fr").get("/accounts/me/").content.decode()
    assert LIST not in of("reader_nga").get("/accounts/me/").content.decode()
