"""Office documents are packed folders: what is in them is judged by the table of contents, and unpacked a little at a time."""

import re
import zipfile
from pathlib import Path

from looking import Refused

MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
MOST_PARTS = 5_000
MOST_BYTES = 400 * 1024 * 1024  # unpacked, all parts together
MOST_TIMES = 200  # larger than packed, beyond a size that is no harm
HARMLESS = 20 * 1024 * 1024
MOST_OF_A_PART = 4 * 1024 * 1024  # of those that are read whole
MACROS = re.compile(r"(vbaProject|vbaData|macrosheets/|\.vbs$)", re.IGNORECASE)
OBJECTS = re.compile(r"(activeX/|embeddings/.*\.(?!xlsx$|docx$|pptx$))", re.IGNORECASE)
FROM_ELSEWHERE = re.compile(rb"<Relationship\b[^>]*/(attachedTemplate|oleObject|frame|subDocument)\"[^>]*>")


def look_into(path: Path, ending: str) -> None:
    """Raises `Refused`."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
            must_be_bounded(parts)
            must_be_the_kind(packed, parts, ending)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, ValueError) as error:
        raise Refused("corrupt") from error


def must_be_bounded(parts: list[zipfile.ZipInfo]) -> None:
    size, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or size > MOST_BYTES:
        raise Refused("bomb")
    if size > HARMLESS and size > MOST_TIMES * max(packed, 1):
        raise Refused("bomb")


def must_be_the_kind(packed: zipfile.ZipFile, parts: list[zipfile.ZipInfo], ending: str) -> None:
    names = [part.filename for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("encrypted")
    if MAIN[ending] not in names or "[Content_Types].xml" not in names:
        raise Refused("other")
    if any(map(MACROS.search, names)) or b"macroEnabled" in part_of(packed, "[Content_Types].xml"):
        raise Refused("macros")
    if any(map(OBJECTS.search, names)):
        raise Refused("embedded")
    for name in names:
        if name.endswith(".rels"):
            must_stay_inside(part_of(packed, name))
    if len(names) != len(set(names)):
        raise Refused("two_in_one")
    packed_well(packed, MAIN[ending])


def must_stay_inside(relationships: bytes) -> None:
    for match in FROM_ELSEWHERE.finditer(relationships):
        if b'TargetMode="External"' in match[0]:
            raise Refused("remote")


def part_of(packed: zipfile.ZipFile, name: str) -> bytes:
    """No more of it than a table of contents needs, whatever its head says of its size."""
    with packed.open(name) as part:
        content = part.read(MOST_OF_A_PART + 1)
    if len(content) > MOST_OF_A_PART:
        raise Refused("too_complex")
    return content


def packed_well(packed: zipfile.ZipFile, name: str) -> None:
    """The main part can be unpacked, and is no larger than its head says."""
    left = packed.getinfo(name).file_size + 1
    with packed.open(name) as part:
        while left > 0 and (piece := part.read(min(left, 1024 * 1024))):
            left -= len(piece)
