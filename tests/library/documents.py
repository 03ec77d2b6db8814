"""Documents for tests: made here, each with what it is to be refused for."""

import io
import zipfile

import pikepdf

CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="{}"/></Types>'
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(*pages: str, size=(300, 400), change=None, **save) -> bytes:
    """A page for each text, in Helvetica; `change(document)` before it is saved."""
    document = pikepdf.new()
    for words in pages or ("words",):
        page = document.add_blank_page(page_size=size)
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = document.make_stream(
            f"BT /F1 14 Tf 30 {size[1] // 2} Td ({words}) Tj ET".encode("latin-1")
        )
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out, **save)
    return out.getvalue()


def docx(*paragraphs: str, kind: str = MAIN, compressed=zipfile.ZIP_DEFLATED, **parts: bytes | str) -> bytes:
    """`parts` are further members, `__` standing for a slash and `_DOT_` for a point."""
    body = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compressed) as packed:
        packed.writestr("[Content_Types].xml", CONTENT_TYPES.format(kind))
        packed.writestr(
            "word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
        )
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_DOT_", "."), content)
    return out.getvalue()


def with_open_action(**action):
    def change(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = pikepdf.Dictionary(**action)

    return change


def with_attachment(document: pikepdf.Pdf) -> None:
    document.attachments["hidden.exe"] = b"MZ"


def hidden_script(document: pikepdf.Pdf) -> None:
    """In no page's way: only a walk over all objects finds it."""
    document.Root.PieceInfo = pikepdf.Array(
        [pikepdf.Dictionary(A=pikepdf.Dictionary(S=pikepdf.Name.JavaScript))]
    )
