"""Inline marks of a segment as XLIFF 1.2 has them: `<g ctype="x-html-a" h:href="…">`, `<x ctype="lb"/>`.

Attributes travel in XHTML's namespace. Where a translator's program drops them, the mark of the source with the same number
lends its own.
"""

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from imap.core.richtext import TAGS
from profiles.translation.markup import Element, Node, elements_of
from profiles.translation.segments import Segment

XLIFF = "urn:oasis:names:tc:xliff:document:1.2"
XHTML = "http://www.w3.org/1999/xhtml"
ESCAPED = "urn:x-imap:escaped"  # values with characters that XML does not know
TAG = "x-html-"
CHARACTER = "x-character"
# Characters that no XML 1.0 file can hold.
UNKNOWN_TO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


# Characters that no text of the portal's can hold.
UNKNOWN_TO_TEXTS = re.compile("[\0\ud800-\udfff]")


class UnknownMark(ValueError):
    """A mark that is none of the portal's."""


def numbered(segment: Segment) -> dict[int, Element]:
    """The marks of a source segment, by their numbers in the file."""
    return dict(enumerate(elements_of(segment), 1))


def numbers_for(segment: Segment, source: dict[int, Element]) -> Iterator[int]:
    """For each mark of a translation: the number of its like in the source, or one that the source does not use."""
    free, spare = dict(source), max(source, default=0)
    for mark in elements_of(segment):
        alike = [number for number, other in free.items() if other.tag == mark.tag]
        same = [number for number in alike if free[number].attributes == mark.attributes]
        if number := next(iter(same or alike), None):
            del free[number]
            yield number
        else:
            spare += 1
            yield spare


def write(holder: etree._Element, segment: Segment, numbers: Iterator[int]) -> None:
    for node in segment:
        if isinstance(node, str):
            write_words(holder, node)
            continue
        number = str(next(numbers))
        if node.tag == "br":
            etree.SubElement(holder, f"{{{XLIFF}}}x", {"id": number, "ctype": "lb"})
            continue
        mark = etree.SubElement(
            holder, f"{{{XLIFF}}}g", {"id": number, "ctype": TAG + node.tag, **dict(outward(node.attributes))}
        )
        write(mark, node.children, numbers)


def outward(attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, value in attributes.items():
        if UNKNOWN_TO_XML.search(value):
            yield f"{{{ESCAPED}}}{name}", value.encode("unicode_escape").decode()
        else:
            yield f"{{{XHTML}}}{name}", value


def write_words(holder: etree._Element, words: str) -> None:
    at = 0
    for match in UNKNOWN_TO_XML.finditer(words):
        append(holder, words[at : match.start()])
        code = f"{ord(match[0]):04x}"
        etree.SubElement(
            holder, f"{{{XLIFF}}}x", {"id": f"c{code}", "ctype": CHARACTER, f"{{{XHTML}}}code": code}
        )
        at = match.end()
    append(holder, words[at:])


def append(holder: etree._Element, words: str) -> None:
    if len(holder):
        holder[-1].tail = (holder[-1].tail or "") + words
    else:
        holder.text = (holder.text or "") + words


def read(holder: etree._Element, source: dict[int, Element]) -> Segment:
    """Raises `UnknownMark`. Marks that divide a segment (`<mrk>`) are looked through."""
    nodes: list[Node] = [holder.text] if holder.text else []
    for child in holder:
        if isinstance(child.tag, str):
            nodes += read_mark(child, source)
        if child.tail:
            nodes.append(child.tail)
    return joined(nodes)


def read_mark(child: etree._Element, source: dict[int, Element]) -> Sequence[Node]:
    name, kind = etree.QName(child).localname, child.get("ctype", "")
    own = source.get(int(number)) if re.fullmatch("[0-9]{1,9}", number := child.get("id", "")) else None
    if name == "mrk":
        return read(child, source)
    if name == "x" and kind == CHARACTER and (code := child.get(f"{{{XHTML}}}code")):
        return [unescaped(f"\\U{code:0>8}")]
    if name == "x" and (kind == "lb" or (own and own.tag == "br")):
        return [Element("br")]
    tag = kind.removeprefix(TAG) if kind.startswith(TAG) else own.tag if own else ""
    if name != "g" or tag not in TAGS:
        raise UnknownMark(f"<{name} id={number!r} ctype={kind!r}>")
    attributes = dict(inward(child)) or (own.attributes if own and own.tag == tag else {})
    return [Element(tag, attributes, read(child, source))]


def inward(mark: etree._Element) -> Iterator[tuple[str, str]]:
    for name, value in mark.attrib.items():
        called = etree.QName(name)
        if called.namespace == XHTML:
            yield called.localname, str(value)
        elif called.namespace == ESCAPED:
            yield called.localname, unescaped(str(value))


def unescaped(value: str) -> str:
    """Raises `UnknownMark`: a file is anybody's, and may name what is no character."""
    try:
        text = value.encode("ascii").decode("unicode_escape")
    except UnicodeError as error:
        raise UnknownMark(repr(value[:40])) from error
    if UNKNOWN_TO_TEXTS.search(text):
        raise UnknownMark(repr(value[:40]))
    return text


def joined(nodes: list[Node]) -> Segment:
    """Words that follow one another as one piece."""
    made: Segment = []
    for node in nodes:
        if isinstance(node, str) and made and isinstance(made[-1], str):
            made[-1] += node
        else:
            made.append(node)
    return made
