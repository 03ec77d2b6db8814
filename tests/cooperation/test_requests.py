"""Requests for support: a thread between one state and the secretariat, and nobody else."""

from uuid import uuid4

import pytest

from accounts.models import Letter
from meetings.cooperation.models import RequestMessage, SupportRequest
from tests.conftest import CAST
from tests.cooperation import factories as work

SECRET = "marmalade"


@pytest.fixture
def asked(world, cast) -> SupportRequest:
    request = work.SupportRequestFactory(
        regional_map=world.mtm, organisation=cast["focal_mar"].organisation, title=SECRET
    )
    work.RequestMessageFactory(request=request, text=SECRET)
    return request


@pytest.mark.parametrize("who", CAST)
def test_the_thread_is_the_askers_and_the_secretariats(who, client_of, asked, senegal):
    expected = who in {"secretariat", "focal_mar", "admin"}
    answer = client_of(who).get(asked.get_absolute_url())
    assert (answer.status_code == 200) == expected
    assert (SECRET in answer.content.decode()) == expected


def test_another_state_does_not_see_it(client, asked, senegal):
    client.force_login(senegal)
    assert client.get(asked.get_absolute_url()).status_code == 404
    assert SECRET not in client.get("/workspace/").content.decode()
    assert SECRET not in client.get("/workspace/cooperation/").content.decode()


def test_asking_twice_with_one_form_is_one_request(client_of, world):
    sent = {"regional_map": world.mtm.pk, "theme": work.ThemeFactory().pk, "title": "We ask", "text": "Please",
            "language": "en", "key": str(uuid4())}  # fmt: skip
    for _click in range(2):
        assert client_of("focal_mar").post("/workspace/cooperation/requests/new/", sent).status_code == 302
    assert (SupportRequest.objects.count(), RequestMessage.objects.count()) == (1, 1)
    assert client_of("unhcr").post("/workspace/cooperation/requests/new/", sent).status_code == 403


def test_an_answer_moves_the_request_on_and_is_told_once(client_of, asked, cast):
    staff, state = client_of("secretariat"), client_of("focal_mar")
    page = asked.get_absolute_url()
    assert staff.post(f"{page}state/", {"state": "answered"}).status_code == 409, "no answer was written yet"
    sent = {"text": "Here it is", "language": "en", "key": str(uuid4())}
    for _click in range(2):
        assert staff.post(page, sent).status_code == 302
    assert RequestMessage.objects.filter(is_of_secretariat=True).count() == 1
    asked.refresh_from_db()
    assert asked.state == "answered"
    assert staff.post(f"{page}state/", {"state": "answered"}).status_code == 302, "as it stands already"
    assert [letter.user for letter in Letter.objects.all()] == [cast["focal_mar"]]
    seen = state.get(f"{page}?lang=en").content.decode()
    assert "Here it is" in seen
    assert '<span class="badge badge-final">answered</span>' in seen
    assert "Read the answer to your request for support" in state.get("/workspace/").content.decode()
    assert "Answer a request for support" not in staff.get("/workspace/").content.decode()


def test_a_message_that_is_no_answer_says_so(client_of, asked):
    staff, page = client_of("secretariat"), asked.get_absolute_url()
    assert 'name="state"' not in client_of("focal_mar").get(page).content.decode().split("<form")[-2]
    sent = {"text": "Which districts?", "language": "en", "key": str(uuid4()), "state": "looked_into"}
    assert staff.post(page, sent).status_code == 302
    asked.refresh_from_db()
    assert asked.state == "looked_into"
    assert "Answer a request for support" in staff.get("/workspace/").content.decode()
    for odd in ("closed", "asked", "x"):
        again = sent | {"key": str(uuid4()), "state": odd}
        assert staff.post(page, again).status_code == 400, odd
    mine = {"text": "All of them", "language": "en", "key": str(uuid4()), "state": "answered"}
    assert client_of("focal_mar").post(page, mine).status_code == 302
    asked.refresh_from_db()
    assert asked.state == "looked_into", "the asker does not say that it is answered"


def test_a_key_of_another_thread_is_no_way_into_it(client, client_of, asked, world, senegal):
    """A form's key is its sender's alone: used elsewhere before, it neither fails nor finds anything."""
    key, theme = str(asked.key), work.ThemeFactory()
    sent = {
        "theme": theme.pk,
        "title": "Ours",
        "text": "Ours",
        "language": "fr",
        "key": key,
        "regional_map": world.mtm.pk,
    }
    client.force_login(senegal)
    assert client.post("/workspace/cooperation/requests/new/", sent).status_code == 302
    made = SupportRequest.objects.get(organisation=senegal.organisation)
    assert made.title == "Ours"
    old = RequestMessage.objects.get(request=asked)
    again = {"text": "More", "language": "fr", "key": str(old.key)}
    assert client.post(made.get_absolute_url(), again).status_code == 302
    assert RequestMessage.objects.filter(request=made, text="More").count() == 1
    assert RequestMessage.objects.filter(request=asked).get() == old
    answer = {"text": "Here it is", "language": "en", "key": str(old.key)}
    assert client_of("secretariat").post(asked.get_absolute_url(), answer).status_code == 302
    assert asked.messages.filter(text="Here it is", is_of_secretariat=True).exists(), "nothing is swallowed"


@pytest.mark.parametrize("key", ["", "x", "99"])
def test_a_key_that_got_lost_costs_no_message(key, client_of, asked):
    sent = {"text": "More words", "language": "en", "key": key}
    assert client_of("focal_mar").post(asked.get_absolute_url(), sent).status_code == 302
    assert asked.messages.filter(text="More words").count() == 1


def test_a_state_that_is_none_changes_nothing_and_says_so(client_of, asked):
    answer = client_of("secretariat").post(f"{asked.get_absolute_url()}state/", {"state": "x"}, follow=True)
    assert "choose one of the states" in answer.content.decode()


def test_what_is_asked_further_awaits_the_secretariat_again(client_of, asked):
    SupportRequest.objects.update(state="answered")
    sent = {"text": "And what of the costs?", "language": "en", "key": str(uuid4())}
    assert client_of("focal_mar").post(asked.get_absolute_url(), sent).status_code == 302
    asked.refresh_from_db()
    assert asked.state == "looked_into"
    assert "Answer a request for support" in client_of("secretariat").get("/workspace/").content.decode()


def test_the_asker_closes_it_and_says_nothing_else_of_its_state(client_of, asked):
    page, state = asked.get_absolute_url(), client_of("focal_mar")
    assert state.post(f"{page}state/", {"state": "looked_into"}).status_code == 409
    assert state.post(f"{page}state/", {"state": "closed"}).status_code == 302
    sent = {"text": "Too late", "language": "en", "key": str(uuid4())}
    assert state.post(page, sent).status_code == 409
    assert not RequestMessage.objects.filter(text="Too late").exists()


def test_an_empty_message_is_said_to_be_missing(client_of, asked):
    answer = client_of("focal_mar").post(
        asked.get_absolute_url(), {"text": "", "language": "en", "key": str(uuid4())}
    )
    assert answer.status_code == 400
    assert RequestMessage.objects.count() == 1


@pytest.mark.parametrize("who", ["secretariat", "prague", "focal_mar"])
def test_staff_look_a_request_up_in_the_admin_of_their_own_map(who, client_of, asked):
    browser, expected = client_of(who), who == "secretariat"
    for address in ("", "?q=marmalade", f"{asked.pk}/change/", f"{asked.pk}/history/"):
        page = browser.get(f"/admin/cooperation/supportrequest/{address}").content.decode()
        assert (f"{SECRET}<" in page) == expected, address
    changed = {
        "title": "Other words",
        "state": "closed",
        "messages-TOTAL_FORMS": 0,
        "messages-INITIAL_FORMS": 0,
    }
    browser.post(f"/admin/cooperation/supportrequest/{asked.pk}/change/", changed)
    browser.post(f"/admin/cooperation/supportrequest/{asked.pk}/delete/", {"post": "yes"})
    asked.refresh_from_db()
    assert (asked.title, asked.state) == (SECRET, "asked")
