"""A delegate list from a workbook: the template, the check with its places and reasons, all rows or none."""

import io
import re
import zipfile
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from meetings.delegation.sheet.layout import COLUMNS
from meetings.models import Delegate, Meeting
from tests import factories as make
from tests.meetings import factories as convene

IMPORT = "/workspace/meetings/coming/import/"
HEADS = ["State or organisation", "Name", "Function", "E-mail address", "Telephone", "Language of letters"]


def workbook(*rows, heads=HEADS, title="Delegates") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title
    book.active.append(heads)
    for row in rows:
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def send(client, content: bytes, name="list.xlsx"):
    return client.post(f"{IMPORT}?lang=en", {"workbook": SimpleUploadedFile(name, content)})


def faults(answer) -> list[tuple[str, str, str]]:
    """Row, column and reason of each line of the table."""
    rows = re.findall(r"<tbody>(.*)</tbody>", answer.content.decode(), re.DOTALL)
    cells = [
        re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in re.findall("<tr>(.*?)</tr>", rows[0])
    ]
    return [(row[1], row[2], row[3]) for row in cells]


def take(client, answer):
    kept = re.search(r'name="kept" value="([^"]+)"', answer.content.decode())[1]
    return client.post(f"{IMPORT}take/", {"kept": kept}, follow=True)


GOOD = [
    ["MAR", "Yasmine Berrada", "Head of unit", "y@example.org", 212600000000, "Français"],
    ["Morocco", "ياسمين برادة", "رئيسة وحدة", "z@example.org", None, "العربية"],
]


def test_it_is_checked_shown_and_taken_over_as_a_whole(client_of, meeting, morocco, agency):
    client = client_of("secretariat")
    row = ["UNHCR", "Ada Example", "Officer", "a@example.org", "+41 22 000", ""]
    answer = send(client, workbook(*GOOD, row))
    assert answer.status_code == 200
    assert "3 delegates would be named" in answer.content.decode()
    assert not Delegate.objects.exists()
    said = take(client, answer).content.decode()
    assert "3 delegates are named" in said
    found = {row.name: row for row in Delegate.objects.all()}
    assert found["Yasmine Berrada"].phone == "212600000000"
    assert found["Yasmine Berrada"].language == "fr"
    assert found["ياسمين برادة"].invitation == morocco
    assert found["Ada Example"].invitation == agency
    assert "y@example.org" in said or "Yasmine" in said


def test_every_fault_is_listed_with_its_place_and_nothing_is_taken_over(client_of, meeting, morocco):
    convene.DelegateFactory(invitation=morocco, name="Already There", email="there@example.org")
    rows = [
        ["MAR", "Yasmine Berrada", "Head of unit", "not an address", "", ""],
        ["Atlantis", "Ada Example", "Officer", "a@example.org", "", ""],
        ["MAR", "", "Officer", "b@example.org", "", ""],
        ["MAR", "YASMINE  BERRADA", "Officer", "c@example.org", "", ""],
        ["MAR", "Other Name", "Officer", "THERE@example.org", "", "Klingon"],
        ["", "Nobody’s", "", "d@example.org", "", ""],
        ["MAR", "N" * 151, "Officer", "e@example.org", "", ""],
    ]
    answer = send(client_of("secretariat"), workbook(*rows))
    assert answer.status_code == 400
    found = faults(answer)
    expected = [
        ("2", "D", "no e-mail address"), ("3", "A", "not among those invited"), ("4", "B", "This cell is empty"),
        ("5", "B", "stands in the list twice"), ("6", "D", "named already"), ("6", "F", "no language"),
        ("7", "A", "This cell is empty"), ("7", "C", "This cell is empty"), ("8", "B", "longer than 150"),
    ]  # fmt: skip
    for row, column, reason in expected:
        assert any(each[:2] == (row, column) and reason in each[2] for each in found), (row, column, found)
    assert not any("More delegates than places" in each[2] for each in found), "none of these takes a place"
    assert 'name="kept"' not in answer.content.decode()
    assert Delegate.objects.count() == 1


@pytest.mark.parametrize("gone", ["State or organisation", "Name", "Function"])
def test_a_missing_column_is_named(gone, client_of, meeting, morocco):
    at = HEADS.index(gone)
    row = [cell for place, cell in enumerate(GOOD[0]) if place != at]
    answer = send(client_of("secretariat"), workbook(row, heads=[head for head in HEADS if head != gone]))
    assert answer.status_code == 400
    assert any(
        "These columns are missing" in reason and gone in reason for _row, _column, reason in faults(answer)
    )


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
@pytest.mark.parametrize("who", ["focal_mar", "secretariat"])
def test_the_empty_list_comes_back_in_each_language(language, who, client_of, meeting, morocco):
    client = client_of(who)
    answer = client.get(f"{IMPORT}template-{language}.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    page = book.worksheets[0]
    with translation.override(language):
        assert [cell.value for cell in page[1]] == [str(column.label) for column in COLUMNS]
    assert page.sheet_view.rightToLeft == (language == "ar")
    page["A2"], page["B2"], page["D2"], page["F2"] = page["A2"].value, "Yasmine", "Head", "y@example.org"
    assert page["A2"].value == str(morocco.organisation) or language != "en"
    kept = io.BytesIO()
    book.save(kept)
    checked = send(client, kept.getvalue())
    assert "1 delegate would be named" in checked.content.decode(), faults(checked)
    take(client, checked)
    assert Delegate.objects.get().name == "Yasmine"


def test_a_name_that_looks_like_a_formula_is_a_text(client_of, meeting, morocco):
    type(morocco.organisation).objects.filter(pk=morocco.organisation_id).update(name_en="=1+1")
    answer = client_of("secretariat").get(f"{IMPORT}template-en.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert [cell.value for cell in cells].count("=1+1") == 3


def bomb() -> bytes:
    kept = io.BytesIO(workbook(*GOOD))
    with zipfile.ZipFile(kept, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/big.bin", b"0" * (16 * 1024 * 1024))
    return kept.getvalue()


def entities() -> bytes:
    kept, out = io.BytesIO(workbook(*GOOD)), io.BytesIO()
    laughs = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 9))
    with zipfile.ZipFile(kept) as packed, zipfile.ZipFile(out, "w") as again:
        for each in packed.namelist():
            content = packed.read(each)
            if each.endswith("sheet1.xml"):
                content = content.replace(
                    b"<worksheet", f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><worksheet'.encode(), 1
                )
            again.writestr(each, content)
    return out.getvalue()


BAD = {
    "nothing": (b"", "The submitted file is empty"),
    "text": (b"Name;Function\nx;y\n", "no Excel workbook"),
    "cut off": (workbook(*GOOD)[:900], "no Excel workbook"),
    "old format": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "no Excel workbook"),
    "zip bomb": (bomb(), "too large"),
    "no heads": (workbook(["a", "b"], heads=["x", "y"]), "The first row of no sheet"),
    "no rows": (workbook(), "The list is empty"),
    "too many": (workbook(*[["MAR", f"N{at}", "F", "", "", ""] for at in range(502)]), "more than 500 rows"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_list_is_refused_in_words(kind, client_of, meeting, morocco):
    content, words = BAD[kind]
    answer = send(client_of("secretariat"), content)
    assert words in answer.content.decode()
    assert not Delegate.objects.exists()


def test_entities_of_entities_are_not_unfolded(client_of, meeting, morocco):
    answer = send(client_of("secretariat"), entities())
    assert answer.status_code in (200, 400)
    assert b"hahahaha" not in answer.content


def test_formulas_and_control_characters_are_nobody_s_name(client_of, meeting, morocco):
    rows = [
        ["MAR", '=HYPERLINK("http://evil.example","x")', "Officer", "a@example.org", "", ""],
        ["MAR", "Ada\tExa\u202emple", "<b>Officer</b>", "b@example.org", "", ""],
    ]
    answer = send(client_of("secretariat"), workbook(*rows))
    assert faults(answer) == [
        ("2", "B", "This cell has a formula that nobody calculated. Write the words themselves.")
    ]
    answer = send(client_of("secretariat"), workbook(rows[1]))
    page = answer.content.decode()
    assert "Ada Example" in page
    assert "<b>Officer</b>" not in page


def edited(content: bytes, edit) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    edit(book)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_a_cell_that_holds_no_words_is_a_fault_of_its_own(client_of, meeting, morocco):
    rows = [
        ["MAR", date(2001, 2, 3), "Officer", "a@example.org", "", ""],
        ["MAR", 4711, "Officer", "b@example.org", "", ""],
        ["MAR", "Ada Example", True, "c@example.org", "", ""],
    ]
    found = faults(send(client_of("secretariat"), workbook(*rows)))
    assert [each[:2] for each in found] == [("2", "B"), ("3", "B"), ("4", "C")]
    assert "a date or a time" in found[0][2]
    assert "nobody’s name" in found[1][2]


def test_a_state_merged_over_its_delegates_is_said_to_be_so(client_of, meeting, morocco):
    rows = [["MAR", "Ada Example", "Officer"], [None, "Bo Example", "Officer"]]
    content = edited(workbook(*rows), lambda book: book.active.merge_cells("A2:A3"))
    [(row, column, why)] = faults(send(client_of("secretariat"), content))
    assert (row, column) == ("3", "A")
    assert "merged" in why


def test_what_is_not_read_is_named_and_nothing_is_lost_without_a_word(client_of, meeting, morocco):
    def more(book) -> None:
        book.create_sheet("Second").append(["Morocco", "Forgotten Example"])

    client = client_of("secretariat")
    content = edited(workbook([*GOOD[0], "AB1"], heads=[*HEADS, "Passport"]), more)
    page = send(client, content).content.decode()
    assert "1 delegate would be named" in page
    assert "column “Passport” of sheet “Delegates”" in page
    assert "sheet “Second”" in page

    def far(book) -> None:
        book.active["B9000"] = "Lost Example"

    assert "below row 5000" in send(client, edited(workbook(*GOOD), far)).content.decode()
    [(row, column, why)] = faults(send(client, workbook(GOOD[0], heads=[*HEADS[:5], "Name"])))
    assert (row, column) == ("1", "F")
    assert "Two columns have the head" in why


@pytest.mark.parametrize(
    "heads",
    [
        ["الدوله أو المنظمه", "الإسم", "الوظيفة", "عنوان البريد الإلكتروني"],
        ["البلد", "الاسم الكامل", "المنصب", "البريد الالكتروني"],
        ["PAYS", "Nom et prénom ", "Poste :", "Courriel"],
        ["Country", "Full name", "Position*", "Email"],
    ],
)
def test_a_list_that_someone_had_already_is_read_by_its_heads(heads, client_of, meeting, morocco):
    answer = send(client_of("secretariat"), workbook(GOOD[0][:4], heads=heads))
    assert "1 delegate would be named" in answer.content.decode(), faults(answer)


def test_macros_and_ten_thousand_rows_are_refused_with_the_reason(client_of, meeting, morocco):
    kept = io.BytesIO(workbook(*GOOD))
    with zipfile.ZipFile(kept, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"\x00")
    client = client_of("secretariat")
    assert "holds macros" in send(client, kept.getvalue()).content.decode()
    many = workbook(*(["MAR", f"Person {at}", "Officer"] for at in range(10_000)))
    assert "more than 500 rows" in send(client, many).content.decode()


def test_one_person_in_two_scripts_is_one(client_of, meeting, morocco):
    convene.DelegateFactory(invitation=morocco, name="Yasmine Berrada", name_ar="ياسمين برادة")
    answer = send(
        client_of("secretariat"), workbook(["MAR", "ياسمين  بَرادة", "Officer", "x@example.org", "", ""])
    )
    assert [each[:2] for each in faults(answer)] == [("2", "B")]


def test_named_meanwhile_by_a_colleague_nothing_is_taken_over(client_of, meeting, morocco):
    client = client_of("secretariat")
    answer = send(client, workbook(*GOOD))
    convene.DelegateFactory(invitation=morocco, email="z@example.org")
    said = take(client, answer).content.decode()
    assert "named already" in said
    assert Delegate.objects.count() == 1


def test_a_check_is_confirmed_by_who_made_it_for_its_meeting(client_of, meeting, morocco):
    answer = send(client_of("secretariat"), workbook(*GOOD))
    assert "Send the list again" in take(client_of("focal_mar"), answer).content.decode()
    kept = re.search(r'name="kept" value="([^"]+)"', answer.content.decode())[1]
    for forged in ("", kept[:-2], kept[1:]):
        said = client_of("secretariat").post(f"{IMPORT}take/", {"kept": forged}, follow=True)
        assert "Send the list again" in said.content.decode()
    assert not Delegate.objects.exists()


def test_a_focal_point_imports_for_its_own_state_alone(client_of, meeting, morocco, agency):
    row = ["UNHCR", "Ada Example", "Officer", "a@example.org", "", ""]
    answer = send(client_of("focal_mar"), workbook(GOOD[0], row))
    assert [each[:2] for each in faults(answer)] == [("3", "A")]
    for who in ("anonymous", "reader_nga", "nobody", "prague"):
        assert client_of(who).get(IMPORT).status_code in (302, 404)


def test_a_state_goes_by_its_names_in_three_languages_and_its_code(client_of, meeting, cast):
    country = make.CountryFactory(
        iso3="CIV", name_en="Côte d’Ivoire", name_fr="Côte d’Ivoire", name_ar="كوت ديفوار"
    )
    state = make.OrganisationFactory(code="CIV", name_en="Republic of Côte d’Ivoire", country=country)
    convene.InvitationFactory(meeting=meeting, organisation=state, places=5)
    names = ["civ", "Cote d'Ivoire", "CÔTE D’IVOIRE", "كوت ديفوار", "Republic of Cote d'Ivoire"]
    rows = [[name, f"Person {at}", "Officer", "", "", ""] for at, name in enumerate(names)]
    answer = send(client_of("secretariat"), workbook(*rows))
    assert "5 delegates would be named" in answer.content.decode()


def test_of_a_meeting_without_open_invitations_it_says_what_to_do(client_of, meeting):
    assert "Send invitations first" in client_of("secretariat").get(IMPORT).content.decode()
    Meeting.objects.filter(pk=meeting.pk).update(is_listed=False)
    assert client_of("focal_mar").get(IMPORT).status_code == 404


def test_who_has_a_fault_of_their_own_takes_no_place(client_of, meeting, morocco):
    """Three places of which one is taken: two of the three without a fault fit."""
    morocco.places = 3
    morocco.save()
    convene.DelegateFactory(invitation=morocco, name="Already There", email="there@example.org")
    rows = [["MAR", name, "Officer", address, "", ""] for name, address in [
        ("One", "not an address"), ("Two", "two@example.org"), ("Three", "three@example.org"), ("Four", "four@example.org"),
    ]]  # fmt: skip
    found = faults(send(client_of("secretariat"), workbook(*rows)))
    assert [(row, column) for row, column, _why in found] == [("2", "D"), ("5", "A")]
    assert "More delegates than places" in found[1][2]
