"""A round of MTM's Pillar I for Morocco: a law (choice, text), a figure, a table of years, a file, each mapped."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.actions import admit
from accounts.models import User
from profiles.collection.models import Question, Questionnaire, Round, Submission
from tests import factories as make
from tests.collection import factories as ask


@dataclass
class Asked:
    questionnaire: Questionnaire
    round: Round
    submission: Submission
    q: dict[str, Question]


def of_state(country: Any) -> Any:
    return make.OrganisationFactory(code=f"STATE-{country.iso3}", country=country)


@pytest.fixture
def morocco(world):
    country = make.CountryFactory(iso3="MAR")
    country.name_ar, country.name_en, country.name_fr = "المغرب", "Morocco", "Maroc"
    country.save()
    make.ParticipationFactory(regional_map=world.mtm, country=country)
    return country


@pytest.fixture
def focal(cast, morocco) -> User:
    """The cast's focal point of Morocco, who reads Arabic."""
    user = cast["focal_mar"]
    user.preferred_language = "ar"
    user.save()
    return user


@pytest.fixture
def colleague(world, morocco, focal) -> User:
    user = make.UserFactory(email="second.mar@example.org", organisation=focal.organisation, name="Second")
    admit(user=user, role="focal_point", over=world.mtm_irregular, by=None)
    return user


@pytest.fixture
def stranger(world) -> User:
    """A focal point of another state under the same pillar."""
    country = make.CountryFactory(iso3="SEN", name_en="Senegal")
    user = make.UserFactory(
        email="focal.sen@example.org", organisation=of_state(country), preferred_language="fr"
    )
    admit(user=user, role="focal_point", over=world.mtm_irregular, by=None)
    return user


def questions_of(questionnaire: Questionnaire) -> dict[str, Question]:
    pillar = questionnaire.pillar
    template = make.SectionTemplateFactory(pillar=pillar, code="asylum", order=1, heading_en="Asylum")
    group = ask.GroupFactory(questionnaire=questionnaire, code="law", order=1, label_en="The law")
    rows = {
        "has_law": {"kind": "choice", "choice_list": ask.choices(questionnaire, "yes", "no"), "required": True},
        "which_law": {"kind": "long_text", "relevant": "${has_law} = 'yes'", "required": True, "template": template},
        "detections": {
            "kind": "integer", "unit": "PS", "constraint": ". >= 0",
            "indicator": ask.IndicatorFactory(code="detections", pillar=pillar), "term": ask.TermFactory(code="detection"),
        },
        "rate": {"kind": "decimal"},
        "bodies": {"kind": "multiple", "choice_list": ask.choices(questionnaire, "police", "navy")},
        "since": {"kind": "date"},
        "site": {"kind": "link"},
        "table": {"kind": "year_table", "first_year": 2023, "last_year": 2024},
        "papers": {"kind": "file"},
    }  # fmt: skip
    made = {
        code: ask.QuestionFactory(questionnaire=questionnaire, code=code, order=order, group=group, **row)
        for order, (code, row) in enumerate(rows.items(), 1)
    }
    for code in ("inflow", "outflow"):
        ask.FigureFactory(
            question=made["table"], code=code, unit="USD million",
            indicator=ask.IndicatorFactory(code=code, pillar=pillar),
        )  # fmt: skip
    return made


@pytest.fixture
def asked(world, morocco, focal) -> Asked:
    questionnaire = ask.QuestionnaireFactory(regional_map=world.mtm, pillar=world.irregular, code="asylum")
    q = questions_of(questionnaire)
    Questionnaire.objects.filter(pk=questionnaire.pk).update(state="open")
    questionnaire.refresh_from_db()
    round_ = ask.RoundFactory(questionnaire=questionnaire, due_on=date(2027, 3, 31), opened_at=timezone.now())
    submission = ask.SubmissionFactory(round=round_, country=morocco)
    return Asked(questionnaire, round_, submission, q)


@pytest.fixture
def last_round(asked, morocco):
    """The state's accepted submission to the round before."""
    return ask.SubmissionFactory(
        round=ask.RoundFactory(questionnaire=asked.questionnaire, opened_at="2025-01-01T00:00Z"),
        country=morocco, state="accepted", submitted_at="2025-02-01T00:00Z",
    )  # fmt: skip


@pytest.fixture
def browser(cast, focal, colleague, stranger):
    """A client signed in as someone of the cast, a colleague, a stranger or nobody."""
    people = {**cast, "focal_mar": focal, "colleague": colleague, "stranger": stranger}

    def signed_in(who):
        client = Client()
        if user := people[who]:
            client.force_login(user)
        return client

    return signed_in
