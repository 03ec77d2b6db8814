"""A restricted PDF for one reader: name and date at the foot of each page. The copy is made at each asking and kept nowhere."""

import shutil
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.utils import timezone

from accounts.models import User
from imap.core.translation import direction_of, reading_language
from imap.library import sandbox
from imap.library.models import PublicationFile


class CannotBeStamped(Exception):
    """Then nothing is sent: no restricted page leaves without its reader's name."""


def stamped(*, file: PublicationFile, reader: User) -> IO[bytes]:
    """An open file that is gone once it is closed. Raises `CannotBeStamped`."""
    with ExitStack() as stack:
        place = stack.enter_context(sandbox.folder())
        (place / "stamp.pdf").write_bytes(stamp_for(reader))
        answer = sandbox.run("stamp", Path(file.file.path), "pdf", place)
        if "failed" in answer:
            raise CannotBeStamped(answer["failed"])
        copy = TemporaryFile()  # noqa: SIM115  (whoever sends it closes it)
        with (place / "stamped.pdf").open("rb") as made:
            shutil.copyfileobj(made, copy)
    copy.seek(0)
    return copy


def stamp_for(reader: User) -> bytes:
    """One line, in the reader's language; a name keeps the direction of its own letters."""
    from imap.core.pdf import pdf_of  # heavy, and needed by those alone who make a copy

    language = reading_language()
    context = {
        "language": language, "direction": direction_of(language), "name": reader.name or reader.email,
        "email": reader.email, "day": timezone.localdate(),
    }  # fmt: skip
    return pdf_of("library/stamp.html", context)
