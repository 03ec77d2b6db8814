"""Files after the check, and pages as PDF."""

from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.db.models.fields.files import FieldFile, FileField
from weasyprint.urls import FatalURLFetchingError

from imap.core.pdf import pdf_of
from imap.core.sending import send_kept

STORE = InMemoryStorage()


@pytest.fixture
def kept() -> FieldFile:
    file = FieldFile(instance=None, field=FileField(storage=STORE), name="meetings/5f3e")
    if not STORE.exists("meetings/5f3e"):
        STORE.save("meetings/5f3e", ContentFile(b"what it holds"))
    return file


def test_the_application_sends_a_file_itself(kept: FieldFile, settings: object) -> None:
    settings.FILES_ARE_SENT_BY_PROXY = False
    answer = send_kept(kept, "دليل النقاش.pdf")
    assert b"".join(answer.streaming_content) == b"what it holds"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["Cache-Control"] == "private, no-store"


def test_the_proxy_is_told_which_file(kept: FieldFile, settings: object) -> None:
    settings.FILES_ARE_SENT_BY_PROXY = True
    answer = send_kept(kept, 'a "quoted" name; x.PDF')
    assert answer["X-Accel-Redirect"] == "/protected/meetings/5f3e"
    assert answer.content == b""
    assert answer["Content-Disposition"] == 'attachment; filename="a-quoted-name-x.pdf"'


def test_a_page_becomes_a_tagged_pdf(settings: object) -> None:
    html = '<html lang="ar" dir="rtl"><title>ملخص</title><h1>ملخص المناقشات</h1></html>'
    settings.TEMPLATES = [{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"page.html": html})]},
    }]  # fmt: skip
    made = pdf_of("page.html", {})
    with pikepdf.open(BytesIO(made)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "ar"
    assert "ملخص" in pypdfium2.PdfDocument(made)[0].get_textpage().get_text_range()


@pytest.mark.parametrize(
    "address",
    ["https://example.org/x.css", "file:///etc/passwd", "static:../imap/settings.py", "static:none.css"],
)
def test_a_document_takes_nothing_but_static_files(address: str, settings: object) -> None:
    html = f'<html lang="en"><title>T</title><link rel="stylesheet" href="{address}"><p>words</p></html>'
    settings.TEMPLATES = [{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", {"page.html": html})]},
    }]  # fmt: skip
    with pytest.raises(FatalURLFetchingError):
        pdf_of("page.html", {})
