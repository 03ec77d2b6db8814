"""A page that one person left open is not written under the name of the next; what was typed is given back."""

import pytest
from django.test import Client
from django.urls import reverse

from profiles.collection.models import Answer, Share, Submission
from tests.collection.test_answer import save

pytestmark = pytest.mark.django_db
TYPED = "سطر كُتب قبل تبديل المستخدم"


@pytest.fixture
def client(focal):
    client = Client()
    client.force_login(focal)
    return client


def data_of(asked, user):
    name = f"{asked.q['rate'].pk}-0", f"{asked.q['which_law'].pk}-0"
    return {
        "user": user.pk, "question": asked.q["which_law"].pk, "entry": 0, f"v-{name[0]}": 0, f"q-{name[0]}": "5",
        f"v-{name[1]}": 0, f"q-{name[1]}": TYPED,
    }  # fmt: skip


@pytest.mark.parametrize("page", ["part", "save", "settle"])
def test_nothing_is_saved_under_the_next_ones_name(page, asked, client, colleague):
    key = [asked.submission.pk, 1] if page == "part" else [asked.submission.pk]
    answer = client.post(reverse(f"collection:{page}", args=key), data_of(asked, colleague))
    assert answer.status_code == 409
    assert TYPED in answer.content.decode()
    assert not Answer.objects.exists()


def test_the_script_is_told_so_in_words(asked, client, colleague, focal):
    address = reverse("collection:save", args=[asked.submission.pk]) + "?lang=en"
    said = client.post(address, data_of(asked, colleague), headers={"Accept": "application/json"})
    assert said.status_code == 409
    assert "opened by someone else" in said.json()["other"]
    assert client.post(address, data_of(asked, focal)).status_code == 200


def test_nothing_is_submitted_taken_or_asked_for_in_the_next_ones_name(asked, client, colleague):
    save(asked, "has_law", "no", by=colleague)
    for page, key, more in (
        ("submit", [], {}),
        ("take", [1], {}),
        ("extension", [], {"until": "2027-05-01", "reason": TYPED}),
    ):
        address = reverse(f"collection:{page}", args=[asked.submission.pk, *key])
        answer = client.post(address, {"user": colleague.pk, **more})
        assert answer.status_code == 409
        if more:
            assert TYPED in answer.content.decode()
    submission = Submission.objects.get()
    assert (submission.state, submission.asked_due_on) == ("in_progress", None)
    assert not Share.objects.exists()


def test_every_form_of_a_submission_says_whose_it_is(asked, client, focal):
    save(asked, "has_law", "no", by=focal)
    for page, key in (("submission", []), ("part", [1]), ("submit", [])):
        content = client.get(reverse(f"collection:{page}", args=[asked.submission.pk, *key])).content.decode()
        forms = content.count('name="csrfmiddlewaretoken"') - content.count('action="/accounts/logout')
        assert 0 < content.count(f'name="user" value="{focal.pk}"') <= forms
