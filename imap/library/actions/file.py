"""Taking in a file, and reading its text for the search."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.db import DataError, OperationalError, connection, transaction

from imap.core.pagecache import forget_pages
from imap.library import sandbox
from imap.library.models import FilePage, Publication, PublicationFile
from imap.library.types import ending_of
from imap.library.uploads import checked

State = PublicationFile.TextState
INDEXED = (4_000_000, 1_000_000, 250_000)  # characters: what one vector holds depends on the words
VECTOR = """
    UPDATE library_publicationfile AS file SET search = portal_text_vector(file.language, left(
      (SELECT string_agg(page.text, ' ' ORDER BY page.number) FROM library_filepage AS page WHERE page.file_id = file.id), %s))
    WHERE file.id = %s
"""


@transaction.atomic
def add_file(*, publication: Publication, language: str, upload: File) -> PublicationFile:
    """Raises `ValidationError` where the file is not taken. Its text is read after the commit."""
    found = checked(upload)
    row = PublicationFile.objects.create(
        publication=publication, language=language, file=File(upload.file, name=found.name), **found.values
    )
    take_in(file=row)
    return row


@transaction.atomic
def take_in(*, file: PublicationFile, instead_of: PublicationFile | None = None) -> None:
    """A file was saved, perhaps in the place of another: nothing of that one is found or shown any more."""
    if instead_of:
        for kept in (instead_of.file, instead_of.cover):
            if kept.name and kept.name != file.file.name:
                delete_once_committed(kept.storage, str(kept.name))
    file.texts.all().delete()
    PublicationFile.objects.filter(pk=file.pk).update(
        cover="", search=None, text_state=State.WAITING, text_note=""
    )
    read_once_committed(file.pk)
    forget_pages()


def read_once_committed(pk: int) -> None:
    """By a worker. While the broker is away the file waits: beat looks for what was left (`read_waiting`)."""
    from imap.library.tasks import read_file_text

    def read() -> None:
        read_file_text.delay(pk)

    transaction.on_commit(read, robust=True)


@transaction.atomic
def read_again(*, files: Iterable[PublicationFile]) -> int:
    """Answers how many wait now."""
    keys = [row.pk for row in files]
    PublicationFile.objects.filter(pk__in=keys).update(text_state=State.WAITING, text_note="")
    for pk in keys:
        read_once_committed(pk)
    return len(keys)


def read_file(pk: int) -> str:
    """Text and cover of a file, made anew; twice comes to the same. Answers the state that it is in then.

    Whatever happens to the reader, the file stays: without text, and with a note that says why.
    """
    row = PublicationFile.objects.filter(pk=pk).first()
    if row is None:
        return ""
    ending = ending_of(row.name)
    with sandbox.folder() as place:
        answer = {"failed": "gone"}
        if row.file.storage.exists(str(row.file.name)):
            answer = sandbox.run("read", Path(row.file.path), ending, place)
        cover = place / "cover.webp"
        return keep(row, answer, cover.read_bytes() if cover.exists() else b"")


@transaction.atomic
def keep(row: PublicationFile, answer: dict[str, Any], cover: bytes) -> str:
    """Nothing, where the file was replaced or went while it was read."""
    locked = PublicationFile.objects.select_for_update().filter(pk=row.pk, checksum=row.checksum).first()
    if locked is None:
        return ""
    texts = [text.replace("\x00", "") for text in answer.get("texts", [])]
    keep_texts(locked, texts)
    keep_cover(locked, cover)
    locked.text_state = State.READ if any(texts) else State.WITHOUT
    locked.text_note = answer.get("failed") or answer.get("note", "")
    locked.save(update_fields=["text_state", "text_note", "cover"])
    forget_pages()
    return locked.text_state


def keep_texts(row: PublicationFile, texts: list[str]) -> None:
    row.texts.all().delete()
    FilePage.objects.bulk_create(
        FilePage(file=row, number=number, language=row.language, text=text)
        for number, text in enumerate(texts, 1)
        if text
    )
    PublicationFile.objects.filter(pk=row.pk).update(search=None)
    for characters in INDEXED if any(texts) else ():
        if is_indexed(row.pk, characters):
            return


def is_indexed(pk: int, characters: int) -> bool:
    """False where so many words are more than a vector holds."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(VECTOR, [characters, pk])
    except (DataError, OperationalError):
        return False
    return True


def keep_cover(row: PublicationFile, cover: bytes) -> None:
    """The one before leaves the disk; its name told nothing and is not used again."""
    before = str(row.cover.name or "")
    row.cover.name = ""
    if cover:
        row.cover.save(f"library/covers/{uuid4().hex}.webp", ContentFile(cover), save=False)
    if before:
        delete_once_committed(row.cover.storage, before)


def delete_once_committed(storage: Storage, name: str) -> None:
    transaction.on_commit(lambda: storage.delete(name))
