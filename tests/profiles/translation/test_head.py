"""The summary of an edition and what changed, written by translators in their language."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from accounts.models import Letter
from profiles import actions
from profiles.models import Edition, Endorsement
from profiles.models.endorsement import seen_in
from tests.profiles.translation.conftest import head_of


@pytest.fixture
def edition(section):
    Edition.objects.filter(pk=section.edition_id).update(
        summary_en="Quince in short", summary_fr="", change_note_fr=""
    )
    return Edition.objects.get(pk=section.edition_id)


def address(edition, language="fr"):
    return reverse("translations:head", args=[edition.pk, language])


@pytest.mark.parametrize(
    ("who", "status"), [("nobody", 404), ("translator_ar", 403), ("translator_fr", 302), ("secretariat", 302)]
)
def test_a_summary_is_written_by_translators_of_its_language(who, status, of, edition):
    said = head_of(edition, summary="Le coing en bref\r\n", change_note="Tout")
    assert of(who).post(address(edition), said).status_code == status
    row = Edition.objects.get(pk=edition.pk)
    written = ("Le coing en bref", "Tout") if status == 302 else ("", "")
    assert (row.summary_fr or "", row.change_note_fr or "") == written


def test_the_page_holds_the_forms_of_ones_languages_beside_the_others_words(of, edition):
    there = reverse("translations:edition", args=[edition.pk])
    page = BeautifulSoup(of("translator_fr").get(there).content, "html.parser")
    (form,) = page.select(".head-form form")
    assert form["action"] == address(edition)
    assert "Quince in short" in form.select_one(".head-others").text


def test_two_translators_of_a_summary_do_not_write_over_each_other(of, edition):
    said, client = head_of(edition, summary="Le mien"), of("translator_fr")
    of("secretariat").post(address(edition), head_of(edition, summary="Le leur"))
    answer = client.post(address(edition), said)
    assert answer.status_code == 409
    form = BeautifulSoup(answer.content, "html.parser").select_one(".head-form form")
    assert form.select_one("textarea").text.strip() == "Le mien"
    assert form.select_one("del").text == "leur"
    assert Edition.objects.get(pk=edition.pk).summary_fr == "Le leur"
    said["version"] = form.select_one("input[name=version]")["value"]
    assert client.post(address(edition), said).status_code == 302
    assert Edition.objects.get(pk=edition.pk).summary_fr == "Le mien"


def test_what_does_not_fit_is_said_and_an_issued_edition_stays(of, edition):
    client = of("secretariat")
    assert client.post(address(edition), {"summary": "x"}).status_code == 400
    assert client.post(address(edition), head_of(edition, change_note="x" * 251)).status_code == 400
    actions.publish(edition=edition, by=None, override="For the test.")
    assert client.post(address(edition), head_of(edition, summary="Trop tard")).status_code == 409
    assert not Edition.objects.get(pk=edition.pk).summary_fr


def test_who_endorsed_other_words_is_asked_again(of, edition):
    """A language that was empty may be filled; words that were endorsed are not changed in silence."""
    Endorsement.objects.create(edition=edition, verdict="endorsed", seen=seen_in(edition))
    of("translator_fr").post(address(edition), head_of(edition, summary="Le coing en bref"))
    assert not Letter.objects.filter(kind="endorsement_again").exists()
    said = head_of(Edition.objects.get(pk=edition.pk), language="en", summary="Quince otherwise")
    of("secretariat").post(address(edition, "en"), said)
    assert Letter.objects.filter(kind="endorsement_again").exists()
