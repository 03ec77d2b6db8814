"""Events: no day that nobody set, the right moment in every time zone, and files that calendar programs accept."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from icalendar import Calendar

from imap.newsroom.calendar import month_of
from imap.newsroom.filters import ChosenEvents
from imap.newsroom.models import Event
from tests import factories as make
from tests.conftest import CAST
from tests.meetings import factories as convene
from tests.newsroom.factories import EventFactory
from tests.profiles.test_admin_edition import sent_back

READERS = {"secretariat", "focal_mar", "reader_nga", "unhcr", "admin"}


def entries(answer) -> dict[str, object]:
    """By summary, as an independent parser reads them."""
    assert answer["Content-Type"].startswith("text/calendar")
    raw = answer.content
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert raw.endswith(b"\r\n")
    calendar = Calendar.from_ical(raw)
    assert (str(calendar["version"]), str(calendar["method"])) == ("2.0", "PUBLISH")
    return {str(each["summary"]): each for each in calendar.walk("VEVENT")}


def timed(world, day="2031-05-11", start=time(10), end=time(12), zone="Europe/Vienna", **values) -> Event:
    return EventFactory(
        regional_map=world.mtm, starts=day, start_time=start, end_time=end, time_zone=zone, **values
    )


def test_whole_days_end_on_the_day_after(world, client_of):
    EventFactory(regional_map=world.mtm, title_en="Days", starts="2031-05-11", ends="2031-05-13")
    entry = entries(client_of("anonymous").get("/en/events/calendar.ics"))["Days"]
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2031, 5, 11), date(2031, 5, 14))
    assert entry["dtstart"].params["VALUE"] == "DATE"


@pytest.mark.parametrize(
    ("zone", "day", "start", "in_utc"),
    [
        ("Europe/Vienna", "2027-01-15", time(10), datetime(2027, 1, 15, 9, tzinfo=UTC)),
        ("Europe/Vienna", "2027-07-15", time(10), datetime(2027, 7, 15, 8, tzinfo=UTC)),
        ("Europe/Vienna", "2027-03-28", time(1, 30), datetime(2027, 3, 28, 0, 30, tzinfo=UTC)),  # the night of the change
        ("Europe/Vienna", "2027-03-28", time(3, 30), datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
        ("Europe/Vienna", "2027-10-31", time(4), datetime(2027, 10, 31, 3, tzinfo=UTC)),
        ("Africa/Tunis", "2027-07-15", time(10), datetime(2027, 7, 15, 9, tzinfo=UTC)),  # no summer time
        ("Africa/Casablanca", "2027-02-15", time(10), datetime(2027, 2, 15, 10, tzinfo=UTC)),  # in Ramadan
        ("Africa/Casablanca", "2027-07-15", time(10), datetime(2027, 7, 15, 9, tzinfo=UTC)),
        ("Africa/Cairo", "2027-07-15", time(10), datetime(2027, 7, 15, 7, tzinfo=UTC)),
        ("Asia/Beirut", "2027-07-15", time(10), datetime(2027, 7, 15, 7, tzinfo=UTC)),
        ("Asia/Kathmandu", "2027-01-15", time(10), datetime(2027, 1, 15, 4, 15, tzinfo=UTC)),
        ("UTC", "2027-01-15", time(10), datetime(2027, 1, 15, 10, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_times_are_of_the_place_also_when_clocks_change(zone, day, start, in_utc, world, client_of):
    timed(world, day, start, time(5) if start < time(5) else time(12), zone, slug="timed", title_en="Timed")
    answer = client_of("anonymous").get("/en/events/timed.ics")
    entry = entries(answer)["Timed"]
    assert entry["dtstart"].dt.astimezone(UTC) == in_utc
    if zone != "UTC":
        assert entry["dtstart"].params["TZID"] == zone
        zones = [str(each["tzid"]) for each in Calendar.from_ical(answer.content).walk("VTIMEZONE")]
        assert zones == [zone]


def test_the_time_zone_is_told_with_the_rules_of_the_day(world, client_of):
    """A program that knows no zones by name reads the offset from the file: two hours in a Viennese summer."""
    timed(world, "2027-07-15", slug="timed")
    calendar = Calendar.from_ical(client_of("anonymous").get("/en/events/timed.ics").content)
    (zone,) = calendar.walk("VTIMEZONE")
    found = zone.to_tz()
    assert datetime(2027, 7, 15, 10, tzinfo=found).utcoffset() == timedelta(hours=2)
    assert datetime(2027, 1, 15, 10, tzinfo=found).utcoffset() == timedelta(hours=1)


def test_an_event_without_a_known_end_gets_none(world, client_of):
    timed(world, end=None, slug="timed", title_en="Timed")
    assert "dtend" not in entries(client_of("anonymous").get("/en/events/timed.ics"))["Timed"]


def test_several_days_without_a_known_end_are_whole_days(world, client_of):
    """With a start alone a program would show the first day, and the others would be lost."""
    timed(world, "2031-05-11", ends="2031-05-13", end=None, slug="timed", title_en="Timed")
    entry = entries(client_of("anonymous").get("/en/events/timed.ics"))["Timed"]
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2031, 5, 11), date(2031, 5, 14))
    assert str(entry["description"]).startswith("10:00 (Europe/Vienna)")


def test_the_hour_stands_on_the_first_day_alone_and_no_month_leads_beyond_the_last(world, client_of):
    timed(world, "2100-12-11", ends="2100-12-13", slug="timed", title_en="Timed")
    found = BeautifulSoup(client_of("anonymous").get("/en/events/month/2100/12/").content, "html.parser")
    cells = [cell.get_text(" ", strip=True) for cell in found.select("td[data-day]") if "Timed" in cell.text]
    assert ["10:00" in cell for cell in cells] == [True, False, False]
    assert found.select('[data-month="before"]')
    assert not found.select('[data-month="after"]')


def test_pasted_control_characters_break_no_file(world, client_of):
    """From slides comes a vertical tab for each line break."""
    EventFactory(regional_map=world.mtm, slug="odd", title_en="One;\x0bTwo\x07", description_en="One\x0bTwo")
    answer = client_of("anonymous").get("/en/events/odd.ics")
    (entry,) = entries(answer).values()
    assert str(entry["description"]) == "One\nTwo"
    assert not {7, 11} & set(answer.content)
    assert b"X-WR-CALNAME:One\\; Two\r\n" in answer.content  # text is escaped there as well


def test_the_rules_of_a_zone_reach_beyond_the_last_event(world, client_of):
    timed(world, "2045-07-15", slug="timed")
    (zone,) = Calendar.from_ical(client_of("anonymous").get("/en/events/timed.ics").content).walk("VTIMEZONE")
    assert datetime(2045, 7, 15, 10, tzinfo=zone.to_tz(lookup_tzid=False)).utcoffset() == timedelta(hours=2)


def test_a_change_is_a_newer_version_of_the_same_entry(world, client_of):
    event = EventFactory(regional_map=world.mtm, slug="one", title_en="One")
    client = client_of("anonymous")
    first = entries(client.get("/en/events/one.ics"))["One"]
    assert (first["sequence"], str(first["status"])) == (0, "CONFIRMED")
    Event.objects.filter(pk=event.pk).update(starts="2031-06-01")
    Event.objects.filter(pk=event.pk).update(is_cancelled=True)
    Event.objects.filter(pk=event.pk).update(description_en="Not said in calendars' order")
    from imap.core.pagecache import stamp

    stamp.change()
    second = entries(client.get("/en/events/one.ics"))["One"]
    assert second["uid"] == first["uid"]
    assert (second["sequence"], str(second["status"])) == (2, "CANCELLED")


def test_long_and_odd_words_are_folded_and_escaped(world, client_of):
    words = "عنوان طويل، فيه فاصلة; وأخرى \\ و" + "كلمات " * 20
    EventFactory(regional_map=world.mtm, slug="odd", title_en=words, description_en="One\nTwo, three; four")
    (entry,) = entries(client_of("anonymous").get("/en/events/odd.ics")).values()
    assert str(entry["summary"]) == words
    assert str(entry["description"]) == "One\nTwo, three; four"


@pytest.mark.parametrize("starts", ["2031", "2031-05"])
def test_no_day_is_made_up(starts, world, client_of):
    EventFactory(regional_map=world.mtm, slug="vague", title_en="Vague", starts=starts)
    client = client_of("anonymous")
    assert client.get("/en/events/vague.ics").status_code == 404
    assert entries(client.get("/en/events/calendar.ics")) == {}
    month = month_of(date(2031, 5, 1), make.UserFactory(), ChosenEvents())
    assert [day for week in month.weeks for day in week if day.entries] == []
    assert [str(one.title) for one in month.without_day] == ["Vague"]
    page = client.get("/en/events/month/2031/5/").content.decode()
    assert "Without a known day" in page
    assert "the day is not known" in page
    assert "Vague" in client.get("/en/events/").content.decode()
    elsewhere = month_of(date(2031, 6, 1), make.UserFactory(), ChosenEvents())
    assert bool(elsewhere.without_day) is (starts == "2031")


@pytest.mark.parametrize("who", CAST)
def test_meetings_of_a_known_day_stand_in_the_calendar_for_those_who_see_them(who, world, client_of):
    convene.full_meeting(
        "marmalade",
        world.mtm_irregular,
        "An office",
        title_en="Listed",
        starts="2031-05-11",
        ends="2031-05-12",
    )
    convene.full_meeting(
        "marmalade",
        world.mtm_irregular,
        "An office",
        title_en="Unlisted",
        starts="2031-05-11",
        is_listed=False,
    )
    convene.MeetingFactory(regional_map=world.mtm, title_en="Of a year", starts="2031")
    answer = client_of(who).get("/en/events/calendar.ics")
    found = set(entries(answer))
    assert found == ({"Listed", "Unlisted"} if who in READERS else {"Listed"})
    assert "marmalade" not in answer.content.decode()
    month = client_of(who).get("/en/events/month/2031/5/").content.decode()
    assert ("Unlisted" in month) is (who in READERS)
    assert month.index("Without a known day") < month.index("Of a year")


@pytest.mark.parametrize("who", CAST)
def test_a_restricted_event_is_its_readers_alone(who, world, client_of):
    EventFactory(regional_map=world.mtm, slug="closed", title_en="Marmalade", pillars=[world.irregular])
    for path in (
        "/en/events/",
        "/en/events/month/2031/5/",
        "/en/events/calendar.ics",
        "/api/v1/events/",
        "/en/events/closed/",
        "/en/events/closed.ics",
    ):
        assert ("Marmalade" in client_of(who).get(path).content.decode()) is (who in READERS), path
    assert "/events/closed/" not in client_of("admin").get("/sitemap.xml").content.decode()


@pytest.mark.parametrize(
    ("language", "first", "row"),
    [("ar", "السبت", ["26", "27", "28", "29", "30", "1", "2"]), ("en", "Monday", ["28", "29", "30", "1", "2", "3", "4"]), ("fr", "Lundi", ["28", "29", "30", "1", "2", "3", "4"])],
)  # fmt: skip
def test_weeks_begin_as_they_do_in_the_language(language, first, row, world, client_of):
    page = BeautifulSoup(
        client_of("anonymous").get(f"/{language}/events/month/2031/5/").content, "html.parser"
    )
    table = page.select_one("table.month")
    assert table.caption
    heads = table.select("thead th[scope=col] .wide-word")
    assert heads[0].text.lower() == first.lower()
    assert len(heads) == 7
    days = [
        cell.select_one("time span[aria-hidden]").text for cell in table.select("tbody tr")[0].select("td")
    ]
    assert days == row


def test_an_event_of_several_days_stands_on_each(world, client_of):
    EventFactory(regional_map=world.mtm, title_en="Long", starts="2031-04-29", ends="2031-05-02")
    page = BeautifulSoup(client_of("anonymous").get("/en/events/month/2031/5/").content, "html.parser")
    days = [cell["data-day"] for cell in page.select("td") if cell.find("a")]
    assert days == ["2031-04-29", "2031-04-30", "2031-05-01", "2031-05-02"]


@pytest.mark.parametrize(
    "path", ["/en/events/month/2031/13/", "/en/events/month/0/1/", "/en/events/month/9999/12/"]
)
def test_months_that_are_none_do_not_exist(path, world, client_of):
    assert client_of("anonymous").get(path).status_code == 404


def test_filters_hold_in_list_month_and_file(world, client_of):
    country = make.CountryFactory(iso3="QZZ")
    EventFactory(regional_map=world.mtm, title_en="Here", country=country)
    EventFactory(regional_map=world.prague, title_en="There", kind="training")
    convene.MeetingFactory(regional_map=world.mtm, title_en="Meeting", starts="2031-05-11")
    client = client_of("anonymous")
    expected = {
        "country=QZZ": {"Here"},
        "map=prague": {"There"},
        "kind=training": {"There"},
        "kind=meeting": {"Meeting"},
        "": {"Here", "There", "Meeting"},
    }
    for query, names in expected.items():
        assert set(entries(client.get(f"/en/events/calendar.ics?{query}"))) == names
        month = client.get(f"/en/events/month/2031/5/?{query}").content.decode()
        assert {name for name in ("Here", "There", "Meeting") if f">{name}<" in month} == names


@pytest.mark.parametrize(
    "path", ["/en/events/", "/en/events/month/2031/5/", "/en/events/calendar.ics", "/api/v1/events/"]
)
def test_lists_ask_as_often_for_three_events_as_for_one(path, world, client_of):
    client = client_of("secretariat")

    def add() -> None:
        EventFactory(
            regional_map=world.mtm,
            pillars=[world.development, world.irregular],
            country=make.CountryFactory(),
        )
        convene.full_meeting("words", world.mtm_irregular, starts="2031-05-11")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    add()
    queries()
    one = queries()
    add()
    add()
    assert queries() == one


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [
        {"starts": "2031-05", "start_time": time(10), "time_zone": "Europe/Vienna"}, {"start_time": time(10)},
        {"start_time": time(10), "end_time": time(9), "time_zone": "UTC"}, {"end_time": time(9), "time_zone": "UTC"},
        {"starts": "2031-05-11", "ends": "2031-05-10"}, {"url": "ftp://a.example/"}, {"title_en": ""},
    ],
)  # fmt: skip
def test_the_database_refuses_what_is_no_event(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        EventFactory(**values)


def test_the_admin_refuses_a_time_zone_that_is_none_and_keeps_what_was_typed(world, client_of):
    answer = client_of("secretariat").post(
        "/admin/newsroom/event/add/",
        {
            "regional_map": world.mtm.pk, "kind": "conference", "state": "published", "title_en": "Typed", "language": "en",
            "starts": "2031-05-11", "ends": "2031-05", "start_time": "10:00", "time_zone": "Mars/Crater", "slug": "month",
        },
    )  # fmt: skip
    form = answer.context["adminform"].form
    assert {"ends", "time_zone", "slug"} <= set(form.errors)
    assert form["title_en"].value() == "Typed"


def test_the_admin_publishes_an_event(world, client_of):
    answer = client_of("secretariat").post(
        "/admin/newsroom/event/add/",
        {
            "regional_map": world.mtm.pk,
            "kind": "conference",
            "state": "published",
            "title_en": "Typed",
            "language": "en",
            "starts": "2031-05-11",
        },
    )
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    event = Event.objects.get()
    assert (event.slug, event.published_at is not None) == ("typed-2031", True)
    with translation.override("en"):
        assert event.get_absolute_url() == "/en/events/typed-2031/"


def test_a_meeting_of_a_month_stands_in_the_list_and_beside_the_month_and_in_no_calendar(client, world):
    convene.MeetingFactory(
        regional_map=world.mtm, title_en="Some day in May", starts="2012-05", is_listed=True
    )
    for path in ("/en/events/", "/en/events/month/2012/5/"):
        assert "Some day in May" in client.get(path).content.decode()
    assert b"Some day in May" not in client.get("/en/events/calendar.ics").content


@pytest.mark.parametrize(
    ("day", "hour", "zone", "is_there"),
    [
        ("2031-03-30", "02:30", "Europe/Vienna", False), ("2031-03-30", "03:30", "Europe/Vienna", True),
        ("2031-03-30", "02:30", "Africa/Tunis", True), ("2031-10-26", "02:30", "Europe/Vienna", True),
    ],
)  # fmt: skip
def test_an_hour_that_the_clocks_leave_out_is_refused(day, hour, zone, is_there, world, client_of):
    sent = {
        "regional_map": world.mtm.pk, "kind": "conference", "state": "draft", "title_en": "Early", "language": "en",
        "starts": day, "start_time": hour, "time_zone": zone,
    }  # fmt: skip
    answer = client_of("secretariat").post("/admin/newsroom/event/add/", sent)
    assert (answer.status_code == 302) is is_there
    if not is_there:
        (said,) = answer.context["adminform"].form.errors["start_time"]
        assert "the clocks are put forward" in said
        assert zone in said


def test_a_new_description_is_a_newer_version_of_the_entry(world, client_of):
    event = EventFactory(
        regional_map=world.mtm, slug="one", title_en="One", description_en="Before", starts="2031-05-11"
    )
    client, there = client_of("secretariat"), f"/admin/newsroom/event/{event.pk}/change/"
    before = event.changed_at
    for words, number in (("After", 1), ("After", 1)):
        answer = client.post(
            there, sent_back(BeautifulSoup(client.get(there).content, "html.parser"), description_en=words)
        )
        assert answer.status_code == 302, answer.context["adminform"].form.errors
        event.refresh_from_db()
        assert (event.description_en, event.sequence) == (words, number)
    assert event.changed_at > before
