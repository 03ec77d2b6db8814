"""A restricted PDF for one reader: name and date at the foot of each page. The copy is made at each asking and kept nowhere."""

import shutil
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.utils import timezone
from django.utils.text import Truncator

from accounts.models import User
from imap.core.translation import direction_of, reading_language
from imap.library import sandbox
from imap.library.models import PublicationFile

LONGEST_NAME, LONGEST_ADDRESS = 60, 120  # letters
FITS = 60  # letters of name and address together on one line


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
    """One line, in the reader's language, or two where a name is long: its end, the day, must not be cut off. A name keeps the direction
    of its own letters."""
    from imap.core.pdf import pdf_of  # heavy, and needed by those alone who make a copy

    language = reading_language()
    name = Truncator(reader.name or reader.email).chars(LONGEST_NAME)
    email = Truncator(reader.email).chars(LONGEST_ADDRESS)
    context = {
        "language": language, "direction": direction_of(language), "name": name, "email": email,
        "day": timezone.localdate(), "is_long": len(name) + len(email) > FITS,
    }  # fmt: skip
    return pdf_of("library/stamp.html", context)
