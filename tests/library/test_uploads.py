"""What is sent in: taken, refused with the reason, or kept without text."""

import io
import re
import struct
import zipfile
import zlib

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image

from imap.library import sandbox
from imap.library.uploads import checked
from imap.library.words import REFUSALS
from tests.library.documents import docx, hidden_script, pdf, with_attachment, with_open_action

MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
REMOTE = (
    '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
    'Target="http://example.org/evil.dotm" TargetMode="External"/></Relationships>'
)


def picture(form: str = "PNG", size=(60, 90)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "white").save(out, form)
    return out.getvalue()


def huge_picture() -> bytes:
    """A head that says 60,000 by 60,000, and hardly a byte behind it."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


def relationship(kind: str, mode: str = "External", **more) -> str:
    """As other programs write it: a prefix, single quotes, the attributes in another order."""
    return (
        "<r:Relationships xmlns:r='http://schemas.openxmlformats.org/package/2006/relationships'><r:Relationship TargetMode='"
        f"{mode}' Target='http://example.org/a' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}'"
        " Id='r1'/></r:Relationships>"
    )


def with_relationship(content: str | bytes) -> bytes:
    return docx("words", word___rels__document_DOT_xml_DOT_rels=content)


def field(words: str) -> str:
    """Cut into runs, as Word does."""
    runs = "".join(f"<w:instrText>{piece}</w:instrText>" for piece in (words[:3], words[3:]))
    return f'</w:t><w:fldChar w:fldCharType="begin"/>{runs}<w:fldChar w:fldCharType="end"/><w:t>'


def link_in_pdf(**action):
    def change(document: pikepdf.Pdf) -> None:
        link = pikepdf.Dictionary(
            Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=pikepdf.Dictionary(**action)
        )
        document.pages[0].Annots = pikepdf.Array([document.make_indirect(link)])

    return pdf(change=change)


def calls_out_when_turned_to() -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        asks = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://a.example/")
        document.pages[0].AA = pikepdf.Dictionary(O=document.make_indirect(asks))

    return pdf(change=change)


def encrypted(owner: str, user: str) -> bytes:
    return pdf("words", encryption=pikepdf.Encryption(owner=owner, user=user))


def bomb() -> bytes:
    return docx("words", word__media__big_DOT_bin=b"\0" * (60 * 1024 * 1024))


def twice_named() -> bytes:
    out = io.BytesIO(docx("words"))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as packed:
        packed.writestr("word/document.xml", "<other/>")
    return out.getvalue()


def polyglot() -> bytes:
    return pdf("words") + docx("words")


def locked_part() -> bytes:
    """The flag that says of a part that it needs a password."""
    made = bytearray(docx("words"))
    at = made.index(b"PK\x01\x02")
    made[at + 8] |= 1
    return bytes(made)


REFUSED = {
    "encrypted: a password to open": ("a.pdf", lambda: encrypted("owner", "user"), "encrypted"),
    "encrypted: a password to change": ("a.pdf", lambda: encrypted("owner", ""), "encrypted"),
    "corrupt pdf": ("a.pdf", lambda: pdf("words")[:200], "corrupt"),
    "only the head of a pdf": ("a.pdf", lambda: b"%PDF-1.7\n", "corrupt"),
    "a pdf further down": ("a.pdf", lambda: b"MZ" + pdf("words"), "other"),
    "script that runs": ("a.pdf", lambda: pdf(change=with_open_action(S=pikepdf.Name.JavaScript, JS="app.alert(1)")), "script"),
    "script out of the way": ("a.pdf", lambda: pdf(change=hidden_script), "script"),
    "launch": ("a.pdf", lambda: pdf(change=with_open_action(S=pikepdf.Name.Launch, F="cmd.exe")), "launch"),
    "submit": ("a.pdf", lambda: pdf(change=with_open_action(S=pikepdf.Name.SubmitForm, F="http://a.example")), "launch"),
    "calls out when it is opened": ("a.pdf", lambda: pdf(change=with_open_action(S=pikepdf.Name.URI, URI="http://a.example/")), "launch"),
    "calls out when a page is turned to": ("a.pdf", calls_out_when_turned_to, "launch"),
    "a link that is a script": ("a.pdf", lambda: link_in_pdf(S=pikepdf.Name.URI, URI="JavaScript:alert(1)"), "script"),
    "a link to a server of the network": ("a.pdf", lambda: link_in_pdf(S=pikepdf.Name.URI, URI="file://host/share/a.exe"), "launch"),
    "a link to a share of a network": ("a.pdf", lambda: link_in_pdf(S=pikepdf.Name.GoToR, F=r"\\\\host\\share\\a.pdf"), "launch"),
    "a film": ("a.pdf", lambda: link_in_pdf(S=pikepdf.Name.Rendition), "embedded"),
    "attached file": ("a.pdf", lambda: pdf(change=with_attachment), "embedded"),
    "pdf and zip in one": ("a.pdf", polyglot, "two_in_one"),
    "docx named pdf": ("a.pdf", lambda: docx("words"), "other"),
    "pdf named docx": ("a.docx", lambda: pdf("words"), "other"),
    "docx named xlsx": ("a.xlsx", lambda: docx("words"), "other"),
    "docm named docx": ("a.docx", lambda: docx("words", kind=MACRO_MAIN), "macros"),
    "macros in a docx": ("a.docx", lambda: docx("words", word__vbaProject_DOT_bin=b"x"), "macros"),
    "old office or encrypted": ("a.docx", lambda: OLE, "old_office"),
    "object in a docx": ("a.docx", lambda: docx("words", word__embeddings__oleObject1_DOT_bin=OLE), "embedded"),
    "template from elsewhere": ("a.docx", lambda: docx("words", word___rels__settings_DOT_xml_DOT_rels=REMOTE), "remote"),
    "template from elsewhere, written otherwise": ("a.docx", lambda: with_relationship(relationship("attachedTemplate")), "remote"),
    "template from elsewhere, in UTF-16": ("a.docx", lambda: with_relationship(relationship("attachedTemplate").encode("utf-16")), "remote"),
    "macros under another name": ("a.docx", lambda: with_relationship(relationship("vbaProject", "Internal")), "macros"),
    "another document inside": ("a.docx", lambda: with_relationship(relationship("aFChunk", "Internal")), "embedded"),
    "a field that starts a program": ("a.docx", lambda: docx(field(' DDEAUTO cmd "/k calc" ')), "launch"),
    "text that is no XML": ("a.docx", lambda: docx("a & b"), "corrupt"),
    "corrupt docx": ("a.docx", lambda: docx("words" * 500)[:400], "corrupt"),
    "part with a password": ("a.docx", locked_part, "encrypted"),
    "two parts of one name": ("a.docx", twice_named, "two_in_one"),
    "zip bomb": ("a.docx", bomb, "bomb"),
    "no picture": ("a.png", lambda: b"\x89PNG\r\n\x1a\n" + b"x" * 100, "corrupt"),
    "picture and zip in one": ("a.png", lambda: picture() + docx("words"), "two_in_one"),
    "picture of too many points": ("a.png", huge_picture, "image"),
    "empty": ("a.pdf", lambda: b"", "empty"),
    "a program": ("run.exe", lambda: b"MZ", "type"),
    "a docm by name": ("a.docm", lambda: docx("words", kind=MACRO_MAIN), "type"),
    "no ending": ("paper", lambda: pdf("words"), "type"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_the_reason_in_the_readers_language(name):
    filename, made, code = REFUSED[name]
    content = made()
    said = {}
    for language in ("en", "ar", "fr"):
        with translation.override(language), pytest.raises(ValidationError) as refused:
            checked(SimpleUploadedFile(filename, content))
        assert refused.value.code == code
        said[language] = refused.value.messages[0]
    assert len(set(said.values())) == 3
    assert "%(" not in "".join(said.values())


@pytest.mark.parametrize(
    ("name", "content", "pages"),
    [
        ("a.pdf", lambda: pdf("one", "two"), 2),
        ("A.PDF", lambda: pdf("one", object_stream_mode=pikepdf.ObjectStreamMode.generate), 1),
        ("a.docx", lambda: docx("words"), None),
        ("a.png", picture, 1),
        ("a.jpg", lambda: picture("JPEG"), 1),
        ("مذكرة.pdf", lambda: pdf("one"), 1),
        ("chart.docx", lambda: docx("words", word__embeddings__sheet1_DOT_xlsx=b"x"), None),
        ("link.pdf", lambda: link_in_pdf(S=pikepdf.Name.URI, URI="https://a.example/"), 1),
        ("dead.pdf", lambda: link_in_pdf(S=pikepdf.Name.URI, URI="file:///c:/drafts/a.doc"), 1),
        ("link.docx", lambda: with_relationship(relationship("hyperlink")), None),
        ("field.docx", lambda: docx(field(' HYPERLINK "https://a.example/dde" ')), None),
    ],
)
def test_what_is_what_it_says_is_taken(name, content, pages):
    made = content()
    found = checked(SimpleUploadedFile(name, made))
    assert (found.name, found.size, found.pages, len(found.checksum)) == (name, len(made), pages, 64)


@pytest.mark.parametrize("said", ["../../b/a.pdf", "..\\\\a.pdf", "a\u202e.pdf", "\r\na.pdf", "a\x00.pdf"])
def test_a_name_has_no_folders_and_no_letters_that_cannot_be_seen(said):
    upload = SimpleUploadedFile("x.pdf", pdf("one"))
    upload._name = said  # as code may give it; a browser's is cleaned by Django
    assert checked(upload).name == "a.pdf"


def test_half_a_gigabyte_is_refused_without_being_read():
    class Unread(SimpleUploadedFile):
        def read(self, *args):
            raise AssertionError("it was read")

        chunks = __iter__ = open = read

    upload = Unread("a.pdf", b"%PDF-")
    upload.size = 500 * 1024 * 1024
    with pytest.raises(ValidationError) as refused:
        checked(upload)
    assert "larger than 64 MB" in refused.value.messages[0]


def test_a_large_upload_is_looked_at_where_it_lies(tmp_path):
    """Django keeps it on the disk; no copy is made of it, and it is not read whole."""
    from django.core.files.uploadedfile import TemporaryUploadedFile

    class Lying(TemporaryUploadedFile):
        def read(self, *args):
            raise AssertionError("it was read")

    upload = Lying("a.pdf", "application/pdf", 0, None)
    with open(upload.temporary_file_path(), "wb") as file:
        upload.size = file.write(pdf("words"))
    assert checked(upload).pages == 1


@pytest.mark.parametrize(
    ("failed", "code"), [("time", "too_complex"), ("memory", "too_complex"), ("crash", "corrupt")]
)
def test_what_could_not_be_looked_at_to_its_end_is_refused(failed, code, monkeypatch):
    monkeypatch.setattr(sandbox, "run", lambda *args: {"failed": failed})
    with pytest.raises(ValidationError) as refused:
        checked(SimpleUploadedFile("a.pdf", pdf("words")))
    assert refused.value.code == code


def test_every_reason_that_is_answered_has_its_words():
    here = sandbox.APART
    codes = {"too_complex", *(code for path in here.glob("*.py") for code in words_of(path.read_text()))}
    assert codes == set(REFUSALS)


def words_of(source: str) -> set[str]:
    found = re.findall(r'Refused\("(\w+)"\)|: "(script|launch|embedded)"', source)
    return {code for pair in found for code in pair if code}
