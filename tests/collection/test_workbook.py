"""The workbook of a submission: taken away, filled, brought back; nothing is lost and nothing slips in."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from profiles.collection import actions
from profiles.collection.models import Answer, Question, Submission
from profiles.collection.numbers import canonical
from profiles.collection.values import read_text
from profiles.collection.workbook import WrongWorkbook, read_workbook, write_workbook
from tests.collection import factories as ask
from tests.collection.test_answer import save

pytestmark = pytest.mark.django_db


def opened(submission):
    return openpyxl.load_workbook(io.BytesIO(write_workbook(submission)))


def packed(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cell(book, key, column="E"):
    for page in book.worksheets[1:]:
        for row in page.iter_rows(min_row=4):
            if row[0].value == key:
                return page[f"{column}{row[0].row}"]
    raise KeyError(key)


def take(asked, book, by):
    return actions.take_workbook(submission=asked.submission, content=packed(book), language="ar", by=by)


def kept():
    return {
        (row.question.code, row.entry): (row.value, row.unavailable_reason, row.definition_note)
        for row in Answer.objects.all()
    }


def test_a_filled_workbook_becomes_answers(asked, focal):
    book = opened(asked.submission)
    for key, value in {
        "has_law": "خيار yes", "which_law": "=قانون", "detections": 1234, "rate": "١٢٫٥", "bodies": "police; navy",
        "since": "2003-11-11", "site": "https://example.org", "table/2023/inflow": 10, "table/2024/outflow": "1 500",
    }.items():  # fmt: skip
        target = cell(book, key)
        target.value = value
        target.data_type = "n" if isinstance(value, int) else "s"
    cell(book, "detections", "G").value = "محاولات"
    outcome = take(asked, book, focal)
    assert (outcome.faults, outcome.conflicts, outcome.saved) == ([], [], 8)
    assert kept() == {
        ("has_law", 0): ("yes", "", ""),
        ("which_law", 0): ("=قانون", "", ""),
        ("detections", 0): ("1234", "", "محاولات"),
        ("rate", 0): ("12.5", "", ""),
        ("bodies", 0): (["police", "navy"], "", ""),
        ("since", 0): ("2003-11-11", "", ""),
        ("site", 0): ("https://example.org", "", ""),
        ("table", 0): ({"2023": {"inflow": "10"}, "2024": {"outflow": "1500"}}, "", ""),
    }


def test_errors_say_sheet_row_and_column_and_nothing_is_saved(asked, focal):
    book = opened(asked.submission)
    cell(book, "which_law").value = "a law"
    cell(book, "detections").value = "many"
    cell(book, "rate").value = "1,234"
    cell(book, "has_law").value = "perhaps"
    cell(book, "table/2024/inflow").value = "ten"
    outcome = take(asked, book, focal)
    assert outcome.saved == 0
    assert not Answer.objects.exists()
    rows = {cell(book, key).row for key in ("detections", "rate", "has_law", "table/2024/inflow")}
    assert {fault.row for fault in outcome.faults} == rows
    assert {(fault.sheet, fault.column) for fault in outcome.faults} == {("1 The law", "E")}


def test_an_answer_changed_online_since_is_shown_and_not_overwritten(asked, focal, colleague):
    save(asked, "which_law", "one", by=focal)
    book = opened(asked.submission)
    save(asked, "which_law", "two, online", by=colleague)
    cell(book, "which_law").value = "three, offline"
    cell(book, "detections").value = 5
    outcome = take(asked, book, focal)
    assert outcome.saved == 1
    ((item, given_, theirs),) = outcome.conflicts
    assert (item.question.code, given_.typed, theirs.value) == ("which_law", "three, offline", "two, online")
    assert Answer.objects.get(question=asked.q["which_law"]).value == "two, online"


def test_a_number_in_a_cell_has_one_reading(asked, focal):
    book = opened(asked.submission)
    cell(book, "rate").value = 1.234
    cell(book, "detections").value = 1234.0
    take(asked, book, focal)
    assert (kept()["rate", 0][0], kept()["detections", 0][0]) == ("1.234", "1234")


def another(asked, what, morocco, world):
    if what == "state":
        from tests import factories as make

        country = make.CountryFactory(iso3="SEN")
        return ask.SubmissionFactory(round=asked.round, country=country)
    if what == "round":
        return ask.SubmissionFactory(
            round=ask.RoundFactory(questionnaire=asked.questionnaire), country=morocco
        )
    copy = actions.new_version(questionnaire=asked.questionnaire, by=None)
    other = ask.RoundFactory(questionnaire=copy)
    return ask.SubmissionFactory(round=other, country=morocco)


@pytest.mark.parametrize(
    ("what", "expected"),
    [("state", "Expected: MAR"), ("round", "Expected: Round 2026"), ("version", "Expected")],
)
def test_a_workbook_of_another_round_state_or_version_is_refused(
    what, expected, asked, focal, morocco, world
):
    book = opened(another(asked, what, morocco, world))
    with pytest.raises(WrongWorkbook, match=expected):
        take(asked, book, focal)


def test_a_workbook_of_another_version_of_the_same_round_is_refused(asked, focal):
    book = opened(asked.submission)
    for row in book["_imap"].iter_rows():
        if row[0].value == "version":
            row[1].value = 7
    with pytest.raises(WrongWorkbook, match=r"version: 7\. Expected: 1"):
        take(asked, book, focal)


@pytest.mark.parametrize("content", [b"", b"text", b"PK\x03\x04", packed(openpyxl.Workbook())])
def test_what_is_no_workbook_of_ours_is_refused(content, asked, focal):
    with pytest.raises(WrongWorkbook):
        actions.take_workbook(submission=asked.submission, content=content, language="ar", by=focal)


def test_a_cleared_cell_clears_the_answer(asked, focal):
    save(asked, "which_law", "one", by=focal)
    book = opened(asked.submission)
    cell(book, "which_law").value = None
    take(asked, book, focal)
    assert kept()["which_law", 0][0] is None or kept()["which_law", 0][0] == ""


def test_a_question_that_is_not_there_is_an_error(asked, focal):
    book = opened(asked.submission)
    cell(book, "rate").parent["A5"].value = "nonsense"
    assert "nonsense" in take(asked, book, focal).faults[0].message


def test_sheets_may_stand_in_any_order(asked, focal):
    book = opened(asked.submission)
    cell(book, "which_law").value = "a law"
    book.move_sheet("1 The law", -5)
    assert book.worksheets[0].title == "1 The law"
    outcome = take(asked, book, focal)
    assert (outcome.faults, outcome.saved) == ([], 1)


def test_a_sheet_or_a_row_that_nobody_holds_is_told(asked, focal):
    book = opened(asked.submission)
    page = cell(book, "rate").parent
    page.delete_rows(cell(book, "rate").row)
    outcome = take(asked, book, focal)
    assert [(fault.sheet, fault.row) for fault in outcome.faults] == [("1 The law", 0)]
    assert "rate" in str(outcome.faults[0])
    del book["1 The law"]
    assert "missing" in str(take(asked, book, focal).faults[0])
    assert not Answer.objects.exists()


def test_a_sheet_of_notes_is_no_part_and_a_copied_one_is_told(asked, focal):
    book = opened(asked.submission)
    book.create_sheet("Notes")["A5"] = "ask the ministry"
    assert take(asked, book, focal).faults == []
    book.copy_worksheet(book["1 The law"])
    faults = take(asked, book, focal).faults
    assert faults
    assert all("twice" in fault.message for fault in faults)


def test_what_was_taken_over_from_last_round_stays_so(asked, focal, last_round):
    old = ask.AnswerFactory(
        submission=last_round, question=asked.q["which_law"], value="Loi 02-03", language="fr"
    )
    save(asked, "which_law", "", by=focal, unchanged=True)
    book = opened(asked.submission)
    assert take(asked, book, focal).saved == 0
    assert Answer.objects.get(submission=asked.submission).unchanged_from == old
    cell(book, "which_law").value = None
    assert take(asked, book, focal).saved == 1
    assert Answer.objects.get(submission=asked.submission).value is None


def test_a_formula_without_a_value_empties_no_answer(asked, focal):
    save(asked, "rate", "5", by=focal)
    book = opened(asked.submission)
    target = cell(book, "rate")
    target.value = "=1+1"  # openpyxl calculates nothing
    outcome = take(asked, book, focal)
    assert [(fault.row, fault.column) for fault in outcome.faults] == [(target.row, "E")]
    assert Answer.objects.get().value == "5"


words = st.text(min_size=1, max_size=40).map(lambda text: read_text(Question(), text).value).filter(bool)
numbers = st.decimals(-(10**9), 10**9, places=3, allow_nan=False, allow_infinity=False).map(canonical)
values = st.fixed_dictionaries(
    {},
    optional={
        "which_law": words,
        "detections": st.integers(0, 10**12).map(str),
        "rate": numbers,
        "has_law": st.sampled_from(["yes", "no"]),
        "bodies": st.lists(st.sampled_from(["police", "navy"]), unique=True, min_size=1),
        "since": st.dates(date(1800, 1, 1), date(2199, 12, 31)).map(lambda day: day.isoformat()),
        "table": st.dictionaries(
            st.sampled_from(["2023", "2024"]),
            st.dictionaries(st.sampled_from(["inflow", "outflow"]), numbers, min_size=1),
            min_size=1,
        ),
    },
)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(values, st.sampled_from(["ar", "en", "fr"]), words)
def test_whatever_was_answered_comes_back_as_it_was(asked, focal, given_values, language, reason):
    Answer.objects.all().delete()
    for code, value in given_values.items():
        ask.AnswerFactory(
            submission=asked.submission,
            question=asked.q[code],
            value=value,
            language=language,
            definition_note=reason,
        )
    before, versions = kept(), set(Answer.objects.values_list("version", flat=True))
    with translation.override(language):
        content = write_workbook(asked.submission)
        outcome = actions.take_workbook(
            submission=asked.submission, content=content, language=language, by=focal
        )
    assert (outcome.faults, outcome.conflicts, outcome.saved) == ([], [], 0)
    assert kept() == before
    assert set(Answer.objects.values_list("version", flat=True)) == versions


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(values)
def test_what_is_written_into_an_empty_workbook_is_what_is_kept(asked, focal, given_values):
    Answer.objects.all().delete()
    for code, value in given_values.items():
        ask.AnswerFactory(submission=asked.submission, question=asked.q[code], value=value, language="ar")
    content, before = write_workbook(asked.submission), kept()
    Answer.objects.all().delete()
    book = openpyxl.load_workbook(io.BytesIO(content))
    for page in book.worksheets[1:]:
        for row in page.iter_rows(min_row=4):
            if row[0].value and page.title != "_imap":
                page[f"H{row[0].row}"].value = 0
    outcome = actions.take_workbook(
        submission=asked.submission, content=packed(book), language="ar", by=focal
    )
    assert not outcome.faults
    assert kept() == before


def test_the_page_takes_a_workbook_and_tells_what_is_wrong(asked, focal):
    client = Client()
    client.force_login(focal)
    address = reverse("collection:upload", args=[asked.submission.pk])
    book = opened(asked.submission)
    cell(book, "detections").value = "many"
    answer = client.post(address, {"workbook": SimpleUploadedFile("filled.xlsx", packed(book))})
    assert answer.status_code == 400
    assert "many" in answer.content.decode()
    cell(book, "detections").value = 7
    assert (
        client.post(address, {"workbook": SimpleUploadedFile("filled.xlsx", packed(book))}).status_code == 302
    )
    assert Answer.objects.get().value == "7"
    answer = client.post(address, {"workbook": SimpleUploadedFile("x.xlsx", b"text")})
    assert answer.status_code == 400


def test_reading_alone_writes_nothing(asked):
    filled = read_workbook(write_workbook(asked.submission), Submission.objects.get(), "en")
    assert not filled.faults
    assert not Answer.objects.exists()


def test_choices_with_the_same_words_come_back_as_they_were(asked, focal):
    from django.db import connection

    with connection.cursor() as cursor:  # past the trigger that keeps a sent questionnaire
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "UPDATE collection_choice SET label_ar = 'سواء; هنا', label_en = 'same', label_fr = 'même'"
        )
        cursor.execute("SET session_replication_role = origin")
    save(asked, "has_law", "no", by=focal)
    save(asked, "bodies", ["navy"], by=focal)
    before = kept()
    for language in ("ar", "en", "fr"):
        with translation.override(language):
            content = write_workbook(asked.submission)
        outcome = actions.take_workbook(
            submission=asked.submission, content=content, language=language, by=focal
        )
        assert (outcome.faults, outcome.saved) == ([], 0)
        assert kept() == before
