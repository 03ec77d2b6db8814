"""What leads to a person whoever they are: titles with a name, addresses, numbers; and characters that hide words."""

import re
import unicodedata
from collections.abc import Iterator

from meetings.chatham import lexicon
from meetings.chatham.finding import Finding, Spot, at_place
from meetings.chatham.fold import Folded, letters_of, stems
from meetings.chatham.lexicon import said_at
from meetings.chatham.mentions import adjective_at
from meetings.chatham.verbs import is_speech

MAIL = re.compile(
    r"[a-z0-9][\w.+-]*\s?(?:@|\(at\)|\[at\]|\{at\}|\barobase\b)\s?[\w-]+(?:\s?(?:\.|\(dot\)|\[dot\]|\bpoint\b|\bdot\b)\s?[\w-]+)+"
)
MAIL_IN_WORDS = re.compile(r"[a-z0-9][\w.+-]*\s(?:at|arobase)\s[\w-]+(?:\s(?:dot|point)\s[\w-]+)+")
HANDLE = re.compile(r"(?<![\w.])@[a-z]\w{2,}")
PHONE = re.compile(r"(?:\+|\b00)\s?\(?\d\)?(?:[\s().-]{0,2}\d){7,13}")
NATIONAL = re.compile(r"\b0\d(?:[ .-]\d\d){4}\b")
CALLED = re.compile(
    r"(?:\btel|phone|mobile|gsm|whatsapp|هاتف|جوال|واتساب|portable)[\s.:]{0,4}(?:no\.?\s?)?\+?\d(?:[\s().-]{0,2}\d){5,14}"
)
ADDRESSES = {"mr", "madam", "madame", "monsieur", "mme", "m", "السيد", "السيده", "سعاده", "معالي", "حضره"}
# “Doctor” is nobody's rank in the next words; “general” often is a word of its own.
RANKS = {
    "ambassador", "minister", "colonel", "general", "commissioner", "director", "prince", "princess", "sir", "lord", "dame", "miss",
    "ambassadeur", "ambassadrice", "ministre", "commissaire", "me", "maitre", "pr", "hon", "eng", "professor", "professeur",
    "honourable", "اللواء", "العميد", "العقيد", "الرايد", "المهندس", "المهندسه", "الشيخ", "السفير", "السفيره", "الوزير", "الوزيره", "الحاج",
    "استاذ", "الاستاذ", "الاستاذه", "سيد", "سيده", "دكتور", "دكتوره", "معالي", "سعاده", "فخامه", "سمو", "الانسه",
}  # fmt: skip


def titles_in(read: Folded) -> Iterator[Spot]:
    titles, no_names = lexicon.raw()["titles"]["before_name"], lexicon.raw()["not_after_title"]
    known = frozenset().union(*(lexicon.folded(titles[language]) for language in lexicon.LANGUAGES))
    general = frozenset().union(*(lexicon.folded(no_names[language]) for language in lexicon.LANGUAGES))
    for at, token in enumerate(read.tokens):
        if (end := said_at(read, at, "titles.alone")) is not None and is_excellency(read, at):
            yield Spot(at, end + 1 if is_name(read, end + 1, True) else end, "title")
        if (office := addressed_at(read, at)) is not None:
            yield Spot(at, office, "title")
        word = token.word.removeprefix("و").removeprefix("ل") if token.is_arabic else token.word
        if (
            {token.word, word} & known
            and is_abbreviation(token.raw, token.word)
            and (read.word(at + 1) not in general or is_ali(read, at + 1) or is_initial(read, at + 1))
        ):
            is_rank = bool({token.word, word} & RANKS)
            if read.gap(at + 1) in (" ", ". ", ".", "\u00a0") and is_name(read, at + 1, is_rank):
                yield Spot(at, at + 1, "title")


def addressed_at(read: Folded, at: int) -> int | None:
    """`Monsieur l’Ambassadeur`, `Madam Chair`, السيد الوزير: the office after the form of address."""
    token = read.tokens[at]
    if token.word.lstrip("وف") not in ADDRESSES or not (token.is_arabic or token.has_capital):
        return None
    step = at + 1
    while read.word(step) in ("le", "la", "l") and read.gap(step).strip(" '") == "":
        step += 1
    is_near = step < len(read.tokens) and read.gap(step).strip(" '.") == ""
    offices = lexicon.words("singular_offices") | lexicon.words("seats")
    return step if is_near and read.word(step) in offices else None


def is_ali(read: Folded, at: int) -> bool:
    """علي with its dots: a name; the preposition على is written without."""
    return at < len(read.tokens) and read.tokens[at].word == "علي" and read.tokens[at].raw.endswith("ي")


def is_initial(read: Folded, at: int) -> bool:
    """`Mr. A. Benali`: a letter of a name, not the article, and not the verb in `M. a répondu`."""
    if not 0 <= at < len(read.tokens) - 1:
        return False
    token, follows = read.tokens[at], read.tokens[at + 1]
    return (
        len(token.raw) == 1 and token.has_capital and read.gap(at + 1).strip() == "." and follows.has_capital
    )


def is_excellency(read: Folded, at: int) -> bool:
    """“H.E.” in capitals; `he` is a pronoun."""
    token = read.tokens[at]
    return token.is_arabic or len(token.word) > 1 or (token.raw.isupper() and "." in read.gap(at + 1))


def is_abbreviation(raw: str, word: str) -> bool:
    return raw[:1].isupper() or word[:1] > "z" or len(word) > 3


def is_name(read: Folded, at: int, is_rank: bool) -> bool:
    """A capital letter; after a rank and in Arabic, no word of everyday talk either."""
    if not 0 <= at < len(read.tokens):
        return False
    token = read.tokens[at]
    if not token.is_arabic:
        if not token.raw[:1].isupper() or token.word.isdigit():
            return False
        return not is_rank or (token.word not in lexicon.ordinary() and adjective_at(read, at) is None)
    if is_speech(token):
        return False
    words = {form for form, _off in stems(token.word)}
    return not is_rank or (not (words & lexicon.ordinary()) and adjective_at(read, at) is None)


def contacts_in(read: Folded, language: str) -> Iterator[Finding]:
    plain, places = letters_of(read.text)
    for rule, patterns in (("mail", (MAIL, MAIL_IN_WORDS, HANDLE)), ("phone", (PHONE, NATIONAL, CALLED))):
        for pattern in patterns:
            for found in pattern.finditer(plain):
                yield at_place(
                    read, language, places[found.start()], places[found.end() - 1] + 1, rule, "high"
                )


def hidden_in(read: Folded, language: str) -> Iterator[Finding]:
    """A word of two scripts, or with invisible characters in its middle: nobody types that by chance."""
    for token in read.tokens:
        scripts = {script_of(char) for char in token.raw if char.isalpha()}
        if len(scripts & {"LATIN", "CYRILLIC", "GREEK", "ARABIC"}) > 1:
            yield at_place(read, language, token.start, token.end, "disguise", "medium")


def script_of(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]
