"""The summary as a Word document: languages tagged, Arabic from right to left, and no person in its properties."""

import io
from datetime import datetime, time
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from imap.core.numbers import day
from imap.core.translation import Text, direction_of
from meetings.records.content import Summary

TAGS = {"ar": "ar-SA", "en": "en-GB", "fr": "fr-FR"}
FONTS = {"ar": "Arial", "en": "Calibri", "fr": "Calibri"}


def word_of(summary: Summary, language: str) -> bytes:
    document = Document()
    no_person(document, summary, language)
    if direction_of(language) == "rtl":
        grid = document.sections[0]._sectPr.find(qn("w:docGrid"))
        grid.addprevious(OxmlElement("w:bidi"))
    write(
        document.add_heading(level=0), str(summary.meeting.shown_title), summary.meeting.shown_title.language
    )
    write(document.add_paragraph(), head_of(summary), language)
    write(document.add_paragraph(), " ".join([rule_in_words(), *released_in_words(summary)]), language)
    for part in summary.parts:
        title = part.title or Text(_("The whole meeting"), language, language)
        write(document.add_heading(level=1), title.words, title.language)
        for group in part.groups:
            write(document.add_heading(level=2), group.title, language)
            for line in group.lines:
                write_line(document, line, language)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def head_of(summary: Summary) -> str:
    told = [str(summary.meeting.period), str(summary.meeting.shown_city), str(summary.meeting.regional_map)]
    return " · ".join(part for part in told if part)


def rule_in_words() -> str:
    return _(
        "Summary of discussions under the Chatham House Rule: what was said may be used; who said it is not known here."
    )


def released_in_words(summary: Summary) -> list[str]:
    if summary.released_on is None:
        return []
    return [_("Released on %(day)s.") % {"day": day(summary.released_on)}]


def write_line(document: Any, line: Any, language: str) -> None:
    """A language that is missing is marked: the text stands in another one, and says so."""
    for number, words in enumerate(line.paragraphs):
        paragraph = document.add_paragraph(style="List Bullet" if number == 0 else None)
        if number == 0 and line.text.stands_in:
            words = f"[{line.text.language_name}] {words}"
        write(paragraph, words, line.text.language)


def write(paragraph: Paragraph, words: str, language: str) -> None:
    """A run with its language; Arabic marks both the paragraph and the run as right to left."""
    run = paragraph.add_run(words)
    properties = run._element.get_or_add_rPr()
    is_rtl = direction_of(language) == "rtl"
    fonts = OxmlElement("w:rFonts")
    for kind in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{kind}"), FONTS[language])
    properties.insert(0, fonts)
    if is_rtl:
        paragraph._element.get_or_add_pPr().append(OxmlElement("w:bidi"))
        properties.append(OxmlElement("w:rtl"))
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), TAGS["en"] if is_rtl else TAGS[language])
    if is_rtl:
        tag.set(qn("w:bidi"), TAGS[language])
    properties.append(tag)


def no_person(document: Any, summary: Summary, language: str) -> None:
    """python-docx puts its own name and the moment of making into a new document; here stand the title and the day of release."""
    properties = document.core_properties
    for name in (
        "author",
        "last_modified_by",
        "comments",
        "category",
        "keywords",
        "subject",
        "content_status",
        "identifier",
    ):
        setattr(properties, name, "")
    properties.title, properties.language, properties.revision = (
        str(summary.meeting.shown_title),
        TAGS[language],
        1,
    )
    if summary.released_on:
        properties.created = properties.modified = datetime.combine(summary.released_on, time())
