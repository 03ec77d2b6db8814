"""One section as units of exchange: each a segment of the source, with its translation where there is one."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from profiles.models import Section, Translation
from profiles.models.translation import text_in
from profiles.translation.markup import Element, Node, as_html
from profiles.translation.segments import Cut, Segment, cut, whole


@dataclass
class Unit:
    source: Segment
    target: Segment | None = None
    is_settled: bool = False  # the target belongs to this very source


@dataclass
class Plan:
    """The units of a section, and the skeleton into which its translation is put back."""

    units: list[Unit] = field(default_factory=list)
    frame: Cut = field(default_factory=lambda: Cut([]))

    def filled(self, targets: Sequence[Segment]) -> str:
        return self.frame.filled(targets)


def plan(section: Section, own: Translation | None, language: str) -> Plan:
    """The same at export and at import, as long as neither text has changed."""
    is_work = own is not None and own.is_in_progress
    text = own.working_text if own and is_work else text_in(section, language)
    made_from = ((own.working_source if is_work else own.source_text) if own else "") or ""
    return planned(section.source_text, text, made_from, is_settled=not is_work)


def planned(source: str, text: str, made_from: str, is_settled: bool = True) -> Plan:
    """`made_from` is the source of `text`; empty where that is not known."""
    now, here, before = cut(source), cut(text), cut(made_from)
    if not text:
        return Plan([Unit(segment) for segment in now.segments], now)
    if now.signature == here.signature:
        fits = before.signature == now.signature
        known = before.segments if fits else [None] * len(now.segments)
        pairs = zip(now.segments, here.segments, known, strict=True)
        return Plan([Unit(a, b, is_settled and a == c) for a, b, c in pairs], here)
    if made_from and before.signature == here.signature:
        return Plan(kept_units(now.segments, before.segments, here.segments, is_settled), now)
    one, other = whole(source), whole(text)
    return Plan([Unit(one.segments[0], other.segments[0], is_settled and source == made_from)], other)


def kept_units(
    now: list[Segment], before: list[Segment], here: list[Segment], is_settled: bool
) -> list[Unit]:
    """Segments that the changed source still has keep their translation."""
    known = {as_html(source): target for source, target in zip(before, here, strict=True)}
    units = [Unit(segment, known.get(as_html(segment))) for segment in now]
    for unit in units:
        unit.is_settled = is_settled and unit.target is not None
    return units


def standing_in(segment: Segment, language: str, direction: str) -> list[Node]:
    """The source's words where their translation is still to come, marked as what they are."""
    return [Element("span", {"lang": language, "dir": direction}, segment)]
