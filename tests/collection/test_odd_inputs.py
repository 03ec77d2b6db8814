"""What people type, paste and send: read as it was meant, or refused in words and kept; never a fault of the server."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from profiles.collection import actions
from profiles.collection.models import Answer, Attachment, Round, Submission
from profiles.collection.period import as_period
from profiles.indicators.models import Observation
from tests.collection import factories as ask
from tests.collection.test_answer import save
from tests.collection.test_workbook import cell, kept, opened, take

pytestmark = pytest.mark.django_db
MARKS = "\u200f\u202b{}\u202c"  # as copied from a right-to-left page
LONG = "نص طويل جداً 😀 " * 27_000  # more than 400 kB


@pytest.fixture
def client(focal):
    client = Client()
    client.force_login(focal)
    return client


def send(client, asked, code, typed, **more):
    question = asked.q[code].pk
    answer = Answer.objects.filter(question=question).first()
    name = f"{question}-0"
    data = {
        "question": question,
        "entry": 0,
        f"v-{name}": answer.version if answer else 0,
        f"q-{name}": typed,
    }
    data |= {f"{key}-{name}": value for key, value in more.items()}
    return client.post(reverse("collection:save", args=[asked.submission.pk]) + "?lang=en", data)


@pytest.mark.parametrize(
    ("code", "typed", "value"),
    [
        ("detections", "٠١٢٣", "123"),
        ("detections", "۱۲۳", "123"),
        ("detections", MARKS.format("١٢٬٣٤٥"), "12345"),
        ("detections", "-5", "-5"),
        ("detections", "−5", "-5"),
        ("detections", "\u200e-5", "-5"),
        ("detections", "12'345", "12345"),
        ("detections", "12 345", "12345"),
        ("rate", "١٢٫٥", "12.5"),
        ("rate", "1.234.567,8", "1234567.8"),
        ("since", MARKS.format("٢٠٠٣-١١-١١"), "2003-11-11"),
        ("since", "2003-11-11T00:00:00", "2003-11-11"),
        ("site", "\u200ehttps://example.org/é", "https://example.org/é"),
        ("has_law", MARKS.format("Choice yes"), "yes"),
        ("which_law", "قانون 🇲🇦 👩‍⚖️", "قانون 🇲🇦 👩‍⚖️"),
        ("which_law", "<b>loi</b> & ‘x’", "<b>loi</b> & ‘x’"),
    ],
)
def test_what_is_meant_is_read(code, typed, value, asked, client):
    assert send(client, asked, code, typed).status_code == 200
    assert Answer.objects.get().value == value


@pytest.mark.parametrize(
    ("code", "typed", "said"),
    [
        ("detections", "12.5", "no whole number"),
        ("detections", "about 100", "no number"),
        ("detections", "(5)", "no number"),
        ("detections", "½", "no number"),
        ("detections", "9" * 30, "too large"),
        ("since", "١٤٤٧-٠٥-٠٤", "Gregorian"),  # Hijri
        ("since", "2569-11-25", "Gregorian"),  # Buddhist
        ("since", "1404-09-04", "Gregorian"),  # Iranian
        ("since", "11/03/2003", "no day"),
        ("since", "2003-11-11 or later", "no day"),
        ("since", "2003-02-30", "no day"),
        ("site", "a\x00b", "no address"),
        ("has_law", "😀\x00", "not among the choices"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_kept(code, typed, said, asked, client):
    answer = send(client, asked, code, typed)
    assert answer.status_code == 200
    assert said in answer.json()["fault"]
    found = Answer.objects.get()
    assert (found.value, found.typed) == (None, typed.replace("\x00", "").strip())
    assert client.get(reverse("collection:part", args=[asked.submission.pk, 1])).status_code == 200


def test_a_text_that_is_far_too_long_is_refused_and_kept_whole(asked, client):
    send(client, asked, "has_law", "yes")
    assert "longer than" in send(client, asked, "which_law", LONG).json()["fault"]
    assert Answer.objects.get(question=asked.q["which_law"]).typed == LONG.strip()
    page = client.get(reverse("collection:part", args=[asked.submission.pk, 1])).content.decode()
    assert LONG.strip() in page
    assert client.get(reverse("collection:workbook", args=[asked.submission.pk])).status_code == 200


def test_a_reason_that_a_cell_cannot_hold_comes_back_whole(asked, client, focal):
    send(client, asked, "rate", "", r=LONG, d=LONG)
    book = opened(asked.submission)
    assert len(cell(book, "rate", "F").value) < len(LONG)
    assert take(asked, book, focal).saved == 0
    assert kept()["rate", 0] == (None, LONG.strip(), LONG.strip())


def test_a_form_that_is_sent_twice_attaches_a_file_once(asked, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    name = f"{asked.q['papers'].pk}-0"
    address = reverse("collection:part", args=[asked.submission.pk, 1])
    for content in (b"a,b\n", b"a,b\n", b"a,c\n"):
        client.post(address, {f"v-{name}": "0", f"f-{name}": SimpleUploadedFile("\u202egpj.csv", content)})
    assert Attachment.objects.count() == 2


def test_a_remark_with_a_nul_is_no_fault(asked, cast, focal):
    answer, _read = save(asked, "rate", "5", by=focal)
    Submission.objects.update(state="submitted", submitted_at="2027-01-01T00:00Z")
    staff = Client()
    staff.force_login(cast["secretariat"])
    address = reverse("collection:decide", args=[asked.submission.pk])
    staff.post(
        address, {f"verdict-{answer.pk}": "change_asked", f"remark-{answer.pk}": "Why\x00 5?", "save": "1"}
    )
    answer.refresh_from_db()
    assert (answer.verdict, answer.remark) == ("change_asked", "Why 5?")


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2012–2013", "2012/2013"), ("2012-2013", "2012/2013"), ("٢٠١٢ – ٢٠١٣", "2012/2013"), (" 2025 ", "2025"),
        ("2025-Q1", "2025-Q1"), ("2025-03", "2025-03"),
    ],
)  # fmt: skip
def test_a_period_is_written_one_way(typed, period):
    assert as_period(typed) == period


@pytest.mark.parametrize("typed", ["2013–2012", "last year", "12/13", "2025-13", ""])
def test_what_is_no_period_is_refused(typed):
    with pytest.raises(ValidationError):
        as_period(typed)


def test_periods_of_older_rounds_are_held_to_the_same_rule(asked, cast):
    older = [
        ask.RoundFactory(questionnaire=asked.questionnaire, period=each) for each in ("2012–2013", "long ago")
    ]
    dataset = ask.DatasetFactory(kind="round")
    ask.ObservationFactory(dataset=dataset, period="2012–2013")
    import_module("profiles.collection.migrations.0002_periods_one_way").one_way(apps, None)
    assert [Round.objects.get(pk=row.pk).period for row in older] == ["2012/2013", "long ago"]
    assert Observation.objects.get().period == "2012/2013"
    with pytest.raises(ValidationError):
        actions.make_round(
            questionnaire=asked.questionnaire, titles={"title_en": "R"}, period="long ago", due_on=date(2028, 1, 1),
            countries=[], by=cast["secretariat"],
        )  # fmt: skip


def test_a_part_with_thousands_of_fields_is_saved_without_scripts(asked, client):
    """A long part sends four fields a question, whatever was typed."""
    name = f"{asked.q['rate'].pk}-0"
    data = {f"x-{number}": "" for number in range(4000)} | {f"v-{name}": "0", f"q-{name}": "5"}
    assert client.post(reverse("collection:part", args=[asked.submission.pk, 1]), data).status_code == 302
    assert Answer.objects.get().value == "5"
