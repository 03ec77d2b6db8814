"""Excerpts of texts around the words that a reader searched for, in any of the three languages."""

import re
import unicodedata
from html import unescape

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from imap.core.richtext import CITATION, plain

WORD = re.compile(r"[\w\u064B-\u065F\u0670]+")
ARABIC_MARKS = re.compile(r"[\u0610-\u061A\u064B-\u065F\u0670\u0640\u06D6-\u06ED]")
ARABIC_LETTERS = str.maketrans("أإآٱىةؤئیک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "اااايهوييك01234567890123456789")
JOINED_ARTICLE = re.compile(r"^[وف]?(?:[بك]?ال|لل)(?=\w{2,})")
JOINED_LETTER = re.compile(r"^[وفبلك](?=\w{3,})")
AROUND = 110  # characters on each side of the first hit


def fold(word: str) -> str:
    """A word as a reader would type it: no case, accents, vowel marks; Arabic without joined prefixes.

    The same rule as `portal_ar_fold` in the database.
    """
    word = ARABIC_MARKS.sub("", word).translate(ARABIC_LETTERS).casefold()
    plain_letters = unicodedata.normalize("NFKD", word)
    return JOINED_ARTICLE.sub("", "".join(c for c in plain_letters if not unicodedata.combining(c)))


def stems(words: str) -> list[str]:
    """The beginnings that count as the same word: enough for plurals and verb forms."""
    folded = {
        form for word in WORD.findall(words) for form in (fold(word), JOINED_LETTER.sub("", fold(word)))
    }
    folded.discard("")
    telling = [form for form in sorted(folded) if len(form) > 3] or sorted(folded)
    return [form[: max(3, len(form) - 2)] for form in telling]


def is_hit(word: str, wanted: list[str]) -> bool:
    folded = fold(word)
    return any(form.startswith(stem) for form in (folded, JOINED_LETTER.sub("", folded)) for stem in wanted)


def excerpt(html: str, words: str) -> SafeString:
    """Escaped text around the first hit, each hit in `<mark>`; the beginning of the text where there is none."""
    text = CITATION.sub("", unescape(plain(html)))
    wanted = stems(words)
    hits = [match for match in WORD.finditer(text) if is_hit(match[0], wanted)] if wanted else []
    middle = hits[0].start() if hits else 0
    start = text.rfind(" ", 0, max(0, middle - AROUND)) + 1
    end = text.find(" ", middle + AROUND)
    end = len(text) if end < 0 else end
    return mark_safe(
        ("… " if start else "") + marked(text, hits, start, end) + (" …" if end < len(text) else "")
    )


def marked(text: str, hits: list[re.Match[str]], start: int, end: int) -> str:
    parts, at = [], start
    for hit in hits:
        if start <= hit.start() and hit.end() <= end:
            parts += [escape(text[at : hit.start()]), f"<mark>{escape(hit[0])}</mark>"]
            at = hit.end()
    return "".join([*parts, escape(text[at:end])])
