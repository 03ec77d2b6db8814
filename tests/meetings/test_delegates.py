"""Naming, confirming, the waiting list, and the race for the last seat."""

import threading

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from accounts.models import Letter
from meetings import actions
from meetings.models import Delegate, Meeting, Participant, PersonalLink
from tests.meetings import factories as convene

DETAILS = {
    "name": "Yasmine Berrada", "name_ar": "ياسمين برادة", "function": "Head of the asylum unit",
    "ministry": "Ministry of the Interior", "email": "y.berrada@example.org", "phone": "+212 5 00 00 00 00",
    "access_needs": "", "dietary_needs": "", "language": "fr", "interpretation": "fr",
}  # fmt: skip


def name(client, invitation, **more):
    return client.post(f"/workspace/meetings/invitations/{invitation.pk}/name/", {**DETAILS, **more})


def test_from_the_invitation_to_the_confirmation(
    client_of, cast, meeting, morocco, django_capture_on_commit_callbacks
):
    assert name(client_of("focal_mar"), morocco).status_code == 302
    delegate = Delegate.objects.get()
    assert (delegate.state, delegate.meeting, delegate.named_by) == ("named", meeting, cast["focal_mar"])
    staff = client_of("secretariat")
    assert "Yasmine Berrada" in staff.get("/workspace/meetings/coming/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        staff.post("/workspace/meetings/coming/confirm/", {"delegate": [delegate.pk]})
    delegate.refresh_from_db()
    assert (delegate.state, delegate.has_seat) == ("confirmed", True)
    assert Participant.objects.filter(meeting=meeting, organisation=morocco.organisation).exists()
    to_delegate, to_focal = sorted(mail.outbox, key=lambda letter: letter.to[0] != "y.berrada@example.org")
    assert to_delegate.subject == "Votre place est confirmée : Réunion d’experts"
    assert PersonalLink.objects.get().token in to_delegate.body
    assert to_delegate.attachments[0][0] == "coming.ics"
    assert to_focal.to == ["focal.mar@example.org"]


def test_the_outbox_never_holds_the_link(
    client_of, meeting, morocco, cast, django_capture_on_commit_callbacks
):
    delegate = convene.DelegateFactory(invitation=morocco)
    with django_capture_on_commit_callbacks(execute=True):
        actions.confirm(delegate=delegate, by=cast["secretariat"])
    token = PersonalLink.objects.get().token
    letter = Letter.objects.get(kind="delegate_confirmed")
    assert token not in letter.text + letter.html
    assert token in next(each for each in mail.outbox if each.to == [delegate.email]).body
    page = client_of("secretariat").get(f"/workspace/outbox/{letter.pk}/").content.decode()
    assert token not in page


def test_more_than_the_places_are_not_named_and_nobody_twice(client_of, meeting, morocco, agency):
    client = client_of("focal_mar")
    for at in range(3):
        name(client, morocco, name=f"Delegate {at}", email=f"d{at}@example.org")
    said = client.post(
        f"/workspace/meetings/invitations/{morocco.pk}/name/",
        {**DETAILS, "email": "d9@example.org"},
        follow=True,
    )
    assert "All places of the invitation are used: 3." in said.content.decode()
    for who, invitation, changed in (
        ("focal_mar", morocco, {"name": "delegate 1"}),
        ("unhcr", agency, {"email": "D1@example.org"}),
    ):
        answer = name(client_of(who), invitation, **changed)
        assert answer.status_code == 200
        assert "already" in answer.content.decode()
        assert "Head of the asylum unit" in answer.content.decode()
    assert Delegate.objects.count() == 3


def test_returned_with_a_remark_corrected_and_read_again(client_of, meeting, morocco, cast):
    delegate = convene.DelegateFactory(invitation=morocco)
    staff, focal = client_of("secretariat"), client_of("focal_mar")
    decide = f"/workspace/meetings/delegates/{delegate.pk}/decide/"
    assert "Say what is amiss" in staff.post(decide, {"verb": "return", "remark": ""}).content.decode()
    staff.post(decide, {"verb": "return", "remark": "Please give the ministry."})
    assert "Please give the ministry." in Letter.objects.get(kind="delegate_news").text
    assert "Put right what the secretariat asks" in focal.get("/workspace/").content.decode()
    assert "Please give the ministry." in focal.get(morocco.get_absolute_url()).content.decode()
    focal.post(f"/workspace/meetings/delegates/{delegate.pk}/edit/", {**DETAILS, "name": delegate.name})
    delegate.refresh_from_db()
    assert (delegate.state, delegate.remark, delegate.ministry) == (
        "named",
        "",
        "Ministry of the Interior",
    )


def test_a_corrected_address_gets_the_letter_and_the_old_one_opens_nothing(
    cast, client_of, meeting, morocco, django_capture_on_commit_callbacks
):
    """What went to a stranger by a slip of the pen does not show the list of participants to them for weeks."""
    delegate = convene.DelegateFactory(
        invitation=morocco, name="Yasmine Berrada", email="stranger@example.org"
    )
    with django_capture_on_commit_callbacks(execute=True):
        actions.confirm(delegate=delegate, by=cast["secretariat"])
    before = PersonalLink.objects.get()
    mail.outbox.clear()
    delegate.refresh_from_db()
    kept = {name: getattr(delegate, name) for name in DETAILS}
    with django_capture_on_commit_callbacks(execute=True):
        client_of("focal_mar").post(
            f"/workspace/meetings/delegates/{delegate.pk}/edit/", {**kept, "email": "yasmine@example.org"}
        )
    assert list(PersonalLink.objects.valid().filter(pk=before.pk)) == []
    [letter] = mail.outbox
    assert letter.to == ["yasmine@example.org"]
    assert PersonalLink.objects.valid().get().token in letter.body


def test_who_was_told_to_come_is_told_not_to_even_while_a_changed_name_is_read(
    cast, meeting, morocco, django_capture_on_commit_callbacks
):
    delegate = convene.DelegateFactory(invitation=morocco)
    with django_capture_on_commit_callbacks(execute=True):
        actions.confirm(delegate=delegate, by=cast["secretariat"])
        actions.correct(delegate=delegate, by=cast["focal_mar"], name="Another spelling")
        actions.withdraw(delegate=delegate, by=cast["focal_mar"])
    assert Letter.objects.filter(kind="delegate_withdrawn", address=delegate.email).count() == 1


def test_those_who_named_a_delegate_are_told_when_the_secretariat_withdraws_them(cast, morocco):
    delegate = convene.DelegateFactory(invitation=morocco)
    actions.withdraw(delegate=delegate, by=cast["secretariat"])
    letter = Letter.objects.get(kind="delegate_news", user=cast["focal_mar"])
    assert letter.subject == f"Taken off the list: {delegate.name}"


def test_the_line_is_in_order_and_a_withdrawn_place_moves_the_first_up(
    cast, meeting, morocco, agency, full, django_capture_on_commit_callbacks
):
    full()
    first, second, third = (convene.DelegateFactory(invitation=morocco) for _each in range(3))
    assert actions.confirm_all(delegates=[third, second, first], by=cast["secretariat"]) == (1, 2)
    first.refresh_from_db()
    assert first.state == "confirmed"
    assert list(Delegate.objects.waiting()) == [second, third]
    assert "number 1 on the waiting list" in Letter.objects.get(key__contains=f":{second.pk}:").text
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        actions.withdraw(delegate=first, by=cast["focal_mar"])
    second.refresh_from_db()
    assert second.state == "confirmed"
    assert list(Delegate.objects.waiting()) == [third]
    told = {letter.to[0]: letter.subject for letter in mail.outbox}
    assert told[second.email].startswith("Your place is confirmed")
    assert told["focal.mar@example.org"].startswith("Moved up from the waiting list")
    assert told[first.email].startswith("Your place was withdrawn")


def test_a_replacement_keeps_the_seat_while_others_wait(cast, meeting, morocco, full):
    full()
    leaves = convene.DelegateFactory(invitation=morocco, state="confirmed")
    waits = convene.DelegateFactory(invitation__meeting=meeting, state="waiting")
    comes = actions.name_delegate(
        invitation=morocco, by=cast["focal_mar"], replaces=leaves, **{**DETAILS, "email": leaves.email}
    )
    waits.refresh_from_db()
    assert (comes.state, comes.has_seat, waits.state) == ("named", True, "waiting")
    actions.confirm(delegate=comes, by=cast["secretariat"])
    comes.refresh_from_db()
    assert comes.state == "confirmed"


def test_a_changed_name_is_confirmed_anew_and_needs_are_not(cast, meeting, morocco):
    delegate = convene.DelegateFactory(invitation=morocco, state="confirmed")
    actions.correct(delegate=delegate, by=cast["focal_mar"], dietary_needs="no nuts")
    delegate.refresh_from_db()
    assert delegate.state == "confirmed"
    actions.correct(delegate=delegate, by=cast["focal_mar"], name="Someone else")
    delegate.refresh_from_db()
    assert (delegate.state, delegate.has_seat) == ("named", True)


def test_decided_by_a_colleague_meanwhile_it_says_so(client_of, cast, meeting, morocco):
    delegate = convene.DelegateFactory(invitation=morocco, state="confirmed")
    decide = f"/workspace/meetings/delegates/{delegate.pk}/decide/"
    for verb in ("confirm", "wait", "dance"):
        said = client_of("secretariat").post(decide, {"verb": verb}, follow=True).content.decode()
        assert 'class="messages"' in said or "messages" in said
    delegate.refresh_from_db()
    assert delegate.state == "confirmed"
    assert not mail.outbox


def test_the_database_counts_seats_whatever_the_door(meeting, morocco, full):
    full(left=0)
    with pytest.raises(IntegrityError, match="Every seat"), transaction.atomic():
        convene.DelegateFactory(invitation=morocco, state="confirmed")
    delegate = convene.DelegateFactory(invitation=morocco)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegate.objects.filter(pk=delegate.pk).update(state="confirmed", has_seat=True)
    with pytest.raises(actions.NoSeat):
        actions.confirm(delegate=delegate, by=None)


def test_a_delegate_is_of_the_meeting_and_state_of_the_invitation(meeting, morocco):
    delegate = convene.DelegateFactory(invitation=morocco)
    other = convene.MeetingFactory()

    @transaction.atomic
    def move() -> None:
        Delegate.objects.filter(pk=delegate.pk).update(meeting=other)
        connection.check_constraints()

    with pytest.raises(IntegrityError, match="delegate_as_invited"):
        move()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("by_action", [True, False])
def test_of_two_confirmations_at_the_last_seat_one_succeeds(by_action, cast, meeting, morocco, full):
    full()
    rivals = [convene.DelegateFactory(invitation=morocco) for _each in range(2)]
    gate, outcome = threading.Barrier(2), []

    def confirm(delegate: Delegate) -> None:
        gate.wait()
        try:
            if by_action:
                actions.confirm(delegate=delegate, by=None)
            else:
                Delegate.objects.filter(pk=delegate.pk).update(state="confirmed", has_seat=True)
            outcome.append("seat")
        except (actions.NoSeat, IntegrityError):
            outcome.append("none")
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm, args=[each]) for each in rivals]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(outcome) == ["none", "seat"]
    assert Delegate.objects.filter(meeting=meeting, has_seat=True).count() == meeting.capacity


def test_present_or_not_is_marked_and_counted_by_state(client_of, meeting, morocco):
    came, stayed, new = (convene.DelegateFactory(invitation=morocco, state="confirmed") for _each in range(3))
    client = client_of("secretariat")
    client.post(
        "/workspace/meetings/coming/attendance/",
        {f"present-{came.pk}": "yes", f"present-{stayed.pk}": "no", f"present-{new.pk}": ""},
    )
    assert list(Delegate.objects.order_by("pk").values_list("attended", flat=True)) == [True, False, None]
    page = client.get("/workspace/meetings/coming/attendance/").content.decode()
    assert "1 of 3 are marked as present" in page
    # Someone at another door, whose page is older, changes only what they touched.
    client.post(
        "/workspace/meetings/coming/attendance/",
        {f"before-{came.pk}": "", f"present-{came.pk}": "", f"present-{new.pk}": "yes"},
    )
    assert list(Delegate.objects.order_by("pk").values_list("attended", flat=True)) == [True, False, True]


def test_only_who_is_confirmed_attends(meeting, morocco):
    delegate = convene.DelegateFactory(invitation=morocco)
    assert actions.mark_attendance(meeting=meeting, present={delegate.pk: True}, by=None) == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegate.objects.filter(pk=delegate.pk).update(attended=True)
    assert Meeting.objects.filter(pk=meeting.pk).exists()
