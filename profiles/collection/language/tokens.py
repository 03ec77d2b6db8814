"""From the text of a condition to its words."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

LONGEST, MOST = 4000, 400  # characters and words of one expression
STRAIGHT = str.maketrans({"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"'})
TOKEN = re.compile(
    r"""\s*(?:
      (?P<ref>\$\{[^{}]*\})
    | (?P<string>"[^"]*"|'[^']*')
    | (?P<number>\d+(?:\.\d+)?|\.\d+)
    | (?P<parent>\.\.)
    | (?P<this>\.)
    | (?P<name>[^\W\d][\w.-]*(?::[^\W\d][\w-]*)?)
    | (?P<op><=|>=|!=|[=<>+\-*(),])
    )""",
    re.VERBOSE,
)
WORD_OPERATORS = ("and", "or", "div", "mod")


class ConditionError(ValueError):
    """The text is no condition; the message says where and why."""


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    at: int  # counted from 1, as a person counts


def tokens(text: str) -> list[Token]:
    """Typographic quotes are read as straight ones: spreadsheets put them in by themselves."""
    if len(text) > LONGEST:
        raise ConditionError(_("The condition is longer than %(limit)d characters.") % {"limit": LONGEST})
    text = text.translate(STRAIGHT).rstrip()
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            rest = text[at:].strip()[:12]
            raise ConditionError(
                _("“%(rest)s” is not understood (character %(at)d).") % {"rest": rest, "at": at + 1}
            )
        found.append(token(match, found))
        at = match.end()
    if len(found) > MOST:
        raise ConditionError(_("The condition is longer than %(limit)d words.") % {"limit": MOST})
    return found


def token(match: re.Match[str], before: list[Token]) -> Token:
    kind = str(match.lastgroup)
    words = match[kind]
    if kind == "name" and words in WORD_OPERATORS and before and is_operand_end(before[-1]):
        kind = "op"
    return Token(kind, words, match.start(kind) + 1)


def is_operand_end(token: Token) -> bool:
    """After an operand, `and` is an operator; elsewhere it would be a name."""
    return token.kind != "op" or token.text == ")"
