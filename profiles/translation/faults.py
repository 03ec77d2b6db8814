"""What is wrong with a file that no XML parser reads, in the reader's language: the parser itself speaks English only."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

CODES = etree.ErrorTypes
REASONS = {
    CODES.ERR_TAG_NAME_MISMATCH: gettext_lazy("A mark is closed here that is not the last one that was opened."),
    CODES.ERR_TAG_NOT_FINISHED: gettext_lazy("The file breaks off: a mark that was opened is never closed."),
    CODES.ERR_GT_REQUIRED: gettext_lazy("A mark is not closed with “>” here."),
    CODES.ERR_LTSLASH_REQUIRED: gettext_lazy("The file breaks off: a mark that was opened is never closed."),
    CODES.ERR_UNDECLARED_ENTITY: gettext_lazy("A character is written here by a name (&…;) that XML does not know."),
    CODES.ERR_ENTITYREF_SEMICOL_MISSING: gettext_lazy("“&” stands here by itself; in XML it is written “&amp;”."),
    CODES.ERR_NAME_REQUIRED: gettext_lazy("“&” or “<” stands here by itself; in XML they are written “&amp;” and “&lt;”."),
    CODES.ERR_INVALID_CHAR: gettext_lazy("There is a character here that XML does not allow."),
    CODES.ERR_INVALID_ENCODING: gettext_lazy("There are characters here in another encoding than the file says. Save it as UTF-8."),
    CODES.ERR_UNKNOWN_ENCODING: gettext_lazy("The file names an encoding that is not known. Save it as UTF-8."),
    CODES.ERR_UNSUPPORTED_ENCODING: gettext_lazy("The file names an encoding that is not known. Save it as UTF-8."),
    CODES.ERR_DOCUMENT_END: gettext_lazy("Something stands after the end of the document."),
    CODES.ERR_ATTRIBUTE_REDEFINED: gettext_lazy("A mark says the same thing of itself twice here."),
    CODES.ERR_NS_DECL_ERROR: gettext_lazy("A mark has a prefix here that the file does not explain."),
    CODES.NS_ERR_UNDEFINED_NAMESPACE: gettext_lazy("A mark has a prefix here that the file does not explain."),
}  # fmt: skip


def fault_in_words(error: Exception) -> str:
    """That it is no XLIFF, why as far as that can be said, and where."""
    if not isinstance(error, etree.XMLSyntaxError) or error.code == CODES.ERR_DOCUMENT_EMPTY:
        return _("This is no XLIFF 1.2 file: there is no XML in it.")
    line, column = error.position
    said = _(
        "This is no XLIFF 1.2 file that can be read: its XML breaks in line %(line)s, character %(column)s."
    )
    reason = REASONS.get(error.code)
    return " ".join(filter(None, [said % {"line": line, "column": column}, str(reason or "")]))
