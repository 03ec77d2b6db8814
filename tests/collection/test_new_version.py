"""A new version of a questionnaire, by hand: drafted in the admin, changed, sent, and answered beside last round's answers."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from profiles.collection import actions
from profiles.collection.models import Answer, Choice, Questionnaire, Round, Submission
from profiles.collection.sheet import Sheet
from tests.collection import factories as ask
from tests.collection.test_answer import save
from tests.collection.test_workbook import cell, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(cast):
    client = Client()
    client.force_login(cast["secretariat"])
    return client


def fields_of(page):
    """The admin's form as a browser would send it back."""
    form = BeautifulSoup(page.content, "html.parser").find(
        "form", id=lambda name: name and name.endswith("_form")
    )
    sent = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        if "__prefix__" in field["name"] or field.get("type") in ("submit", "file", "button"):
            continue
        if field.get("type") in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        chosen = field.select_one("option[selected]") if field.name == "select" else None
        value = (
            (chosen or {"value": ""})["value"] if field.name == "select" else field.get("value", field.text)
        )
        sent[field["name"]] = value.removeprefix("\n")
    return sent


def row_of(sent, code):
    return next(
        name.rpartition("-")[0]
        for name, value in sent.items()
        if name.startswith("questions-") and value == code
    )


@pytest.fixture
def answered(asked, focal):
    """Version 1, answered and accepted."""
    answers = {
        "has_law": "no", "rate": "7,5", "bodies": ["navy"], "since": "2003-11-11", "site": "https://example.org",
        "table": {(2023, "inflow"): "10"}, "detections": "12",
    }  # fmt: skip
    for code, typed in answers.items():
        save(asked, code, typed, by=focal)
    Submission.objects.update(
        state="accepted", submitted_at="2026-02-01T00:00Z", decided_at="2026-02-02T00:00Z"
    )
    Round.objects.update(opened_at="2026-01-01T00:00Z")
    return asked.questionnaire


@pytest.fixture
def second(answered, staff):
    """Version 2 is begun, questions are changed in it, and it is sent in a new round."""
    page = staff.get(reverse("admin:collection_questionnaire_change", args=[answered.pk]))
    begin = reverse("admin:collection_questionnaire_version", args=[answered.pk])
    assert begin in page.content.decode()
    version = BeautifulSoup(staff.get(begin).content, "html.parser").find("input", {"name": "version"})[
        "value"
    ]
    draft_page = staff.post(begin, {"version": version}).headers["Location"]
    sent = fields_of(staff.get(draft_page))
    rate = row_of(sent, "rate")
    sent |= {
        f"{rate}-label_en": "What is the share?",
        f"{rate}-label_ar": "ما النسبة؟",
        f"{rate}-unit": "percent",
    }
    sent |= {
        f"{row_of(sent, 'since')}-kind": "text",
        f"{row_of(sent, 'site')}-label_en": "Where is it published?",
    }
    table = row_of(sent, "table")
    sent |= {f"{table}-first_year": "2024", f"{table}-last_year": "2025"}
    answer = staff.post(draft_page, sent)
    assert answer.status_code == 302, BeautifulSoup(answer.content, "html.parser").select(
        ".errorlist, .errornote"
    )
    made = Questionnaire.objects.get(version=2)
    Choice.objects.filter(choice_list__questionnaire=made, code="navy").delete()
    new = f"/workspace/rounds/new/?questionnaire={made.pk}&lang=en"
    staff.post(new, {"title_en": "Round two", "period": "2026", "due_on": "2028-03-31", "all_states": "on"})
    round_ = Round.objects.get(title_en="Round two")
    staff.post(reverse("collection:round_open", args=[round_.pk]))
    return Submission.objects.get(round=round_)


def test_the_version_that_was_sent_stays_and_the_new_one_is_sent(second, asked):
    was, now = Questionnaire.objects.get(version=1), Questionnaire.objects.get(version=2)
    assert (was.questions.get(code="rate").label_en, now.questions.get(code="rate").label_en) == (
        "Question rate?",
        "What is the share?",
    )
    assert (was.state, now.state) == ("open", "open")
    assert now.questions.count() == was.questions.count()
    assert second.is_writable


def test_last_rounds_answers_stand_beside_the_changed_questions(second, focal):
    items = {item.question.code: item for item in Sheet(second).asked}
    assert {code for code, item in items.items() if item.previous} == {
        "has_law", "rate", "bodies", "since", "site", "table", "detections",
    }  # fmt: skip
    assert {code for code, item in items.items() if item.can_stay} == {"has_law", "site", "detections"}
    client = Client()
    client.force_login(focal)
    page = BeautifulSoup(client.get(f"{second.get_absolute_url()}part/1/?lang=en").content, "html.parser")
    rate = page.find(id=f"q{items['rate'].name}")
    assert "What is the share?" in rate.legend.text
    assert "7.5" in rate.select_one("[data-previous]").text
    assert "Question rate?" in rate.select_one(".previous").text
    assert rate.select_one("[data-unchanged]") is None
    site = page.find(id=f"q{items['site'].name}")
    assert site.select_one("[data-unchanged]") is not None


def test_what_fits_no_more_is_not_taken_over(second, focal):
    questions = {question.code: question for question in second.round.questionnaire.questions.all()}
    from profiles.collection.given import Given

    for code in ("rate", "bodies", "since", "table", "site"):
        actions.save_answer(
            submission=second,
            question=questions[code],
            entry=0,
            given=Given(unchanged=True),
            language="en",
            by=focal,
        )
    assert {answer.question.code for answer in Answer.objects.filter(submission=second)} == {"site"}


def test_the_workbook_shows_last_rounds_answers_whatever_their_kind(second):
    book = opened(second)
    assert "7.5" in cell(book, "rate", "D").value.replace(",", ".")
    assert "2003" in cell(book, "since", "D").value
    assert cell(book, "table/2024/inflow", "D").value in ("", None)


def test_a_number_that_became_a_table_has_its_old_answer_beside_it(asked, focal, last_round):
    old = ask.QuestionFactory(
        questionnaire=ask.QuestionnaireFactory(regional_map=asked.questionnaire.regional_map),
        code="table",
        kind="integer",
    )
    ask.AnswerFactory(submission=last_round, question=old, value="12")
    assert cell(opened(asked.submission), "table/2023/inflow", "D").value == "12"
