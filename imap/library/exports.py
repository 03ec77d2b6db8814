"""A publication for programs that keep references: BibTeX, RIS, Dublin Core (oai_dc). From the card alone, so they are public with it."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from imap.core.plain import one_line
from imap.core.translation import LANGUAGES, Text, text_of, texts_of
from imap.library.citation import Cited
from imap.library.models import Publication

BIBTEX_TYPES = {
    "article": "article",
    "paper": "techreport",
    "report": "techreport",
    "study": "techreport",
    "manual": "manual",
}
RIS_TYPES = {
    "article": "JOUR",
    "map": "MAP",
    "manual": "BOOK",
    "paper": "RPRT",
    "report": "RPRT",
    "study": "RPRT",
}
BIBTEX_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
IN_BIBTEX = str.maketrans(BIBTEX_ESCAPES)
SINGLE_BRACES = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LANGUAGE_NAMES = {"ar": "arabic", "en": "english", "fr": "french"}
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
SCHEMA = f"{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
Element = tuple[str, str, str]  # name, value, language (empty where it has none)


def bibtex(cited: Cited) -> str:
    """One entry. Braces around a title keep its capitals, around an organisation its words together."""
    row = cited.publication
    kind = BIBTEX_TYPES.get(row.kind, "misc")
    issuer = {"techreport": "institution", "manual": "organization"}.get(kind, "publisher")
    fields = {
        "title": braced(cited.whole_title),
        "author": " and ".join(braced(each) for each in cited.authors),
        issuer: escaped(cited.publisher or ""),
        "year": row.year,
        "month": MONTHS[int(row.published[5:7]) - 1] if len(row.published) > 4 else "",
        "journal" if kind == "article" else "series": escaped(row.series.shown_title if row.series else ""),
        "number": escaped(row.number),
        "pagetotal": str(row.pages or ""),
        "isbn": row.isbn,
        "issn": row.issn,
        "doi": verbatim(row.doi),
        "keywords": ", ".join(escaped(theme) for theme in row.themes.all()),
        "langid": LANGUAGE_NAMES[cited.language],
        "url": cited.page,
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{kind}{{{row.slug},\n{lines}}}\n"


def escaped(text: object) -> str:
    """BibTeX counts braces, also those behind a backslash: one without its other is written as a word."""
    words = one_line(text)
    single = single_braces(words)
    return "".join(
        SINGLE_BRACES[letter] if at in single else letter.translate(IN_BIBTEX)
        for at, letter in enumerate(words)
    )


def single_braces(words: str) -> set[int]:
    """Where they stand."""
    left_open: list[int] = []
    single: set[int] = set()
    for at, letter in enumerate(words):
        if letter == "{":
            left_open.append(at)
        elif letter == "}" and left_open:
            left_open.pop()
        elif letter == "}":
            single.add(at)
    return single | set(left_open)


def verbatim(identifier: str) -> str:
    """Programs take it as it stands, to make a link of it."""
    return one_line(identifier).replace("{", "%7B").replace("}", "%7D")


def braced(text: object) -> str:
    return f"{{{escaped(text)}}}"


def ris(cited: Cited) -> str:
    row = cited.publication
    lines = [
        ("TY", RIS_TYPES.get(row.kind, "GEN")),
        ("TI", cited.whole_title),
        *(("AU", f"{one_line(each)},") for each in cited.authors),
        ("T2", row.series.shown_title if row.series else ""),
        ("M1", row.number),
        ("PB", cited.publisher or ""),
        ("PY", row.year),
        ("DA", ris_date(row.published)),
        ("SP", row.pages or ""),
        ("SN", row.isbn or row.issn),
        ("DO", row.doi),
        ("LA", cited.language),
        ("AB", row.shown_abstract),
        *(("KW", theme.shown_name) for theme in row.themes.all()),
        ("UR", cited.page),
        ("ID", row.slug),
    ]
    written = "".join(f"{tag}  - {one_line(value)}\r\n" for tag, value in lines if value)
    return f"{written}ER  - \r\n"


def ris_date(published: str) -> str:
    """`2008/05/11/`, `2008/05//` or `2008///`: what is not known stays empty."""
    parts = [*published.split("-"), "", ""][:3]
    return "/".join([*parts, ""])


def dublin_core(cited: Cited) -> Iterator[Element]:
    """The fifteen elements, as far as they are known; for the page's head and for the file alike."""
    row = cited.publication
    yield from in_each_language("title", row, "title")
    yield from in_each_language("title", row, "subtitle")
    yield from named("creator", cited.authors)
    yield from named("contributor", cited.partners)
    yield from in_each_language("contributor", row, "partners_note")
    yield from named("publisher", [cited.publisher] if cited.publisher else [])
    yield "date", row.published, ""
    yield "type", "StillImage" if row.kind == "map" else "Text", ""  # the words of DCMI's own list
    yield from in_each_language("description", row, "abstract")
    for theme in row.themes.all():
        yield from in_each_language("subject", theme, "name")
    for pillar in row.pillars.all():
        yield from in_each_language("subject", pillar, "name")
    for country in row.countries.all():
        yield from named("coverage", [text_of(country, "name")])
    for language in row.card_languages:
        yield "language", language, ""
    if row.series:
        yield from in_each_language("relation", row.series, "title")
    yield from identifiers(cited)
    yield "rights", row.get_access_display(), ""


def identifiers(cited: Cited) -> Iterator[Element]:
    row = cited.publication
    yield "identifier", cited.page, ""
    if row.doi:
        yield "identifier", f"https://doi.org/{row.doi}", ""
    for scheme, number in (("ISBN", row.isbn), ("ISSN", row.issn)):
        if number:
            yield "identifier", f"urn:{scheme}:{number}", ""


def in_each_language(element: str, thing: Publication | object, field: str) -> Iterator[Element]:
    texts = texts_of(thing, field)  # type: ignore[arg-type]
    yield from ((element, texts[language], language) for language in LANGUAGES if texts[language])


def named(element: str, texts: Iterable[Text]) -> Iterator[Element]:
    yield from ((element, str(text), text.language) for text in texts)


def oai_dc(cited: Cited) -> bytes:
    root = etree.Element(f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", SCHEMA)
    for element, value, language in dublin_core(cited):
        made = etree.SubElement(root, f"{{{DC}}}{element}")
        made.text = re.sub(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", value)
        if language:
            made.set(XML_LANG, language)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
