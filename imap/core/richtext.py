"""Rich text of sections: what is let in, and how notes and sources are drawn.

An editor writes `[1]` for the first source of the section, and marks words as a footnote; the reader sees numbers that
lead to the source beside the paragraph and to the note below the section.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from imap.core.tables import tidy_tables

TAGS = {
    "p", "br", "h3", "h4", "ul", "ol", "li", "strong", "em", "sub", "sup", "a", "blockquote", "span",
    "table", "caption", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "hreflang"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "ol": {"start"},
    **{tag: {"lang", "dir"} for tag in ("p", "span", "blockquote", "li", "h3", "h4")},
}
CLASSES = {"span": {"footnote"}}
SCHEMES = {"http", "https", "mailto"}

NOTE_BEGINS, NOTE_ENDS = '<span class="footnote">', "</span>"
ANY_NOTE_BEGINS = re.compile(r'<span (?=[^>]*class="footnote")[^>]*>')
OTHER_HEADINGS = re.compile(r"(</?)h([1256])(?=[\s>])", re.IGNORECASE)
DEAD_LINK = re.compile(r'<a(?![^>]* href="[^"])[^>]*>(.*?)</a>', re.DOTALL)
SPANS = re.compile(r"<span|</span>")
CITATION = re.compile(r"[ \u00a0]?\[(\d{1,3})\]")
CITED = re.compile(r"(\d{1,3})\]")  # what follows the bracket


def sanitise(html: str | None) -> str:
    """The text without scripts, event handlers, styles and addresses that are neither web nor mail; its tables tidy."""
    if not html:
        return ""
    clean = nh3.clean(
        OTHER_HEADINGS.sub(as_ours, html),
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes=SCHEMES,
        attribute_filter=without_brackets,
        link_rel="noopener noreferrer",
    )
    clean = DEAD_LINK.sub(r"\1", ANY_NOTE_BEGINS.sub(NOTE_BEGINS, clean))
    return "" if is_blank(clean) else tidy_tables(clean.strip())


def as_ours(heading: re.Match[str]) -> str:
    """Headings of other programs: within a section, the first two are its own first one."""
    return f"{heading[1]}h{3 if heading[2] in '12' else 4}"


def without_brackets(tag: str, name: str, value: str) -> str:
    """`[1]` in an address is no citation."""
    return value.replace("[", "%5B").replace("]", "%5D") if name == "href" else value


def is_blank(html: str) -> bool:
    """Nothing would be read: an editor's empty paragraph counts as no text."""
    return not re.sub(r"<[^>]*>|&nbsp;|\s", "", html or "")


def plain(html: str | None) -> str:
    """The words alone, for excerpts and search results."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html or "")).strip()


@dataclass
class Drawn:
    """A section's text as drawn: the HTML, its footnotes in order, and the source numbers it cites. Shared: only read it."""

    html: SafeString
    notes: list[SafeString] = field(default_factory=list)
    cited: set[int] = field(default_factory=set)


@lru_cache(maxsize=256)
def draw(html: str, anchor: str, sources: int = 0) -> Drawn:
    """Draw sanitised `html`; `anchor` makes the links unique on the page, `sources` is how many can be cited.

    The same words are drawn the same, and issued ones never change: the last few hundred sections are remembered.
    """
    drawn = Drawn(SafeString(""))

    def note(words: str) -> str:
        drawn.notes.append(mark_safe(words))
        number = len(drawn.notes)
        return format_html(
            '<sup class="note-ref"><a id="{0}-note-ref-{1}" href="#{0}-note-{1}" role="doc-noteref">{2}</a></sup>',
            anchor, number, letter(number),
        )  # fmt: skip

    def citation(number: int) -> str | None:
        if not 1 <= number <= sources:
            return None
        first = number not in drawn.cited
        drawn.cited.add(number)
        mark = f' id="{anchor}-cite-{number}"' if first else ""
        return f'<sup class="cite"><a{mark} href="#{anchor}-source-{number}">{number}</a></sup>'

    text = with_citations(with_notes(html, note), citation)
    drawn.html = mark_safe(scrolling(apart(text)))  # sanitised when it was saved
    drawn.notes = [mark_safe(apart(with_citations(each, citation))) for each in drawn.notes]
    return drawn


def with_notes(html: str, note: Callable[[str], str]) -> str:
    """Each footnote's words replaced by its reference. Cutting the text is ten times as fast as a search by pattern."""
    first, *parts = html.split(NOTE_BEGINS)
    pieces = [first]
    for part in parts:
        words, end, after = parted(part)
        pieces += [close(pieces.pop()), note(words), after] if end else [NOTE_BEGINS, part]
    return "".join(pieces)


def parted(part: str) -> tuple[str, str, str]:
    """A note's words, its end, and what follows it; words in another language are a span within."""
    words, end, after = part.partition(NOTE_ENDS)
    if "<span" not in words:
        return words, end, after
    depth = 1
    for tag in SPANS.finditer(part):
        depth += 1 if tag[0] == "<span" else -1
        if not depth:
            return part[: tag.start()], NOTE_ENDS, part[tag.end() :]
    return part, "", ""


def with_citations(html: str, citation: Callable[[int], str | None]) -> str:
    """Each `[2]` replaced by its reference; what is no citation stays as it is."""
    first, *parts = html.split("[")
    pieces = [first]
    for part in parts:
        match = CITED.match(part)
        reference = citation(int(match[1])) if match else None
        if match and reference:
            pieces += [close(pieces.pop()), reference, part[match.end() :]]
        else:
            pieces += ["[", part]
    return "".join(pieces)


def close(before: str) -> str:
    """Numbers and letters stand close to their word: a space before them is left out."""
    return before[:-1] if before.endswith((" ", "\u00a0")) else before


def apart(html: str) -> str:
    """References that follow one another are marked, so that 1 and 2 do not read as 12."""
    return html.replace('</sup><sup class="', '</sup><sup class="next ')


def scrolling(html: str) -> str:
    """A table wider than its column scrolls by itself, by hand or by keyboard."""
    return html.replace("<table", '<div class="table-scroll" tabindex="0"><table').replace(
        "</table>", "</table></div>"
    )


def letter(number: int) -> str:
    """Notes count a, b, c … z, aa: sources have the numbers."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
