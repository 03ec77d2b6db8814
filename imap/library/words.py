"""What people are told of a file: why it is not taken, and why it is kept without its text."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# By the code that `apart` answers with; “%(name)s” and “%(type)s” are filled in.
REFUSALS: dict[str, str | Promise] = {
    "other": _("What is in “%(name)s” is no %(type)s file. Give it its right ending, or save it anew as %(type)s."),
    "corrupt": _("“%(name)s” is damaged and cannot be opened. Save it anew from the program that it was made with."),
    "encrypted": _("“%(name)s” is encrypted or protected by a password. Save it without protection and send it again."),
    "old_office": _("“%(name)s” is in the old Office format, or protected by a password. Save it as %(type)s without protection."),
    "macros": _("“%(name)s” holds macros. Save it without macros, as %(type)s."),
    "embedded": _("“%(name)s” holds embedded objects or attached files. Take them out, and send them as files of their own."),
    "script": _("“%(name)s” holds a script. Print it anew to PDF, without scripts."),
    "launch": _("“%(name)s” would start a program or send data when it is opened. Print it anew to PDF."),
    "remote": _("“%(name)s” loads a template or an object from elsewhere. Save it without the link."),
    "bomb": _("“%(name)s” unpacks to far more than a document holds. It is not opened."),
    "two_in_one": _("“%(name)s” is two kinds of file in one. Save it anew from the program that it was made with."),
    "too_complex": _("“%(name)s” is too large or too complex to be checked. Split it, or print it anew to PDF."),
    "image": _("“%(name)s” is a picture of too many points. Make it smaller, at most %(points)s million points."),
}  # fmt: skip

TEXT_NOTES: dict[str, str | Promise] = {
    "no_reader": _("Files of this type are kept without their text."),
    "no_text": _("No text was found: the pages may be pictures."),
    "time": _("Reading took too long, so it is kept without its text."),
    "memory": _("Reading needed too much memory, so it is kept without its text."),
    "crash": _("The reader broke off, so it is kept without its text."),
    "partly": _("Only its first pages were read: it is longer than what is searched."),
    "gone": _("The file is not on the disk."),
}
