"""Whether a file is what its ending says, and holds nothing that runs. Answers `{"pages": …}` or `{"refused": code}`.

The codes are the keys of `imap.library.words.REFUSALS`.
"""

import zipfile
from pathlib import Path
from typing import Any

HEADS = {
    "pdf": b"%PDF-",
    "docx": b"PK\x03\x04",
    "xlsx": b"PK\x03\x04",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
}
OLD_OFFICE = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the old format, and what an encrypted document is wrapped in
)


class Refused(Exception):
    """Its argument is a key of `REFUSALS`."""


def look(path: Path, ending: str) -> dict[str, Any]:
    try:
        must_begin_right(path, ending)
        return {"pages": pages_of(path, ending)}
    except Refused as reason:
        return {"refused": str(reason)}


def must_begin_right(path: Path, ending: str) -> None:
    """From its first byte: a PDF may stand further down in a file of another kind. And it is nothing else besides."""
    with path.open("rb") as file:
        head = file.read(8)
    if ending in ("docx", "xlsx") and head == OLD_OFFICE:
        raise Refused("old_office")
    if not head.startswith(HEADS[ending]):
        raise Refused("other")
    if ending not in ("docx", "xlsx") and zipfile.is_zipfile(path):
        raise Refused("two_in_one")


def pages_of(path: Path, ending: str) -> int | None:
    if ending == "pdf":
        from pdfs import look_into

        return look_into(path)
    if ending in ("docx", "xlsx"):
        from packed import look_into as look_into_office

        look_into_office(path, ending)
        return None
    from pictures import look_at

    look_at(path)
    return 1
