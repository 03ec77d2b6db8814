"""What differs between two texts, for a reader: what left struck out, what came marked."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import unescape

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from imap.core.richtext import plain

WORDS_AROUND = 12
LONG = 4000  # words beyond which the exact comparison would take too long


def difference_of(before: str, after: str) -> SafeString:
    """Both texts in one: what left struck out, what came marked, long equal stretches shortened."""
    old, new = words_of(before), words_of(after)
    if old == new:
        return format_html("<em>{}</em>", _("Only the formatting changed."))
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > LONG)
    return format_html_join(" ", "{}", ((piece,) for piece in pieces(matcher, old, new)))


def words_of(text: str) -> list[str]:
    return re.split(r"\s+", unescape(plain(text))) if text else []


def pieces(matcher: SequenceMatcher, old: list[str], new: list[str]) -> Iterator[SafeString]:
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield format_html("{}", shortened(old[start:end], start == 0, end == len(old)))
            continue
        if start < end:
            yield format_html("<del>{}</del>", " ".join(old[start:end]))
        if new_start < new_end:
            yield format_html("<ins>{}</ins>", " ".join(new[new_start:new_end]))


def shortened(words: list[str], is_first: bool, is_last: bool) -> str:
    if len(words) <= 2 * WORDS_AROUND:
        return " ".join(words)
    head = [] if is_first else words[:WORDS_AROUND]
    tail = [] if is_last else words[-WORDS_AROUND:]
    return " ".join([*head, "…", *tail])
