"""Office documents are packed folders: what is in them is judged by the table of contents, and unpacked a little at a time."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from looking import Refused

MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
MOST_PARTS = 5_000
MOST_BYTES = 400 * 1024 * 1024  # unpacked, all parts together
MOST_TIMES = 200  # larger than packed, beyond a size that is no harm
HARMLESS = 20 * 1024 * 1024
MOST_OF_A_PART = 4 * 1024 * 1024  # of those that are read whole
MACROS = re.compile(r"(vbaProject|vbaData|macrosheets/|\.vbs$)", re.IGNORECASE)
OBJECTS = re.compile(r"(activeX/|embeddings/.*\.(?!xlsx$|docx$|pptx$))", re.IGNORECASE)
# By the last word of a relationship's type.
RUNS = {
    "vbaProject": "macros",
    "wordVbaData": "macros",
    "xlMacrosheet": "macros",
    "xlIntlMacrosheet": "macros",
}
HOLDS = {
    "oleObject": "embedded",
    "aFChunk": "embedded",
    "control": "embedded",
    "activeXControlBinary": "embedded",
}
FROM_ELSEWHERE = {"attachedTemplate", "oleObject", "frame", "subDocument", "aFChunk"}
STARTS = re.compile(r"^\s*DDE(AUTO)?\b", re.IGNORECASE | re.MULTILINE)  # a field that starts a program
STARTING_PARTS = re.compile(
    r"^(word/(document|header\d*|footer\d*|footnotes|endnotes|comments)|xl/externalLinks/[^/]+)\.xml$"
)
MOST_READ = 64 * 1024 * 1024  # of a part whose fields are looked at


def look_into(path: Path, ending: str) -> None:
    """Raises `Refused`."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
            must_be_bounded(parts)
            must_be_the_kind(packed, parts, ending)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        EOFError,
        ValueError,
        zlib.error,
    ) as error:
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
    if any(map(MACROS.search, names)) or any(
        map(is_of_macros, elements_of(part_of(packed, "[Content_Types].xml")))
    ):
        raise Refused("macros")
    if any(map(OBJECTS.search, names)):
        raise Refused("embedded")
    for name in names:
        if name.lower().endswith(".rels"):
            must_stay_inside(part_of(packed, name))
        if STARTING_PARTS.match(name):
            must_start_nothing(packed, name)
    if len(names) != len(set(names)):
        raise Refused("two_in_one")
    packed_well(packed, MAIN[ending])


def elements_of(content: bytes) -> Iterator[dict[str, str]]:
    """The attributes of each element, in whatever encoding and quotes; a part that defines entities is made to confuse."""
    found: list[dict[str, str]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda _name, attributes: found.append(attributes)
    parser.EntityDeclHandler = refuse_entities
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Refused("corrupt") from error
    yield from found


def refuse_entities(*_declared: object) -> None:
    raise Refused("corrupt")


def is_of_macros(attributes: dict[str, str]) -> bool:
    said = attributes.get("ContentType", "")
    return "macroEnabled" in said or "vbaProject" in said


def must_stay_inside(relationships: bytes) -> None:
    for attributes in elements_of(relationships):
        kind = attributes.get("Type", "").rpartition("/")[2]
        if kind in RUNS:
            raise Refused(RUNS[kind])
        if kind in FROM_ELSEWHERE and attributes.get("TargetMode", "").lower() == "external":
            raise Refused("remote")
        if kind in HOLDS:
            raise Refused(HOLDS[kind])


def must_start_nothing(packed: zipfile.ZipFile, name: str) -> None:
    """Fields of a text that start a program, and their like in a table. A field may be cut into pieces, so these are joined."""
    said: list[str] = []
    is_field = False

    def opened(element: str, attributes: dict[str, str]) -> None:
        nonlocal is_field
        local = element.rpartition(":")[2]
        is_field = local == "instrText"
        if local == "ddeLink":
            raise Refused("launch")
        if local == "fldSimple":
            said.extend(f"\n{value}\n" for key, value in attributes.items() if key.endswith("instr"))
        if local in ("p", "fldChar"):
            said.append("\n")

    def words(text: str) -> None:
        if is_field:
            said.append(text)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.CharacterDataHandler = opened, words
    parser.EntityDeclHandler = refuse_entities
    left = MOST_READ
    try:
        with packed.open(name) as part:
            while left > 0 and (piece := part.read(65536)):
                left -= len(piece)
                parser.Parse(piece, False)
    except expat.ExpatError as error:
        raise Refused("corrupt") from error
    if STARTS.search("".join(said)):
        raise Refused("launch")


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
