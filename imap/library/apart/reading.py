"""The text of a file, a page at a time, and its cover. Answers `{"texts": […], "note": code}`; notes are those of `TEXT_NOTES`."""

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.parsers import expat

MOST_PAGES = 2_000
MOST_CHARACTERS = 4_000_000
A_STRETCH = 3_000  # characters, where a format knows no pages
MOST_OF_A_PAGE = 100_000
MOST_BYTES = 64 * 1024 * 1024  # of a document's main part, unpacked
ARABIC = re.compile("[\u0600-\u06ff]")
PARAGRAPH, TEXT, GAPS = "p", "t", ("tab", "br", "cr")


def read(path: Path, ending: str, folder: Path) -> dict[str, Any]:
    cover = folder / "cover.webp"
    if ending == "pdf":
        return answer(pages_of_pdf(path, cover))
    if ending == "docx":
        return answer(stretches_of_docx(path))
    if ending in ("png", "jpg", "jpeg"):
        cover_of_picture(path, cover)
    return {"texts": [], "note": "no_reader"}


def answer(pages: Iterator[str]) -> dict[str, Any]:
    texts: list[str] = []
    total = 0
    for page in pages:
        if len(texts) >= MOST_PAGES or total >= MOST_CHARACTERS:
            return {"texts": texts, "note": "partly"}
        texts.append(tidy(page)[:MOST_OF_A_PAGE])
        total += len(texts[-1])
    return {"texts": texts, "note": "" if any(texts) else "no_text"}


def tidy(text: str) -> str:
    """Letters as they are typed (Arabic in a PDF often comes in its shaped forms), words joined over lines, no control characters."""
    plain = unicodedata.normalize(
        "NFKC", text.replace("\u00ad", "").replace("\ufffe\r\n", "").replace("\ufffe", "")
    )
    return " ".join("".join(each if each.isprintable() else " " for each in plain).split())


def pages_of_pdf(path: Path, cover: Path) -> Iterator[str]:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document):
            if not number:
                cover_of_page(page, cover)
            words = page.get_textpage()
            yield in_order(words, words.get_text_range())
            words.close()
            page.close()


def in_order(page: Any, text: str) -> str:
    """Several letters in one glyph, as lam and alef are, come out in the wrong order from a line that runs to the left: `الأمن` becomes
    `األمن`. Letters that stand at one and the same point are of one glyph, and are turned round."""
    if not ARABIC.search(text):
        return text
    found: list[str] = []
    glyph: list[str] = []
    before: tuple[float, float] | None = None
    for letter, point in letters_of(page):
        if glyph and point != before:
            found += reversed(glyph)
            glyph = []
        (glyph if point else found).append(letter)
        before = point
    return "".join([*found, *reversed(glyph)])


def letters_of(page: Any) -> Iterator[tuple[str, tuple[float, float] | None]]:
    """Each character, and for Arabic letters the point that their glyph is set at."""
    from ctypes import byref, c_double

    import pypdfium2.raw as pdfium

    x, y = c_double(), c_double()
    for at in range(page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(page, at)
        letter = chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else " "
        if (
            ARABIC.match(letter)
            and letter.isalpha()
            and pdfium.FPDFText_GetCharOrigin(page, at, byref(x), byref(y))
        ):
            yield letter, (x.value, y.value)
        else:
            yield letter, None


def cover_of_page(page: Any, cover: Path) -> None:
    from pictures import HEIGHT, WIDTH, cover_from

    width, height = page.get_size()
    if width > 0 and height > 0:
        scale = min(2 * WIDTH / width, 2 * HEIGHT / height)
        cover_from(page.render(scale=scale, may_draw_forms=False).to_pil(), cover)


def cover_of_picture(path: Path, cover: Path) -> None:
    from pictures import HEIGHT, WIDTH, cover_from
    from PIL import Image

    with Image.open(path, formats=["PNG", "JPEG"]) as picture:
        picture.draft("RGB", (2 * WIDTH, 2 * HEIGHT))
        cover_from(picture, cover)


def stretches_of_docx(path: Path) -> Iterator[str]:
    """Paragraphs of the main part, gathered to stretches. The parser resolves no entity and knows no other file."""
    with zipfile.ZipFile(path) as packed, packed.open("word/document.xml") as part:
        words: list[str] = []
        size = 0
        for paragraph in paragraphs_of(part):
            words.append(paragraph)
            size += len(paragraph)
            if size >= A_STRETCH:
                yield " ".join(words)
                words, size = [], 0
        yield " ".join(words)


def paragraphs_of(part: Any) -> Iterator[str]:
    found: list[str] = []
    current: list[str] = []
    is_text = False

    def start(name: str, _attributes: object) -> None:
        nonlocal is_text
        local = name.rpartition(":")[2]
        is_text = local == TEXT
        if local in GAPS:
            current.append(" ")

    def end(name: str) -> None:
        nonlocal is_text
        is_text = False
        if name.rpartition(":")[2] == PARAGRAPH:
            found.append("".join(current))
            current.clear()

    def data(text: str) -> None:
        if is_text:
            current.append(text)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, data
    parser.EntityDeclHandler = refuse_entities
    left = MOST_BYTES
    while left > 0 and (piece := part.read(min(65536, left))):
        left -= len(piece)
        parser.Parse(piece, False)
        yield from found
        found.clear()
    yield "".join(current)


def refuse_entities(*_declared: object) -> None:
    raise ValueError("a document declares no entities")
