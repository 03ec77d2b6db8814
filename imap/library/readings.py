"""What the reading log is told of restricted files that leave the portal. Public ones leave no line."""

from collections.abc import Iterable
from typing import Any

from accounts.access import Reader
from accounts.actions import reading_of, record_glimpses, record_reading
from imap.library.models import PublicationFile


def note_file(file: PublicationFile, *, by: Reader) -> None:
    """A whole file was sent."""
    if file.publication.is_restricted:
        record_reading(**what(file), by=by, door="file")


def note_excerpts(files: Iterable[PublicationFile], *, by: Reader, door: str) -> None:
    """Some words of each were shown."""
    restricted = [file for file in files if file.publication.is_restricted]
    by_language: dict[str, list[PublicationFile]] = {}
    for file in restricted:
        by_language.setdefault(language_of(file), []).append(file)
    for rows in by_language.values():
        record_glimpses([reading_of(**what(each), by=by, door=door) for each in rows])


def what(file: PublicationFile) -> dict[str, Any]:
    return {
        "regional_map": file.publication.regional_map,
        "item": file,
        "title": str(file.publication),
        "edition": file.name[:60],
        "language": language_of(file),
    }


def language_of(file: PublicationFile) -> str:
    """The log has two letters."""
    return file.language[:2]
