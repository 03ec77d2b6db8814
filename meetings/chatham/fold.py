"""A text as the check reads it: without disguise. Every token knows where it stands in the text as typed.

Marks, tatweel, zero-width and other invisible characters go; look-alikes from other scripts become the letter that they
look like; hamza, alef, ta marbuta and ya become one form each; case goes.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache

LOOK_ALIKES = dict(
    zip("авсԁеһіјкӏмноорԛѕтυυνѵхуѡпгβαεικμνορτχγ", "abcdehijklmhoopqstuuvvxywnrbaeikmvoptxy", strict=True)
)
ODD_LATIN = {
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "æ": "ae",
    "œ": "oe",
    "ð": "d",
    "þ": "th",
    "ə": "a",
    "ɑ": "a",
    "ɡ": "g",
}
ARABIC = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ء": "", "ی": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه",
    "پ": "ب", "چ": "ج", "ڤ": "ف", "گ": "ك", "ڨ": "ق", "ـ": "",
}  # fmt: skip
APOSTROPHES = dict.fromkeys("’‘`´ʼ＇", "'")
HYPHENS = dict.fromkeys("‐‑‒–—−﹣－", "-")
SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True))
FOLDED = {**SMALL_CAPITALS, **LOOK_ALIKES, **ODD_LATIN, **ARABIC, **APOSTROPHES, **HYPHENS}
UNSEEN = {"Cf", "Mn", "Me", "Lm", "Sk", "Cc"}
WORD = re.compile(r"[^\W_]+")
ARABIC_WORD = re.compile(r"[\u0600-\u06ff]")
SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[ .\-_*·]{1,2}[^\W\d_]){2,}(?![^\W_])")
PARTICLES = {
    "al", "el", "il", "as", "es", "ash", "ad", "ed", "ar", "er", "an", "en", "ben", "bin", "ibn", "bint", "abu", "abou", "bou",
    "abd", "abdel", "abdul", "abdal", "abdoul", "abder", "abdou", "ould", "ait", "sidi", "van", "von", "de", "di", "da", "del",
    "della", "le", "la", "mac", "mc", "o", "st", "saint", "nour", "nur", "saif", "seif", "salah", "عبد", "بن", "ابن", "ابو", "ابي", "ولد",
    "ال", "ايت", "بو", "بنت", "نور", "سيف", "صلاح",
}  # fmt: skip

WITHIN_WORD = frozenset("*_·•|~#+^./\\=")  # between letters of one word: `Ben*ali`
COMMON_PARTICLES = {
    "as",
    "es",
    "ad",
    "ed",
    "ar",
    "er",
    "an",
    "en",
    "de",
    "di",
    "da",
    "del",
    "la",
    "le",
    "o",
    "il",
    "st",
    "saint",
}


@dataclass(frozen=True)
class Token:
    """A word. `start` and `end` are places in the text as typed; `gap` is what stands between it and the word before."""

    word: str
    start: int
    end: int
    raw: str
    gap: str

    @property
    def is_arabic(self) -> bool:
        return bool(ARABIC_WORD.match(self.word))

    @property
    def has_capital(self) -> bool:
        return any(char.isupper() for char in self.raw)

    @property
    def begins_sentence(self) -> bool:
        return not self.gap or any(mark in self.gap for mark in ".!?:;\n؟؛•")


@dataclass(frozen=True)
class Unit:
    """One or more tokens read as one word: `Ben Ali`, `s p a c e d`, `hy-phened`."""

    word: str
    first: int
    last: int
    is_spelled: bool = False
    is_broken: bool = False


@dataclass
class Folded:
    text: str
    tokens: list[Token]
    units: list[Unit] = field(default_factory=list)

    def span(self, first: int, last: int) -> tuple[int, int]:
        return self.tokens[first].start, self.tokens[last].end

    def word(self, at: int) -> str:
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""

    def gap(self, at: int) -> str:
        """What stands before that token; a full stop at either end of the text."""
        return self.tokens[at].gap if 0 < at < len(self.tokens) else "."


@cache
def folded_char(char: str) -> str:
    if unicodedata.category(char) == "Cc":
        return " "
    parts = unicodedata.normalize("NFKD", FOLDED.get(char, char))
    seen = "".join(part for part in parts if unicodedata.category(part) not in UNSEEN)
    small = seen.casefold()
    small = "".join(FOLDED.get(part, part) for part in small)
    return "".join(
        str(unicodedata.digit(part))
        if part.isdigit() and not part.isascii() and unicodedata.category(part) == "Nd"
        else part
        for part in small
    )


def letters_of(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in the text as typed."""
    out: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        for each in folded_char(char):
            out.append(each)
            places.append(at)
    return "".join(out), places


@lru_cache(maxsize=4096)
def fold_word(word: str) -> str:
    return letters_of(word)[0]


def fold(text: str) -> Folded:
    plain, places = letters_of(text)
    tokens, before = [], 0
    for found in WORD.finditer(plain):
        start, end = places[found.start()], places[found.end() - 1] + 1
        tokens.append(Token(found[0], start, end, text[start:end], plain[before : found.start()]))
        before = found.end()
    read = Folded(text, tokens)
    read.units = [
        *(Unit(each.word, at, at) for at, each in enumerate(tokens)),
        *joined(tokens),
        *spelled(tokens),
        *broken(tokens),
    ]
    return read


def joined(tokens: list[Token]) -> list[Unit]:
    """Neighbours that may be one name: after a particle, and across a hyphen or an apostrophe."""
    found = []
    for at in range(len(tokens) - 1):
        word, last = tokens[at].word, at
        while last + 1 < len(tokens) and last - at < 3:
            gap = tokens[last + 1].gap
            leading = leads(tokens[last], tokens[last + 1]) or lead_together(tokens, last)
            after_particle = leading and gap.strip(" '-") == "" and len(gap) < 4
            if not (gap in ("-", "'", "- ", "-  ", "-\n", "\n") or gap in WITHIN_WORD or after_particle):
                break
            last += 1
            word += tokens[last].word
            found.append(Unit(word, at, last))
    return found


def broken(tokens: list[Token]) -> list[Unit]:
    """Two words that may be one, broken by a line's end or a space; only a whole name is known again in them."""
    return [
        Unit(tokens[at].word + tokens[at + 1].word, at, at + 1, is_broken=True)
        for at in range(len(tokens) - 1)
        if tokens[at + 1].gap.isspace()
    ]


def leads(particle: Token, name: Token) -> bool:
    """`le` leads a name only where the name has a capital letter: Le Maire, and le maire."""
    return particle.word in PARTICLES and (
        particle.is_arabic or name.has_capital or particle.word not in COMMON_PARTICLES
    )


def lead_together(tokens: list[Token], at: int) -> bool:
    """`de la Tour`: two particles before the name."""
    both = tokens[at : at + 3]
    return len(both) == 3 and both[0].word in PARTICLES and both[1].word in PARTICLES and both[2].has_capital


def spelled(tokens: list[Token]) -> list[Unit]:
    """Letters with something between them: at least three single ones in a row."""
    found, first = [], 0
    while first < len(tokens):
        last = first
        while (
            last + 1 < len(tokens)
            and is_letter(tokens[last])
            and is_letter(tokens[last + 1])
            and len(tokens[last + 1].gap) < 4
        ):
            last += 1
        if last - first >= 2:
            found.append(Unit("".join(each.word for each in tokens[first : last + 1]), first, last, True))
        first = last + 1
    return found


def is_letter(token: Token) -> bool:
    return len(token.word) == 1 and not token.word.isdigit()


@lru_cache(maxsize=20000)
def stems(word: str) -> tuple[tuple[str, int], ...]:
    """An Arabic word without its prefixes: each form, and how many letters were taken off beside the article."""
    forms: dict[str, int] = {word: 0}
    for lead in ("", "و", "ف"):
        if not word.startswith(lead):
            continue
        rest = word[len(lead) :]
        for joint in ("", "ب", "ك", "ل"):
            if not rest.startswith(joint):
                continue
            inner = rest[len(joint) :]
            bare = inner.removeprefix("ال") if inner.startswith("ال") else ""
            if joint == "ل" and inner.startswith("ل"):
                bare = inner[1:]
            for form in (inner, bare):
                if len(form) > 1:
                    forms.setdefault(form, len(lead) + len(joint))
    return tuple(forms.items())


@lru_cache(maxsize=20000)
def bare(word: str) -> str:
    """Without the article."""
    return word.removeprefix("ال") if word.startswith("ال") and len(word) > 4 else word
