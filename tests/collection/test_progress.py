"""How far a state is: one count, on its own page, in its list and on the board."""

import pytest
from django.test import Client
from django.utils import translation

from profiles.collection.conditions import Conditions
from profiles.collection.models import Submission
from profiles.collection.progress import progress_of, rows_of
from profiles.collection.sheet import Sheet
from tests import factories as make
from tests.collection import factories as ask
from tests.collection.test_answer import save

pytestmark = pytest.mark.django_db


def test_the_board_counts_what_the_states_page_counts(asked, focal):
    for code, typed in {"has_law": "no", "rate": "5", "detections": "many"}.items():
        save(asked, code, typed, by=focal)
        (row,) = rows_of(asked.round)
        assert (row.given, row.total) == Sheet(Submission.objects.get()).progress
    assert (row.given, row.total) == (2, 8)  # which_law is not asked, what cannot be read is no answer
    save(asked, "has_law", "yes", by=focal)
    (row,) = rows_of(asked.round)
    assert (row.given, row.total) == (2, 9)
    client = Client()
    client.force_login(focal)
    page = client.get("/workspace/answers/?lang=en").content.decode()
    assert 'max="9" value="2"' in page


@pytest.fixture
def repeated(world, morocco):
    questionnaire = ask.QuestionnaireFactory(regional_map=world.mtm, pillar=world.irregular)
    group = ask.GroupFactory(questionnaire=questionnaire, is_repeated=True)
    questions = [ask.QuestionFactory(questionnaire=questionnaire, group=group) for _ in range(2)]
    submission = ask.SubmissionFactory(round=ask.RoundFactory(questionnaire=questionnaire), country=morocco)
    return submission, questions


def test_the_spare_entry_of_a_repeated_group_is_no_question_yet(repeated):
    submission, (one, other) = repeated
    assert Sheet(submission).progress == (0, 2)
    for question in (one, other):
        ask.AnswerFactory(submission=submission, question=question, entry=1)
    sheet = Sheet(submission)
    assert sheet.progress == (2, 2)
    assert len(sheet.asked) == 4  # the spare one is offered
    assert [(part.given, part.total, part.is_done) for part in sheet.parts] == [(2, 2, True)]
    ask.AnswerFactory(submission=submission, question=one, entry=2)
    assert Sheet(submission).progress == Conditions(submission).progress == (3, 4)


def test_states_of_several_questionnaires_cost_the_same(asked, focal, repeated, django_assert_num_queries):
    few = list(Submission.objects.filter(pk=asked.submission.pk).select_related("round"))
    many = list(Submission.objects.select_related("round"))
    save(asked, "has_law", "yes", by=focal)
    with django_assert_num_queries(7):
        progress_of(few)
    with django_assert_num_queries(7):
        assert progress_of(many)[repeated[0].pk] == (0, 2)


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("fr", ["Égypte", "Émirats", "Espagne", "Zambie"]),
        ("en", ["Egypt", "Emirates", "Spain", "Zambia"]),
        ("ar", ["إسبانيا", "الإمارات", "زامبيا", "مصر"]),
    ],
)
def test_the_board_is_in_the_alphabet_of_its_language(asked, language, order):
    Submission.objects.all().delete()
    names = [
        ("Zambie", "Zambia", "زامبيا"), ("Espagne", "Spain", "إسبانيا"), ("Émirats", "Emirates", "الإمارات"),
        ("Égypte", "Egypt", "مصر"),
    ]  # fmt: skip
    for fr, en, ar in names:
        country = make.CountryFactory(name_fr=fr, name_en=en, name_ar=ar)
        ask.SubmissionFactory(round=asked.round, country=country)
    with translation.override(language):
        assert [str(row.submission.country.shown_name) for row in rows_of(asked.round)] == order
