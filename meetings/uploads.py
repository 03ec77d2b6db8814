"""A paper that was sent in: taken only if it is what its name says, and refused with the reason."""

import zipfile
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from imap.core.translation import listed
from imap.library.types import OFFICE, ending_of
from imap.library.types import TYPES as OPENED
from imap.library.uploads import checked, must_have_a_size
from imap.library.words import REFUSALS
from profiles.collection.actions.attachment import type_of

OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # what a password makes of a new file, too
SLIDES = "ppt/presentation.xml"


def slides(upload: UploadedFile) -> str:
    """A presentation is not opened: it is a package with slides in it, and no macros."""
    must_have_a_size(str(upload.name), int(upload.size or 0))
    said = {"name": str(upload.name)[:80], "type": "PPTX"}
    try:
        is_old = upload.read(len(OLD_OFFICE)) == OLD_OFFICE
        with zipfile.ZipFile(upload) as packed:
            names = packed.namelist()
    except zipfile.BadZipFile as error:
        raise ValidationError(REFUSALS["old_office" if is_old else "other"] % said) from error
    finally:
        upload.seek(0)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ValidationError(REFUSALS["macros"] % said)
    if SLIDES not in names:
        raise ValidationError(REFUSALS["other"] % said)
    return f"{OFFICE}presentationml.presentation"


OTHERS: dict[str, Callable[[UploadedFile], str]] = {"pptx": slides, "csv": type_of, "txt": type_of}


def type_of_paper(upload: UploadedFile) -> str:
    """Raises `ValidationError`. What the library takes is looked at as it looks at it; then slides, tables and plain text."""
    ending = ending_of(str(upload.name or ""))
    if ending in OPENED:
        return checked(upload).content_type
    if ending in OTHERS:
        return OTHERS[ending](upload)
    types = listed(sorted(each.upper() for each in (*OPENED, *OTHERS)))
    raise ValidationError(_("Files of this type are not taken. Send one of: %(types)s.") % {"types": types})
