"""Who tells who they are: “my country”, the chair and the host, and the office that a participant holds."""

from collections.abc import Iterator

from meetings.chatham import lexicon
from meetings.chatham.finding import Spot
from meetings.chatham.fold import Folded, Token, stems
from meetings.chatham.lexicon import idea_of, is_in, said_at
from meetings.chatham.mentions import affiliation_after, is_indefinite, mention_at
from meetings.chatham.table import OFFICE_IDEAS, SMALL, Table, office_word
from meetings.chatham.verbs import is_speech, joins, verb_after, verb_before

EMPTY = Table()
LONGEST_OFFICE = 13  # words
BETWEEN_OWN = {"own", "national", "propre", "propres", "federal", "royal", "local"}


def first_person_at(read: Folded, at: int) -> Iterator[Spot]:
    word = read.word(at)
    if (end := said_at(read, at, "first_person")) is not None and not (
        "ال" in word[:4] and word.endswith(("بلدي", "بلادي"))
    ):
        yield Spot(at, end, "first_person")
    if (end := own_institution_at(read, at)) is not None and read.word(end + 1) not in lexicon.words(
        "shared"
    ):
        yield Spot(at, end, "first_person")
    is_from = word in ("we", "nous", "نحن") and read.word(at + 1) in ("in", "en", "au", "aux", "في")
    if is_from and at + 2 < len(read.tokens) and (found := mention_at(read, at + 2, EMPTY)):
        yield Spot(at, found.last, "first_person", "high", found.region)
    is_i = read.tokens[at].raw == "I" and read.word(at - 1) not in (
        "pillar",
        "part",
        "annex",
        "volume",
        "war",
        "chapter",
        "phase",
    )
    is_sentence = (
        at + 1 < len(read.tokens)
        and read.gap(at + 1).strip() in ("", "'")
        and read.tokens[at + 1].raw.islower()
    )
    if (is_i and is_sentence) or word in ("je", "انني", "شخصيا") or (word == "j" and read.gap(at + 1) == "'"):
        yield Spot(at, at, "first_person", "medium")


def own_institution_at(read: Folded, at: int) -> int | None:
    """`our ministry`, `notre propre police`, وزارتنا: where whoever speaks comes from."""
    own, token = lexicon.words("own_institutions"), read.tokens[at]
    if token.is_arabic:
        return at if any(owned(form) & own for form, _off in stems(token.word)) else None
    if token.word not in lexicon.words("possessives") or not joins(read, at + 1):
        return None
    end = at + 2 if read.word(at + 1) in BETWEEN_OWN and joins(read, at + 2) else at + 1
    return end if read.word(end) in own else None


def owned(word: str) -> set[str]:
    """An Arabic word without “our” or “my” at its end; as ta marbuta opens before them, it is closed again."""
    if word.endswith("نا") and len(word) > 4:
        return {word[:-2], f"{word[:-3]}ه" if word[-3] == "ت" else ""}
    return {f"{word[:-2]}ه"} if word.endswith("تي") and len(word) > 4 else set()


def seats_at(read: Folded, at: int, table: Table) -> Iterator[Spot]:
    """The chair and the host are known, and so are the few who hold a high office: what they say is said by name."""
    rule = seat_of(read.word(at), table)
    if not rule or is_general(read, at):
        return
    last = at + 1 if read.word(at + 1) in ("country", "state", "delegation") else at
    before_word = read.word(at - 1)
    is_definite = (
        before_word in ("the", "la", "le", "l", "co", "pays", "delegation", "الدوله")
        or read.tokens[at].is_arabic
    )
    first = at - 1 if before_word in ("co", "pays", "الدوله", "delegation") else at
    verb = verb_after(read, last, with_clause=False)
    if is_definite and verb is None and (before := verb_before(read, first)) is not None:
        first, verb = before, last
    if is_definite and verb is not None:
        yield Spot(first, max(last, verb), rule, "medium")
    elif (
        read.word(at) in table.offices
        and read.tokens[at].has_capital
        and before_word in ("the", "le", "la", "l")
    ):
        yield Spot(at, at, "function")


def seat_of(word: str, table: Table) -> str:
    bare_word = word.removeprefix("و").removeprefix("ف") if word[:1] > "z" else word
    for each in (word, bare_word):
        if each in lexicon.words("seats"):
            return "seat"
        if each in lexicon.words("singular_offices") or each in table.offices:
            return "title"
    return ""


def is_general(read: Folded, at: int) -> bool:
    """“In most countries the ministry confirms …”: what is so in general nobody has said here."""
    first = last = at
    while first > 0 and not any(mark in read.gap(first) for mark in ".;:!?\n"):
        first -= 1
    while last + 1 < len(read.tokens) and not any(mark in read.gap(last + 1) for mark in ".;:!?\n"):
        last += 1
    words = [read.word(step) for step in range(first, last + 1)]
    return bool(lexicon.words("usually") & set(words)) or any(
        is_in(one, "indefinite") and any(is_in(other, "countries") for other in words[step + 1 : step + 4])
        for step, one in enumerate(words)
    )


def functions_at(read: Folded, at: int, table: Table) -> Iterator[Spot]:
    """An office that a participant holds, in any of the three languages: `le directeur des frontières`, مدير الحدود."""
    token = read.tokens[at]
    idea = idea_of(token.word, token.is_arabic)
    found, last = ideas_of(token, table), at
    is_office = idea in OFFICE_IDEAS or found & table.office_words
    if not is_office or is_indefinite(read, at) or is_any_office(read, at):
        return
    for step in range(at + 1, min(at + LONGEST_OFFICE, len(read.tokens))):
        if not joins(read, step) or is_speech(read.tokens[step]):
            break
        if others := ideas_of(read.tokens[step], table):
            found |= others
            last = step
        if any(function <= found for function in table.functions):
            state = affiliation_after(read, last, table)
            yield Spot(at, state.last if state else last, "function", "high", state.region if state else "")
            return


def office_phrases_at(read: Folded, at: int, table: Table) -> Iterator[Spot]:
    """A participant's own title, word for word, whatever the words: `the Comptroller-General`, « la cheffe d’unité », رئيس القسم."""
    if not table.office_phrases or is_indefinite(read, at):
        return
    for first in first_words(read.tokens[at]):
        for phrase in table.office_phrases.get(first, ()):
            if (last := end_of_phrase(read, at, phrase)) is not None:
                yield Spot(at, last, "function")


def first_words(token: Token) -> set[str]:
    """With what Arabic joins to a word before it, and without."""
    return {office_word(token), *(form for form, _off in stems(token.word) if token.is_arabic)}


def end_of_phrase(read: Folded, at: int, phrase: tuple[str, ...]) -> int | None:
    """Small words may stand between the others; a sentence's end may not."""
    for word in phrase[1:]:
        at += 1
        while read.word(at) in SMALL and not is_new_sentence(read, at):
            at += 1
        if at >= len(read.tokens) or is_new_sentence(read, at) or office_word(read.tokens[at]) != word:
            return None
    return at


def is_new_sentence(read: Folded, at: int) -> bool:
    """`Dep. Head` goes on."""
    gap = read.gap(at)
    return any(mark in gap for mark in ";!?؟") or ("." in gap and len(read.word(at - 1)) > 3)


def ideas_of(token: Token, table: Table) -> set[str]:
    """What a word stands for in an office; itself where a participant's office has a word that no list knows."""
    idea = idea_of(token.word, token.is_arabic)
    forms = {form for form, _off in stems(token.word)} if token.is_arabic else {token.word}
    return ({idea} - {""}) | (forms & table.office_words)


def is_any_office(read: Folded, at: int) -> bool:
    """مفوض للجوء: “a commissioner for asylum”; Arabic says so with the preposition."""
    token = read.tokens[at]
    return (
        token.is_arabic
        and not token.word.lstrip("وف").startswith("ال")
        and read.word(at + 1).startswith("لل")
    )
