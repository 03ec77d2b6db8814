"""A file that was sent in: what it is, before anything of it is kept. Its size is looked at first, and it is never read whole."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from imap.core.translation import listed
from imap.library import sandbox
from imap.library.types import TYPES, ending_of
from imap.library.words import REFUSALS

MILLION_POINTS = 80


@dataclass(frozen=True)
class Checked:
    """What is known of a file that may be kept."""

    name: str
    content_type: str
    size: int
    pages: int | None
    checksum: str

    @property
    def values(self) -> dict[str, Any]:
        return {
            "name": self.name, "content_type": self.content_type, "size": self.size, "pages": self.pages,
            "checksum": self.checksum,
        }  # fmt: skip


def checked(upload: File) -> Checked:
    """Raises `ValidationError`, with the reason in the language of the page."""
    name = plain_name(str(upload.name or ""))
    ending = ending_of(name)
    size = int(upload.size or 0)
    must_be_of_a_known_type(ending)
    must_have_a_size(name, size)
    with on_disk(upload) as path, sandbox.folder() as place:
        answer = sandbox.run("look", path, ending, place)
        digest = checksum_of(path)
    if code := refusal_in(answer):
        raise ValidationError(
            REFUSALS[code] % {"name": name[:80], "type": ending.upper(), "points": MILLION_POINTS}, code=code
        )
    return Checked(name[-200:], TYPES[ending], size, answer["pages"], digest)


def plain_name(said: str) -> str:
    """No folders, and no letters that cannot be seen: some turn a name round, so that it seems to end otherwise."""
    last = said.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable()).strip()


def refusal_in(answer: dict[str, Any]) -> str:
    """What could not be checked to its end is not taken."""
    failed = {"time": "too_complex", "memory": "too_complex", "crash": "corrupt"}
    return str(answer.get("refused") or failed.get(str(answer.get("failed", "")), ""))


def must_be_of_a_known_type(ending: str) -> None:
    if ending not in TYPES:
        types = listed(sorted(each.upper() for each in TYPES))
        raise ValidationError(
            _("Files of this type are not taken. Send one of: %(types)s.") % {"types": types}, code="type"
        )


def must_have_a_size(name: str, size: int) -> None:
    if not size:
        raise ValidationError(_("“%(name)s” is empty.") % {"name": name[:80]}, code="empty")
    if size > settings.LIBRARY_MAX_BYTES:
        limit = settings.LIBRARY_MAX_BYTES // (1024 * 1024)
        raise ValidationError(
            _("“%(name)s” is larger than %(limit)d MB. Make it smaller, or split it.")
            % {"name": name[:80], "limit": limit},
            code="large",
        )


@contextmanager
def on_disk(upload: File) -> Iterator[Path]:
    """A large upload lies on the disk already; a small one is written there for as long as it is looked at."""
    if hasattr(upload, "temporary_file_path"):
        yield Path(upload.temporary_file_path())
        return
    with sandbox.folder() as place:
        path = place / "upload"
        with path.open("wb") as copy:
            for piece in upload.chunks():
                copy.write(piece)
        upload.seek(0)
        yield path


def checksum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
