"""The apparatus of a section: its footnotes and sources. Drawn without a template, for a long profile has a hundred of them."""

from collections.abc import Collection, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imap.core.numbers import day
from imap.core.numbers import number as shown_number
from imap.core.richtext import letter
from imap.core.templatetags.portal import language_name
from imap.core.translation import reading_language
from profiles.models import Citation, Source

NOTE = """\
<li class="footnote-item" id="{0}-note-{1}"><span class="n">{2}</span><span>{3} \
<a class="back screen-only" href="#{0}-note-ref-{1}" aria-label="{4}">↑</a></span></li>"""
SOURCE = """\
<li class="source" id="{0}-source-{1}"><span class="n">{1}</span><span><bdi lang="{2}">{3}, {4}{5}</bdi>{6}. {7}{8}{9}</span></li>"""
ADDRESS = '<a class="source-title" href="{}" rel="noopener noreferrer">{}</a>'
BACK = ' <a class="back screen-only" href="#{}-cite-{}" aria-label="{}">↑</a>'


def footnotes(notes: Sequence[SafeString], anchor: str) -> SafeString:
    """The items of the list under the text; `notes` were sanitised with it."""
    back = _("Back to the text")
    rows = ((anchor, at, letter(at), note, back) for at, note in enumerate(notes, 1))
    return format_html_join("", NOTE, rows)


def sources(citations: Sequence[Citation], anchor: str, cited: Collection[int]) -> SafeString:
    """The items of the list beside the text: publisher, title, year, part; language, date of access, the way back."""
    return format_html_join("", SOURCE, (source_row(citation, anchor, cited) for citation in citations))


def number_of_sources(number: int) -> str:
    """`4 sources`."""
    label = ngettext("%(shown)s source", "%(shown)s sources", number)
    return label % {"shown": shown_number(number)}


def source_row(citation: Citation, anchor: str, cited: Collection[int]) -> tuple[object, ...]:
    source, number = citation.source, citation.number
    return (
        anchor,
        number,
        source.language,
        source.publisher,
        title(source),
        f", {source.published}" if source.published else "",
        f", {citation.locator}" if citation.locator else "",
        in_language(source),
        read_on(source),
        way_back(anchor, number) if number in cited else "",
    )


def title(source: Source) -> SafeString:
    if source.url:
        return format_html(ADDRESS, source.url, source.title)
    return format_html('<span class="source-title">{}</span>', source.title)


def in_language(source: Source) -> str:
    if source.language == reading_language():
        return ""
    name = language_name(source.language)
    return format_html("<span>{}.</span> ", name[:1].upper() + name[1:])


def read_on(source: Source) -> str:
    if source.accessed_on is None:
        return ""
    return format_html("<span>{}</span>", _("Read on %(day)s.") % {"day": day(source.accessed_on)})


def way_back(anchor: str, number: int) -> SafeString:
    label = _("Back to where source %(number)s is cited") % {"number": number}
    return format_html(BACK, anchor, number, label)
