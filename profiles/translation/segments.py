"""A text cut into what translators' programs work on: paragraphs, items, cells. What lies between is the skeleton.

A text and its translation are cut alike where their skeletons agree; where they do not, the section as a whole is one segment.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from profiles.translation.markup import Element, Node, as_html, parse, words_of

Segment = list[Node]
BLANK = " \t\r\n\f"


@dataclass(frozen=True)
class Gap:
    """The place of a segment in a skeleton."""

    number: int


@dataclass
class Cut:
    skeleton: list[Any]  # nodes and gaps
    segments: list[Segment] = field(default_factory=list)

    @property
    def signature(self) -> Any:
        """Equal for texts that are built alike, whatever their words, attributes and white space."""
        return signature_of(self.skeleton)

    def filled(self, segments: Sequence[Segment]) -> str:
        return as_html(list(_filled(self.skeleton, segments)))


def cut(html: str) -> Cut:
    made = Cut([])
    made.skeleton = list(_cut(parse(html), made.segments))
    return made


def whole(html: str) -> Cut:
    """The text as one segment."""
    return Cut([Gap(0)], [parse(html)])


def _cut(nodes: Sequence[Node], segments: list[Segment]) -> Iterator[Any]:
    run: Segment = []
    for node in nodes:
        if isinstance(node, Element) and node.is_block:
            yield from _close(run, segments)
            run = []
            yield Element(node.tag, node.attributes, list(_cut(node.children, segments)))
        else:
            run.append(node)
    yield from _close(run, segments)


def _close(run: Segment, segments: list[Segment]) -> Iterator[Any]:
    """A run of words and inline marks, without the white space around it."""
    if not words_of(run).strip(BLANK):
        yield from run
        return
    before, after = "", ""
    if isinstance(run[0], str):
        before = run[0][: len(run[0]) - len(run[0].lstrip(BLANK))]
        run = [run[0][len(before) :], *run[1:]]
    if isinstance(run[-1], str):
        after = run[-1][len(run[-1].rstrip(BLANK)) :]
        run = [*run[:-1], run[-1][: len(run[-1]) - len(after)]]
    yield from (part for part in (before, Gap(len(segments)), after) if part)
    segments.append([node for node in run if node != ""])


def _filled(skeleton: Sequence[Any], segments: Sequence[Segment]) -> Iterator[Node]:
    for part in skeleton:
        if isinstance(part, Gap):
            yield from segments[part.number]
        elif isinstance(part, Element):
            yield Element(part.tag, part.attributes, list(_filled(part.children, segments)))
        else:
            yield part


def signature_of(skeleton: Sequence[Any]) -> Any:
    return tuple(
        "…" if isinstance(part, Gap) else (part.tag, signature_of(part.children))
        for part in skeleton
        if not isinstance(part, str)
    )
