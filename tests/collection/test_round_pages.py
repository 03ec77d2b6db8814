"""Rounds on their pages: made, put right, opened, deleted; sent to the states that are chosen, or to all."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from accounts.models import Letter, User
from accounts.tasks import send_letter
from profiles.collection import actions
from profiles.collection.models import Round
from tests import factories as make
from tests.collection.test_answer import save
from tests.collection.test_doors import post

pytestmark = pytest.mark.django_db


def round_of(asked, morocco, **more):
    return {"title_en": "Next", "period": "2026", "due_on": "2028-01-31", "countries": [morocco.pk], **more}


def test_a_round_made_twice_is_one_and_can_be_put_right_or_deleted_until_it_is_opened(
    asked, browser, morocco, stranger, world
):
    from tests import factories as make

    senegal = stranger.organisation.country
    make.ParticipationFactory(regional_map=world.mtm, country=senegal)
    staff = browser("secretariat")
    address = reverse("collection:round_new") + f"?questionnaire={asked.questionnaire.pk}"
    first, second = (staff.post(address, round_of(asked, morocco))["Location"] for _ in range(2))
    assert first == second
    assert b"Next" in staff.get(first + "edit/").content
    staff.post(first + "edit/", round_of(asked, morocco, title_en="Right", countries=[senegal.pk]))
    made = Round.objects.get(title_en="Right")
    assert [row.country for row in made.submissions.all()] == [senegal]
    staff.post(first + "open/")
    staff.post(first + "edit/", round_of(asked, morocco, title_en="Too late"))
    staff.post(first + "delete/")
    made.refresh_from_db()
    assert made.title_en == "Right"
    third = staff.post(address, round_of(asked, morocco))["Location"]
    assert third != first
    assert staff.get(third + "delete/").status_code == 200
    assert browser("prague").post(third + "delete/").status_code == 404
    assert staff.post(third + "delete/").status_code == 302
    assert staff.get(third).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_round_is_opened_with_its_letters_while_the_broker_is_away(
    asked, focal, colleague, browser, monkeypatch
):
    def away(*args, **kwargs):
        raise OperationalError("Error 111 connecting to redis")

    monkeypatch.setattr(send_letter, "apply_async", away)
    Round.objects.update(opened_at=None)
    answer = browser("secretariat").post(reverse("collection:round_open", args=[asked.round.pk]))
    assert answer.status_code == 302
    assert Round.objects.get().is_running
    letters = Letter.objects.filter(kind="round_invitation", state="waiting")
    assert {letter.user for letter in letters} == {focal, colleague}


def test_a_closed_round_is_not_opened_again(asked, browser):
    Round.objects.update(closed_at=timezone.now())
    answer = post(browser("secretariat"), "round_open", asked.round.pk)
    assert answer.status_code == 409
    assert "closed" in answer.content.decode() or "مغلقة" in answer.content.decode()


def test_who_decides_hears_that_nobody_was_told(asked, focal, browser):
    save(asked, "has_law", "no", by=focal)
    actions.submit(submission=asked.submission, by=focal)
    User.objects.filter(organisation__country=asked.submission.country_id).update(is_active=False)
    answer = browser("secretariat").post(
        reverse("collection:decide", args=[asked.submission.pk]), {"accept": "1"}, follow=True
    )
    page = BeautifulSoup(answer.content, "html.parser")
    assert "Nobody was told" in page.select_one(".messages").text


def new_round(client, asked, **given):
    address = f"/workspace/rounds/new/?questionnaire={asked.questionnaire.pk}&lang=en"
    data = {"title_en": "Next", "period": "2026", "due_on": "2027-06-30", **given}
    return client.post(address, data)


def test_a_round_goes_to_all_states_of_the_map_in_one_click(asked, browser, world, morocco):
    other = make.CountryFactory(iso3="TUN", name_en="Tunisia")
    make.ParticipationFactory(regional_map=world.mtm, country=other)
    make.CountryFactory(iso3="ALB", name_en="Albania")
    staff = browser("secretariat")
    assert new_round(staff, asked).status_code == 200
    assert not Round.objects.filter(title_en="Next").exists()
    assert new_round(staff, asked, all_states="on").status_code == 302
    made = Round.objects.get(title_en="Next")
    assert {row.country for row in made.submissions.all()} == {morocco, other}


def test_a_state_in_which_nobody_gets_the_letter_is_marked_before_it_is_sent(asked, browser, world):
    other = make.CountryFactory(iso3="TUN", name_en="Tunisia")
    make.ParticipationFactory(regional_map=world.mtm, country=other)
    staff = browser("secretariat")
    page = staff.get(
        f"/workspace/rounds/new/?questionnaire={asked.questionnaire.pk}&lang=en"
    ).content.decode()
    assert "Tunisia (no focal point: nobody gets the letter)" in page
    assert "Morocco (no focal point" not in page
    new_round(staff, asked, all_states="on")
    board = staff.get(f"/workspace/rounds/{Round.objects.get(title_en='Next').pk}/?lang=en").content.decode()
    assert "Tunisia: no focal point, so nobody gets the letter." in board
