"""A workbook that met a colleague's answers, or answers what is not asked: chosen there, question by question; nothing is lost."""

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from profiles.collection.models import Answer
from tests.collection.test_answer import save
from tests.collection.test_workbook import cell, kept, opened, packed, take

pytestmark = pytest.mark.django_db
VALUES = {
    "has_law": ("no", "Choice yes", "yes"),
    "which_law": ("قانون", "ligne une\nligne deux", "ligne une\nligne deux"),
    "rate": ("7", 1.234, "1.234"),
    "bodies": (["navy"], "police; navy", ["police", "navy"]),
    "since": ("2001-01-01", "2003-11-11", "2003-11-11"),
    "site": ("https://example.org/a", "https://example.org/b", "https://example.org/b"),
}


@pytest.fixture
def client(focal):
    client = Client()
    client.force_login(focal)
    return client


def upload(client, asked, book):
    address = reverse("collection:upload", args=[asked.submission.pk]) + "?lang=en"
    return client.post(address, {"workbook": SimpleUploadedFile("filled.xlsx", packed(book))})


def fields_of(answer):
    """What the page would send back, without a choice."""
    form = BeautifulSoup(answer.content, "html.parser").select_one("form[data-settle]")
    sent: dict = {}
    for field in form.select("input[type=hidden]"):
        sent.setdefault(field["name"], []).append(field["value"])
    return sent, [box["data-item"] for box in form.select("[data-item]")]


def settle(client, asked, sent):
    return client.post(reverse("collection:settle", args=[asked.submission.pk]) + "?lang=en", sent)


@pytest.fixture
def met(asked, client, colleague):
    """A workbook filled offline while a colleague answered the same questions online."""
    book = opened(asked.submission)
    for code, (theirs, mine, _value) in VALUES.items():
        save(asked, code, theirs, by=colleague)
        cell(book, code).value = mine
    save(asked, "table", {(2023, "inflow"): "1"}, by=colleague)
    cell(book, "table/2023/inflow").value = 2.345
    cell(book, "table/2024/outflow").value = 6
    return upload(client, asked, book)


def test_a_conflict_of_a_workbook_is_settled_where_it_is_shown(met, asked, client):
    assert met.status_code == 409
    sent, items = fields_of(met)
    assert len(items) == len(VALUES) + 1
    assert settle(client, asked, {**sent, **{f"choice-{name}": "mine" for name in items}}).status_code == 302
    found = {code: value for (code, _entry), (value, _reason, _note) in kept().items()}
    assert found == {
        **{code: value for code, (_theirs, _mine, value) in VALUES.items()},
        "table": {"2023": {"inflow": "2.345"}, "2024": {"outflow": "6"}},
    }


def test_a_cell_that_was_left_as_it_stood_takes_nothing_from_a_colleague(asked, client, focal, colleague):
    save(asked, "which_law", "one", by=focal)
    book = opened(asked.submission)
    save(asked, "which_law", "two", by=colleague, version=1)
    save(asked, "rate", "7", by=colleague)
    assert upload(client, asked, book).status_code in (
        200,
        302,
    )  # 200 names a hidden question; 409 would be a conflict
    assert Answer.objects.get(question__code="which_law").value == "two"
    assert Answer.objects.get(question__code="rate").value == "7"


def test_theirs_is_left_and_what_is_not_chosen_is_asked_again(met, asked, client):
    sent, items = fields_of(met)
    law, rate = f"{asked.q['which_law'].pk}-0", f"{asked.q['rate'].pk}-0"
    answer = settle(client, asked, {**sent, f"choice-{law}": "theirs", f"choice-{rate}": "mine"})
    assert answer.status_code == 409
    sent, left = fields_of(answer)
    assert set(left) == set(items) - {law, rate}
    assert Answer.objects.get(question=asked.q["which_law"]).value == "قانون"
    assert Answer.objects.get(question=asked.q["rate"]).value == "1.234"
    assert sent[f"q-{asked.q['bodies'].pk}-0"] == ["police", "navy"]


def test_what_changes_once_more_is_shown_once_more(met, asked, client, colleague):
    sent, _items = fields_of(met)
    law = f"{asked.q['which_law'].pk}-0"
    save(asked, "which_law", "encore autre chose", by=colleague)
    answer = settle(client, asked, {**sent, f"choice-{law}": "mine"})
    assert answer.status_code == 409
    assert "encore autre chose" in answer.content.decode()
    assert "ligne deux" in answer.content.decode()
    assert Answer.objects.get(question=asked.q["which_law"]).value == "encore autre chose"


def test_a_reason_and_an_emptied_cell_are_choices_too(asked, client, colleague, focal):
    save(asked, "rate", "5", by=focal)
    book = opened(asked.submission)
    save(asked, "rate", "6", by=colleague)
    save(asked, "site", "https://example.org", by=colleague)
    cell(book, "rate").value = None
    cell(book, "site", "F").value = "pas de site"
    sent, items = fields_of(upload(client, asked, book))
    assert len(items) == 2
    settle(client, asked, {**sent, **{f"choice-{name}": "mine" for name in items}})
    assert kept()["rate", 0] == (None, "", "")
    assert kept()["site", 0] == (None, "pas de site", "")


def test_an_answer_to_a_hidden_question_is_kept_and_named(asked, focal, client):
    book = opened(asked.submission)
    cell(book, "has_law").value = "no"
    cell(book, "which_law").value = "Loi 02-03"
    row = cell(book, "which_law").row
    outcome = take(asked, book, focal)
    assert (outcome.saved, outcome.faults) == (2, [])
    ((fault),) = outcome.hidden
    assert (fault.sheet, fault.row, fault.column) == ("1 The law", row, "E")
    assert kept()["which_law", 0][0] == "Loi 02-03"
    page = upload(client, asked, book)
    assert page.status_code == 200
    assert "“Question has_law?” (has_law) is “Choice yes”" in page.content.decode()
    again = opened(asked.submission)
    cell(again, "has_law").value = "yes"
    assert upload(client, asked, again).status_code == 302  # asked now: it counts, and nothing is to be said


def test_what_is_above_may_be_answered_below(asked, focal):
    """Order in the workbook does not matter: the condition is asked once all of it is read."""
    book = opened(asked.submission)
    cell(book, "which_law").value = "Loi 02-03"
    cell(book, "has_law").value = "yes"
    assert take(asked, book, focal).hidden == []
    assert isinstance(book, openpyxl.Workbook)


def test_a_half_person_is_refused_in_the_workbook_and_in_the_form(asked, focal, client):
    from django.db import connection

    with connection.cursor() as cursor:  # past the trigger that keeps a sent questionnaire
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "UPDATE collection_figure SET unit = '' WHERE code = 'inflow'"
        )  # the indicator's holds: PS
        cursor.execute("SET session_replication_role = origin")
    book = opened(asked.submission)
    cell(book, "table/2023/inflow").value = 12.5
    cell(book, "table/2023/outflow").value = 12.5
    (fault,) = take(asked, book, focal).faults
    assert fault.row == cell(book, "table/2023/inflow").row
    assert "12.5" in fault.message
    name = f"{asked.q['table'].pk}-0"
    data = {"question": asked.q["table"].pk, "entry": 0, f"v-{name}": 0, f"q-{name}-2023-inflow": "12.5"}
    data |= {f"q-{name}-2024-inflow": "1,234", f"q-{name}-2023-outflow": "0.5"}
    said = client.post(reverse("collection:save", args=[asked.submission.pk]) + "?lang=en", data).json()
    assert "2023, Figure inflow: “12.5” is no whole number." in said["fault"]
    answer = Answer.objects.get()
    assert answer.value == {"2024": {"inflow": "1234"}, "2023": {"outflow": "0.5"}}
    assert answer.typed == "2023/inflow=12.5"
