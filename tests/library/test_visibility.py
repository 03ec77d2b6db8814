"""Who sees a publication, who has its files, and that no other door gives them."""

import re

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.urls import reverse

from accounts.actions import admit
from accounts.models import Reading
from imap.library.models import Publication, PublicationFile
from imap.regions.models import MapPillar
from tests import factories as make
from tests.conftest import CAST
from tests.library import factories as shelve
from tests.library.documents import docx, pdf
from tests.profiles.test_admin_edition import sent_back

READERS = {"secretariat", "focal_mar", "reader_nga", "unhcr", "admin"}
STAFF = {"secretariat", "admin"}
EVERYONE = set(CAST)


@pytest.fixture
def paper(world, cast):
    return shelve.restricted_paper("marmalade", world.mtm_irregular, slug="closed")


@pytest.mark.parametrize(
    ("access", "is_listed", "cards", "files"),
    [
        ("public", True, EVERYONE, EVERYONE),
        ("public", False, STAFF, STAFF),
        ("readers", True, EVERYONE, READERS),
        ("readers", False, READERS, READERS),
        ("staff", True, EVERYONE, STAFF),
        ("staff", False, STAFF, STAFF),
    ],
)
def test_card_and_files_are_two_circles(access, is_listed, cards, files, world, cast):
    row = shelve.restricted_paper("words", world.mtm_irregular, access=access, is_listed=is_listed)
    people = {who: user or AnonymousUser() for who, user in cast.items()}
    assert {who for who, user in people.items() if row in Publication.objects.visible_to(user)} == cards
    assert {who for who, user in people.items() if row in Publication.objects.readable_by(user)} == files
    assert {who for who, user in people.items() if PublicationFile.objects.visible_to(user).exists()} == files
    assert {who for who, user in people.items() if PublicationFile.objects.named_to(user).exists()} == cards


def test_a_paper_of_two_restricted_pillars_asks_for_both(world, cast):
    MapPillar.objects.filter(pk=world.mtm_development.pk).update(access=MapPillar.Access.RESTRICTED)
    paper = shelve.restricted_paper("words", world.mtm_irregular)
    paper.pillars.add(world.development)
    assert paper not in Publication.objects.readable_by(cast["reader_nga"])
    admit(user=cast["reader_nga"], role="reader", over=world.mtm_development, by=None)
    assert paper in Publication.objects.readable_by(cast["reader_nga"])


def test_a_paper_for_readers_of_no_restricted_pillar_is_the_secretariats(world, cast):
    paper = shelve.restricted_paper("words", world.mtm_development)
    assert paper not in Publication.objects.readable_by(cast["reader_nga"])
    assert paper in Publication.objects.readable_by(cast["secretariat"])


def test_another_map_that_lists_it_opens_nothing(world, cast):
    paper = shelve.restricted_paper("words", world.mtm_irregular)
    paper.other_maps.add(world.prague)
    for who in ("prague", "reader_alb"):
        assert paper in Publication.objects.visible_to(cast[who])
        assert paper not in Publication.objects.readable_by(cast[who])


def test_a_session_without_its_second_factor_has_no_file(world, cast, settings, paper):
    settings.REQUIRE_SECOND_FACTOR = True
    reader = cast["reader_nga"]
    reader.lacks_second_factor = True
    assert paper not in Publication.objects.readable_by(reader)


def test_a_restricted_file_that_cannot_bear_a_name_is_the_secretariats(world, cast):
    paper = shelve.restricted_paper("words", world.mtm_irregular)
    office = shelve.PublicationFileFactory(publication=paper, name="a.docx", content=docx("words"))
    assert office not in PublicationFile.objects.visible_to(cast["reader_nga"])
    assert office in PublicationFile.objects.visible_to(cast["secretariat"])


def doors_of(paper: Publication) -> list[str]:
    """Every address that could give the file, its text or its cover away."""
    file = paper.files.get()
    pages = [
        "/en/library/", "/en/library/?q=marmalade", "/en/library/?language=en", f"/en/library/{paper.slug}/",
        f"/ar/library/{paper.slug}/", f"/en/library/{paper.slug}.xml", f"/en/library/{paper.slug}.bib",
        f"/en/library/{paper.slug}.ris", "/en/search/?q=marmalade", "/en/search/?q=marmalade&kind=publication_text",
        "/api/v1/publications/", "/api/v1/publications/?format=csv", "/api/v1/publications/?q=marmalade",
        f"/api/v1/publications/{paper.slug}/", "/sitemap.xml", f"/{paper.regional_map.slug}/",
    ]  # fmt: skip
    files = [f"/{language}/library/{paper.slug}/files/{file.pk}/" for language in ("ar", "en", "fr")]
    kept = [
        f"/media/{file.file.name}",
        f"/protected/{file.file.name}",
        f"/media/{file.cover.name}",
        f"/static/{file.file.name}",
    ]
    return [*pages, *files, f"/en/library/{paper.slug}/files/{file.pk}/cover.webp", *kept]


@pytest.mark.parametrize("who", sorted(EVERYONE - READERS))
def test_no_address_gives_a_restricted_file_to_others(who, client_of, paper):
    """Neither by GET, HEAD nor a stretch of it; what is asked for by name (`q=`) comes back in forms only."""
    file = paper.files.get()
    with file.file.open() as kept:
        content = kept.read()
    client = client_of(who)
    for address in doors_of(paper):
        is_file = "/files/" in address or address.startswith(("/media", "/protected", "/static"))
        for ask in (client.get, client.head):
            for headers in ({}, {"Range": "bytes=0-100"}, {"If-None-Match": "*"})[: 3 if is_file else 1]:
                answer = ask(address, headers=headers)
                body = answer.getvalue()
                said = f"{who} at {address}: {answer.status_code}"
                if is_file:
                    assert answer.status_code == 404, said
                assert "X-Accel-Redirect" not in answer, said
                assert content[:60] not in body, said
                assert file.checksum.encode() not in body, said
                assert b"It says" not in body, said
                assert b"marmalade" not in without_echo(body), said


def without_echo(body: bytes) -> bytes:
    """The words that were asked for stand in the form, in chips, in titles and in links."""
    return re.sub(rb'(value="|q=|q%3D|Search: |<bdi>|\xe2\x80\x9c)marmalade', b"", body)


def test_admitted_readers_get_all_of_it(client_of, paper):
    file = paper.files.get()
    client = client_of("reader_nga")
    assert client.get(file.get_absolute_url()).status_code == 200
    assert client.get(file.cover_url)["Content-Type"] == "image/webp"
    assert "/library/closed/" in client.get("/en/library/?q=marmalade").content.decode()
    found = client.get("/en/search/?q=marmalade").content.decode()
    assert "It says <mark>marmalade</mark> here" in found
    assert "page 1" in found


def test_another_publications_address_does_not_lead_to_a_file(client_of, paper, world):
    other = shelve.PublicationFactory(regional_map=world.mtm, slug="open")
    file = paper.files.get()
    for who in ("anonymous", "reader_nga"):
        assert client_of(who).get(f"/en/library/{other.slug}/files/{file.pk}/").status_code == 404


def test_a_page_kept_while_it_was_public_does_not_outlive_it(
    client_of, world, client, django_capture_on_commit_callbacks
):
    """The publication becomes restricted in the admin: page, file and the cover with its former address are gone at once."""
    row = shelve.PublicationFactory(regional_map=world.mtm, slug="turned")
    row.pillars.add(world.irregular)
    file = shelve.read(
        shelve.PublicationFileFactory(publication=row, name="marmalade.pdf", content=pdf("words"))
    )
    page, cover = row.get_absolute_url(), file.cover_url
    assert b"marmalade" in client.get(page).content
    tag = client.get(cover)["ETag"]
    there = reverse("admin:library_publication_change", args=[row.pk])
    browser = client_of("secretariat")
    values = sent_back(BeautifulSoup(browser.get(there).content, "html.parser")) | {"access": "readers"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(there, values)
    assert answer.status_code == 302, page_errors(answer)
    assert b"marmalade" not in client.get(page).content
    assert client.get(file.get_absolute_url()).status_code == 404
    assert client.get(cover, headers={"If-None-Match": tag}).status_code == 404


def page_errors(answer) -> list[str]:
    return [each.text for each in BeautifulSoup(answer.content, "html.parser").select(".errorlist")]


def test_a_cover_is_asked_for_again_each_time(client, world):
    row = shelve.PublicationFactory(regional_map=world.mtm)
    file = shelve.read(shelve.PublicationFileFactory(publication=row, content=pdf("words")))
    answer = client.get(file.cover_url)
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer.content[8:12] == b"WEBP"
    assert client.get(file.cover_url, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_the_text_of_a_file_is_found_by_the_words_of_its_title_too(client, world):
    row = shelve.PublicationFactory(regional_map=world.mtm, title_en="On lighthouses")
    shelve.read(shelve.PublicationFileFactory(publication=row, content=pdf("The keeper went home")))
    assert "keeper" in client.get("/en/search/?q=keeper+lighthouses&kind=publication_text").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM library_filepage")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize("words", ["الاجتماع", "اجتماع", "والاجتماع"])
def test_arabic_text_is_found_with_and_without_article_and_prefix(words, client, world):
    from weasyprint import HTML

    page = '<html lang="ar" dir="rtl"><p>ينعقد الاجتماع في المنارة لأول مرة</p></html>'
    row = shelve.PublicationFactory(regional_map=world.mtm, slug="arabic", title_ar="ورقة")
    file = shelve.PublicationFileFactory(
        publication=row, language="ar", content=HTML(string=page).write_pdf()
    )
    text = shelve.read(file).texts.get().text
    assert "لأول" in text
    assert "الاجتماع" in text
    assert "/ar/library/arabic/" in client.get(f"/ar/library/?q={words}").content.decode()
    assert "/ar/library/arabic/" in client.get(f"/ar/search/?q={words}").content.decode()


def test_a_reader_who_finds_words_of_a_restricted_file_stands_in_the_log(client_of, paper, cast):
    client_of("reader_nga").get("/en/search/?q=marmalade")
    assert list(Reading.objects.values_list("user", "door", "title")) == [
        (cast["reader_nga"].pk, "search", "A closed paper")
    ]


def test_a_series_of_unlisted_publications_is_not_named(client, world):
    series = shelve.SeriesFactory(regional_map=world.mtm, title_en="marmalade", slug="hidden-series")
    shelve.PublicationFactory(regional_map=world.mtm, series=series, is_listed=False)
    assert b"marmalade" not in client.get("/en/library/").content
    assert client.get("/api/v1/publications/?series=hidden-series").status_code == 400


def test_a_map_that_is_not_public_yet_hides_its_shelves(world, cast):
    closed = make.RegionalMapFactory(slug="closed", is_public=False)
    row = shelve.PublicationFactory(regional_map=closed)
    assert row not in Publication.objects.visible_to(cast["reader_nga"])
    assert row in Publication.objects.visible_to(cast["admin"])


def test_hits_of_profiles_and_of_files_stand_in_one_list(client, world, public):
    """Each with its own address: the columns of one kind are not taken for those of another."""
    row = shelve.PublicationFactory(regional_map=world.mtm, title_en="On daylight")
    shelve.read(shelve.PublicationFileFactory(publication=row, content=pdf("The daylight of the north")))
    page = BeautifulSoup(client.get("/en/search/?q=daylight").content, "html.parser")
    found = [link["href"] for link in page.select(".row-title a")]
    assert row.get_absolute_url() in found
    assert f"{row.get_absolute_url()}#files" in found
    assert any(address.startswith("/en/mtm/profiles/open/") for address in found)
