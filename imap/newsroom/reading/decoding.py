"""Bytes of a feed to text, whatever they say of their own encoding."""

import codecs
import re
from email.message import Message

MARKS = [
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
]  # fmt: skip
WITHOUT_MARK = [
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
]  # what a text that begins with a tag looks like in them
DECLARATION = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._\-]{1,40})["']""")
TEXT_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,400}\?>")
# What the web uses; names of other codecs (utf-7, zlib, …) are not believed.
KNOWN = re.compile(r"^(utf-(8|16|16-le|16-be|32)|ascii|iso8859-\d{1,2}|cp125\d|koi8-[ru]|windows-125\d|mac-roman|gb18030|big5|euc_jp|shift_jis|euc_kr|tis-620)$")  # fmt: skip
# Before UTF-8 each language had its own; Western European reads anything, and stands in for the rest.
OF_LANGUAGES = {"ar": "cp1256", "ro": "cp1250", "ru": "cp1251", "tr": "cp1254"}
NUMBERED = re.compile(r"&#([xX][0-9a-fA-F]{1,8}|[0-9]{1,10});?")
NOT_OF_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def decoded(body: bytes, content_type: str, language: str = "") -> tuple[str, bool]:
    """The text without its XML declaration, and whether it was not in the encoding that it says.

    Tried in this order: a mark at the beginning, UTF-8 (what can be read as UTF-8 is hardly ever anything else, whatever it says), what
    the server says, what the text says, and at last what texts in its language used to be written in.
    """
    for mark, name in MARKS:
        if body.startswith(mark):
            return tidy(body[len(mark) :].decode(name, "replace")), False
    for beginning, name in WITHOUT_MARK:
        if body.startswith(beginning):
            return tidy(body.decode(name, "replace")), False
    said = [name for name in (of_header(content_type), of_text(body)) if name]
    for name in dict.fromkeys(["utf-8", *said]):
        try:
            return tidy(body.decode(name)), is_a_lie(name, said, body)
        except (UnicodeDecodeError, LookupError):
            continue
    return tidy(body.decode(OF_LANGUAGES.get(language, "cp1252"), "replace")), True


def is_a_lie(name: str, said: list[str], body: bytes) -> bool:
    """What holds plain letters only is the same in all of them."""
    return bool(said) and name not in said and not body.isascii()


def of_header(content_type: str) -> str:
    message = Message()
    message["content-type"] = content_type.replace("\r", " ").replace("\n", " ")
    try:
        return known(str(message.get_content_charset() or ""))
    except (LookupError, UnicodeError):
        return ""


def of_text(body: bytes) -> str:
    found = DECLARATION.search(body[:400])
    return known(found[1].decode("ascii")) if found else ""


def known(name: str) -> str:
    """Python's name of an encoding that is let in; empty for another."""
    try:
        python_name = codecs.lookup(name).name if name else ""
    except (LookupError, ValueError):
        return ""
    return python_name if KNOWN.match(python_name) else ""


def tidy(text: str) -> str:
    """Without the declaration, and without characters that XML does not know, also where they are written as numbers."""
    plain = NOT_OF_XML.sub("", TEXT_DECLARATION.sub("", text, count=1))
    return NUMBERED.sub(if_of_xml, plain)


def if_of_xml(reference: re.Match[str]) -> str:
    digits = reference[1]
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    return reference[0] if number < 0x110000 and not NOT_OF_XML.match(chr(number)) else ""
