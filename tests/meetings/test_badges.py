"""Badges and the attendance list, read back from the PDF."""

import unicodedata

import pypdfium2
import pytest

from meetings.delegation.badges import sheets_of
from tests.meetings import factories as convene

LONG = "Maria del Carmen Fernández-Villaverde y Álvarez de Toledo Rodríguez de la Borbolla Montgomery-Featherstonehaugh"
LONG_AR = "عبد الرحمن محمد عبد العزيز بن عبد الله آل الشيخ عبد القادر الحسني الإدريسي المراكشي"
PX = 72 / 25.4  # points a millimetre


def pages(client, name: str, language: str = "en") -> list[str]:
    answer = client.get(f"/workspace/meetings/coming/{name}?lang={language}")
    assert answer["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(answer.content)
    return [unicodedata.normalize("NFKC", page.get_textpage().get_text_range()) for page in document]


@pytest.fixture
def expected(meeting, morocco, agency):
    invitation = convene.InvitationFactory(meeting=meeting, places=20)
    for at in range(7):
        convene.DelegateFactory(invitation=invitation, state="confirmed", name=f"Person {at}")
    convene.DelegateFactory(
        invitation=morocco,
        state="confirmed",
        name="Yasmine Berrada",
        name_ar="ياسمين برادة",
        function="Head of unit",
    )
    convene.DelegateFactory(
        invitation=agency, state="confirmed", name=LONG, name_ar=LONG_AR, function="Deputy " * 26
    )
    return convene.DelegateFactory(invitation=agency, name="Not confirmed")


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_badges_stand_eight_a_sheet_and_each_has_name_function_and_state(language, client_of, expected):
    found = pages(client_of("secretariat"), "badges.pdf", language)
    assert len(found) == 2
    text = "\n".join(found)
    assert "Yasmine Berrada" in text
    assert "Head of unit" in text
    assert "Person 6" in text
    assert "Not confirmed" not in text
    plain = " ".join(text.split())
    assert "Featherstonehaugh" in plain


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", ["badges.pdf", "attendance.pdf"])
def test_arabic_copied_out_is_what_was_written(name, language, client_of, expected):
    """In a face whose glyphs are whole letters: with dots apart, a name comes out as a row of others."""
    words = " ".join(pages(client_of("secretariat"), name, language)).split()
    assert {"ياسمين", "برادة"} <= set(words)


def test_arabic_is_shaped_and_runs_from_the_right(client_of, expected):
    """From the right the letters spell the name, and those of one word touch."""
    answer = client_of("secretariat").get("/workspace/meetings/coming/badges.pdf?lang=en")
    text = pypdfium2.PdfDocument(answer.content)[0].get_textpage()
    at = text.get_text_range().index("ياسمين")
    boxes = [text.get_charbox(at + place) for place in range(len("ياسمين"))]
    edges = [(right, left) for left, _low, right, _high in boxes]
    assert edges == sorted(edges, reverse=True)
    assert abs(edges[2][1] - edges[3][0]) < 1  # sin and mim are joined


def test_long_names_stay_within_their_badge(client_of, expected):
    document = pypdfium2.PdfDocument(
        client_of("secretariat").get("/workspace/meetings/coming/badges.pdf").content
    )
    for page in document:
        text, width = page.get_textpage(), page.get_width()
        for at in range(text.count_chars()):
            if text.get_text_range(at, 1).strip():
                left, _bottom, right, _top = text.get_charbox(at)
                assert left >= 10 * PX
                assert right <= width - 10 * PX
                middle = width / 2  # no letter lies across the line to cut along
                assert right <= middle - PX or left >= middle + PX


def test_the_attendance_list_has_a_line_for_each_signature(client_of, expected):
    text = "\n".join(pages(client_of("secretariat"), "attendance.pdf"))
    assert "Signature" in text
    assert "Yasmine Berrada" in text
    assert "Not confirmed" not in text
    assert "Signature" in "\n".join(pages(client_of("secretariat"), "attendance.pdf", "fr"))
    answer = client_of("secretariat").get("/workspace/meetings/coming/attendance.pdf?lang=ar")
    title = pypdfium2.PdfDocument(answer.content).get_metadata_value("Title")
    assert title == "قائمة الحضور · اجتماع خبراء"


def test_without_anybody_it_says_so(client_of, meeting):
    for name in ("badges.pdf", "attendance.pdf"):
        assert "No delegate is confirmed yet." in " ".join(pages(client_of("secretariat"), name)[0].split())


def test_names_are_set_smaller_as_they_grow():
    sizes = []
    for letters in (10, 30, 60, 120):
        delegate = convene.DelegateFactory.build(
            invitation=None,
            name="N" * letters,
            function="F",
            organisation=convene.make.OrganisationFactory.build(),
        )
        sizes.append(sheets_of([delegate])[0][0].names[0].size)
    assert sizes == ["large", "medium", "small", "smallest"]
