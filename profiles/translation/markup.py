"""Sanitised rich text as a tree, and back: what segments and their inline marks are made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

VOID = frozenset({"br"})
BLOCKS = frozenset(
    {"p", "h3", "h4", "ul", "ol", "li", "blockquote", "table", "caption", "thead", "tbody", "tr", "th", "td"}
)


@dataclass
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node]" = field(default_factory=list)

    @property
    def is_block(self) -> bool:
        """A paragraph and the like, or what holds one."""
        return self.tag in BLOCKS or any(
            isinstance(each, Element) and each.is_block for each in self.children
        )


Node = Element | str


class TreeBuilder(HTMLParser):
    """Of well-formed HTML, as `sanitise` leaves it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = Element("")
        self.open = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        held = self.open[-1].children
        if held and isinstance(held[-1], str):
            held[-1] += data
        else:
            held.append(data)


def parse(html: str) -> list[Node]:
    builder = TreeBuilder()
    builder.feed(html)
    builder.close()
    return builder.top.children


def as_html(nodes: Sequence[Node]) -> str:
    return "".join(_pieces(nodes))


def _pieces(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield escape(node, quote=False)
            continue
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
        yield f"<{node.tag}{attributes}>"
        if node.tag not in VOID:
            yield from _pieces(node.children)
            yield f"</{node.tag}>"


def words_of(nodes: Sequence[Node]) -> str:
    return "".join(node if isinstance(node, str) else words_of(node.children) for node in nodes)


def elements_of(nodes: Sequence[Node]) -> Iterator[Element]:
    for node in nodes:
        if isinstance(node, Element):
            yield node
            yield from elements_of(node.children)
