"""Conditions as a person reads them, in the language of the page."""

import pytest
from django.utils import translation

from profiles.collection.language import parse
from profiles.collection.language.written import written
from profiles.collection.sheet import Sheet
from profiles.collection.spoken import Speaker, shown_if
from tests.collection import factories as ask
from tests.collection.test_workbook import cell, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def speaker(asked):
    return Speaker(Sheet(asked.submission), asked.q["which_law"], 0)


HAS = "“Question has_law?” (has_law)"
RATE = "“Question rate?” (rate)"
BODIES = "“Question bodies?” (bodies)"


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("${has_law} = 'yes'", f"{HAS} is “Choice yes”"),
        ("'yes' = ${has_law}", f"{HAS} is “Choice yes”"),
        ("selected(${has_law}, 'yes')", f"{HAS} is “Choice yes”"),
        ("not(${has_law} = 'yes')", f"{HAS} is not “Choice yes”"),
        ("${has_law} != ''", f"{HAS} has an answer"),
        ("${rate} = ''", f"{RATE} has no answer"),
        ("string-length(${rate}) > 0", f"{RATE} has an answer"),
        ("selected(${bodies}, 'navy')", f"{BODIES} includes “Choice navy”"),
        ("not(selected(${bodies}, 'navy'))", f"{BODIES} does not include “Choice navy”"),
        ("${rate} >= 12000.5", f"{RATE} is 12,000.5 or more"),
        ("-1 < ${rate}", f"{RATE} is more than -1"),
        ("${has_law} = 'yes' and ${rate} > 1", f"{HAS} is “Choice yes” and {RATE} is more than 1"),
        (
            "${has_law} = 'yes' and (${rate} > 1 or ${rate} = '')",
            f"{HAS} is “Choice yes” and ({RATE} is more than 1 or {RATE} has no answer)",
        ),
        (
            "${has_law} = 'yes' and regex(${site}, 'a')",
            f"{HAS} is “Choice yes” and \u2066regex(${{site}}, 'a')\u2069",
        ),
        ("not(${rate} > 1)", "\u2066not(${rate} > 1)\u2069"),
        ("${gone} = 'x'", "\u2066${gone} = 'x'\u2069"),
        ("${broken", "\u2066${broken\u2069"),
    ],
)
def test_a_condition_in_words(condition, words, speaker):
    with translation.override("en"):
        assert speaker.words(condition) == words


def test_it_speaks_the_language_of_the_page(speaker):
    with translation.override("ar"):
        assert "السؤال has_law؟" in speaker.words("${has_law} = 'yes'")
        assert "خيار yes" in speaker.words("${has_law} = 'yes'")
    with translation.override("fr"):
        assert (
            speaker.words("${has_law} = 'yes'")
            == "«\xa0Question has_law ?\xa0» (has_law) est «\xa0Choix yes\xa0»"
        )


def test_a_groups_condition_is_a_questions_too(world):
    questionnaire = ask.QuestionnaireFactory(regional_map=world.mtm, pillar=world.irregular)
    listed = ask.choices(questionnaire, "yes", "no")
    first = ask.QuestionFactory(questionnaire=questionnaire, code="first", kind="choice", choice_list=listed)
    group = ask.GroupFactory(questionnaire=questionnaire, relevant="${first} = 'yes'")
    second = ask.QuestionFactory(
        questionnaire=questionnaire, code="second", group=group, relevant="${first} = 'no' or ${first} = ''"
    )
    sheet = Sheet(ask.SubmissionFactory(round=ask.RoundFactory(questionnaire=questionnaire)))
    said = "“Question first?” (first) is"
    with translation.override("en"):
        assert shown_if(sheet, first, 0) == ""
        assert shown_if(sheet, second, 0) == (
            f"{said} “Choice yes” and ({said} “Choice no” or “Question first?” (first) has no answer)"
        )


def test_the_workbook_says_when_a_question_is_asked(asked):
    with translation.override("en"):
        assert cell(opened(asked.submission), "which_law", "C").value == f"Only if {HAS} is “Choice yes”"


@pytest.mark.parametrize(
    "text",
    [
        "${a} = 'x' and not(${b} > 1 + 2)",
        "-${a} < 3",
        ". >= 0 or string-length(.) = 2",
        "1 - (2 - 3)",
        'name = "o\'c"',
    ],
)
def test_what_is_written_reads_back_as_the_same(text):
    assert parse(written(parse(text))) == parse(text)
