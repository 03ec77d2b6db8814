"""The apparatus of a section: its footnotes and sources. Drawn without a template, for a long profile has a hundred of them.

What a person wrote is escaped where it enters; anchors are slugs, numbers are numbers, footnotes were sanitised with their text.
"""

from collections.abc import Collection, Sequence
from datetime import date
from html import escape
from typing import Any, NamedTuple, Self

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imap.core.numbers import day
from imap.core.numbers import number as shown_number
from imap.core.richtext import letter
from imap.core.templatetags.portal import language_name
from imap.core.translation import comma, reading_language


class Cited(NamedTuple):
    """A citation as it is shown, by what it holds: of rows `imap.core.links.with_marks`."""

    number: int
    locator: str
    title: str
    publisher: str
    url: str
    language: str
    published: str
    accessed_on: date | None
    dead_since: date | None = None
    archived_url: str = ""

    @classmethod
    def of(cls, row: Any) -> Self:
        source = row.as_cited
        return cls(
            row.number, row.locator, source.title, source.publisher, source.url, source.language, source.published,
            source.accessed_on, row.dead_since, row.archived_url,
        )  # fmt: skip


def footnotes(notes: Sequence[SafeString], anchor: str) -> SafeString:
    """The items of the list under the text."""
    back = escape(_("Back to the text"))
    return SafeString("".join(footnote(note, anchor, at, back) for at, note in enumerate(notes, 1)))


def footnote(note: SafeString, anchor: str, at: int, back: str) -> str:
    return (
        f'<li class="footnote-item" id="{anchor}-note-{at}"><span class="n">{letter(at)}</span><span>{note} '
        f'<a class="back screen-only" href="#{anchor}-note-ref-{at}" aria-label="{back}">↑</a></span></li>'
    )


def sources(citations: Sequence[Cited], anchor: str, cited: Collection[int]) -> SafeString:
    """The items of the list beside the text: publisher, title, year, part; language, date of access, whether the link is dead, the way back."""
    return SafeString("".join(source_item(each, anchor, each.number in cited) for each in citations))


def source_item(source: Cited, anchor: str, is_cited: bool) -> str:
    number = source.number
    year = f"{comma(source.language)}{escape(source.published)}" if source.published else ""
    part = f"{comma(reading_language())}{escape(source.locator)}" if source.locator else ""
    return (
        f'<li class="source" id="{anchor}-source-{number}"><span class="n">{number}</span><span>'
        f'<bdi lang="{escape(source.language)}">{escape(source.publisher)}{comma(source.language)}{title(source)}{year}</bdi>{part}. '
        f"{in_language(source)}{read_on(source)}{dead_link(source)}{way_back(anchor, number) if is_cited else ''}</span></li>"
    )


def title(source: Cited) -> str:
    words = escape(source.title)
    if not source.url:
        return f'<span class="source-title">{words}</span>'
    return f'<a class="source-title" href="{escape(source.url)}" rel="noopener noreferrer">{words}</a>'


def in_language(source: Cited) -> str:
    if source.language == reading_language():
        return ""
    name = language_name(source.language)
    return f"<span>{escape(name[:1].upper() + name[1:])}.</span> "


def read_on(source: Cited) -> str:
    if source.accessed_on is None:
        return ""
    words = _("Read on %(day)s.") % {"day": day(source.accessed_on)}
    return f"<span>{escape(words)}</span>"


def dead_link(source: Cited) -> str:
    """That readers need not try, since when, and where the page is kept instead."""
    if source.dead_since is None:
        return ""
    words = escape(_("link not reachable since %(day)s") % {"day": day(source.dead_since)})
    archived = escape(_("archived copy"))
    copy = (
        f' · <a href="{escape(source.archived_url)}" rel="noopener noreferrer">{archived}</a>'
        if source.archived_url
        else ""
    )
    return f' <span class="dead-link">{words}{copy}</span>'


def way_back(anchor: str, number: int) -> str:
    label = escape(_("Back to where source %(number)s is cited") % {"number": number})
    return f' <a class="back screen-only" href="#{anchor}-cite-{number}" aria-label="{label}">↑</a>'


def number_of_sources(number: int) -> str:
    """`4 sources`."""
    label = ngettext("%(shown)s source", "%(shown)s sources", number)
    return label % {"shown": shown_number(number)}
