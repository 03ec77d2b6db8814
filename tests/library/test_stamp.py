"""A restricted PDF bears its reader's name and the day, at the foot of each page as it is seen."""

import io
import re
from datetime import date

import pikepdf
import pypdfium2
import pytest
from django.utils import translation

from imap.library import actions, sandbox
from imap.library.models import PublicationFile
from tests.library import factories as shelve
from tests.library.documents import pdf


@pytest.fixture
def reader(world, cast):
    reader = cast["reader_nga"]
    reader.name = "Amina Bello"
    reader.save()
    return reader


def file_of(world, content: bytes) -> PublicationFile:
    paper = shelve.PublicationFactory(regional_map=world.mtm, access="readers")
    paper.pillars.add(world.irregular)
    return shelve.PublicationFileFactory(publication=paper, content=content)


def copy_for(reader, file) -> bytes:
    with actions.stamped(file=file, reader=reader) as copy:
        return copy.read()


def seen(content: bytes, page: int = 0, part: str = "foot") -> str:
    """The words in the lowest eighth of a page as a reader sees it, or in all of it."""
    document = pypdfium2.PdfDocument(content)
    shown = document[page]
    width, height = shown.get_size()
    words = shown.get_textpage()
    west, south, east, north = shown.get_cropbox()
    turn = shown.get_rotation()
    share = 8 if part == "foot" else 1
    boxes = {
        0: (west, south, east, south + (north - south) / share),
        90: (east - (east - west) / share, south, east, north),
        180: (west, north - (north - south) / share, east, north),
        270: (west, south, west + (east - west) / share, north),
    }
    left, bottom, right, top = boxes[turn]
    assert width > 0
    assert height > 0
    return words.get_text_bounded(left=left, bottom=bottom, right=right, top=top)


def mixed(document: pikepdf.Pdf) -> None:
    """Five pages: as they are, turned three ways, and cropped."""
    for at, turn in ((1, 90), (2, 180), (3, 270)):
        document.pages[at].Rotate = turn
    document.pages[4].CropBox = pikepdf.Array([20, 120, 260, 380])


def test_each_page_bears_name_address_and_day(world, reader):
    made = copy_for(reader, file_of(world, pdf("one", "two", "three", "four", "five", change=mixed)))
    for page in range(5):
        foot = seen(made, page)
        assert "Amina Bello" in foot, page
        assert "reader.nga@example.org" in foot, page
        assert str(date.today().year) in foot, page
        assert ("one", "two", "three", "four", "five")[page] in seen(made, page, "all")


@pytest.mark.parametrize("size", [(120, 160), (595, 842), (842, 595), (2384, 3370), (3000, 200)])
def test_pages_of_any_size_bear_it_readably(size, world, reader):
    made = copy_for(reader, file_of(world, pdf("words", size=size)))
    assert "Amina Bello" in seen(made)


@pytest.mark.parametrize(
    "drawn", [b"0.05 0 0 0.05 0 0 cm q 0.05 0 0 0.05 0 0 cm q (one q) pop", b"Q Q Q .1 0 0 .1 0 0 cm", b"q 9 9 1 1 re W n q[]0 d"]
)  # fmt: skip
def test_a_page_that_leaves_the_pen_as_it_was_bears_it_as_large(drawn, world, reader):
    def unbalanced(document: pikepdf.Pdf) -> None:
        document.pages[0].Contents = document.make_stream(drawn)

    page = pypdfium2.PdfDocument(copy_for(reader, file_of(world, pdf("words", change=unbalanced))))[0]
    words = page.get_textpage()
    _left, bottom, _right, top = words.get_charbox(words.get_text_range().index("Amina"))
    assert top - bottom > 2


def test_a_page_turned_by_no_quarter_bears_it(world, reader):
    """Viewers show it as it is."""

    def odd(document: pikepdf.Pdf) -> None:
        document.pages[0].Rotate = 45

    made = copy_for(reader, file_of(world, pdf("words", change=odd)))
    assert "Amina Bello" in pypdfium2.PdfDocument(made)[0].get_textpage().get_text_bounded(0, 0, 300, 60)


def test_a_rotation_that_stands_with_all_pages_counts(world, reader):
    def turned(document: pikepdf.Pdf) -> None:
        document.Root.Pages.Rotate = 90

    assert "Amina Bello" in seen(copy_for(reader, file_of(world, pdf("words", change=turned))))


def test_a_crop_box_beyond_the_sheet_does_not_take_the_stamp_along(world, reader):
    def beyond(document: pikepdf.Pdf) -> None:
        document.pages[0].CropBox = pikepdf.Array([-500, -500, 900, 900])

    made = copy_for(reader, file_of(world, pdf("words", change=beyond)))
    assert "Amina Bello" in pypdfium2.PdfDocument(made)[0].get_textpage().get_text_bounded(0, 0, 300, 60)


def test_an_arabic_name_is_shaped_and_stands_right(world, reader):
    """Read back, the letters are the name again; PDFium turns an address about within a line that runs to the left."""
    reader.name = "فاطمة الزهراء"
    reader.save()
    with translation.override("ar"):
        foot = seen(copy_for(reader, file_of(world, pdf("words"))))
    assert "فاطمة الزهراء" in foot
    assert {"reader", "nga", "example", "org"} <= set(re.findall("[a-z]+", foot))
    assert str(date.today().year) in foot


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_a_long_name_pushes_neither_address_nor_day_off_the_page(language, world, reader):
    reader.name, reader.email = "Maximiliana Wilhelmina " * 6, f"{'m' * 60}@{'www.' * 20}example.org"
    with translation.override(language):
        page = pypdfium2.PdfDocument(copy_for(reader, file_of(world, pdf("words"))))[0]
    words = page.get_textpage()
    text = words.get_text_range()
    edges = [
        words.get_charbox(at) for word in ("Maximiliana", str(date.today().year)) for at in [text.index(word)]
    ]
    assert "www.www" in text
    assert all(left >= 0 and right <= 300 for left, _bottom, right, _top in edges)


def test_markup_in_a_name_is_text(world, reader):
    reader.name = "<b>Amina</b> & Co"
    reader.save()
    assert "<b>Amina</b> & Co" in seen(copy_for(reader, file_of(world, pdf("words"))))


def test_a_hundred_pages_share_one_stamp(world, reader):
    content = pdf(*["words"] * 100)
    made = copy_for(reader, file_of(world, content))
    with pikepdf.open(io.BytesIO(made)) as document:
        forms = [
            each
            for each in document.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Form"
        ]
        assert len(document.pages) == 100
    assert len(forms) == 1


def test_a_seal_that_could_only_fail_is_taken_off(world, reader):
    def signed(document: pikepdf.Pdf) -> None:
        value = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Sig, Contents=b"seal"))
        field = document.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="Signature", V=value))
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]), SigFlags=3)

    content = pdf("words", change=signed)
    made = copy_for(reader, file_of(world, content))
    with pikepdf.open(io.BytesIO(made)) as document:
        assert int(document.Root.AcroForm.SigFlags) == 0
        assert all("/V" not in field for field in document.Root.AcroForm.Fields)
    assert "Amina Bello" in seen(made)


def test_the_file_itself_stays_as_it_was_and_no_copy_is_kept(world, reader, settings):
    from pathlib import Path

    content = pdf("words")
    file = file_of(world, content)
    first, second = copy_for(reader, file), copy_for(reader, file)
    assert first != content
    assert seen(first) == seen(second)
    assert file.file.open().read() == content
    assert len([each for each in Path(settings.MEDIA_ROOT).rglob("*") if each.is_file()]) == 1


def test_what_cannot_be_stamped_is_not_sent(client_of, world, reader, monkeypatch):
    from accounts.models import Reading
    from imap.library.models import DownloadCount

    file = file_of(world, pdf("marmalade"))
    monkeypatch.setattr(sandbox, "run", lambda *args: {"failed": "time"})
    answer = client_of("reader_nga").get(file.get_absolute_url())
    assert answer.status_code == 503
    assert "could not be marked now. Nothing was sent." in answer.content.decode()
    assert not Reading.objects.exists()
    assert not DownloadCount.objects.exists()


def test_an_encrypted_file_that_came_in_some_other_way_is_not_sent_either(client_of, world, reader):
    content = pdf("words", encryption=pikepdf.Encryption(owner="a", user="b"))
    assert client_of("reader_nga").get(file_of(world, content).get_absolute_url()).status_code == 503


def test_the_download_is_a_stamped_copy_by_name_and_stands_in_the_log(client_of, world, reader):
    from accounts.models import Reading

    content = pdf("words")
    file = file_of(world, content)
    PublicationFile.objects.update(name="ورقة مقيدة.pdf")
    answer = client_of("reader_nga").get(file.get_absolute_url(), headers={"Range": "bytes=0-10"})
    made = answer.getvalue()
    assert answer.status_code == 200
    assert made.startswith(b"%PDF-")
    assert "Amina Bello" in seen(made)
    assert "private, no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    row = Reading.objects.get()
    assert (row.user, row.door, row.regional_map, row.language) == (reader, "file", world.mtm, "en")


def test_a_look_at_the_head_makes_no_copy_and_no_line(client_of, world, reader, monkeypatch):
    from accounts.models import Reading

    file = file_of(world, pdf("words"))
    monkeypatch.setattr(sandbox, "run", lambda *args: pytest.fail("a copy was made"))
    answer = client_of("reader_nga").head(file.get_absolute_url())
    assert (answer.status_code, answer.content) == (200, b"")
    assert not Reading.objects.exists()
