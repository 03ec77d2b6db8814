"""Delegates are persons: who sees them, by every door, and for how long how they are reached is kept."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Letter
from meetings import actions, tasks
from meetings.models import Delegate, Meeting, PersonalLink
from tests import factories as make
from tests.conftest import CAST
from tests.meetings import factories as convene

NAME = "Marmalade Person"


@pytest.fixture
def known(meeting, morocco, cast) -> Delegate:
    return convene.DelegateFactory(
        invitation=morocco, name=NAME, name_ar="شخص", function="Marmalade officer", ministry="Marmalade office",
        email="marmalade@example.org", phone="+212 marmalade", dietary_needs="marmalade", state="confirmed",
    )  # fmt: skip


SEE_ALL = {"secretariat", "focal_mar", "admin"}  # who decides on the delegate, and who named them


@pytest.mark.parametrize("who", CAST)
def test_the_list_is_for_participants_and_the_secretariat(who, client_of, known):
    answer = client_of(who).get("/en/meetings/coming/participants/")
    assert (NAME in answer.content.decode()) == (who in SEE_ALL)
    assert answer.status_code == (200 if who in SEE_ALL else 302 if who == "anonymous" else 404)


def test_a_state_that_takes_part_sees_who_else_does_and_not_what_is_hidden(client_of, known, agency):
    client = client_of("unhcr")
    assert client.get("/en/meetings/coming/participants/").status_code == 404
    convene.DelegateFactory(invitation=agency)  # named, not confirmed
    assert client.get("/en/meetings/coming/participants/").status_code == 404
    convene.DelegateFactory(invitation=agency, state="confirmed")
    waits = convene.DelegateFactory(invitation=known.invitation, name="Waiting person", state="waiting")
    page = client.get("/en/meetings/coming/participants/").content.decode()
    assert NAME in page
    assert known.email in page
    assert waits.name not in page
    Delegate.objects.filter(pk=known.pk).update(hides_contact=True)
    for who, sees in (("unhcr", False), ("secretariat", True), ("focal_mar", True)):
        page = client_of(who).get("/en/meetings/coming/participants/").content.decode()
        assert NAME in page
        assert (known.email in page) == sees, who
        assert (known.phone in page) == sees, who


def test_hidden_details_do_not_leave_the_database(known, cast):
    Delegate.objects.filter(pk=known.pk).update(hides_contact=True)
    stranger = make.UserFactory()
    [row] = Delegate.objects.filter(pk=known.pk).with_contact(stranger)
    assert (row.shown_email, row.shown_phone) == ("", "")
    assert {"email", "phone", "access_needs", "dietary_needs"} <= row.get_deferred_fields()


@pytest.mark.parametrize("who", CAST)
def test_no_public_door_names_a_person(who, client_of, known):
    client = client_of(who)
    for path in (
        "/en/meetings/", "/en/meetings/coming/", "/en/meetings/coming.ics", "/api/v1/meetings/",
        "/api/v1/meetings/coming/", "/api/v1/meetings/?format=csv", "/api/v1/meetings/?format=geojson",
        "/api/v1/organisations/", "/api/v1/schema/", "/sitemap.xml", "/en/mtm/", "/",
    ):  # fmt: skip
        answer = client.get(path, follow=True)
        assert b"armalade" not in answer.getvalue(), path
    hits = client.get("/en/search/?q=marmalade+person").content.decode()
    assert "Marmalade Person" not in hits
    assert "coming/participants" not in hits


@pytest.mark.parametrize("who", CAST)
def test_pages_of_a_delegate_open_for_those_who_named_and_who_decide(who, client_of, known, agency):
    convene.DelegateFactory(
        invitation=agency, state="confirmed"
    )  # so that UNHCR takes part, and sees the list
    client = client_of(who)
    for more in ("edit/", "replace/", "withdraw/", "decide/"):
        answer = client.get(f"/workspace/meetings/delegates/{known.pk}/{more}")
        opens = who in SEE_ALL - ({"focal_mar"} if more == "decide/" else set())
        assert (answer.status_code == 200) == opens, (who, more)
        assert (NAME in answer.content.decode()) == opens, (who, more)


@pytest.mark.parametrize("who", CAST)
def test_the_desk_and_its_papers_are_the_secretariat_s(who, client_of, known):
    client = client_of(who)
    opens = who in ("secretariat", "admin")
    for more in ("", "invite/", "attendance/", "badges.pdf", "attendance.pdf"):
        answer = client.get(f"/workspace/meetings/coming/{more}")
        assert (answer.status_code == 200) == opens, (who, more)
        assert b"Marmalade" not in answer.content or opens


@pytest.mark.parametrize("who", CAST)
def test_the_admin_shows_delegates_to_their_secretariat(who, client_of, known):
    client = client_of(who)
    for path in (
        "/admin/meetings/delegate/?q=marmalade", f"/admin/meetings/delegate/{known.pk}/change/",
        f"/admin/meetings/delegate/{known.pk}/history/", f"/admin/meetings/invitation/{known.invitation_id}/change/",
    ):  # fmt: skip
        found = client.get(path, follow=True).content.decode().replace("Marmalade office", "")
        assert (NAME in found) <= (who in ("secretariat", "admin")), path


def test_the_history_leaves_out_how_a_person_is_reached(known):
    events = known.events.model._meta
    names = {field.name for field in events.get_fields()}
    assert not {"email", "phone", "access_needs", "dietary_needs"} & names
    assert "name" in names


def test_contact_details_are_forgotten_some_months_after_the_meeting(
    known, meeting, cast, settings, django_capture_on_commit_callbacks
):
    settings.DELEGATE_CONTACT_MONTHS = 6
    with django_capture_on_commit_callbacks(execute=True):
        actions.give_link(delegate=known)
        from meetings.actions.letters import write_confirmation

        write_confirmation(known)
    assert actions.forget_contacts(today=date(2031, 11, 11)) == 0
    assert actions.forget_contacts(today=date(2031, 11, 12)) == 1
    assert actions.forget_contacts(today=date(2031, 11, 13)) == 0
    known.refresh_from_db()
    assert (known.email, known.phone, known.dietary_needs, known.name) == ("", "", "", NAME)
    assert not PersonalLink.objects.exists()
    letter = Letter.objects.get(kind="delegate_confirmed")
    assert (letter.address, letter.text, letter.html) == ("", "", "")


@pytest.mark.parametrize(("starts", "forgotten"), [("2020", 1), ("2020-02", 1), ("2099", 0)])
def test_the_daily_task_knows_dates_that_are_not_known_to_the_day(starts, forgotten, known, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(starts=starts, ends="")
    assert tasks.forget_contacts() == forgotten


def count(client, path) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("secretariat", "/workspace/meetings/"),
        ("secretariat", "/workspace/meetings/coming/"),
        ("secretariat", "/workspace/meetings/coming/attendance/"),
        ("secretariat", "/en/meetings/coming/participants/"),
        ("focal_mar", "/en/meetings/coming/participants/"),
        ("focal_mar", "/workspace/meetings/"),
        ("secretariat", "/workspace/"),
        ("focal_mar", "/workspace/"),
    ],
)
def test_a_page_asks_as_many_queries_for_three_as_for_one(who, path, client_of, known, meeting, world):
    def more() -> None:
        state = make.OrganisationFactory(country=make.CountryFactory())
        invitation = convene.InvitationFactory(meeting=meeting, organisation=state)
        convene.InvitationFactory(meeting=meeting)
        for each in ("named", "confirmed", "waiting"):
            convene.DelegateFactory(invitation=invitation, state=each)
        other = convene.MeetingFactory(regional_map=world.mtm, status="planned", starts="2031-06-01")
        mine = convene.InvitationFactory(meeting=other, organisation=known.organisation)
        convene.DelegateFactory(invitation=mine)

    client = client_of(who)
    more()
    one = count(client, path)
    more()
    more()
    assert count(client, path) == one
