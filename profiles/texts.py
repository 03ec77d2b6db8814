"""Texts of a section as those see them who check it: drawn with their sources, and what changed since another time."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from imap.core.difference import difference_of
from imap.core.links import with_marks
from imap.core.richtext import draw
from imap.core.translation import Text, direction_of, reading_language
from profiles.apparatus import Cited
from profiles.models import Citation, Edition, Section
from profiles.pages import ShownSection


def source_section(section: Section) -> ShownSection:
    """The text that is checked: in the language it is written in, with its sources."""
    rows = Citation.objects.filter(section=section).select_related("source").order_by("number")
    citations = tuple(Cited.of(row) for row in with_marks(rows, "source__url"))
    words = Text(section.source_text, section.source_language, reading_language())
    return ShownSection(
        code=section.anchor,
        heading=section.shown_heading,
        text=words,
        drawn=draw(words.words, section.anchor, max((row.number for row in citations), default=0)),
        citations=citations,
    )


@dataclass(frozen=True)
class Beside:
    """The same text in the reader's language, to read it by: not what is checked."""

    html: SafeString
    language: str

    @property
    def direction(self) -> str:
        return direction_of(self.language)


def beside(section: Section) -> Beside | None:
    """None where the text is written in the reader's language, or not translated into it."""
    language = reading_language()
    text = getattr(section, f"body_{language}") or ""
    if language == section.source_language or not text:
        return None
    return Beside(draw(text, f"{section.anchor}-{language}", 0).html, language)


@dataclass(frozen=True)
class Changed:
    """A readable difference, in the language of the text."""

    words: SafeString
    language: str

    @property
    def direction(self) -> str:
        return direction_of(self.language)


def changed_since(section: Section, text: str, language: str) -> Changed | None:
    """None where the text is the same, or there was none to compare with."""
    if not text or language != section.source_language or text == section.source_text:
        return None
    return Changed(difference_of(text, section.source_text), language)


def published_texts(edition: Edition) -> dict[str, Any]:
    """Sections of the profile's published edition, by their code."""
    current = Edition.objects.current().filter(profile=edition.profile_id).exclude(pk=edition.pk)
    return {row.code: row for row in Section.objects.filter(edition__in=current)}


def changed_since_published(section: Section, published: dict[str, Any]) -> Changed | None:
    earlier = published.get(section.code)
    text = getattr(earlier, f"body_{section.source_language}", "") if earlier else ""
    return changed_since(section, text or "", section.source_language)
