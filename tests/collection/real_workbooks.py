"""UNHCR's two workbooks, which are not ours to keep here, import whole and are answerable in Arabic.

`XLSFORM_SAMPLES=folder make test ARGS="tests/collection/real_workbooks.py"`: the folder holds RMS_CAPI_v2.xlsx and RMS_CAPI_v3.xlsx.
"""

import os
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from profiles.collection import actions
from profiles.collection.given import Given
from profiles.collection.models import Question, Questionnaire
from profiles.collection.sheet import Sheet

REAL = Path(os.environ["XLSFORM_SAMPLES"])


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "asked", "groups"), [("RMS_CAPI_v2", 196, 30), ("RMS_CAPI_v3", 231, 36)])
def test_the_workbooks_of_unhcr_import_whole(name, asked, groups, world):
    call_command("import_xlsform", str(REAL / f"{name}.xlsx"), map="mtm", pillar="I")
    made = Questionnaire.objects.get()
    questions = made.questions.exclude(kind__in=Question.UNASKED)
    assert (questions.count(), made.groups.count()) == (asked, groups)
    in_arabic = questions.exclude(label_ar="")
    assert in_arabic.count() >= asked - 25
    assert made.groups.filter(is_repeated=True).count() == 3
    assert questions.get(code="REF01").other_languages["label"]["es"]
    assert made.not_carried


@pytest.mark.django_db
def test_the_workbook_of_unhcr_is_answerable_in_arabic(world, morocco, focal):
    call_command("import_xlsform", str(REAL / "RMS_CAPI_v3.xlsx"), map="mtm", pillar="I")
    questionnaire = Questionnaire.objects.get()
    round_ = actions.make_round(
        questionnaire=questionnaire, titles={"title_en": "RMS"}, period="2025", due_on=date(2027, 1, 1),
        countries=[morocco], by=None,
    )  # fmt: skip
    actions.open_round(round_=round_, by=None)
    submission = round_.submissions.get()
    client = Client()
    client.force_login(focal)
    page = client.get(f"/workspace/answers/{submission.pk}/part/1/?lang=ar").content.decode()
    assert 'dir="rtl"' in page
    assert "يرجى اختيار البلد الذي تجري فيه المقابلة" in page

    def answer(code, typed):
        question = questionnaire.questions.get(code=code)
        actions.save_answer(
            submission=submission,
            question=question,
            entry=0,
            given=Given(typed=typed),
            language="ar",
            by=focal,
        )

    def shown(code):
        return any(item.question.code == code for item in Sheet(submission).asked)

    assert not shown("Intro05")
    answer("Intro03", "0")
    assert shown("Intro05")
    answer("Bureau", "rb_middleeast")
    countries = {
        choice.columns["bureau"]
        for choice in Sheet(submission).find(questionnaire.questions.get(code="Country").pk, 0).choices
    }
    assert countries == {"rb_middleeast"}
