"""Links that do not answer, as editors see them, and as readers see them beside a source."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from imap.core.models import LinkCheck
from profiles.models import Source, Term
from tests import factories as make
from tests.conftest import CAST
from tests.newsroom.factories import NewsItemFactory

SINCE = datetime(2026, 3, 3, tzinfo=UTC)


def dead(address: str, **values) -> LinkCheck:
    return LinkCheck.objects.create(
        address=address, status="dead", failing_since=SINCE, failures=4, answer=404, **values
    )


@pytest.fixture
def source(restricted) -> Source:
    return Source.objects.filter(title__contains="marmalade").order_by("pk").first()


@pytest.mark.parametrize("who", CAST)
def test_a_restricted_profiles_link_is_listed_for_its_editors_alone(who, source, client_of):
    link = dead(source.url)
    client = client_of(who)
    opens = who in {"secretariat", "admin"}
    for path in ("/workspace/links/", f"/workspace/links/{link.pk}/"):
        page = client.get(path).content.decode()
        assert (source.url in page) is opens
        assert ("marmalade" in page) is opens
    answer = client.post(f"/workspace/links/{link.pk}/", {"archived_url": "https://archive.example.org/x"})
    assert (answer.status_code == 302 and "login" not in answer["Location"]) is opens
    link.refresh_from_db()
    assert bool(link.archived_url) is opens


@pytest.mark.parametrize("typed", ["ftp://a.example/x", "javascript:alert(1)", "no address"])
def test_what_is_no_address_of_the_web_is_refused_and_stays_in_the_form(typed, source, client_of):
    link = dead(source.url)
    answer = client_of("secretariat").post(f"/workspace/links/{link.pk}/", {"archived_url": typed})
    assert answer.status_code == 400
    assert f'value="{typed}"' in answer.content.decode()
    assert "violated" not in answer.content.decode()


def test_it_says_where_a_link_stands(source, restricted, client_of):
    link = dead(source.url)
    page = client_of("secretariat").get(f"/workspace/links/{link.pk}/").content.decode()
    assert "/mtm/profiles/secret/" in page
    assert f"/admin/profiles/source/{source.pk}/change/" in page
    assert "The server answered 404." in page


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "link not reachable since 3 March 2026"), ("fr", "lien inaccessible depuis le 3 mars 2026"), ("ar", "رابط لا يمكن الوصول إليه منذ 3 مارس 2026")],
)  # fmt: skip
def test_readers_find_the_mark_and_the_copy_beside_the_source_of_a_published_edition(
    language, words, public, client_of
):
    source = Source.objects.filter(title__contains="daylight").first()
    client = client_of("anonymous")
    path = f"/{language}/mtm/profiles/open/"
    assert words not in client.get(path).content.decode()
    link = dead(source.url)
    from imap.core.pagecache import stamp

    stamp.change()
    page = client.get(path).content.decode()
    assert words in page
    assert "archive.example.org" not in page
    client_of("secretariat").post(
        f"/workspace/links/{link.pk}/", {"archived_url": "https://archive.example.org/x?a=1&b=2"}
    )
    stamp.change()
    assert 'href="https://archive.example.org/x?a=1&amp;b=2"' in client.get(path).content.decode()


def test_kept_pages_follow_the_archived_address(public, client_of, django_capture_on_commit_callbacks):
    link = dead(Source.objects.filter(title__contains="daylight").first().url)
    client = client_of("anonymous")
    assert "archive.example.org" not in client.get("/en/mtm/profiles/open/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client_of("secretariat").post(
            f"/workspace/links/{link.pk}/", {"archived_url": "https://archive.example.org/x"}
        )
    assert "archive.example.org" in client.get("/en/mtm/profiles/open/").content.decode()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "no address", "ftp://a.example/x"])
def test_an_archived_address_is_of_the_web(url, source, client_of):
    link = dead(source.url)
    answer = client_of("secretariat").post(f"/workspace/links/{link.pk}/", {"archived_url": url})
    link.refresh_from_db()
    assert link.archived_url == "" or link.archived_url.startswith("http")
    assert answer.status_code == 400
    with pytest.raises(IntegrityError), transaction.atomic():
        LinkCheck.objects.filter(pk=link.pk).update(archived_url=url)


def test_a_definitions_source_is_marked_in_the_glossary(world, client_of):
    Term.objects.create(
        code="term", name_en="Term", definition_en="What", source="See https://terms.example.org/a."
    )
    dead("https://terms.example.org/a")
    assert (
        "link not reachable since 3 March 2026"
        in client_of("anonymous").get("/en/glossary/").content.decode()
    )
    assert "https://terms.example.org/a" in client_of("prague").get("/workspace/links/").content.decode()


def test_the_list_asks_as_often_for_three_links_as_for_one(world, client_of):
    client = client_of("secretariat")

    def add() -> None:
        dead(NewsItemFactory(regional_map=world.mtm).url)
        dead(make.SourceFactory(regional_map=world.mtm).url)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/workspace/links/").status_code == 200
        return len(asked)

    add()
    queries()
    one = queries()
    add()
    add()
    assert queries() == one


def test_a_profile_asks_as_often_with_dead_links_as_without(public, client_of):
    client = client_of("secretariat")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/en/mtm/profiles/open/").status_code == 200
        return len(asked)

    queries()
    one = queries()
    for source in Source.objects.filter(title__contains="daylight"):
        dead(source.url)
    assert queries() == one


def test_every_state_has_its_list(source, client_of):
    LinkCheck.objects.create(address=source.url, status="unclear", answer=403)
    client = client_of("secretariat")
    assert source.url not in client.get("/workspace/links/").content.decode()
    assert source.url in client.get("/workspace/links/?status=unclear").content.decode()
    assert client.get("/workspace/links/?status=nonsense").status_code == 200
