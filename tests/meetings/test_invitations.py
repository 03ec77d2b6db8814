"""Inviting: drafts, letters once and in three languages, reminders, declining."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from icalendar import Calendar

from accounts.actions import admit, dismiss
from accounts.models import Letter, Membership
from meetings import actions, tasks
from meetings.models import Delegate, Invitation, Meeting, Participant
from tests import factories as make
from tests.meetings import factories as convene

MESSAGES = {"message_ar": "نرحب بكم", "message_en": "You are welcome", "message_fr": "Soyez les bienvenus"}
DAY = date(2031, 4, 1)


def invite(meeting, cast, *organisations):
    return actions.invite(
        meeting=meeting, organisations=organisations, places=2, answer_by=DAY, messages=MESSAGES,
        by=cast["secretariat"],
    )  # fmt: skip


def test_a_draft_is_heard_of_by_nobody_and_sent_once(
    cast, meeting, client_of, django_capture_on_commit_callbacks
):
    organisation = cast["focal_mar"].organisation
    [row] = invite(meeting, cast, organisation)
    assert client_of("focal_mar").get(row.get_absolute_url()).status_code == 404
    assert not Letter.objects.exists()
    for _again in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            actions.send_invitations(meeting=meeting, by=cast["secretariat"])
    assert len(mail.outbox) == 1
    assert mail.outbox[0].to == ["focal.mar@example.org"]
    assert client_of("focal_mar").get(row.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("language", "subject", "words", "message"),
    [
        ("en", "Invitation: Expert meeting", "up to 2 delegates by 1 April 2031", "You are welcome"),
        ("fr", "Invitation : Réunion d’experts", "1 avril 2031", "Soyez les bienvenus"),
        ("ar", "دعوة: اجتماع خبراء", "2031", "نرحب بكم"),
    ],
)
def test_the_letter_is_in_its_reader_s_language_with_the_calendar_entry(
    language, subject, words, message, cast, meeting, django_capture_on_commit_callbacks
):
    cast["focal_mar"].preferred_language = language
    cast["focal_mar"].save()
    invite(meeting, cast, cast["focal_mar"].organisation)
    with django_capture_on_commit_callbacks(execute=True):
        actions.send_invitations(meeting=meeting, by=cast["secretariat"])
    [letter] = mail.outbox
    assert letter.subject == subject
    assert words in letter.body
    assert message in letter.body
    [(name, content, kind)] = letter.attachments
    assert (name, kind) == ("coming.ics", "text/calendar; method=PUBLISH")
    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert event.decoded("dtstart") == date(2031, 5, 11)


def test_all_states_are_ticked_at_once_and_stand_in_alphabetical_order(client_of, meeting, world):
    for code, name, country in (
        ("AAA", "Zembla", True),
        ("ZZZ", "Andorra", True),
        ("BBB", "An agency", False),
    ):
        place = make.CountryFactory(name_en=name) if country else None
        row = make.OrganisationFactory(code=code, name_en=name, country=place)
        make.EngagementFactory(organisation=row, regional_map=world.mtm)
    client, there = client_of("secretariat"), "/workspace/meetings/coming/invite/"
    page = client.get(f"{there}?lang=en").content.decode()
    assert page.index("Andorra") < page.index("Zembla") < page.index("An agency")
    sent = {"places": 2, "answer_by": "2031-04-01"}
    assert "Tick at least one." in client.post(there, sent).content.decode()
    client.post(there, {**sent, "all_states": "on"})
    invited = set(meeting.invitations.values_list("organisation__code", flat=True))
    assert {"AAA", "ZZZ"} <= invited
    assert "BBB" not in invited


def test_an_answer_is_not_awaited_after_the_meeting_even_where_its_day_is_unknown(
    client_of, meeting, morocco
):
    Meeting.objects.filter(pk=meeting.pk).update(starts="2031-05", ends="")
    edit = f"/workspace/meetings/invitations/{morocco.pk}/edit/"
    client = client_of("secretariat")
    answer = client.post(f"{edit}?lang=en", {"places": 3, "answer_by": "2031-06-01"})
    assert "The meeting begins before this day." in answer.content.decode()
    assert client.post(edit, {"places": 3, "answer_by": "2031-05-01"}).status_code == 302


def test_without_a_known_day_no_calendar_entry_goes_out(cast, meeting, django_capture_on_commit_callbacks):
    Meeting.objects.filter(pk=meeting.pk).update(starts="2031-05", ends="")
    invite(meeting, cast, cast["focal_mar"].organisation)
    with django_capture_on_commit_callbacks(execute=True):
        actions.send_invitations(meeting=meeting, by=cast["secretariat"])
    assert mail.outbox[0].attachments == []


def test_of_an_agency_everyone_with_a_role_is_written_to_and_of_a_state_its_focal_points(
    cast, world, meeting, morocco, agency
):
    reader = make.UserFactory(organisation=morocco.organisation)
    admit(user=reader, role="reader", over=world.mtm_irregular, by=None)
    colleague = make.UserFactory(organisation=agency.organisation)
    admit(user=colleague, role="reader", over=world.mtm_irregular, by=None)
    make.UserFactory(organisation=agency.organisation)  # has no role
    assert list(morocco.people) == [cast["focal_mar"]]
    assert set(agency.people) == {cast["unhcr"], colleague}
    assert not Invitation.objects.answerable_by(reader).exists()
    assert Invitation.objects.answerable_by(colleague).contains(agency)


def test_who_lost_the_role_meanwhile_gets_no_letter(
    cast, meeting, morocco, django_capture_on_commit_callbacks
):
    from meetings.actions.letters import write_invitation

    with django_capture_on_commit_callbacks(execute=False) as sending:
        write_invitation(morocco)
    for membership in Membership.objects.filter(user=cast["focal_mar"]):
        dismiss(membership=membership, by=cast["secretariat"])
    for send in sending:
        send()
    assert mail.outbox == []
    assert Letter.objects.get().state == Letter.State.GIVEN_UP


def test_states_that_have_not_answered_are_reminded_once_a_stage(
    cast, meeting, morocco, agency, django_capture_on_commit_callbacks
):
    convene.DelegateFactory(invitation=agency)
    for days in (30, 14, 13, 3, 3, 0, -7, -30):
        for row in (morocco, agency):
            with django_capture_on_commit_callbacks(execute=True):
                actions.remind(invitation=row, today=morocco.answer_by - timedelta(days=days))
    assert {letter.to[0] for letter in mail.outbox} == {"focal.mar@example.org"}
    kinds = Letter.objects.filter(kind="meeting_reminder")
    assert [key.rpartition(":")[2] for key in kinds.order_by("pk").values_list("key", flat=True)] == [
        "two-weeks",
        "three-days",
        "day",
        "overdue-1",
    ]


def test_the_daily_task_reminds(cast, meeting, morocco):
    Invitation.objects.filter(pk=morocco.pk).update(answer_by=timezone.localdate() + timedelta(days=2))
    assert tasks.remind_invited() == 1
    assert Letter.objects.filter(kind="meeting_reminder").count() == 1


def test_declined_with_thanks_everyone_named_is_withdrawn_and_the_place_goes_on(
    cast, meeting, morocco, full, client_of
):
    full()
    mine = convene.DelegateFactory(invitation=morocco, state="confirmed")
    Participant.objects.create(meeting=meeting, organisation=morocco.organisation)
    waits = convene.DelegateFactory(invitation__meeting=meeting, state="waiting")
    client = client_of("focal_mar")
    page = client.get(f"/workspace/meetings/invitations/{morocco.pk}/decline/?lang=en").content.decode()
    assert "1 delegate is named" in page
    client.post(f"/workspace/meetings/invitations/{morocco.pk}/decline/", {"note": "With regret"})
    mine.refresh_from_db()
    waits.refresh_from_db()
    assert (mine.state, waits.state) == ("withdrawn", "confirmed")
    assert not Participant.objects.filter(organisation=morocco.organisation).exists()
    assert "With regret" in client_of("secretariat").get("/workspace/meetings/coming/").content.decode()
    client.post(f"/workspace/meetings/invitations/{morocco.pk}/answer/")
    morocco.refresh_from_db()
    assert morocco.is_open


def test_a_meeting_that_was_held_takes_no_more_answers(cast, meeting, morocco):
    Meeting.objects.filter(pk=meeting.pk).update(status="held")
    with pytest.raises(actions.NotPossible, match="was held"):
        actions.name_delegate(invitation=morocco, by=cast["focal_mar"], name="X", function="Y")
    assert not Delegate.objects.exists()


def test_the_secretariat_prepares_looks_through_and_sends(
    client_of, cast, meeting, world, django_capture_on_commit_callbacks
):
    state = cast["focal_mar"].organisation
    make.EngagementFactory(organisation=state, regional_map=world.mtm)
    lonely = make.EngagementFactory(
        regional_map=world.mtm, organisation=make.OrganisationFactory(name_en="Lonely agency")
    ).organisation
    client = client_of("secretariat")
    late = {"organisations": [state.pk], "places": 2, "answer_by": "2031-05-20", **MESSAGES}
    refused = client.post("/workspace/meetings/coming/invite/", late)
    assert "begins before this day" in refused.content.decode()
    assert "You are welcome" in refused.content.decode()
    client.post(
        "/workspace/meetings/coming/invite/",
        {**late, "organisations": [state.pk, lonely.pk], "answer_by": "2031-04-01"},
    )
    assert Invitation.objects.filter(sent_at=None).count() == 2
    page = client.get("/workspace/meetings/coming/send/").content.decode()
    assert "1 letter" in page
    assert "no letter: nobody has a role" in page
    with django_capture_on_commit_callbacks(execute=True):
        said = client.post("/workspace/meetings/coming/send/", follow=True).content.decode()
    assert "1 letter is on its way." in said
    assert "Lonely agency" in said
    assert len(mail.outbox) == 1


def test_fewer_places_than_are_named_are_refused(client_of, cast, meeting, morocco):
    for _each in range(2):
        convene.DelegateFactory(invitation=morocco)
    answer = client_of("secretariat").post(
        f"/workspace/meetings/invitations/{morocco.pk}/edit/", {"places": 1, "answer_by": "2031-04-01"}
    )
    assert "2 delegates are named already" in answer.content.decode()
    morocco.refresh_from_db()
    assert morocco.places == 3


def test_an_invited_state_reads_the_agenda_and_not_yet_who_takes_part(client_of, cast, meeting, morocco):
    convene.SessionFactory(meeting=meeting, title_en="Of the agenda")
    other = convene.ParticipantFactory(
        meeting=meeting, organisation=make.OrganisationFactory(name_en="Other state")
    )
    Membership.objects.filter(user=cast["focal_mar"]).exclude(group__role_group__role="focal_point").delete()
    meeting.pillars.clear()  # so that the pillar does not open it
    page = client_of("focal_mar").get(meeting.get_absolute_url()).content.decode()
    assert "Of the agenda" in page
    assert str(other.organisation) not in page
    assert "Of the agenda" not in client_of("reader_nga").get(meeting.get_absolute_url()).content.decode()
