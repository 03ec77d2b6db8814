"""Requests for support: a thread between one state and the secretariat, and nobody else."""

from uuid import uuid4

import pytest

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


def test_an_answer_goes_into_the_thread_once_and_the_status_is_seen(client_of, asked):
    staff, state = client_of("secretariat"), client_of("focal_mar")
    page = asked.get_absolute_url()
    assert staff.post(f"{page}state/", {"state": "answered"}).status_code == 409, "no answer was written yet"
    sent = {"text": "Here it is", "language": "en", "key": str(uuid4())}
    for _click in range(2):
        assert staff.post(page, sent).status_code == 302
    assert RequestMessage.objects.filter(is_of_secretariat=True).count() == 1
    assert staff.post(f"{page}state/", {"state": "answered"}).status_code == 302
    seen = state.get(page).content.decode()
    assert "Here it is" in seen
    assert "answered" in seen
    assert "Read the answer to your request for support" in state.get("/workspace/").content.decode()


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
