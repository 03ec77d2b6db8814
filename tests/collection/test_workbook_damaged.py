"""Workbooks that are damaged, encrypted or odd: refused in words, cell by cell where that can be told."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from profiles.collection import actions
from profiles.collection.models import Answer
from tests.collection.test_workbook import cell, opened, packed, take

pytestmark = pytest.mark.django_db


def with_part(content, name, text):
    """The packed workbook with one of its files written anew by `text(old)`."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            data = old.read(each)
            new.writestr(each, text(data) if each == name else data)
    return out.getvalue()


PAGE = "xl/worksheets/sheet3.xml"  # after the page that explains and the hidden one


def broken_stream(content):
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        info = packed.getinfo(PAGE)
        start = info.header_offset + 30 + len(info.filename)
    return content[:start] + b"\xff" * 40 + content[start + 40 :]


def encrypted(content):
    """Each file says that it is encrypted: the flag is the first bit after the versions."""
    data = bytearray(content)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


@pytest.mark.parametrize(
    "spoil",
    [
        broken_stream,
        encrypted,
        lambda content: with_part(content, PAGE, lambda old: old[: len(old) // 2]),
        lambda content: with_part(content, PAGE, lambda old: old.replace(b'<c r="A4"', b'<c r="4A"', 1)),
        lambda content: with_part(content, "xl/workbook.xml", lambda old: b"<workbook/>"),
        lambda content: with_part(content, "xl/styles.xml", lambda old: b"x" * 16 * 1024 * 1024),
    ],
)
def test_a_damaged_or_odd_file_is_refused_in_words(spoil, asked, focal, client):
    client.force_login(focal)
    filled = SimpleUploadedFile("filled.xlsx", spoil(packed(opened(asked.submission))))
    answer = client.post(reverse("collection:upload", args=[asked.submission.pk]), {"workbook": filled})
    assert answer.status_code == 400
    assert not Answer.objects.exists()


def test_numbers_without_end_are_refused_and_a_version_without_end_is_none(asked, focal):
    book = opened(asked.submission)
    for key in ("rate", "table/2023/inflow"):
        cell(book, key).value = 123456
        cell(book, key).data_type = "n"
    cell(book, "which_law", "H").value = 987654
    content = packed(book)
    for old in (b"123456", b"987654"):
        content = with_part(content, PAGE, lambda page, old=old: page.replace(old, b"1E400"))
    outcome = actions.take_workbook(submission=asked.submission, content=content, language="ar", by=focal)
    assert {fault.row for fault in outcome.faults} == {
        cell(book, "rate").row,
        cell(book, "table/2023/inflow").row,
    }


def test_the_noise_of_floating_point_is_no_figure(asked, focal):
    book = opened(asked.submission)
    cell(book, "table/2023/inflow").value = 0.1 + 0.2
    cell(book, "table/2024/inflow").value = 1e18
    outcome = take(asked, book, focal)
    assert [fault.row for fault in outcome.faults] == [cell(book, "table/2024/inflow").row]
