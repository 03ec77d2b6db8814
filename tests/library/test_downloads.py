"""Downloads are counted by file and month, once for a reading, and by nobody's name."""

from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from imap.library.models import DownloadCount
from tests.library import factories as shelve
from tests.library.documents import pdf

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def file(world):
    return shelve.PublicationFileFactory(publication__regional_map=world.mtm)


def count() -> int:
    return sum(DownloadCount.objects.values_list("count", flat=True))


def ask(file, method="get", agent=BROWSER, address="192.0.2.1", **headers):
    client = Client(headers={"User-Agent": agent}, REMOTE_ADDR=address)
    return getattr(client, method)(file.get_absolute_url(), headers=headers)


def test_a_download_counts_for_its_file_and_month(file):
    assert ask(file).getvalue() == b"%PDF-1.4 words"
    row = DownloadCount.objects.get()
    assert (row.file, row.month, row.count) == (file, date.today().replace(day=1), 1)
    ask(file, address="192.0.2.2")
    assert count() == 2


@pytest.mark.parametrize(
    ("method", "agent", "headers"),
    [
        ("head", BROWSER, {}),
        ("get", BROWSER, {"Range": "bytes=65536-131071"}),
        ("get", BROWSER, {"Range": "bytes=-500"}),
        ("get", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", {}),
        ("get", "Mozilla/5.0 (compatible; bingbot/2.0)", {}),
        ("get", "LinkChecker crawler", {}),
    ],
)
def test_what_is_no_reading_does_not_count(method, agent, headers, file):
    assert ask(file, method, agent, **headers).status_code == 200
    assert count() == 0


def test_a_viewer_that_asks_for_stretches_counts_once(file):
    for stretch in ("bytes=0-65535", "bytes=65536-131071", "bytes=0-65535"):
        ask(file, Range=stretch)
    ask(file)
    assert count() == 1
    cache.clear()  # half an hour later
    ask(file)
    assert count() == 2


def test_nothing_that_leads_to_a_person_is_stored(file):
    ask(file)
    assert {field.name for field in DownloadCount._meta.get_fields()} == {"id", "file", "month", "count"}


def test_a_refused_download_does_not_count(client_of, world):
    paper = shelve.restricted_paper("words", world.mtm_irregular)
    client_of("reader_alb").get(paper.files.get().get_absolute_url())
    assert count() == 0
    assert client_of("reader_nga").get(paper.files.get().get_absolute_url()).status_code == 200
    assert count() == 1


def test_behind_the_proxy_the_file_is_named_to_it(file, settings):
    settings.FILES_ARE_SENT_BY_PROXY = True
    answer = ask(file)
    assert answer["X-Accel-Redirect"] == f"/protected/{file.file.name}"
    assert answer.content == b""


def test_behind_the_proxy_two_readers_with_one_browser_are_two(file, settings):
    settings.ALLAUTH_TRUSTED_CLIENT_IP_HEADER = "X-Real-IP"
    for address in ("192.0.2.1", "192.0.2.2", "192.0.2.2"):
        ask(file, address="172.18.0.5", **{"X-Real-IP": address})
    assert count() == 2


def test_only_the_secretariat_sees_the_numbers(file, cast):
    ask(file)
    assert DownloadCount.objects.visible_to(cast["secretariat"]).count() == 1
    assert DownloadCount.objects.visible_to(cast["prague"]).count() == 0


def test_a_public_pdf_is_sent_as_it_is(client, world):
    content = pdf("words")
    file = shelve.PublicationFileFactory(publication__regional_map=world.mtm, content=content)
    assert client.get(file.get_absolute_url()).getvalue() == content
