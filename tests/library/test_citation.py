"""Citations: APA on the page, BibTeX and RIS read back by programs that others use, Dublin Core by an XML reader."""

from itertools import accumulate

import bibtexparser
import pytest
import rispy
from bs4 import BeautifulSoup
from lxml import etree

from tests import factories as make
from tests.library import factories as shelve

NASTY = "50% of {A & B} \\ $x_1^2$ #3 ~ “q”\nTY  - EVIL @misc{x,"
DC = "{http://purl.org/dc/elements/1.1/}"


@pytest.fixture
def row(world):
    series = shelve.SeriesFactory(regional_map=world.mtm, title_en="MTM Maps", title_ar="خرائط")
    row = shelve.PublicationFactory(
        regional_map=world.mtm, slug="paper", title_en="On routes", subtitle_en="A survey", title_ar="عن المسارات",
        abstract_en="What is known.", published="2008-05", series=series, number="2", pages=114, kind="report",
        doi="10.1000/182_a", publisher=named("ICMPD", "Centre for Migration"), isbn="978-3-16-148410-0",
    )  # fmt: skip
    for order, (code, name) in enumerate((("A", "First & Sons"), ("B", "Second")), 1):
        shelve.ContributionFactory(publication=row, organisation=named(code, name), order=order)
    shelve.ContributionFactory(publication=row, organisation=named("C", "Third"), role="partner")
    row.countries.add(make.CountryFactory(iso3="MAR", name_en="Morocco"))
    row.themes.add(make.ThemeFactory(code="routes"))
    return row


def named(code: str, name: str):
    organisation = make.OrganisationFactory(code=code, name_en=name, name_ar="منظمة" if code == "A" else None)
    make.EngagementFactory(organisation=organisation)
    return organisation


def cited(client, row) -> str:
    page = BeautifulSoup(client.get(row.get_absolute_url()).content, "html.parser")
    return " ".join(page.select_one("#cite-text").text.split())


def test_apa(client, row):
    assert cited(client, row) == (
        "First & Sons & Second (2008). On routes: A survey (MTM Maps, 2). Centre for Migration. https://doi.org/10.1000/182_a"
    )


def test_apa_without_author_begins_with_the_title(client, world):
    plain = shelve.PublicationFactory(
        regional_map=world.mtm, slug="plain", title_en="A map", published="2006"
    )
    assert cited(client, plain) == "A map. (2006). http://localhost:8000/en/library/plain/"


def test_an_author_who_publishes_is_named_once(client, world):
    own = shelve.PublicationFactory(
        regional_map=world.mtm, title_en="A map", publisher=named("ICMPD", "The Centre")
    )
    shelve.ContributionFactory(publication=own, organisation=own.publisher)
    assert cited(client, own).count("The Centre") == 1


def test_a_title_in_another_language_keeps_its_direction(client, world):
    row = shelve.PublicationFactory(regional_map=world.mtm, title_en="", title_ar="عنوان", slug="arabic-only")
    page = BeautifulSoup(client.get(row.get_absolute_url()).content, "html.parser")
    assert page.select_one("#cite-text cite")["dir"] == "rtl"


def bibtex_of(client, address: str) -> dict[str, str]:
    answer = client.get(address)
    assert answer["Content-Disposition"].startswith("attachment;")
    library = bibtexparser.parse_string(answer.content.decode())
    assert not library.failed_blocks
    (entry,) = library.entries
    return {"key": entry.key, "type": entry.entry_type, **{field.key: field.value for field in entry.fields}}


def test_bibtex_is_read_back(client, row):
    assert bibtex_of(client, "/en/library/paper.bib") == {
        "key": "paper", "type": "techreport", "title": "{On routes: A survey}", "author": "{First \\& Sons} and {Second}",
        "institution": "Centre for Migration", "year": "2008", "month": "may", "series": "MTM Maps", "number": "2",
        "pagetotal": "114", "isbn": "978-3-16-148410-0", "doi": "10.1000/182_a", "langid": "english", "keywords": "Routes",
        "url": "http://localhost:8000/en/library/paper/",
    }  # fmt: skip


def test_bibtex_in_arabic(client, row):
    found = bibtex_of(client, "/ar/library/paper.bib")
    assert found["title"] == "{عن المسارات}"
    assert found["author"].startswith("{منظمة} and")
    assert (found["langid"], found["series"]) == ("arabic", "خرائط")


def test_what_means_something_in_bibtex_is_escaped(client, world):
    shelve.PublicationFactory(regional_map=world.mtm, slug="nasty", title_en=NASTY)
    title = bibtex_of(client, "/en/library/nasty.bib")["title"]
    assert title == (
        r"{50\% of \{A \& B\} \textbackslash{} \$x\_1\textasciicircum{}2\$ \#3 \textasciitilde{} “q” TY - EVIL @misc\textbraceleft{}x,}"
    )
    depths = list(accumulate((letter == "{") - (letter == "}") for letter in title))
    assert (min(depths), depths[-1]) == (0, 0)  # BibTeX counts them all
    for mark, written in {r"\%": "%", r"\&": "&", r"\$": "$", r"\#": "#", r"\_": "_"}.items():
        title = title.replace(mark, written)
    assert "50% of" in title


def ris_of(client, address: str) -> dict:
    answer = client.get(address)
    assert answer["Content-Type"] == "application/x-research-info-systems; charset=utf-8"
    (entry,) = rispy.loads(answer.content.decode())
    return entry


def test_ris_is_read_back(client, row):
    found = ris_of(client, "/en/library/paper.ris")
    assert found["type_of_reference"] == "RPRT"
    assert found["title"] == "On routes: A survey"
    assert found["authors"] == ["First & Sons,", "Second,"]
    assert (found["year"], found["date"], found["doi"]) == ("2008", "2008/05//", "10.1000/182_a")
    assert found["secondary_title"] == "MTM Maps"
    assert found["publisher"] == "Centre for Migration"
    assert found["urls"] == ["http://localhost:8000/en/library/paper/"]


def test_ris_in_arabic_and_with_lines_that_would_be_statements(client, row, world):
    assert ris_of(client, "/ar/library/paper.ris")["title"] == "عن المسارات"
    shelve.PublicationFactory(
        regional_map=world.mtm, slug="nasty", title_en=NASTY, abstract_en="One\r\nER  - \r\nTY  - BOOK"
    )
    found = ris_of(client, "/en/library/nasty.ris")
    assert found["title"] == " ".join(NASTY.split())
    assert found["abstract"] == "One ER - TY - BOOK"


def test_dublin_core_as_a_file(client, row):
    root = etree.fromstring(client.get("/en/library/paper.xml").content)
    assert root.tag == "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"
    said = [
        (each.tag.removeprefix(DC), each.text, each.get("{http://www.w3.org/XML/1998/namespace}lang"))
        for each in root
    ]
    for element in [
        ("title", "On routes", "en"), ("title", "عن المسارات", "ar"), ("creator", "First & Sons", "en"),
        ("contributor", "Third", "en"), ("publisher", "Centre for Migration", "en"), ("date", "2008-05", None),
        ("coverage", "Morocco", "en"), ("subject", "Routes", "en"), ("relation", "MTM Maps", "en"),
        ("identifier", "http://localhost:8000/en/library/paper/", None), ("identifier", "https://doi.org/10.1000/182_a", None),
        ("identifier", "urn:ISBN:978-3-16-148410-0", None), ("description", "What is known.", "en"), ("rights", "everyone", None),
    ]:  # fmt: skip
        assert element in said
    assert {each.tag.removeprefix(DC) for each in root} <= {
        "title", "creator", "subject", "description", "publisher", "contributor", "date", "type", "format", "identifier",
        "source", "language", "relation", "coverage", "rights",
    }  # fmt: skip


def test_characters_that_xml_does_not_know_are_left_out(client, world):
    shelve.PublicationFactory(regional_map=world.mtm, slug="odd", title_en="A\x0bB <&> \ufffe")
    assert etree.fromstring(client.get("/en/library/odd.xml").content)[0].text == "AB <&> "


def test_dublin_core_in_the_head(client, row):
    page = BeautifulSoup(client.get(row.get_absolute_url()).content, "html.parser")
    said = {(each["name"], each["content"]) for each in page.select("head meta[name^='DC.']")}
    assert ("DC.title", "On routes") in said
    assert ("DC.creator", "First & Sons") in said
    assert page.select_one("link[rel='schema.DC']")
    assert page.select_one("link[type='application/xml']")["href"] == "/en/library/paper.xml"


@pytest.mark.parametrize("ending", ["xml", "bib", "ris"])
def test_what_is_not_listed_is_not_cited(ending, client, client_of, row):
    type(row).objects.update(is_listed=False)
    assert client.get(f"/en/library/paper.{ending}").status_code == 404
    assert client_of("secretariat").get(f"/en/library/paper.{ending}").status_code == 200


@pytest.mark.parametrize(
    ("field", "right", "wrong"),
    [
        ("isbn", ["978-3-16-148410-0", "0-8044-2957-X", "9783161484100"], ["978-3-16-148410-1", "123", "x"]),
        ("issn", ["0378-5955", "2434-561X"], ["0378-5954", "03785955", "abc"]),
        (
            "doi",
            ["10.1000/182", "10.1016/j.x.2010(1)"],
            ["https://doi.org/10.1000/182_a", "10.1/x", "10.1000/a b"],
        ),
    ],
)
def test_numbers_check_themselves(field, right, wrong, world):
    from django.core.exceptions import ValidationError

    from imap.library.models import Publication

    check = Publication._meta.get_field(field).run_validators
    for text in right:
        check(text)
    for text in wrong:
        with pytest.raises(ValidationError):
            check(text)
