"""A meeting in a calendar: whole days, and no day that nobody set."""

from datetime import date

import pytest
from icalendar import Calendar

from tests.meetings import factories as convene


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
