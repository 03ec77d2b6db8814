"""From words to a tree. Only what `functions.KNOWN` names can be called; what other tools know is `NotCarried`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from profiles.collection.language.functions import ELSEWHERE, KNOWN
from profiles.collection.language.patterns import is_quick
from profiles.collection.language.tokens import ConditionError, Token, tokens

DEEPEST = 60  # levels of a tree
LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))


class NotCarried(ConditionError):
    """A condition that other tools would understand and the portal does not."""


@dataclass(frozen=True)
class Node:
    """`kind`: number, string, ref, this, column, parent, call, op, minus; `text` its word; `parts` its operands."""

    kind: str
    text: str = ""
    parts: tuple["Node", ...] = ()


def references(node: Node) -> Iterator[str]:
    """Codes of questions and groups that the tree asks for."""
    if node.kind == "ref":
        yield node.text
    for part in node.parts:
        yield from references(part)
    if node.kind == "call" and node.text == "jr:choice-name" and node.parts[1].kind == "string":
        yield node.parts[1].text.removeprefix("${").removesuffix("}")


@lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """The tree of a condition. Raises `ConditionError`, or `NotCarried` for a function that the portal has not."""
    parser = Parser(tokens(text))
    node = parser.level(0)
    if parser.here is not None:
        parser.wrong()
    return node


class Parser:
    def __init__(self, words: list[Token]) -> None:
        self.words, self.at, self.depth = words, 0, 0

    @property
    def here(self) -> Token | None:
        return self.words[self.at] if self.at < len(self.words) else None

    def wrong(self) -> None:
        if self.here is None:
            raise ConditionError(_("The condition ends too early."))
        raise ConditionError(
            _("“%(word)s” is not expected here (character %(at)d).")
            % {"word": self.here.text, "at": self.here.at}
        )

    def took(self, *texts: str) -> str | None:
        """The operator that stands here, if it is one of these; then the parser has passed it."""
        if self.here is None or self.here.kind != "op" or self.here.text not in texts:
            return None
        self.at += 1
        return self.words[self.at - 1].text

    def must(self, text: str) -> None:
        if self.took(text) is None:
            self.wrong()

    def level(self, number: int) -> Node:
        if number == len(LEVELS):
            return self.signed()
        node = self.level(number + 1)
        while operator := self.took(*LEVELS[number]):
            node = Node("op", operator, (node, self.level(number + 1)))
        return node

    def signed(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ConditionError(_("The condition has too many levels."))
        node = Node("minus", "-", (self.signed(),)) if self.took("-") else self.operand()
        self.depth -= 1
        return node

    def operand(self) -> Node:
        word = self.here
        if word is None or (word.kind == "op" and word.text != "("):
            self.wrong()
        assert word is not None
        self.at += 1
        if word.kind == "op":
            node = self.level(0)
            self.must(")")
            return node
        return MAKERS[word.kind](self, word)

    def named(self, word: Token) -> Node:
        """A function's call, or a column of the choices."""
        if self.took("(") is None:
            return Node("column", word.text)
        arguments = [] if self.took(")") else self.arguments()
        return called(word, tuple(arguments))

    def arguments(self) -> list[Node]:
        found = [self.level(0)]
        while self.took(","):
            found.append(self.level(0))
        self.must(")")
        return found


def called(word: Token, parts: tuple[Node, ...]) -> Node:
    if word.text in ELSEWHERE:
        raise NotCarried(_("The function %(name)s() has no equivalent here.") % {"name": word.text})
    if word.text not in KNOWN:
        raise ConditionError(
            _("There is no function %(name)s() (character %(at)d).") % {"name": word.text, "at": word.at}
        )
    least, most = KNOWN[word.text]
    if not least <= len(parts) <= most:
        raise ConditionError(
            _("The function %(name)s() has %(count)d arguments (character %(at)d).")
            % {"name": word.text, "count": len(parts), "at": word.at}
        )
    if word.text == "regex" and parts[1].kind == "string" and not is_quick(parts[1].text):
        raise NotCarried(_("The pattern “%(pattern)s” is not used here.") % {"pattern": parts[1].text})
    return Node("call", word.text, parts)


def referred(parser: Parser, word: Token) -> Node:
    name = word.text[2:-1].strip()
    if not name:
        raise ConditionError(_("${} names no question (character %(at)d).") % {"at": word.at})
    return Node("ref", name)


MAKERS: dict[str, Callable[[Parser, Token], Node]] = {
    "ref": referred,
    "string": lambda parser, word: Node("string", word.text[1:-1]),
    "number": lambda parser, word: Node("number", word.text),
    "this": lambda parser, word: Node("this"),
    "parent": lambda parser, word: Node("parent"),
    "name": lambda parser, word: parser.named(word),
}
