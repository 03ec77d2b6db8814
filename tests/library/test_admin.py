"""The library as the secretariat of a regional i-Map keeps it; another's finds none of it."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from imap.library.models import FilePage, Publication, PublicationFile, Series
from tests import factories as make
from tests.library import factories as shelve
from tests.library.documents import docx, pdf
from tests.library.test_uploads import bomb, encrypted
from tests.profiles.test_admin_edition import sent_back

PARTS = {
    f"{prefix}-{name}": "0"
    for prefix in ("contributions", "files")
    for name in ("TOTAL_FORMS", "INITIAL_FORMS")
}


def page_of(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


@pytest.fixture
def sent(world, cast) -> dict:
    return {
        **PARTS, "regional_map": world.mtm.pk, "kind": "study", "title_en": "On routes", "published": "2008-05",
        "access": "readers", "pillars": [world.irregular.pk], "is_listed": "on",
    }  # fmt: skip


def with_file(name: str, content: bytes, language: str = "en") -> dict:
    return {
        "files-TOTAL_FORMS": 1, "files-0-language": language, "files-0-file": SimpleUploadedFile(name, content),
    }  # fmt: skip


ADD = "admin:library_publication_add"


def test_a_publication_is_added_with_its_files_which_are_read(
    client_of, sent, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = client_of("secretariat").post(
            reverse(ADD), {**sent, **with_file("paper.pdf", pdf("marmalade"))}
        )
    assert answer.status_code == 302, page_of(answer).select(".errorlist")
    row = Publication.objects.get(slug="on-routes-2008")
    file = row.files.get()
    assert (file.name, file.pages, file.content_type, file.text_state) == (
        "paper.pdf",
        1,
        "application/pdf",
        "read",
    )
    assert len(file.checksum) == 64
    assert file.texts.get().text == "marmalade"
    assert file.cover


def test_it_is_kept_while_the_broker_is_away(
    client_of, sent, monkeypatch, django_capture_on_commit_callbacks
):
    from imap.library.tasks import read_file_text

    def away(*args):
        raise OSError("no broker")

    monkeypatch.setattr(read_file_text, "delay", away)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client_of("secretariat").post(reverse(ADD), {**sent, **with_file("paper.pdf", pdf("words"))})
    assert answer.status_code == 302
    assert PublicationFile.objects.get().text_state == "waiting"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"published": "May 2008"}, "Write a year, a month or a day"),
        ({"isbn": "978-3-16-148410-1"}, "This is no ISBN"),
        ({"issn": "12345"}, "This is no ISSN"),
        ({"doi": "https://doi.org/10.1/2"}, "Write the DOI alone"),
        ({"number": "3"}, "A number needs a series."),
        ({"title_en": ""}, "This field is required"),
        ({"pillars": []}, "nobody is its reader"),
    ],
)
def test_what_cannot_be_is_refused_in_words(wrong, words, client_of, sent):
    answer = client_of("secretariat").post(reverse(ADD), {**sent, **wrong})
    assert words in answer.content.decode()
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("name", "made", "words"),
    [
        ("a.pdf", lambda: encrypted("o", "u"), "is encrypted or protected by a password"),
        ("a.docx", bomb, "unpacks to far more"),
        ("run.exe", lambda: b"MZ", "Files of this type are not taken"),
        ("a.docx", lambda: docx("words"), "bears its reader’s name on each page"),
    ],
)
def test_a_file_that_is_not_taken_leaves_nothing_behind_and_the_form_as_it_was(
    name, made, words, client_of, sent
):
    answer = client_of("secretariat").post(reverse(ADD), {**sent, **with_file(name, made())})
    page = page_of(answer)
    assert words in page.text
    assert page.select_one("[name=title_en]")["value"] == "On routes"
    assert not Publication.objects.exists()
    assert not PublicationFile.objects.exists()


def test_the_reason_is_in_the_language_of_the_person(client_of, sent, cast):
    cast["secretariat"].preferred_language = "ar"
    cast["secretariat"].save()
    answer = client_of("secretariat").post(
        reverse(ADD) + "?lang=ar", {**sent, **with_file("a.pdf", encrypted("o", "u"))}
    )
    assert "كلمة مرور" in page_of(answer).text


def test_a_word_file_keeps_a_publication_from_being_restricted(client_of, world, cast):
    row = shelve.PublicationFactory(regional_map=world.mtm)
    row.pillars.add(world.irregular)
    shelve.PublicationFileFactory(publication=row, name="a.docx", content=docx("words"))
    there = reverse("admin:library_publication_change", args=[row.pk])
    browser = client_of("secretariat")
    values = sent_back(page_of(browser.get(there))) | {"access": "readers"}
    assert "send it as PDF" in browser.post(there, values).content.decode()
    row.refresh_from_db()
    assert row.access == "public"


def test_what_was_sent_back_unchanged_changes_nothing(
    client_of, world, cast, django_capture_on_commit_callbacks
):
    row = shelve.restricted_paper("words", world.mtm_irregular)
    shelve.ContributionFactory(publication=row)
    before = PublicationFile.objects.values().get()
    there = reverse("admin:library_publication_change", args=[row.pk])
    browser = client_of("secretariat")
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(there, sent_back(page_of(browser.get(there))))
    assert answer.status_code == 302, page_of(answer).select(".errorlist")
    assert PublicationFile.objects.values().get() == before
    assert row.contributions.count() == 1


def test_a_file_that_is_replaced_takes_its_text_and_cover_with_it(
    client_of, world, django_capture_on_commit_callbacks
):
    row = shelve.restricted_paper("former", world.mtm_irregular)
    file = row.files.get()
    names = [file.file.name, file.cover.name]
    there = reverse("admin:library_publication_change", args=[row.pk])
    browser = client_of("secretariat")
    values = sent_back(page_of(browser.get(there)))
    values["files-0-file"] = SimpleUploadedFile("latter.pdf", pdf("latter"))
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(there, values).status_code == 302
    assert list(FilePage.objects.values_list("text", flat=True)) == ["latter"]
    file.refresh_from_db()
    assert (file.name, file.text_state) == ("latter.pdf", "read")
    assert not any(map(default_storage.exists, names))
    assert default_storage.exists(file.cover.name)


def test_a_file_that_is_taken_away_leaves_the_disk(client_of, world, django_capture_on_commit_callbacks):
    row = shelve.restricted_paper("words", world.mtm_irregular)
    names = [row.files.get().file.name, row.files.get().cover.name]
    there = reverse("admin:library_publication_change", args=[row.pk])
    browser = client_of("secretariat")
    values = sent_back(page_of(browser.get(there))) | {"files-0-DELETE": "on"}
    with django_capture_on_commit_callbacks(execute=True):
        assert browser.post(there, values).status_code == 302
    assert not PublicationFile.objects.exists()
    assert not any(map(default_storage.exists, names))


def test_the_list_tells_how_far_reading_is_and_reads_again(
    client_of, world, django_capture_on_commit_callbacks
):
    row = shelve.restricted_paper("words", world.mtm_irregular)
    shelve.PublicationFileFactory(publication=row, content=pdf("more"))
    there = reverse("admin:library_publication_changelist")
    browser = client_of("secretariat")
    assert "1 of 2 read, 1 waiting" in browser.get(there).content.decode()
    assert row.slug not in browser.get(f"{there}?without_text=no").content.decode()
    PublicationFile.objects.update(text_state="without", text_note="time")
    form = page_of(browser.get(reverse("admin:library_publication_change", args=[row.pk]))).text
    assert "Reading took too long, so it is kept without its text." in form
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(there, {"action": "read_again", "_selected_action": [row.pk]}, follow=True)
    assert "2 files wait to be read." in answer.content.decode()
    assert "2 of 2 read" in browser.get(there).content.decode()


def test_the_form_shows_downloads_by_month_as_numbers(client_of, world):
    from datetime import date

    from imap.library.models import DownloadCount

    row = shelve.restricted_paper("words", world.mtm_irregular)
    DownloadCount.objects.create(file=row.files.get(), month=date(2012, 5, 1), count=1234)
    page = page_of(client_of("secretariat").get(reverse("admin:library_publication_change", args=[row.pk])))
    assert "May 2012: 1,234" in page.text


def test_the_staff_of_prague_find_nothing_of_a_publication_of_mtm(client_of, world, cast):
    series = shelve.SeriesFactory(regional_map=world.mtm, title_en="marmalade", slug="marmalade")
    row = shelve.restricted_paper("marmalade", world.mtm_irregular, title_en="marmalade", series=series)
    browser = client_of("prague")
    for name, key in (("publication", row.pk), ("series", series.pk)):
        listed = browser.get(reverse(f"admin:library_{name}_changelist"))
        assert "marmalade" not in listed.content.decode()
        for page in ("change", "history", "delete"):
            there = reverse(f"admin:library_{name}_{page}", args=[key])
            answer = browser.get(there, follow=True)
            assert answer.redirect_chain
            assert "marmalade" not in answer.content.decode()
            browser.post(there, {"post": "yes"})
        assert "marmalade" not in browser.get(reverse(f"admin:library_{name}_add")).content.decode()
    answer = browser.post(
        reverse("admin:library_publication_changelist"),
        {"action": "read_again", "_selected_action": [row.pk]},
    )
    assert row.files.get().text_state == "read"
    assert Publication.objects.exists()
    assert Series.objects.exists()


@pytest.mark.parametrize(("who", "found"), [("secretariat", ["Maps of MTM"]), ("prague", ["Maps of Prague"])])
def test_only_series_of_ones_own_map_are_offered(who, found, client_of, world, cast):
    for regional_map, title in ((world.mtm, "Maps of MTM"), (world.prague, "Maps of Prague")):
        shelve.SeriesFactory(regional_map=regional_map, title_en=title)
    answer = client_of(who).get(
        reverse("admin:autocomplete"),
        {"app_label": "library", "model_name": "publication", "field_name": "series"},
    )
    assert [each["text"] for each in answer.json()["results"]] == found


def test_a_series_of_another_map_is_refused_also_to_who_keeps_both(client_of, sent, world):
    series = shelve.SeriesFactory(regional_map=world.prague)
    answer = client_of("admin").post(reverse(ADD), {**sent, "series": series.pk})
    assert "belongs to another regional i-Map" in answer.content.decode()


def test_a_pillar_that_the_map_does_not_have_is_refused(client_of, sent, world):
    values = {**sent, "regional_map": world.prague.pk, "access": "public", "pillars": [world.development.pk]}
    assert "has no pillar" in client_of("prague").post(reverse(ADD), values).content.decode()


def test_the_history_tells_of_files_and_authors(client_of, world, cast):
    row = shelve.restricted_paper("words", world.mtm_irregular)
    shelve.ContributionFactory(publication=row, organisation=make.OrganisationFactory(name_en="The authors"))
    page = (
        client_of("secretariat")
        .get(reverse("admin:library_publication_history", args=[row.pk]))
        .content.decode()
    )
    assert "words.pdf" in page
    assert "The authors" in page


def test_the_list_asks_as_often_for_three_publications_as_for_one(client_of, world):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    there = reverse("admin:library_publication_changelist")
    browser = client_of("secretariat")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(there).status_code == 200
        return len(asked)

    shelve.restricted_paper("words", world.mtm_irregular, series=shelve.SeriesFactory())
    queries()
    one = queries()
    for _each in range(2):
        shelve.restricted_paper("words", world.mtm_irregular, series=shelve.SeriesFactory())
    assert queries() == one
