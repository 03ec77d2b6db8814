"""How a letter comes to its words: templates in the reader's language, a subject without tricks, a direction that holds.

A kind of letter is three templates: `templates/mail/<kind>.subject.txt`, `.txt` and `.html`, the last two on the base letter.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise

from accounts.models import Letter, User
from imap.core import numbers
from imap.core.translation import direction_of

SUBJECT_LENGTH = 250
RIGHT_TO_LEFT_MARK = "\u200f"
# Marks that turn the direction of what follows: in a subject they would disguise an address or a name.
TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
STRONG_RIGHT = frozenset({"R", "AL"})


@dataclass(frozen=True)
class Outsider:
    """Someone without an account who gets a letter all the same: a delegate of a meeting, say."""

    email: str
    name: str
    preferred_language: str
    is_active: bool = True


@dataclass(frozen=True)
class Enclosure:
    """A file that goes with a letter; made when the letter leaves, and kept nowhere."""

    name: str
    content: bytes
    content_type: str


@dataclass(frozen=True)
class Kind:
    """What staff call it, and whether a letter of this kind may still go out when its turn comes.

    `is_for_outsiders`: its readers need no account. `fill_in` gives the words that stand in the letter as it leaves and
    never in the outbox (a key: its stand-in there); `enclose` the files that go with it.
    """

    label: str | Promise
    is_due: Callable[[Letter], bool] = lambda letter: True
    is_for_outsiders: bool = False
    fill_in: Callable[[Letter], dict[str, str]] = lambda letter: {}
    enclose: Callable[[Letter], list[Enclosure]] = lambda letter: []


KINDS: dict[str, Kind] = {}


def register_kind(
    code: str, label: str | Promise, is_due: Callable[[Letter], bool] | None = None, **more: Any
) -> None:
    """Called in an app's `ready()`. A kind that nobody registered goes by its code, and always goes out."""
    KINDS[code] = Kind(label, is_due, **more) if is_due else Kind(label, **more)


def kind_of(letter: Letter) -> Kind:
    return KINDS.get(letter.kind) or Kind(letter.kind)


def label_of(code: str) -> str:
    return str(KINDS[code].label) if code in KINDS else code


def is_due(letter: Letter) -> bool:
    """Asked right before sending: the world may have changed since the letter was written."""
    return kind_of(letter).is_due(letter)


def written(*, to: User | Outsider, kind: str, context: dict[str, Any]) -> dict[str, str]:
    """`subject`, `text` and `html` of a letter, in the reader's language and in no one else's digits."""
    language = to.preferred_language
    known = {
        **context,
        "to": to,
        "language": language,
        "direction": direction_of(language),
        "site_url": settings.SITE_URL.rstrip("/"),
    }
    digits = numbers.chosen.set(numbers.DIGITS[0])
    try:
        with translation.override(language):
            subject, text, html = (
                render_to_string(f"mail/{kind}.{part}", known) for part in ("subject.txt", "txt", "html")
            )
    finally:
        numbers.chosen.reset(digits)
    return {
        "subject": marked(one_line(subject), language),
        "text": "\n".join(marked(line, language) for line in paragraphs(text).split("\n")),
        "html": without_controls(html).strip() + "\n",
    }


def one_line(subject: str) -> str:
    """No line breaks, no control characters, no marks that turn the direction: names come from people."""
    plain = "".join(
        " " if letter.isspace() else letter
        for letter in subject
        if letter.isspace() or (letter not in TURNS and unicodedata.category(letter) != "Cc")
    )
    return " ".join(plain.split())[: SUBJECT_LENGTH - 1]


def without_controls(text: str) -> str:
    return "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) != "Cc")


def paragraphs(text: str) -> str:
    """Templates leave gaps where a block is empty: one empty line at most."""
    lines = "\n".join(line.rstrip() for line in without_controls(text).strip().split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines) + "\n"


def marked(line: str, language: str) -> str:
    """Programs turn a line by its first strong letter: one of an Arabic text that begins with a Latin name is told its direction."""
    if direction_of(language) != "rtl":
        return line
    strong = [kind for kind in map(unicodedata.bidirectional, line) if kind in STRONG_RIGHT or kind == "L"]
    misled = bool(strong) and strong[0] == "L" and not STRONG_RIGHT.isdisjoint(strong)
    return RIGHT_TO_LEFT_MARK + line if misled else line
