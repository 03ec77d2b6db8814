"""Names of the participants in a text: as written, by sound, in the other script, spelled out, and as initials."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from meetings.chatham import lexicon
from meetings.chatham.finding import Spot
from meetings.chatham.fold import PARTICLES, Folded, Token, Unit, stems
from meetings.chatham.sound import CROSS, bones, cross_bones, light, plain, sound_alike
from meetings.chatham.table import NamePart, Table
from meetings.chatham.verbs import is_speech, speech_at, verb_after

NEAR = 3  # tokens between two words of one name
STRONG_BONES = 3
LEAST_BROKEN = 5  # letters
LONG = 5  # letters of a word in the other script
SHORTENED = {"mohd", "mhd", "moh", "med", "mohamd"}


@dataclass(frozen=True)
class Heard:
    first: int
    last: int
    part: NamePart
    is_exact: bool
    is_spelled: bool
    is_doubtful: bool  # written as a preposition is


def names_in(read: Folded, table: Table) -> Iterator[Spot]:
    heard = [each for unit in read.units for each in heard_in(read, unit, table)]
    heard.sort(key=lambda each: (each.part.person, each.first, each.last))
    for _person, group in groupby(heard, key=lambda each: each.part.person):
        own = list(group)
        yield from whole_names(own)
        yield from (spot for each in own if (spot := alone(read, each)))


def heard_in(read: Folded, unit: Unit, table: Table) -> Iterator[Heard]:
    token = read.tokens[unit.first]
    forms = stems(unit.word) if token.is_arabic else ((plain(unit.word), 0),)
    seen: set[tuple[int, str]] = set()
    if unit.is_broken:
        if unit.word not in table.by_word or are_words(read.tokens[unit.first], read.tokens[unit.last]):
            return
        yield from (
            Heard(unit.first, unit.last, part, True, False, False)
            for form, _off in forms
            for part in table.by_word.get(form, [])
            if len(form) >= LEAST_BROKEN and not part.is_weak
        )
        return
    for form, taken_off in (*forms, *backwards(unit, table), *shortened(unit)):
        if len(form) < 2 or (taken_off and len(form) < 4):
            continue
        for part, is_exact in parts_like(form, token.is_arabic, table):
            if (key := (part.person, part.word)) not in seen:
                seen.add(key)
                is_doubtful = is_preposition(token) or unit.word in SHORTENED
                yield Heard(unit.first, unit.last, part, is_exact, unit.is_spelled, is_doubtful)


def are_words(first: Token, second: Token) -> bool:
    """`le maire` is no Lemaire."""
    known, is_led = lexicon.ordinary(), first.word in PARTICLES and not second.is_arabic
    return (is_led and not second.has_capital) or (first.word in known and second.word in known)


def backwards(unit: Unit, table: Table) -> list[tuple[str, int]]:
    """`ilaneB`: letter by letter, and no short words."""
    turned = unit.word[::-1]
    return [(turned, 0)] if len(turned) >= LEAST_BROKEN and turned in table.by_word else []


def shortened(unit: Unit) -> list[tuple[str, int]]:
    """`Mohd Ali`, `Med. Ali`: beside another part of the name."""
    return (
        [(form, 0) for form in ("mohamed", "mohammed", "muhammad", "محمد")] if unit.word in SHORTENED else []
    )


def parts_like(form: str, is_arabic: bool, table: Table) -> Iterator[tuple[NamePart, bool]]:
    for part in table.by_word.get(form, []):
        yield part, True
    for key in {*bones(form, is_arabic), *(cross_bones(form, True) if is_arabic else ())}:
        for part in table.by_bones.get(key, []):
            if part.word != form and is_heard(form, part, is_arabic, key.removeprefix(CROSS)):
                yield part, False


def is_heard(form: str, part: NamePart, is_arabic: bool, key: str) -> bool:
    """With one consonant only, all the rest has to agree: Aïcha and Aisha, Ali and علي."""
    if (len(key) == 1 or is_arabic != part.is_arabic) and min(len(form), len(part.word)) < 3:
        return False
    if len(key) == 1 and is_arabic == part.is_arabic:
        return not is_arabic and len(form) > 3 and light(form) == light(part.word)
    return sound_alike(form, part.word, is_arabic, part.is_arabic)


def whole_names(own: list[Heard]) -> Iterator[Spot]:
    """Two different words of one person's name, close together."""
    for at, one in enumerate(own):
        for other in own[at + 1 :]:
            if other.first - one.last > NEAR:
                break
            if (one.is_doubtful or other.is_doubtful) and not (one.is_exact and other.is_exact):
                continue
            if other.first > one.last and not same_word(one, other):
                yield Spot(one.first, other.last, "name")


def same_word(one: Heard, other: Heard) -> bool:
    first, second = one.part, other.part
    if first.word == second.word or first.word in second.word or second.word in first.word:
        return True
    return sound_alike(first.word, second.word, first.is_arabic, second.is_arabic)


def alone(read: Folded, heard: Heard) -> Spot | None:
    """One word of a name: by itself if it is no word of everyday talk, else only in company."""
    if heard.is_doubtful:
        return None
    token = read.tokens[heard.first]
    if heard.is_spelled:
        return Spot(heard.first, heard.last, "spelled_name")
    if not is_plain_word(read, heard) and stands_alone(token, heard):
        return Spot(heard.first, heard.last, "name" if heard.is_exact else "name_by_sound")
    is_written = token.is_arabic or token.has_capital
    if is_written and in_company(read, heard):
        return Spot(heard.first, heard.last, "name_in_context", "medium")
    return None


def is_preposition(token: Token) -> bool:
    """على is no Ali, though many write the one like the other."""
    return token.word.lstrip("وف") == "علي" and token.raw.endswith("ى")


def is_plain_word(read: Folded, heard: Heard) -> bool:
    """A word that everyday talk has, in the text or in the name: then only its company tells."""
    ordinary, token = lexicon.ordinary(), read.tokens[heard.first]
    if heard.part.is_weak:
        return True
    if heard.is_exact and heard.first == heard.last:
        return False
    if token.is_arabic:
        words = {form for form, _off in stems(token.word)}
        return bool(words & ordinary) or bool(words & set(lexicon.states().adjectives))
    return heard.first == heard.last and token.word in ordinary


def stands_alone(token: Token, heard: Heard) -> bool:
    is_cross = token.is_arabic != heard.part.is_arabic
    if heard.is_exact:
        return token.is_arabic or token.has_capital or len(heard.part.word) > 4
    key = max((len(each) for each in bones(heard.part.word, heard.part.is_arabic)), default=0)
    if key < STRONG_BONES and not (is_cross and len(token.word) >= LONG):
        return False
    return (
        token.is_arabic or token.has_capital or (not is_cross and any(char.isdigit() for char in token.word))
    )


def in_company(read: Folded, heard: Heard) -> bool:
    before, after = heard.first - 1, heard.last + 1
    if (before >= 0 and is_title(read, before)) or is_initial(read, after) or is_initial(read, before):
        return True
    if (
        after < len(read.tokens)
        and speech_at(read, after, []) is not None
        and not any(m in read.gap(after) for m in ".;:!?\n")
    ):
        return True
    if (
        before >= 0
        and is_speech(read.tokens[before])
        and read.tokens[before].is_arabic
        and read.gap(heard.first).isspace()
    ):
        return not has_article(read.tokens[heard.first].word)
    return is_attributed(read, before)


def is_initial(read: Folded, at: int) -> bool:
    """`Yusuf H.`, `Y. Haddad`: one capital letter with its full stop."""
    if not 0 <= at < len(read.tokens) or len(read.word(at)) != 1 or not read.gap(at + 1).startswith("."):
        return False
    token = read.tokens[at]
    return not token.word.isdigit() and (token.is_arabic or token.raw.isupper())


def is_attributed(read: Folded, before: int) -> bool:
    said = {"according to", "selon", "per", "said", "says", "dixit", "بحسب", "حسب"}
    return read.word(before) in said or f"{read.word(before - 1)} {read.word(before)}" in said


def has_article(word: str) -> bool:
    return word.startswith("ال")


def is_title(read: Folded, at: int) -> bool:
    titles = lexicon.raw()["titles"]["before_name"]
    known = {form for language in lexicon.LANGUAGES for form in lexicon.folded(titles[language])}
    return read.word(at) in known or read.word(at).removeprefix("و") in known


def initials_in(read: Folded, table: Table) -> Iterator[Spot]:
    """`M. B.` and `MB` of a participant; capitals alone need someone who speaks."""
    acronyms = lexicon.folded(lexicon.raw()["acronyms"])
    for at, token in enumerate(read.tokens):
        for last in ends_of_dotted(read, at):
            letters = "".join(each.word for each in read.tokens[at : last + 1])
            if letters in table.initials and (token.is_arabic or token.raw.isupper()):
                yield Spot(at, last, "initials", "medium")
                break
        is_capitals = token.raw.isupper() and 1 < len(token.raw) < 4 and not token.word.isdigit()
        if (
            is_capitals
            and token.word in table.initials
            and token.word not in acronyms
            and is_speaker(read, at)
        ):
            yield Spot(at, at, "initials", "medium")


def ends_of_dotted(read: Folded, at: int) -> Iterator[int]:
    """Where letters with full stops may end, the longest first: in « J.-B. M. a dit » the last one is a word."""
    if not is_single_letter(read, at) or (at and len(read.word(at - 1)) == 1):
        return
    last = at
    while is_single_letter(read, last + 1) and read.gap(last + 1).strip(" -") in (".", "") and last - at < 4:
        if "." not in read.gap(last + 1) and not read.tokens[at].is_arabic:
            break
        last += 1
    yield from (end for end in range(last, at, -1) if is_closed(read, end))


def is_single_letter(read: Folded, at: int) -> bool:
    return len(read.word(at)) == 1 and not read.word(at).isdigit()


def is_closed(read: Folded, last: int) -> bool:
    return last + 1 >= len(read.tokens) or read.gap(last + 1).startswith(".")


def is_speaker(read: Folded, at: int) -> bool:
    is_after = verb_after(read, at, with_clause=False) is not None
    in_brackets = read.tokens[at].gap.endswith(("(", "[")) and (
        at + 1 == len(read.tokens) or read.gap(at + 1).startswith((")", "]"))
    )
    is_label = (
        at + 1 < len(read.tokens) and read.gap(at + 1).startswith(":") and (at == 0 or "\n" in read.gap(at))
    )
    return is_after or in_brackets or is_label or is_attributed(read, at - 1)
