"""Who is brought in by the way: a state named among others, an office by its owner, the host who says “we”, a name letter by letter."""

from collections.abc import Iterator
from dataclasses import replace

from meetings.chatham import lexicon
from meetings.chatham.finding import Spot
from meetings.chatham.fold import Folded, Token, stems
from meetings.chatham.lexicon import is_in
from meetings.chatham.mentions import mention_at
from meetings.chatham.speakers import forms_of, is_named_before, rule_of
from meetings.chatham.table import Table
from meetings.chatham.verbs import ARTICLES, ENDS, MODALS, is_offered, is_speech, speech_at, verb_forms

AMONG = [
    ("among", "them"), ("among", "these"), ("among", "which"), ("including",), ("notably",), ("dont",), ("parmi", "lesquels"),
    ("parmi", "lesquelles"), ("parmi", "eux"), ("parmi", "elles"), ("y", "compris"), ("notamment",), ("من", "بينها"), ("من", "بينهم"),
    ("ومن", "بينها"), ("ومن", "بينهم"), ("منها",), ("ومنها",), ("منهم",), ("ومنهم",), ("بما", "فيها"), ("بما", "فيهم"),
]  # fmt: skip
GROUP = {
    "some",
    "others",
    "several",
    "many",
    "certains",
    "certaines",
    "plusieurs",
    "autres",
    "بعض",
    "عده",
    "اخرون",
}
GROUP_WITHIN, VERB_WITHIN, SAYS_WE_WITHIN = 5, 4, 14
BETWEEN = {"se", "s", "ne", "n", "not", "also", "then", "aussi", "all", "tous", "toutes", "both"}
OWNERS, DEPUTIES = (
    {"its", "his", "her", "their", "son", "sa", "leur", "leurs"},
    {"deputy", "acting", "own", "vice", "propre"},
)
PRESENTED = {
    "presented", "introduced", "shown", "defended", "outlined", "delivered", "given", "summarised", "summarized", "read", "promised",
    "presente", "presentee", "presentes", "presentees", "expose", "exposee", "exposes", "defendu", "defendue", "introduit", "introduite",
    "resume", "resumee", "lu", "lue", "donne", "donnee",
}  # fmt: skip
PRESENTS = {"عرض", "قدم", "شرح", "تلا", "دافع", "القي"}
HOSTS = {"host", "hosts", "hote", "hotes", "hotesse"}
WE = {"we", "our", "us", "i", "nous", "notre", "nos", "je", "j"}
AS_WE = ("بصفتنا", "باعتبارنا", "كوننا", "بوصفنا", "بصفتي", "باعتباري")
LEAST_SPELLED, MOST_SPELLED = 4, 24  # letters


def aside_in(read: Folded, table: Table) -> Iterator[Spot]:
    for at in range(len(read.tokens)):
        yield from among_at(read, at, table)
        yield from owned_office_at(read, at, table)
        yield from host_at(read, at)


def among_at(read: Folded, at: int, table: Table) -> Iterator[Spot]:
    """`Several states, among them Senegal, opposed the text`: of those who spoke, one is named."""
    words = next((each for each in AMONG if tuple(read.word(at + n) for n in range(len(each))) == each), None)
    if words is None or (group := group_before(read, at)) is None:
        return
    step = at + len(words)
    while read.word(step) in ARTICLES:
        step += 1
    found = mention_at(read, step, table) if step < len(read.tokens) else None
    if found is None or found.kind == "capital" or any(mark in read.gap(step) for mark in ENDS):
        return
    if speaks_beyond(read, found.last) or speaks_before(read, group):
        yield Spot(at, found.last, rule_of(found), "high", found.region)


def group_before(read: Folded, at: int) -> int | None:
    """Where the many are named of whom this is one."""
    for step in range(at - 1, max(-1, at - 1 - GROUP_WITHIN), -1):
        if any(mark in read.gap(step + 1) for mark in ENDS):
            return None
        word = read.word(step)
        if word in GROUP or is_in(word, "countries") or is_in(word, "delegates"):
            return step
    return None


def speaks_beyond(read: Folded, last: int) -> bool:
    helpers: list[str] = []
    for step in range(last + 1, min(last + 1 + VERB_WITHIN, len(read.tokens))):
        if any(mark in read.gap(step) for mark in ENDS):
            return False
        if speech_at(read, step, helpers) is not None:
            return True
        word = read.word(step)
        if word not in lexicon.words("helpers") and word not in MODALS and word not in BETWEEN:
            return False
        helpers.append(word)
    return False


def speaks_before(read: Folded, group: int) -> bool:
    """عارضت عدة دول، من بينها …: Arabic has the verb first."""
    for step in range(group, max(-1, group - 3), -1):
        if step < group and any(mark in read.gap(step + 1) for mark in ENDS + "،,"):
            return False
        token = read.tokens[step]
        if token.is_arabic and (is_speech(token) or is_offered(read, step)):
            return True
    return False


def owned_office_at(read: Folded, at: int, table: Table) -> Iterator[Spot]:
    """`UNHCR’s plan was presented by its Director`, قدمه مديرها: there is one, and whose it is was said."""
    is_office = read.word(at) in lexicon.words("offices") or bool(
        forms_of(read.word(at)) & lexicon.words("offices")
    )
    if not is_office or not is_named_before(read, at, table):
        return
    first = at - 1
    if read.tokens[at].is_arabic:
        is_its = read.word(at).endswith(("ها", "هم")) or read.word(at)[-1:] == "ه"
        is_by = read.word(at - 1) in ("قبل", "طرف") and read.word(at - 2) == "من"
        if is_its and (
            presents(read, at - 1)
            or (is_by and any(presents(read, step) for step in range(max(0, at - 8), at)))
        ):
            yield Spot(at, at, "function")
        return
    if read.word(first) in DEPUTIES:
        first -= 1
    is_by = read.word(first) in OWNERS and read.word(first - 1) in ("by", "par")
    if is_by and first > 1 and (read.word(first - 2) in PRESENTED or is_speech(read.tokens[first - 2])):
        yield Spot(first, at, "function")


def presents(read: Folded, at: int) -> bool:
    if at < 0 or not read.tokens[at].is_arabic:
        return False
    word = read.word(at)
    forms = {
        form for each in (word, word.removesuffix("ها"), word.removesuffix("ه")) for form in verb_forms(each)
    }
    return bool(forms & PRESENTS)


def host_at(read: Folded, at: int) -> Iterator[Spot]:
    """`As host, we regret …`, « en tant que pays hôte, nous … », بصفتنا البلد المضيف."""
    token = read.tokens[at]
    if token.is_arabic:
        is_host = any(form.startswith("مضيف") for form, _off in stems(token.word))
        before = [read.word(step).removeprefix("و") for step in (at - 1, at - 2)]
        if is_host and any(word in AS_WE for word in before):
            yield Spot(at - 1 if before[0] in AS_WE else at - 2, at, "seat", "medium")
        return
    if token.word not in HOSTS:
        return
    first = next(
        (
            step
            for step in range(at - 1, max(-1, at - 5), -1)
            if read.word(step) in ("as", "comme", "tant", "qualite")
        ),
        None,
    )
    if first is not None and says_we(read, at):
        yield Spot(first, at, "seat", "medium")


def says_we(read: Folded, at: int) -> bool:
    for step in range(at + 1, min(at + SAYS_WE_WITHIN, len(read.tokens))):
        if any(mark in read.gap(step) for mark in ".;:!?\n"):
            return False
        if read.word(step) in WE:
            return True
    return False


def closed_up(read: Folded, table: Table) -> Folded | None:
    """The text with `M o r o c c o` as the one word that it is; none where no state or agency is spelled out."""
    tokens, at, is_changed = [], 0, False
    while at < len(read.tokens):
        last = end_of_spelled(read, at, table)
        if last is None:
            tokens.append(read.tokens[at])
            at += 1
            continue
        tokens.append(as_one(read.tokens[at : last + 1]))
        at, is_changed = last + 1, True
    return Folded(read.text, tokens) if is_changed else None


def end_of_spelled(read: Folded, at: int, table: Table) -> int | None:
    """The last letter of the longest known name that is spelled from here."""
    word, found = "", None
    for step in range(at, min(at + MOST_SPELLED, len(read.tokens))):
        token = read.tokens[step]
        if len(token.word) != 1 or token.word.isdigit() or (step > at and len(token.gap) > 3):
            break
        word += token.word
        if len(word) >= LEAST_SPELLED and is_known(word, token.is_arabic, table):
            found = step
    return found


def is_known(word: str, is_arabic: bool, table: Table) -> bool:
    known = lexicon.states()
    forms = [form for form, _off in stems(word)] if is_arabic else [word]
    return any(
        form in known.adjectives
        or any(
            parts == (form,)
            for parts, _value in (*known.names.get(form, ()), *table.organisations.get(form, ()))
        )
        for form in forms
    )


def as_one(letters: list[Token]) -> Token:
    first, last = letters[0], letters[-1]
    word, raw = "".join(each.word for each in letters), "".join(each.raw for each in letters)
    return replace(first, word=word, raw=raw, end=last.end)
