"""Nothing typed is lost: versions of a draft's texts, kept while typing, on saving, and brought back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from profiles.actions import NotAllowed, fill_language, keep_replaced, keep_saved, keep_typed, restore
from profiles.models import Section, SectionVersion, Validation
from tests import factories as make
from tests.profiles.test_admin_edition import address, page_of, sent_back


@pytest.fixture
def section(world, cast):
    edition = make.EditionFactory(profile=make.ProfileFactory(regional_map=world.mtm, pillar=world.irregular))
    make.write_sections(edition, "saffron")
    return edition.sections.get(code="part-1")


def versions(section, verb="versions"):
    return reverse(f"workspace:{verb}", args=[section.pk])


def test_what_is_typed_is_kept_and_the_section_stays(client_of, section, cast):
    answer = client_of("secretariat").post(
        versions(section), {"language": "en", "text": "<p>typed <script>x</script></p>"}
    )
    assert answer.json()["kept"]
    version = section.versions.get()
    assert (version.text, version.kind, version.saved_by) == (
        "<p>typed </p>",
        "autosave",
        cast["secretariat"],
    )
    assert "saffron" in Section.objects.get(pk=section.pk).body_en


def test_a_sitting_is_one_version_and_the_next_another(section, cast):
    for words in ("one", "one two", "one two three"):
        keep_typed(section=section, language="en", text=f"<p>{words}</p>", by=cast["secretariat"])
    assert [row.text for row in section.versions.all()] == ["<p>one two three</p>"]
    section.versions.update(begun_at=timezone.now() - timedelta(minutes=6))
    keep_typed(section=section, language="en", text="<p>four</p>", by=cast["secretariat"])
    keep_typed(section=section, language="en", text="<p>hers</p>", by=cast["admin"])
    assert section.versions.count() == 3


def test_the_text_as_it_stands_is_no_version(section, cast):
    assert keep_typed(section=section, language="en", text=section.body_en, by=cast["secretariat"]) is None


def test_any_version_is_brought_back_and_none_is_lost(client_of, section, cast):
    was = section.body_en
    typed = keep_typed(section=section, language="en", text="<p>typed</p>", by=cast["secretariat"])
    browser = client_of("secretariat")
    assert "typed" in browser.get(versions(section)).content.decode()
    for _click in range(2):
        browser.post(reverse("workspace:restore", args=[typed.pk]))
    section.refresh_from_db()
    assert section.body_en == "<p>typed</p>"
    assert [row.kind for row in section.versions.all()] == ["restore", "save", "autosave"]
    restore(version=section.versions.get(text=was), by=cast["secretariat"])
    section.refresh_from_db()
    assert section.body_en == was


def test_bringing_back_asks_again_who_gave_a_verdict(world, cast):
    row = make.under_review("saffron", world.mtm_irregular, cast["unhcr"].organisation)
    Validation.objects.filter(pk=row.pk).update(
        verdict="confirmed", given_at=timezone.now(), seen=row.section.source_text, seen_language="ar"
    )
    version = keep_typed(section=row.section, language="ar", text="<p>other</p>", by=cast["secretariat"])
    restore(version=version, by=cast["secretariat"])
    row = Validation.objects.get(pk=row.pk)
    assert row.is_stale
    assert row.asked_at > row.given_at


def test_an_issued_edition_takes_no_version(section, cast):
    version = keep_saved(section=section, language="en", by=cast["secretariat"])
    SectionVersion.objects.filter(pk=version.pk).update(text="<p>other</p>")
    from profiles.actions import publish

    publish(edition=section.edition, by=None, override="For the test.")
    section = Section.objects.get(pk=section.pk)
    with pytest.raises(NotAllowed, match="published"):
        keep_typed(section=section, language="en", text="<p>x</p>", by=cast["secretariat"])
    with pytest.raises(NotAllowed):
        restore(version=SectionVersion.objects.get(pk=version.pk), by=cast["secretariat"])


def test_a_session_that_ended_is_told_so(client_of, section):
    answer = client_of("anonymous").post(versions(section), {"language": "en", "text": "<p>x</p>"})
    assert answer.status_code == 401
    assert client_of("prague").post(versions(section), {"language": "en", "text": "x"}).status_code == 404


def test_what_one_person_typed_is_not_kept_as_anothers(client_of, section, cast):
    said = {"language": "en", "text": "<p>x</p>", "user": cast["secretariat"].pk}
    assert client_of("admin").post(versions(section), said).status_code == 401
    assert client_of("secretariat").post(versions(section), said).status_code == 200


def test_bringing_back_waits_in_the_order_of_publishing(section, cast):
    version = keep_typed(section=section, language="en", text="<p>typed</p>", by=cast["secretariat"])
    with CaptureQueriesContext(connection) as asked:
        restore(version=version, by=cast["secretariat"])
    waits = [row["sql"] for row in asked if " FOR " in row["sql"] and row["sql"].startswith("SELECT")]
    tables = [sql.partition(' FROM "')[2].partition('"')[0] for sql in waits]
    assert tables[:3] == ["profiles_profile", "profiles_edition", "profiles_section"]


def test_saving_keeps_a_version_and_what_was_not_saved_is_offered(client_of, section, cast):
    browser, there = client_of("secretariat"), address(section.edition)
    keep_typed(section=section, language="fr", text="<p>tapé</p>", by=cast["secretariat"])
    page = browser.get(there)
    assert "not saved" in page.content.decode()
    assert client_of("admin").get(there).context["unsaved"] == []
    answer = browser.post(
        there, sent_back(page_of(page), **{"sections-0-body_fr": "<p>autre [1]</p>", "_continue": "1"})
    )
    assert answer.status_code == 302
    assert [(row.kind, row.text, row.saved_by) for row in section.versions.all()] == [
        ("save", "<p>autre [1]</p>", cast["secretariat"]), ("save", section.body_fr, None),
        ("autosave", "<p>tapé</p>", cast["secretariat"]),
    ]  # fmt: skip
    assert browser.get(there).context["unsaved"] == []


def test_what_a_save_replaces_is_a_version_once_and_a_text_only_typed_is_none(section, cast):
    assert keep_replaced(section=section, language="fr", text="") is None
    keep_typed(section=section, language="fr", text="<p>tapé</p>", by=cast["secretariat"])
    for _twice in range(2):
        keep_replaced(section=section, language="fr", text="<p>tapé</p>")
    assert [row.kind for row in section.versions.all()] == ["save", "autosave"]


def test_filling_a_language_keeps_what_stood_there_and_what_stands_there(section, cast):
    was = section.body_fr
    fill_language(section=section, language="fr", body="<p>autre</p>", by=cast["secretariat"])
    assert [row.text for row in section.versions.all()] == ["<p>autre</p>", was]


def test_the_language_of_writing_is_chosen_section_by_section(client_of, section):
    browser, there = client_of("secretariat"), address(section.edition)
    page = page_of(browser.get(there))
    assert section.source_language == "ar"
    browser.post(there, sent_back(page, **{"sections-0-source_language": "fr", "_continue": "1"}))
    section.refresh_from_db()
    assert section.source_language == "fr"
