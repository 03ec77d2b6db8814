"""One factory a model of questionnaires, rounds and figures."""

import io
from datetime import date
from typing import Any

import factory
import openpyxl
from django.utils import timezone

from profiles.collection.models import (
    Answer,
    Choice,
    ChoiceList,
    Figure,
    Group,
    Question,
    Questionnaire,
    Round,
    Submission,
)
from profiles.indicators.models import Dataset, Indicator, Observation
from profiles.models import NationalDefinition, Term
from tests import factories as make


def in_three(name: str) -> dict[str, Any]:
    words = {"en": "{0}", "ar": "{0} بالعربية", "fr": "{0} en français"}
    return {
        f"{name}_{language}": factory.LazyAttribute(lambda o, text=text: text.format(o.code))
        for language, text in words.items()
    }


class TermFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Term
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"term-{n}")
    name_en = factory.LazyAttribute(lambda o: f"Term {o.code}")
    definition_en = "What it means."


class NationalDefinitionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NationalDefinition

    term = factory.SubFactory(TermFactory)
    country = factory.SubFactory(make.CountryFactory)
    definition_en = "What it means here."


class IndicatorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Indicator
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda n: f"indicator-{n}")
    name_en = factory.LazyAttribute(lambda o: f"Indicator {o.code}")
    unit = "PS"
    pillar = factory.SubFactory(make.PillarFactory)


class DatasetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Dataset

    title = factory.Sequence(lambda n: f"Dataset {n}")
    kind = "file"
    origin = factory.Sequence(lambda n: f"file:{n}")
    map_pillar = factory.SubFactory(make.MapPillarFactory)


class ObservationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Observation

    dataset = factory.SubFactory(DatasetFactory)
    indicator = factory.SubFactory(IndicatorFactory)
    country = factory.SubFactory(make.CountryFactory)
    period = "2025"
    value = 12
    unit = "PS"


class QuestionnaireFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Questionnaire

    regional_map = factory.SubFactory(make.RegionalMapFactory)
    pillar = factory.SubFactory(make.PillarFactory)
    code = factory.Sequence(lambda n: f"questionnaire-{n}")
    title_en = factory.LazyAttribute(lambda o: f"Title of {o.code}")
    title_ar = factory.LazyAttribute(lambda o: f"عنوان {o.code}")
    title_fr = factory.LazyAttribute(lambda o: f"Titre de {o.code}")


class GroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Group

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    code = factory.Sequence(lambda n: f"group_{n}")
    order = factory.Sequence(lambda n: n)
    label_en = factory.LazyAttribute(lambda o: f"Heading {o.code}")


class ChoiceListFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ChoiceList

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    name = factory.Sequence(lambda n: f"list_{n}")


def choices(questionnaire: Questionnaire, *codes: str) -> ChoiceList:
    chosen = ChoiceListFactory(questionnaire=questionnaire)
    for order, code in enumerate(codes, 1):
        Choice.objects.create(
            choice_list=chosen, order=order, code=code, label_en=f"Choice {code}", label_ar=f"خيار {code}",
            label_fr=f"Choix {code}",
        )  # fmt: skip
    return chosen


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    code = factory.Sequence(lambda n: f"q{n}")
    order = factory.Sequence(lambda n: n)
    kind = "text"
    label_en = factory.LazyAttribute(lambda o: f"Question {o.code}?")
    label_ar = factory.LazyAttribute(lambda o: f"السؤال {o.code}؟")
    label_fr = factory.LazyAttribute(lambda o: f"Question {o.code} ?")


class FigureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Figure

    question = factory.SubFactory(QuestionFactory)
    code = factory.Sequence(lambda n: f"figure-{n}")
    label_en = factory.LazyAttribute(lambda o: f"Figure {o.code}")


class RoundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Round

    questionnaire = factory.SubFactory(QuestionnaireFactory)
    title_en = "Round 2026"
    title_ar = "جولة 2026"
    title_fr = "Tour 2026"
    period = "2025"
    due_on = date(2027, 3, 31)
    opened_at = factory.LazyFunction(timezone.now)


class SubmissionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Submission

    round = factory.SubFactory(RoundFactory)
    country = factory.SubFactory(make.CountryFactory)


class AnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Answer

    submission = factory.SubFactory(SubmissionFactory)
    question = factory.SubFactory(QuestionFactory)
    value = "an answer"


def workbook(**sheets: list[list[Any]]) -> bytes:
    """An Excel workbook with these sheets, each a list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
