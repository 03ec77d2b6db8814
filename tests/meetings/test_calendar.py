"""A meeting in a calendar: whole days, and no day that nobody set."""

from datetime import date

import pytest
from django.urls import reverse
from icalendar import Calendar

from imap.core.pagecache import stamp
from meetings import actions
from meetings.actions.refusals import NotPossible
from meetings.calendar import request_to
from meetings.models import Delegate, Meeting
from tests.meetings import factories as convene


def event_of(content) -> tuple[str, dict]:
    calendar = Calendar.from_ical(content)
    return str(calendar["method"]), calendar.walk("VEVENT")[0]


@pytest.mark.parametrize("starts", ["2003", "2003-02"])
def test_without_a_known_day_there_is_no_entry_and_no_link_to_one(client, world, starts):
    meeting = convene.MeetingFactory(regional_map=world.mtm, slug="vague", starts=starts)
    assert client.get("/en/meetings/vague.ics").status_code == 404
    assert ".ics" not in client.get(meeting.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("ends", "until"), [("", date(2004, 12, 14)), ("2004-12-14", date(2004, 12, 15))])
def test_the_entry_is_of_whole_days_and_ends_the_day_after(client, world, ends, until):
    meeting = convene.MeetingFactory(
        regional_map=world.mtm, slug="dated", starts="2004-12-13", ends=ends, title_ar="اجتماع، مهم؛ جداً",
        city_name_ar="فيينا", note_ar="ملاحظة",
    )  # fmt: skip
    assert "/ar/meetings/dated.ics" in client.get("/ar/meetings/dated/").content.decode()
    answer = client.get("/ar/meetings/dated.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert event["summary"] == "اجتماع، مهم؛ جداً"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2004, 12, 13), until)
    assert str(event["location"]).startswith("فيينا، ")
    assert str(event["url"]).endswith("/ar/meetings/dated/")
    assert (
        event["uid"]
        == Calendar.from_ical(client.get("/en/meetings/dated.ics").content).walk("VEVENT")[0]["uid"]
    )
    assert f"meeting-{meeting.pk}@" in event["uid"]


def test_each_change_gives_the_entry_a_higher_number_everywhere(client, world):
    meeting = convene.MeetingFactory(regional_map=world.mtm, slug="dated", starts="2031-05-11")
    method, first = event_of(client.get("/en/meetings/dated.ics").content)
    assert (method, first["sequence"], str(first["status"])) == ("PUBLISH", 0, "CONFIRMED")
    Meeting.objects.filter(pk=meeting.pk).update(starts="2031-05-12")
    stamp.change()
    _method, second = event_of(client.get("/en/meetings/dated.ics").content)
    assert (second["sequence"], second["uid"]) == (1, first["uid"])
    assert second.decoded("dtstamp") >= first.decoded("dtstamp")
    in_feed = Calendar.from_ical(client.get("/en/events/calendar.ics").content).walk("VEVENT")
    assert [(each["uid"], each["sequence"]) for each in in_feed] == [(first["uid"], 1)]


def test_a_delegate_gets_a_request_and_its_cancellation(
    cast, meeting, morocco, mailoutbox, django_capture_on_commit_callbacks
):
    """Requests name the organiser; the one attendee whom a delegate sees is the delegate."""
    meeting.regional_map.contact = "office@example.org"
    meeting.regional_map.save()
    delegate = convene.DelegateFactory(
        invitation=morocco, email="y@example.org", name='Yasmine "Mina" Berrada', name_ar="ياسمين برادة",
        language="ar",
    )  # fmt: skip
    convene.DelegateFactory(invitation=morocco, state="confirmed", email="other@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        actions.confirm(delegate=delegate, by=cast["secretariat"])
        actions.withdraw(delegate=delegate, by=cast["focal_mar"])
    sent = [each.attachments[0] for each in mailoutbox if each.to == ["y@example.org"]]
    assert [kind for _name, _content, kind in sent] == ["text/calendar; method=CANCEL"]
    assert all("ياسمين برادة" in each.body for each in mailoutbox if each.to == ["y@example.org"])
    method, gone = event_of(sent[0][1])
    assert (method, str(gone["status"])) == ("CANCEL", "CANCELLED")
    method, entry = event_of(request_to(Delegate.objects.get(pk=delegate.pk)))
    assert method == "REQUEST"
    assert (gone["uid"], gone["sequence"]) == (entry["uid"], entry["sequence"] + 1)
    assert (entry["organizer"], entry["attendee"]) == ("mailto:office@example.org", "mailto:y@example.org")
    assert all(len(line) <= 75 for line in sent[0][1].encode().split(b"\r\n"))


def test_who_is_invited_is_told_of_another_date_where_the_secretariat_says_so(
    cast, meeting, morocco, mailoutbox, django_capture_on_commit_callbacks
):
    convene.DelegateFactory(invitation=morocco, state="confirmed", email="y@example.org", language="fr")
    convene.DelegateFactory(invitation=morocco, email="named@example.org")
    Meeting.objects.filter(pk=meeting.pk).update(starts="2031-06-01", ends="2031-06-02")
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.tell_of_change(meeting=meeting, by=cast["secretariat"]) == 2
    letters = {each.to[0]: each for each in mailoutbox}
    assert set(letters) == {"focal.mar@example.org", "y@example.org"}
    assert "1–2 juin 2031" in letters["y@example.org"].body
    _method, entry = event_of(letters["y@example.org"].attachments[0][1])
    assert (entry.decoded("dtstart"), entry["sequence"]) == (date(2031, 6, 1), 1)


def test_who_is_invited_is_told_that_a_meeting_is_cancelled_and_its_entry_goes(
    cast, meeting, morocco, mailoutbox, client, django_capture_on_commit_callbacks
):
    convene.DelegateFactory(invitation=morocco, state="confirmed", email="y@example.org", language="fr")
    Meeting.objects.filter(pk=meeting.pk).update(status="cancelled", is_listed=True)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.tell_of_change(meeting=meeting, by=cast["secretariat"]) == 2
    letters = {each.to[0]: each for each in mailoutbox}
    assert set(letters) == {"focal.mar@example.org", "y@example.org"}
    assert letters["y@example.org"].subject.startswith("Annulée :")
    for letter in letters.values():
        _method, entry = event_of(letter.attachments[0][1])
        assert str(entry["status"]) == "CANCELLED"
    _method, public = event_of(client.get(reverse("meetings:calendar", args=[meeting.slug])).content)
    assert str(public["status"]) == "CANCELLED"
    with pytest.raises(NotPossible, match="cancelled"):
        actions.decline(invitation=morocco, note="", by=cast["focal_mar"])


def test_a_day_that_is_no_longer_known_is_taken_back(
    cast, meeting, morocco, mailoutbox, client, django_capture_on_commit_callbacks
):
    """In the feed, in the meeting's own file and in the letters; a day that nobody could read is told to nobody."""
    convene.DelegateFactory(invitation=morocco, state="confirmed", email="y@example.org", language="en")
    days = Meeting.objects.get(pk=meeting.pk).period.days
    Meeting.objects.filter(pk=meeting.pk).update(starts=meeting.starts[:7], ends="", is_listed=False)
    assert client.get(f"/en/meetings/{meeting.slug}.ics").status_code == 404
    Meeting.objects.filter(pk=meeting.pk).update(is_listed=True)
    stamp.change()
    public = [
        client.get(path).content for path in (f"/en/meetings/{meeting.slug}.ics", "/en/events/calendar.ics")
    ]
    with django_capture_on_commit_callbacks(execute=True):
        actions.tell_of_change(meeting=Meeting.objects.get(pk=meeting.pk), by=cast["secretariat"])
    (letter,) = [each for each in mailoutbox if each.to == ["y@example.org"]]
    for content in (*public, letter.attachments[0][1]):
        _method, entry = event_of(content)
        assert (str(entry["status"]), entry.decoded("dtstart")) == ("CANCELLED", days[0])
        assert entry["sequence"] > 0


def test_a_day_that_was_never_shown_is_not_told(client, world):
    meeting = convene.MeetingFactory(
        regional_map=world.mtm, slug="vague", starts="2031-05-11", is_listed=False
    )
    Meeting.objects.filter(pk=meeting.pk).update(starts="2031", is_listed=True)
    assert client.get("/en/meetings/vague.ics").status_code == 404
    assert b"VEVENT" not in client.get("/en/events/calendar.ics").content


def test_of_several_days_only_one_that_was_shown_is_taken_back(client, world):
    meeting = convene.MeetingFactory(regional_map=world.mtm, slug="moved", starts="2031-05-11")
    for change in ({"is_listed": False}, {"starts": "2031-09-20"}, {"starts": "2031"}, {"is_listed": True}):
        Meeting.objects.filter(pk=meeting.pk).update(**change)
    for path in ("/en/meetings/moved.ics", "/en/events/calendar.ics"):
        content = client.get(path).content
        assert b"20310511" in content
        assert b"20310920" not in content
