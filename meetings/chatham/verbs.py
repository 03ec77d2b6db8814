"""Verbs of speaking and wishing, and whether one belongs to a subject: « a rappelé », “would like”, قالت."""

from functools import lru_cache

from meetings.chatham import lexicon
from meetings.chatham.fold import Folded, Token
from meetings.chatham.lexicon import is_in, said_at

ARTICLES = {"the", "la", "le", "les", "l"}
ENDS = ".;:!?؟؛\n()[]"
LONGEST_CLAUSE = 9
OBJECT_WITHIN = 5
# « Est intervenu » and « s’est opposé » are active; « est proposé » is a passive.
INTRANSITIVE = {"intervenu", "intervenue"}
# In French these are verbs of speaking only after “a” or “ont”: “le Maroc présente un taux”.
ONLY_PAST = {
    "presente", "partage", "expose", "souhaite", "note", "observe", "constate", "rapporte", "offert", "montre", "invite", "cite", "appele",
}  # fmt: skip
NO_VERBS = {"ورد", "وردت", "فرد", "فعرض", "وعرض"}
MODALS = {"would", "will", "can", "cannot", "does", "did", "do", "peut", "pourrait", "peuvent"}


def is_speech(token: Token) -> bool:
    word = token.word
    if word in lexicon.words("speech"):
        return word not in NO_VERBS
    forms = verb_forms(word) if token.is_arabic else french_singular(word)
    return word not in NO_VERBS and bool(forms & lexicon.words("speech"))


def french_singular(word: str) -> set[str]:
    """« Demandent », « demandaient » as one says it."""
    if word.endswith("aient"):
        return {f"{word[:-5]}ait"}
    return {word[:-2]} if word.endswith("ent") else set()


@lru_cache(maxsize=20000)
def verb_forms(word: str) -> frozenset[str]:
    """An Arabic verb as “he” says it: without و ف س before it, without the endings of “she” and “they”."""
    forms = {word}
    forms |= {form[1:] for form in forms if form[:1] in "وف"}
    forms |= {form[1:] for form in forms if form[:2] in ("سي", "ست")}
    forms |= {form[:-2] for form in forms if form.endswith("وا")}
    forms |= {form[:-2] for form in forms if form[:1] in "يت" and form.endswith(("ون", "ان"))}
    forms |= {form[:-1] for form in forms if form.endswith("ت")} | {
        f"ي{form[1:]}" for form in forms if form[:1] == "ت"
    }
    return frozenset(form for form in forms if len(form) > 2)


def speech_at(read: Folded, at: int, helpers: list[str]) -> int | None:
    """The last word of what means speaking here: a verb, an expression, a wish after “would”, a verb with what it offers."""
    token = read.tokens[at]
    if (end := said_at(read, at, "speech_phrases")) is not None:
        return end
    if is_speech(token) and is_active(token.word, helpers):
        return at
    if token.word in lexicon.words("wishes") and (MODALS & set(helpers) or {"could", "not"} <= set(helpers)):
        return at
    if token.word in lexicon.words("dispositions") and "be" in helpers:
        return at
    if is_offered(read, at) and is_active(token.word, helpers):
        return at
    return None


def is_offered(read: Folded, at: int) -> bool:
    """`supported the proposal`, `a présenté son expérience`, قدمت مقترحا: not every support or offer is a word at the table."""
    token = read.tokens[at]
    forms = verb_forms(token.word) if token.is_arabic else {token.word}
    if not forms & lexicon.words("speech_with_object"):
        return False
    for step in range(at + 1, min(at + 1 + OBJECT_WITHIN, len(read.tokens))):
        if not joins(read, step) or read.word(step).isdigit():
            return False
        if is_in(read.word(step), "objects_of_speech"):
            return True
    return False


def verb_after(read: Folded, last: int, with_clause: bool = True) -> int | None:
    """The verb of speaking whose subject ends at `last`; after helpers, or after a clause between commas."""
    at, helpers = last + 1, []
    if at < len(read.tokens) and "," in read.gap(at) and with_clause:
        return verb_after_clause(read, at)
    while at < len(read.tokens) and at - last < 5 and not any(mark in read.gap(at) for mark in ENDS + ","):
        if (end := speech_at(read, at, helpers)) is not None:
            return end
        word = read.word(at)
        if word not in lexicon.words("helpers") and word not in MODALS and word not in ("which", "qui"):
            return None
        helpers.append(word)
        at += 1
    return None


def is_active(word: str, helpers: list[str]) -> bool:
    if {"est", "sont"} & set(helpers):
        return word in INTRANSITIVE or bool({"s", "se"} & set(helpers))
    return word not in ONLY_PAST or bool({"a", "ont", "avait"} & set(helpers))


def verb_after_clause(read: Folded, at: int) -> int | None:
    for end in range(at + 1, min(at + LONGEST_CLAUSE, len(read.tokens))):
        if any(mark in read.gap(end) for mark in ENDS):
            return None
        if "," in read.gap(end) or "،" in read.gap(end):
            return found if (found := speech_at(read, end, [])) is not None else verb_after_helper(read, end)
    return None


def verb_after_helper(read: Folded, at: int) -> int | None:
    is_helper = read.word(at) in lexicon.words("helpers")
    return verb_after(read, at, with_clause=False) if is_helper else None


def verb_before(read: Folded, first: int) -> int | None:
    """Arabic has the verb first; other languages turn it round: « comme l’a rappelé le Maroc », “said Italy”."""
    at, is_arabic = first - 1, read.tokens[first].is_arabic
    while (
        at >= 0 and read.word(at) in (lexicon.words("helpers") if is_arabic else ARTICLES) and first - at < 4
    ):
        at -= 1
    if at < 0 or any(mark in read.gap(at + 1) for mark in ENDS + ","):
        return None
    if is_arabic and read.tokens[at].is_arabic:
        return at if is_speech(read.tokens[at]) or is_offered(read, at) else None
    if is_arabic or not is_speech(read.tokens[at]):
        return None
    inverted = read.word(at) in ("said", "says", "dit", "ajoute", "repondu")
    as_said = any(read.word(step) in ("comme", "as", "que") for step in range(max(0, at - 4), at))
    return at if inverted or (as_said and read.word(at) not in ("asked", "asks")) else None


def stance_after(read: Folded, last: int) -> int | None:
    """`… was not in favour`, `… est d’avis que`, `… ضد الحصص`: where a state stands is what it said. Arabic needs no copula."""
    at = last + 1
    while at < len(read.tokens) and read.word(at) in ("s", "y", "ne", "n", "has", "also") and joins(read, at):
        at += 1
    is_arabic = at < len(read.tokens) and read.tokens[at].is_arabic
    if not joins(read, at) or (not is_arabic and read.word(at) not in lexicon.words("copulas")):
        return None
    for step in (
        range(at, min(at + 2, len(read.tokens)))
        if is_arabic
        else range(at + 1, min(at + 6, len(read.tokens)))
    ):
        if not joins(read, step):
            return None
        if {read.word(step), read.word(step).removesuffix("s")} & lexicon.words("stances"):
            return step
        if (end := said_at(read, step, "stance_phrases")) is not None:
            return end
    return None


def joins(read: Folded, at: int) -> bool:
    return at < len(read.tokens) and not any(mark in read.gap(at) for mark in ENDS + ",،")
