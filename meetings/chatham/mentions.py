"""Where a text names a state, a capital, an organisation or a ministry, and whether that is who speaks."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from meetings.chatham import lexicon
from meetings.chatham.fold import Folded, Token, stems
from meetings.chatham.lexicon import idea_of, is_in, phrase_at
from meetings.chatham.table import Table
from meetings.chatham.verbs import ARTICLES, ENDS, is_speech, joins, stance_after, verb_after, verb_before

LINKS = {"of", "de", "du", "des", "d", "for", "from", "in", "and", "et", *ARTICLES}
FIELDS_ALONE = {"interior", "foreign"}
MINISTRIES_IN_SHORT = {"moi", "mfa", "mofa", "mol", "moj", "moia"}
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
WRITTEN = {
    "data", "figures", "statistics", "report", "reports", "estimates", "law", "legislation", "standards", "guidelines", "policy",
    "convention", "process", "conference", "declaration", "agreement", "protocol", "regulation", "loi", "lois", "droit", "statistiques",
    "chiffres", "donnees", "rapport", "rapports", "code", "القانون", "قانون", "احصاءات", "بيانات", "ارقام", "تقرير", "تقارير", "تشريع",
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
    is_capital = sum(char.isupper() for char in token.raw) > 1
    if is_capital and (token.word in table.abbreviations or token.word in MINISTRIES_IN_SHORT):
        state = named_right_after(read, at)
        return Mention(at, state.last if state else at, "ministry", state.region if state else "")
    if is_ministry_by_field(read, at):
        state = affiliation_after(read, at, table)
        return Mention(at, state.last if state else at, "ministry", state.region if state else "", is_joined)
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


def named_right_after(read: Folded, at: int) -> Mention | None:
    """`MoI Egypt`, `MFA (Tunisia)`."""
    if at + 1 >= len(read.tokens) or read.gap(at + 1).strip() not in ("", "(", "/", "-"):
        return None
    found = phrase_at(read, at + 1, lexicon.states().names)
    return Mention(at + 1, found[0], "state", found[1].region) if found else None


def is_ministry_by_field(read: Folded, at: int) -> bool:
    """`l’Intérieur`, `Interior`, الداخلية: the field of work stands for its ministry where it has the article or a capital."""
    token = read.tokens[at]
    if idea_of(token.word, token.is_arabic) not in FIELDS_ALONE:
        return False
    if token.is_arabic:
        is_subject_place = not joins(read, at) or is_speech(read.tokens[at - 1]) or read.word(at - 1) == "ان"
        return token.word.lstrip("وف").startswith("ال") and is_subject_place
    return token.has_capital and (read.word(at - 1) == "l" or not joins(read, at) or at == 0)


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


def is_indefinite(read: Folded, first: int) -> bool:
    return is_in(read.word(first - 1), "indefinite") if first else False
