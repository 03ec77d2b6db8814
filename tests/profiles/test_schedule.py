"""Scheduling a publication on the page: a time of the office's clock, said with its zone, and kept in UTC."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from profiles.models import Edition
from tests import factories as make
from tests.profiles.test_admin_edition import page_of
from tests.profiles.test_workflow import draft as draft  # the fixture


@pytest.fixture
def ready(draft):
    return make.ready(draft)


@pytest.fixture
def schedule(ready, client_of):
    def post(at, **more):
        address = reverse("workspace:step", args=[ready.pk, "schedule"])
        return client_of("secretariat").post(address, {"publish_at": at, "note": "", **more})

    return post


def planned(edition):
    return Edition.objects.get(pk=edition.pk).publish_at


def test_the_page_names_the_zone_and_the_desk_says_the_time_in_it(ready, schedule, client_of):
    staff = client_of("secretariat")
    form = page_of(staff.get(reverse("workspace:step", args=[ready.pk, "schedule"])))
    assert "In Central European Time (now UTC+" in form.select_one(".help").text
    assert schedule("2099-07-01T10:00").status_code == 302
    assert planned(ready) == datetime(2099, 7, 1, 8, tzinfo=UTC)
    desk = page_of(staff.get(reverse("workspace:desk", args=[ready.pk])))
    assert "1 July 2099, 10:00 (Central European Time, UTC+02:00)" in " ".join(desk.text.split())


def test_the_zone_is_the_settings(settings, ready, schedule):
    settings.OFFICE_TIME_ZONE = "Asia/Amman"
    schedule("2099-07-01T10:00")
    assert planned(ready) == datetime(2099, 7, 1, 7, tzinfo=UTC)


def test_an_hour_that_the_clock_leaves_out_is_refused_and_kept_in_the_form(ready, schedule):
    answer = page_of(schedule("2099-03-29T02:30"))
    assert (
        "the clocks are put forward over it (Central European Time)" in answer.select_one(".errorlist").text
    )
    assert answer.select_one("[name=publish_at]")["value"] == "2099-03-29T02:30"
    assert planned(ready) is None


@pytest.mark.parametrize(("which", "hour"), [(0, 0), (1, 1)])
def test_an_hour_that_comes_twice_is_asked_about(which, hour, ready, schedule):
    answer = page_of(schedule("2099-10-25T02:30"))
    choices = [choice["value"] for choice in answer.select("[name=which]")]
    assert len(choices) == 2
    assert "UTC+02:00" in answer.select_one("fieldset").text
    assert planned(ready) is None
    schedule("2099-10-25T02:30", which=choices[which])
    assert planned(ready) == datetime(2099, 10, 25, hour, 30, tzinfo=UTC)


def test_another_time_typed_after_the_question_is_not_answered_by_the_old_choice(ready, schedule):
    choice = page_of(schedule("2099-10-25T02:30")).select_one("[name=which]")["value"]
    schedule("2099-10-25T09:00", which=choice)
    assert planned(ready) == datetime(2099, 10, 25, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["", "tomorrow", "2099-02-30T10:00", "0001-01-01T00:00", "2000-01-01T10:00"]
)
def test_what_is_no_time_to_come_is_refused(typed, ready, schedule):
    assert schedule(typed).status_code == 200
    assert planned(ready) is None
