"""The builder in the admin: conditions checked as they are saved, workbooks rehearsed before they are imported."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from profiles.collection.models import Question, Questionnaire
from tests import factories as make
from tests.collection import factories as ask
from tests.collection.factories import workbook
from tests.collection.test_xlsform import GOOD, ODD, survey

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(cast):
    client = Client()
    client.force_login(cast["secretariat"])
    return client


@pytest.fixture
def draft(world):
    return ask.QuestionnaireFactory(regional_map=world.mtm, pillar=world.irregular)


def form_of(questionnaire, *rows):
    data = {
        "pillar": questionnaire.pillar_id, "code": questionnaire.code, "title_en": "Title", "title_ar": "", "title_fr": "",
        "intro_en": "", "intro_ar": "", "intro_fr": "",
    }  # fmt: skip
    for prefix in ("groups", "choice_lists", "questions"):
        total = len(rows) if prefix == "questions" else 0
        data |= {f"{prefix}-TOTAL_FORMS": total, f"{prefix}-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        for name, value in {"order": number + 1, "kind": "text", "label_en": "Words?", **row}.items():
            data[f"questions-{number}-{name}"] = value
    return data


def change(staff, questionnaire, *rows):
    address = reverse("admin:collection_questionnaire_change", args=[questionnaire.pk])
    return staff.post(address, form_of(questionnaire, *rows))


def test_questions_are_built_in_the_form_of_the_questionnaire(staff, draft):
    answer = change(
        staff, draft, {"code": "a"}, {"code": "b", "relevant": "${a} = 'x'", "label_ar": "كلمات؟"}
    )
    assert answer.status_code == 302, re.findall(r"errorlist.*?</ul>", answer.content.decode())
    assert list(draft.questions.values_list("code", "relevant", "label_ar")) == [
        ("a", "", None),
        ("b", "${a} = 'x'", "كلمات؟"),
    ] or (list(draft.questions.values_list("code", flat=True)) == ["a", "b"])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"relevant": "${a} ="}, "ends too early"),
        ({"relevant": "${nothing} = 1"}, "asks for ${nothing}"),
        ({"constraint": "boo(.)"}, "no function boo()"),
        ({"relevant": "${b} = 1"}, "a circle: b, b."),
        ({"kind": "choice"}, "needs a list to choose from"),
        ({"kind": "year_table"}, "first and last year"),
        ({"kind": "year_table", "first_year": 2024, "last_year": 2020}, "comes before the first"),
    ],
)
def test_a_broken_condition_or_an_incomplete_kind_is_refused_in_words(row, said, staff, draft):
    answer = change(staff, draft, {"code": "a"}, {"code": "b", **row})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not draft.questions.exists()


def test_a_sent_questionnaire_is_shown_and_not_written(staff, asked):
    answer = staff.get(reverse("admin:collection_questionnaire_change", args=[asked.questionnaire.pk]))
    assert "a new version" in answer.content.decode()
    assert change(staff, asked.questionnaire).status_code == 403
    question = asked.q["rate"]
    assert (
        staff.post(reverse("admin:collection_question_change", args=[question.pk]), {"code": "x"}).status_code
        == 403
    )
    assert (
        staff.post(
            reverse("admin:collection_questionnaire_version", args=[asked.questionnaire.pk])
        ).status_code
        == 302
    )
    assert Questionnaire.objects.get(version=2).questions.count() == 9


def upload(staff, world, content):
    address = reverse("admin:collection_questionnaire_import")
    data = {
        "workbook": SimpleUploadedFile("laws.xlsx", content),
        "pair": world.mtm_irregular.pk,
        "code": "laws",
    }
    return staff.post(address, data)


def test_a_workbook_is_rehearsed_and_then_imported(staff, world):
    answer = upload(staff, world, workbook(**GOOD))
    page = answer.content.decode()
    assert "4 questions" in page
    assert not Questionnaire.objects.exists()
    rehearsed = re.search(r'name="rehearsed" value="([^"]+)"', page)[1]
    answer = staff.post(reverse("admin:collection_questionnaire_import"), {"rehearsed": rehearsed})
    assert answer.status_code == 302
    assert Questionnaire.objects.get().questions.count() == 4


def test_a_rehearsal_is_its_authors_own(staff, world, cast):
    page = upload(staff, world, workbook(**GOOD)).content.decode()
    rehearsed = re.search(r'name="rehearsed" value="([^"]+)"', page)[1]
    other = Client()
    other.force_login(cast["prague"])
    other.post(reverse("admin:collection_questionnaire_import"), {"rehearsed": rehearsed})
    staff.post(reverse("admin:collection_questionnaire_import"), {"rehearsed": rehearsed + "x"})
    assert not Questionnaire.objects.exists()


def test_a_workbook_with_errors_is_refused_with_its_rows(staff, world):
    page = upload(staff, world, workbook(survey=survey(["texte", "a", "A"]))).content.decode()
    assert "row 2" in page
    assert 'name="rehearsed"' not in page


def test_a_double_click_imports_once_and_a_second_rehearsal_twice(staff, world):
    address = reverse("admin:collection_questionnaire_import")
    for number in (1, 2):
        page = upload(staff, world, workbook(**GOOD)).content.decode()
        rehearsed = re.search(r'name="rehearsed" value="([^"]+)"', page)[1]
        for _ in range(2):
            assert staff.post(address, {"rehearsed": rehearsed}).status_code == 302
        assert Questionnaire.objects.count() == number


def test_a_double_click_begins_one_version(staff, asked):
    address = reverse("admin:collection_questionnaire_version", args=[asked.questionnaire.pk])
    for number in (2, 3):
        version = re.search(r'name="version" value="(\d+)"', staff.get(address).content.decode())[1]
        for _ in range(2):
            assert staff.post(address, {"version": version}).status_code == 302
        assert Questionnaire.objects.count() == number


def options(page, name):
    return BeautifulSoup(page.content, "html.parser").find("select", {"name": name}).get_text()


def test_a_question_is_mapped_within_its_own_pillar_and_map(staff, world, draft):
    group = ask.GroupFactory(questionnaire=draft, code="own_group")
    question = ask.QuestionFactory(questionnaire=draft, kind="year_table", first_year=2020, last_year=2021)
    for pillar, name in ((world.irregular, "mine"), (make.PillarFactory(), "foreign")):
        ask.IndicatorFactory(code=name, pillar=pillar)
        make.SectionTemplateFactory(pillar=pillar, code=name, order=1, heading_en=f"Heading {name}")
    make.SectionTemplateFactory(
        pillar=world.irregular, code="route", kind="route", order=1, heading_en="Heading route"
    )
    page = staff.get(reverse("admin:collection_question_change", args=[question.pk]))
    whole = staff.get(reverse("admin:collection_questionnaire_change", args=[draft.pk]))
    for shown, template, indicator in (
        (page, "template", "indicator"),
        (page, "template", "figures-__prefix__-indicator"),
        (whole, "questions-__prefix__-template", "questions-__prefix__-indicator"),
    ):
        assert "mine" in options(shown, template)
        assert "mine" in options(shown, indicator)
        for foreign in ("foreign", "route"):
            assert foreign not in options(shown, template) + options(shown, indicator)
    assert str(group) in options(whole, "questions-__prefix__-group")


def test_an_odd_workbook_is_refused_on_the_page(staff, world):
    for content in ODD.values():
        answer = upload(staff, world, content)
        assert answer.status_code == 200
        assert "cannot be read as an XLSForm" in answer.content.decode()


def test_another_maps_staff_see_nothing_of_it(cast, draft):
    question = ask.QuestionFactory(questionnaire=draft, label_en="marmalade?")
    other = Client()
    other.force_login(cast["prague"])
    for name in ("questionnaire", "question"):
        assert b"marmalade" not in other.get(reverse(f"admin:collection_{name}_changelist")).content
    assert other.get(reverse("admin:collection_question_change", args=[question.pk])).status_code == 302
    assert other.get(reverse("admin:collection_questionnaire_version", args=[draft.pk])).status_code == 302
    assert Question.objects.count() == 1


def test_a_long_questionnaire_is_a_list_of_links(staff, draft):
    for _ in range(41):
        ask.QuestionFactory(questionnaire=draft)
    page = staff.get(reverse("admin:collection_questionnaire_change", args=[draft.pk])).content.decode()
    assert len(re.findall(r"/admin/collection/question/\d+/change/", page)) == 41
