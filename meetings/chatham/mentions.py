"""Where a text names a state, a capital, an organisation or a ministry, and whether that is who speaks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from meetings.chatham import lexicon
from meetings.chatham.fold import Folded, Token, stems
from meetings.chatham.lexicon import idea_of, is_in, phrase_at
from meetings.chatham.table import Table

ARTICLES = {"the", "la", "le", "les", "l"}
LINKS = {"of", "de", "du", "des", "d", "for", "from", "in", "and", "et", *ARTICLES}
NO_MINISTRY = {
    "ministry",
    "director",
    "head",
    "minister",
    "secretary",
    "ambassador",
    "officer",
    "adviser",
    "coordinator",
    "analyst",
}
ENDS = ".;:!?؟؛\n()[]"
LONGEST_CLAUSE = 9
# A participle after “est” that means speaking; the others are passives.
REFLEXIVE = {
    "intervenu",
    "intervenue",
    "interroge",
    "interrogee",
    "felicite",
    "felicitee",
    "plaint",
    "plainte",
    "dit",
    "dite",
}
# In French these are verbs of speaking only after “a” or “ont”: “le Maroc présente un taux”.
ONLY_PAST = {"presente", "partage", "expose", "souhaite", "note", "observe", "constate", "rapporte"}
NO_VERBS = {"ورد", "وردت", "فرد", "فعرض", "وعرض"}
WRITTEN = {
    "data", "figures", "statistics", "report", "reports", "estimates", "law", "legislation", "standards", "guidelines", "policy",
    "convention", "process", "conference", "declaration", "agreement", "protocol", "regulation",
}  # fmt: skip


@dataclass(frozen=True)
class Mention:
    first: int
    last: int
    kind: str  # state, capital, organisation, ministry
    region: str = ""
    is_prepositional: bool = False  # an Arabic preposition is joined to it


def mentions(read: Folded, table: Table) -> list[Mention]:
    found, at = [], 0
    while at < len(read.tokens):
        mention = mention_at(read, at, table)
        if mention is None:
            at += 1
            continue
        found.append(mention)
        at = mention.last + 1
    return found


def mention_at(read: Folded, at: int, table: Table) -> Mention | None:
    token, known = read.tokens[at], lexicon.states()
    if token.word == "ال":
        return None
    is_joined = token.is_arabic and has_preposition(token.word)
    for kind, phrases in (
        ("state", known.names),
        ("organisation", table.organisations),
        ("capital", known.capitals),
    ):
        if hit := phrase_at(read, at, phrases):
            if is_only_typed_small(token, kind):
                continue
            region = hit[1].region if hit[1] else ""
            return Mention(at, hit[0], kind, region, is_joined)
    return ministry_at(read, at, table, is_joined)


def is_only_typed_small(token: Token, kind: str) -> bool:
    """Notes are typed in haste: `italy` is Italy, but `turkey` may be a bird and `rome` needs its capital letter."""
    if token.is_arabic or token.has_capital:
        return False
    return kind == "capital" or token.word in lexicon.ordinary()


def has_preposition(word: str) -> bool:
    """Whether ب ك ل is joined to an Arabic word, by what is left when it is off and the article stands."""
    rest = word.removeprefix("و").removeprefix("ف")
    return rest.startswith(("بال", "كال", "لل"))


def ministry_at(read: Folded, at: int, table: Table, is_joined: bool) -> Mention | None:
    """`Ministry of Interior`, `Interior Ministry`, وزارة الداخلية, `MoI`: one ministry, not ministries in general."""
    token = read.tokens[at]
    if (token.word in table.abbreviations and sum(char.isupper() for char in token.raw) > 1) or token.raw in (
        "MoI",
        "MFA",
        "MoFA",
        "MoL",
        "MoJ",
    ):
        return Mention(at, at, "ministry")
    idea = idea_of(token.word, token.is_arabic)
    if idea == "ministry":
        if (end := end_of_domain(read, at)) is None:
            return None
        region = ""
        if (state := affiliation_after(read, end, table)) is not None:
            end, region = state.last, state.region
        return Mention(at, end, "ministry", region, is_joined)
    if (
        idea
        and idea not in NO_MINISTRY
        and not token.is_arabic
        and idea_of(read.word(at + 1), False) == "ministry"
    ):
        return Mention(at, at + 1, "ministry")
    return None


def end_of_domain(read: Folded, at: int) -> int | None:
    """The last word of what a ministry is of; none where nothing follows that is known."""
    end, step = None, at + 1
    while step < len(read.tokens) and step - at < 7 and not any(mark in read.gap(step) for mark in ENDS):
        token = read.tokens[step]
        idea = idea_of(token.word, token.is_arabic)
        if (idea and idea not in NO_MINISTRY) or (
            end is not None and token.word in ("affairs", "affaires", "الشوون")
        ):
            end = step
        elif end is None and is_proper(token):
            end = step  # a field of work that the list of ideas does not know
        elif token.word not in (*LINKS, "affaires", "affairs"):
            break
        step += 1
    return end


def is_proper(token: Token) -> bool:
    return token.word.startswith("ال") if token.is_arabic else token.raw[:1].isupper()


def affiliation_after(read: Folded, last: int, table: Table) -> Mention | None:
    """`… of Morocco`, `… du Maroc`, … المغرب, `… marocain`: the state right after a ministry or an office."""
    at = last + 1
    while (
        at < len(read.tokens)
        and at - last < 4
        and read.word(at) in LINKS
        and not any(m in read.gap(at) for m in ENDS)
    ):
        at += 1
    if at >= len(read.tokens) or any(mark in read.gap(at) for mark in ENDS + ","):
        return None
    if at == last + 1 and not read.tokens[at].is_arabic:
        return adjective_at(read, at)
    known = phrase_at(read, at, lexicon.states().names)
    if known and (read.tokens[at].is_arabic or read.tokens[at].has_capital):
        return Mention(at, known[0], "state", known[1].region)
    return adjective_at(read, at)


def adjective_at(read: Folded, at: int) -> Mention | None:
    if not 0 <= at < len(read.tokens):
        return None
    token, known = read.tokens[at], lexicon.states().adjectives
    forms = [form for form, _off in stems(token.word)] if token.is_arabic else [token.word]
    state = next((known[form] for form in forms if form in known), None)
    return Mention(at, at, "adjective", state.region) if state else None


def is_subject(read: Folded, mention: Mention) -> bool:
    """Not a place that something comes from, goes to or lies in."""
    return not mention.is_prepositional and not is_in_place(read.word(before_article(read, mention.first)))


def before_article(read: Folded, first: int) -> int:
    at = first - 1
    while at >= 0 and read.word(at) in ARTICLES:
        at -= 1
    return at


def is_in_place(word: str) -> bool:
    return word in lexicon.words("prepositions")


def is_speech(token: Token) -> bool:
    word, known = token.word, lexicon.words("speech")
    if word in known:
        return word not in NO_VERBS
    return token.is_arabic and word[:1] in "وف" and word[1:] in known and word not in NO_VERBS


def verb_after(read: Folded, last: int, with_clause: bool = True) -> int | None:
    """The verb of speaking whose subject ends at `last`; after helpers, or after a clause between commas."""
    at, helpers = last + 1, []
    if at < len(read.tokens) and "," in read.gap(at) and with_clause:
        return verb_after_clause(read, at)
    while at < len(read.tokens) and at - last < 5 and not any(mark in read.gap(at) for mark in ENDS + ","):
        token = read.tokens[at]
        if is_speech(token) and is_active(token.word, helpers):
            return at
        if token.word not in lexicon.words("helpers") and token.word not in ("which", "qui"):
            return None
        helpers.append(token.word)
        at += 1
    return None


def is_active(word: str, helpers: list[str]) -> bool:
    if "est" in helpers:
        return word in REFLEXIVE
    return word not in ONLY_PAST or bool({"a", "ont", "avait"} & set(helpers))


def verb_after_clause(read: Folded, at: int) -> int | None:
    for end in range(at + 1, min(at + LONGEST_CLAUSE, len(read.tokens))):
        if any(mark in read.gap(end) for mark in ENDS):
            return None
        if "," in read.gap(end) or "،" in read.gap(end):
            return end if is_speech(read.tokens[end]) else verb_after_helper(read, end)
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
    if at < 0 or not is_speech(read.tokens[at]) or any(mark in read.gap(at + 1) for mark in ENDS + ","):
        return None
    if is_arabic:
        return at if read.tokens[at].is_arabic else None
    inverted = read.word(at) in ("said", "says", "dit", "ajoute", "repondu")
    as_said = any(read.word(step) in ("comme", "as", "que") for step in range(max(0, at - 4), at))
    return at if inverted or (as_said and read.word(at) not in ("asked", "asks")) else None


def speaking(read: Folded, mention: Mention) -> Iterator[Mention]:
    """The mention with its verb, where it is the subject of one."""
    if not is_subject(read, mention):
        return
    if (verb := verb_after(read, mention.last)) is not None:
        yield replace(mention, last=verb)
    elif (verb := verb_before(read, mention.first)) is not None:
        yield replace(mention, first=verb)
    elif (stance := stance_after(read, mention.last)) is not None:
        yield replace(mention, last=stance)


def stance_after(read: Folded, last: int) -> int | None:
    """`… was not in favour`, `… est d’avis que`: where a state stands is what it said."""
    at = last + 1
    while at < len(read.tokens) and read.word(at) in ("s", "y", "ne", "n", "has", "also") and joins(read, at):
        at += 1
    if read.word(at) not in lexicon.words("copulas") or not joins(read, at):
        return None
    for step in range(at + 1, min(at + 6, len(read.tokens))):
        if not joins(read, step):
            return None
        if read.word(step) in lexicon.words("stances"):
            return step
    return None


def is_indefinite(read: Folded, first: int) -> bool:
    return is_in(read.word(first - 1), "indefinite") if first else False


def joins(read: Folded, at: int) -> bool:
    return at < len(read.tokens) and not any(mark in read.gap(at) for mark in ENDS + ",،")
