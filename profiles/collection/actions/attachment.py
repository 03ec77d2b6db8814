"""Files of an answer: limited by type and size, and checked by what is in them."""

import zipfile
from typing import IO, Any

import filetype
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from profiles.collection.actions.answer import began, must_be_writable
from profiles.collection.models import Answer, Attachment, Question, Submission

OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "docx": f"{OFFICE}wordprocessingml.document",
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "csv": "text/csv",
    "txt": "text/plain",
}
INSIDE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
MOST_FILES = 10  # of one answer


def type_of(upload: UploadedFile) -> str:
    """The type that the file's name promises and its content keeps. Raises `ValidationError`."""
    name = str(upload.name or "")
    ending = name.rpartition(".")[2].lower()
    if ending not in TYPES:
        raise ValidationError(
            _("Files of this type are not taken. Send one of: %(types)s.")
            % {"types": ", ".join(sorted(TYPES))}
        )
    if (upload.size or 0) > settings.UPLOAD_MAX_BYTES:
        limit = settings.UPLOAD_MAX_BYTES // (1024 * 1024)
        raise ValidationError(_("The file is larger than %(limit)d MB.") % {"limit": limit})
    if not upload.size or not holds_what_it_says(upload, ending):
        raise ValidationError(
            _("What is in “%(name)s” is no %(type)s file.") % {"name": name[:80], "type": ending}
        )
    return TYPES[ending]


def holds_what_it_says(upload: Any, ending: str) -> bool:
    upload.seek(0)
    head = upload.read(8192)
    upload.seek(0)
    if ending in INSIDE:
        return has_inside(upload, INSIDE[ending])
    if ending in ("csv", "txt"):
        return is_plain_text(upload)
    return getattr(filetype.guess(head), "mime", None) == TYPES[ending]


def has_inside(upload: IO[bytes], name: str) -> bool:
    try:
        with zipfile.ZipFile(upload) as packed:
            names = packed.namelist()
    except zipfile.BadZipFile:
        return False
    finally:
        upload.seek(0)
    return name in names and not any(each.endswith("vbaProject.bin") for each in names)


def is_plain_text(upload: IO[bytes]) -> bool:
    content = upload.read()
    upload.seek(0)
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return b"\x00" not in content


@transaction.atomic
def attach(
    *, submission: Submission, question: Question, entry: int, upload: UploadedFile, by: User
) -> Attachment:
    """Raises `ValidationError` where the file is not what it says, or there are too many."""
    locked = must_be_writable(submission, by)
    content_type = type_of(upload)
    answer, _is_new = Answer.objects.get_or_create(
        submission=locked, question=question, entry=entry, defaults={"updated_by": by}
    )
    if twin := same_file(answer, upload):
        return twin
    if answer.attachments.count() >= MOST_FILES:
        raise ValidationError(_("An answer has at most %(limit)d files.") % {"limit": MOST_FILES})
    began(locked)
    return Attachment.objects.create(
        answer=answer, file=upload, name=str(upload.name)[-200:], content_type=content_type, size=upload.size or 0,
        uploaded_by=by,
    )  # fmt: skip


def same_file(answer: Answer, upload: UploadedFile) -> Attachment | None:
    """The form was sent twice: the file is there already, under its name and with every byte."""
    rows = answer.attachments.filter(name=str(upload.name)[-200:], size=upload.size)
    return next((row for row in rows if is_the_same(row, upload)), None)


def is_the_same(row: Attachment, upload: UploadedFile) -> bool:
    upload.seek(0)
    try:
        with row.file.open("rb") as kept:
            return kept.read() == upload.read()
    except FileNotFoundError:
        return False
    finally:
        upload.seek(0)


@transaction.atomic
def detach(*, attachment: Attachment, by: User) -> None:
    must_be_writable(attachment.answer.submission, by)
    storage, name = attachment.file.storage, attachment.file.name
    attachment.delete()
    transaction.on_commit(lambda: storage.delete(str(name)))
