"""One vocabulary for all lists: each is filtered by map, pillar, country, theme and year, alone and together, and tells no more than its reader sees."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from imap.library.filters import with_theme
from imap.newsroom.models import NewsItem
from imap.portal.demo.themes import give_once
from imap.regions.models import Theme
from meetings.cooperation.lessons import publish_lessons
from meetings.models import Meeting
from tests import factories as make
from tests.cooperation import factories as work
from tests.library import factories as shelve
from tests.meetings import factories as convene
from tests.newsroom.factories import EntryFactory, EventFactory, NewsItemFactory

ALL = {"map": "mtm", "pillar": "migration-and-development", "country": "TUN", "theme": "data", "year": "2011"}
OTHER = {
    "map": "prague",
    "pillar": "irregular-and-mixed-migration",
    "country": "MAR",
    "theme": "urban",
    "year": "2012",
}
WORD = "marmalade"


def meeting(pair, country, theme, year, **values):
    row = convene.MeetingFactory(
        regional_map=pair.regional_map, country=country, starts=f"{year}-03-04", **titled(values)
    )
    return tagged(row, pair, theme)


def news(pair, country, theme, year, **values):
    row = NewsItemFactory(regional_map=pair.regional_map, dated=year, countries=[country], **titled(values))
    return tagged(row, pair, theme)


def event(pair, country, theme, year, **values):
    row = EventFactory(
        regional_map=pair.regional_map, country=country, starts=f"{year}-03-04", **titled(values)
    )
    return tagged(row, pair, theme)


def publication(pair, country, theme, year, **values):
    row = shelve.PublicationFactory(regional_map=pair.regional_map, published=year, **titled(values))
    row.countries.add(country)
    return tagged(row, pair, theme)


def project(pair, country, theme, year, **values):
    row = work.ProjectFactory(regional_map=pair.regional_map, starts=year, ends=year, **titled(values))
    row.countries.add(country)
    return tagged(row, pair, theme)


def titled(values):
    return {"title_en": WORD, **values}


def tagged(row, pair, theme):
    row.pillars.add(pair.pillar)
    row.themes.add(theme)
    return row


def state(country):
    return work.StateFactory(country=country)


def offer(pair, country, theme, year, **values):
    row = work.ExpertiseFactory(
        regional_map=pair.regional_map, organisation=state(country), theme=theme,
        **titled({"audience": "public", **values}),
    )  # fmt: skip
    Theme.objects.filter(pk=theme.pk).update(pillar=pair.pillar)
    type(row).objects.filter(pk=row.pk).update(stated_at=f"{year}-03-04T00:00Z")
    return row


def priority(pair, country, theme, year, **values):
    return work.PriorityFactory(
        map_pillar=pair, organisation=state(country), theme=theme, year=year, **{"text_en": WORD, **values}
    )


def capacity(pair, country, theme, year, **values):
    return work.CapacityFactory(
        map_pillar=pair,
        organisation=state(country),
        theme=theme,
        as_of=year,
        **{"institution_en": WORD, **values},
    )


LISTS = {
    "/en/meetings/": meeting, "/en/news/": news, "/en/events/": event, "/en/library/": publication, "/en/projects/": project,
    "/en/exchange/": offer, "/en/exchange/priorities/": priority, "/en/exchange/inventory/": capacity,
    "/en/news/feed.atom": news, "/en/events/calendar.ics": event, "/en/projects/iati.xml": project,
    "/api/v1/meetings/": meeting, "/api/v1/news/": news, "/api/v1/events/": event, "/api/v1/publications/": publication,
    "/api/v1/projects/": project, "/api/v1/expertise/": offer, "/api/v1/priorities/": priority, "/api/v1/capacities/": capacity,
    "/api/v1/meetings/?format=csv": meeting, "/api/v1/publications/?format=csv": publication,
}  # fmt: skip
PAGES = {path: made for path, made in LISTS.items() if path.startswith("/en/") and path.endswith("/")}


@pytest.fixture
def pairs(world):
    """Public ones, with a country and a theme each: those of `ALL`, and those of `OTHER`."""
    for regional_map in (world.mtm, world.prague):
        work.ReporterFactory(regional_map=regional_map)
    return {
        "data": (world.mtm_development, make.CountryFactory(iso3="TUN"), make.ThemeFactory(code="data")),
        "urban": (world.prague_irregular, make.CountryFactory(iso3="MAR"), make.ThemeFactory(code="urban")),
    }


def asked(path, chosen) -> str:
    return (
        path + ("&" if "?" in path else "?") + "&".join(f"{name}={value}" for name, value in chosen.items())
    )


@pytest.mark.parametrize(("path", "made"), LISTS.items())
def test_each_list_filters_by_all_five_alone_and_together(path, made, client, pairs):
    made(*pairs["data"], "2011")
    other = {"/en/exchange/priorities/": "text_en", "/api/v1/priorities/": "text_en"}.get(path, "title_en")
    other = "institution_en" if made is capacity else other
    made(*pairs["urban"], "2012", **{other: "honey"})
    for chosen in [*({name: value} for name, value in ALL.items()), ALL]:
        found = client.get(asked(path, chosen)).content.decode()
        assert (WORD in found, "honey" in found) == (True, False), chosen
    for name, value in OTHER.items():
        answer = client.get(asked(path, {**ALL, name: value}))
        assert answer.status_code == (409 if "iati" in path else 200), (
            "a file of no activity would not be valid"
        )
        assert WORD not in answer.content.decode(), name


@pytest.mark.parametrize(("path", "made"), PAGES.items())
def test_a_theme_is_offered_where_something_of_it_is_seen(path, made, client, pairs):
    made(*pairs["data"], "2011")
    make.ThemeFactory(code="unused")
    page = BeautifulSoup(client.get(path).content, "html.parser")
    assert [option["value"] for option in page.select("select[name=theme] option")] == ["", "data"]


HIDDEN = {
    "/en/meetings/": (meeting, {"is_listed": False}), "/en/news/": (news, {"state": "draft"}), "/en/events/": (event, {"state": "draft"}),
    "/en/library/": (publication, {"is_listed": False}), "/en/projects/": (project, {"is_listed": False}),
    "/en/exchange/": (offer, {"audience": "partners"}),
}  # fmt: skip


@pytest.mark.parametrize(("path", "hidden"), HIDDEN.items())
def test_no_choice_tells_of_a_row_that_the_reader_may_not_see(path, hidden, client_of, pairs):
    made, values = hidden
    made(*pairs["data"], "2011", **values)
    for who, is_offered in (("anonymous", False), ("prague", False), ("secretariat", True)):
        assert ('value="data"' in client_of(who).get(path).content.decode()) is is_offered, who


@pytest.mark.parametrize("path", ["/en/exchange/priorities/", "/en/exchange/inventory/"])
def test_no_theme_of_a_restricted_registry_is_offered_to_others(path, client_of, world, pairs):
    made = priority if "priorities" in path else capacity
    made(world.mtm_irregular, *pairs["data"][1:], "2011")
    assert 'value="data"' not in client_of("anonymous").get(path).content.decode()
    assert 'value="data"' in client_of("reader_nga").get(path).content.decode()


@pytest.mark.parametrize(
    "path", ["/en/news/feed.atom", "/en/news/feed.rss", "/en/events/calendar.ics", "/en/projects/iati.xml"]
)
def test_a_feed_of_a_known_theme_is_there_before_its_first_entry_and_one_of_no_theme_is_none(
    path, client, pairs
):
    """To be subscribed to; of what others see of it, it tells nothing."""
    news(*pairs["data"], "2011", state="draft")
    event(*pairs["data"], "2011", state="draft")
    make.ThemeFactory(code="unused")
    for query in ("theme=data", "theme=unused", "country=TUN", "year=2011", "theme=data&country=TUN"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == (409 if "iati" in path else 200), query
        assert WORD not in answer.content.decode()
    for query in ("theme=nothing", "country=ZZZ", "year=20111", "year=soon", "theme=data&country=ZZZ"):
        assert client.get(f"{path}?{query}").status_code == 404, query


@pytest.mark.parametrize("path", ["meetings", "news", "events", "publications"])
def test_the_api_names_a_theme_that_there_is_not(path, client, world):
    answer = client.get(f"/api/v1/{path}/?theme=nothing")
    assert answer.status_code == 400
    assert list(answer.json()) == ["theme"]


@pytest.mark.parametrize(("path", "made"), {**LISTS, "/en/events/2011/3/": event}.items())
def test_themes_cost_no_query_a_row(path, made, client, pairs):
    path = path.replace("/2011/3/", "/month/2011/3/")
    counts = []
    for more in (1, 2):
        for _each in range(more):
            pair, _country, theme = pairs["data"]
            values = {"rank": len(counts) + _each + 1} if made is priority else {}
            made(pair, make.CountryFactory(), theme, "2011", **values)
        client.get(path)
        with CaptureQueriesContext(connection) as taken:
            assert client.get(path).status_code == 200
        counts.append(len(taken))
    assert counts[0] == counts[1]


def test_the_calendar_is_filtered_by_what_meetings_have(client, pairs):
    meeting(*pairs["data"], "2011")
    page = BeautifulSoup(client.get("/en/events/").content, "html.parser")
    for name in ("theme", "country", "year"):
        assert [option["value"] for option in page.select(f"select[name={name}] option")] == ["", ALL[name]]
    month = client.get("/en/events/month/2011/3/?theme=data&year=1999").content.decode()
    assert WORD in month
    assert 'name="year"' not in month


@pytest.mark.parametrize("made", [meeting, news, event, publication, project])
def test_a_page_leads_to_the_list_of_its_themes(made, client, pairs):
    row = made(*pairs["data"], "2011")
    page = BeautifulSoup(client.get(row.get_absolute_url()).content, "html.parser")
    (link,) = [each for each in page.select(".facts a") if each["href"].endswith("?theme=data")]
    assert link.text == "Data"
    assert WORD in client.get(link["href"]).content.decode()


def test_themes_go_out_with_entries_and_citations(client, pairs):
    make.ThemeFactory(code="data", name_en="Data")
    row = publication(*pairs["data"], "2011", slug="paper")
    news(*pairs["data"], "2011")
    dated = [meeting(*pairs["data"], "2011"), event(*pairs["data"], "2011")]
    assert '<category term="Data"' in client.get("/en/news/feed.atom").content.decode()
    for path in [
        "/en/events/calendar.ics",
        f"/en/meetings/{dated[0].slug}.ics",
        f"/en/events/{dated[1].slug}.ics",
    ]:
        for entry in Calendar.from_ical(client.get(path).content).walk("VEVENT"):
            assert "Data" in [str(each) for each in entry["categories"].cats]
    for ending, said in (("bib", "keywords = {Data}"), ("ris", "KW  - Data"), ("xml", ">Data</dc:subject>")):
        assert said in client.get(f"/en/library/{row.slug}.{ending}").content.decode()


@pytest.mark.parametrize(
    ("before", "now"),
    [("subject=data&map=mtm", "map=mtm&theme=data"), ("subject=&year=2011", "year=2011"),
     ("subject=border-management", "theme=border"), ("subject=x&theme=data", "theme=data"), ("subject=a%26b", "theme=a%26b")],
)  # fmt: skip
def test_an_address_from_when_the_library_had_subjects_leads_on(before, now, client, world):
    answer = client.get(f"/fr/library/?{before}")
    assert (answer.status_code, answer["Location"]) == (301, f"/fr/library/?{now}")


def test_a_former_code_that_is_a_theme_still_stays_one(world):
    make.ThemeFactory(code="border-management")
    assert with_theme(QueryDict("subject=border-management")).urlencode() == "theme=border-management"


def test_the_api_still_knows_subjects(client, pairs):
    publication(pairs["data"][0], pairs["data"][1], make.ThemeFactory(code="border"), "2011")
    (row,) = client.get("/api/v1/publications/?subject=border-management").json()["results"]
    assert row["themes"] == row["subjects"] == ["border"]
    answer = client.get("/api/v1/publications/?subject=nothing")
    assert (answer.status_code, list(answer.json())) == (400, ["subject"])


def test_a_subject_becomes_the_theme_of_its_code_or_a_new_one(db):
    merged = import_module("imap.library.migrations.0002_themes").theme_of
    data = make.ThemeFactory(code="data", name_en="Data", name_ar="", order=7)
    border = make.ThemeFactory(code="border")

    def subject(slug):
        return SimpleNamespace(slug=slug, name="Money", name_ar="مال", name_en="Money", name_fr=None)

    assert merged(subject("data"), Theme) == data
    assert merged(subject("border-management"), Theme) == border
    new = merged(subject("money"), Theme)
    assert (new.code, new.order, new.name_en, new.name_ar) == ("money", 8, "Money", "مال")
    data.refresh_from_db()
    assert (data.name_en, data.name_ar) == ("Data", "مال")


def test_an_entry_of_the_inbox_is_published_with_its_themes(client_of, world, pairs):
    entry = EntryFactory(feed__regional_map=world.mtm)
    staff = client_of("secretariat")
    staff.post(f"/workspace/news/{entry.pk}/take/")
    page = staff.get(f"/workspace/news/{entry.pk}/").content.decode()
    assert f'name="themes" value="{pairs["data"][2].pk}"' in page
    staff.post(
        f"/workspace/news/{entry.pk}/publish/",
        {"kind": "news", "regional_map": world.mtm.pk, "title_en": "Ours", "dated": "2026", "themes": [pairs["data"][2].pk]},
    )  # fmt: skip
    assert [theme.code for theme in NewsItem.objects.get().themes.all()] == ["data"]


@pytest.mark.parametrize(
    ("name", "made"),
    [("meetings_meeting", meeting), ("newsroom_newsitem", news), ("newsroom_event", event),
     ("library_publication", publication), ("cooperation_project", project)],
)  # fmt: skip
def test_lists_of_the_admin_filter_by_the_themes_that_their_own_rows_have(name, made, client_of, pairs):
    made(*pairs["data"], "2011")
    made(*pairs["urban"], "2012")
    there = reverse(f"admin:{name}_changelist")
    page = client_of("secretariat").get(there).content.decode()
    assert ("theme=data" in page, "theme=urban" in page) == (True, False)
    found = client_of("admin").get(f"{there}?theme=urban").context["cl"]
    assert found.result_count == 1


@pytest.mark.parametrize(
    ("name", "made"), [("expertise", offer), ("priority", priority), ("capacity", capacity)]
)
def test_lists_of_cooperation_do_so_too(name, made, client_of, pairs):
    pair, country, data = pairs["data"]
    own = [data, make.ThemeFactory(code="return")]
    for theme in own:
        made(pair, country if theme == data else make.CountryFactory(), theme, "2011")
    made(*pairs["urban"], "2012")
    page = client_of("secretariat").get(reverse(f"admin:cooperation_{name}_changelist")).content.decode()
    offered = [f"theme__id__exact={theme.pk}" in page for theme in (*own, pairs["urban"][2])]
    assert offered == [True, True, False]


@pytest.mark.parametrize(("who", "status"), [("prague", 302), ("admin", 302), ("reader_nga", 302)])
def test_secretariats_add_themes(who, status, client_of, cast):
    make.ThemeFactory(code="data", order=7)
    there = reverse("admin:regions_theme_add")
    answer = client_of(who).post(there, {"code": "money", "name_en": "Money", "order": 8})
    assert answer.status_code == status
    assert Theme.objects.filter(code="money").exists() is (who != "reader_nga")
    if who != "reader_nga":
        assert client_of(who).get(there).context["adminform"].form.initial["order"] == 9


def test_a_theme_that_all_use_is_changed_by_administrators_and_remembers_it(client_of, cast):
    theme = make.ThemeFactory(code="data", name_en="Money")
    there = reverse("admin:regions_theme_change", args=[theme.pk])
    values = {"code": "data", "name_en": "Figures", "order": 1}
    assert client_of("secretariat").get(there).status_code == 200
    assert client_of("secretariat").post(there, values).status_code == 403
    assert client_of("admin").post(there, values).status_code == 302
    story = client_of("admin").get(reverse("admin:regions_theme_history", args=[theme.pk])).content.decode()
    assert "Money" in story
    assert "Figures" in story


def test_the_history_of_a_meeting_tells_of_its_themes(client_of, cast, pairs):
    pair, country, _theme = pairs["data"]
    row = meeting(pair, country, make.ThemeFactory(code="zithers"), "2011")
    row.themes.clear()
    there = reverse("admin:meetings_meeting_history", args=[row.pk])
    assert client_of("secretariat").get(there).content.decode().count("Zithers") == 2


def test_lessons_of_an_exchange_have_its_theme(world):
    exchange = work.ExchangeFactory(
        regional_map=world.mtm, state="released", starts="2011-03-04", lessons_en="What was learnt"
    )
    assert [theme.code for theme in publish_lessons(exchange).themes.all()] == ["diaspora"]


def test_lessons_are_found_by_their_year(client, world):
    for year in ("2011", "2012"):
        work.ExchangeFactory(
            regional_map=world.mtm, state="released", starts=f"{year}-03-04", lessons_en=WORD
        )
    page = BeautifulSoup(client.get("/en/exchange/?year=2011").content, "html.parser")
    assert len(page.select('a[href*="/lessons/"]')) == 1


def test_what_the_demo_made_before_gets_its_themes_once(db):
    row, theme = convene.MeetingFactory(slug="made-before"), make.ThemeFactory(code="data")
    said = [{"slug": "made-before", "themes": ["data"]}, {"slug": "gone", "themes": ["data"]}]
    tally = SimpleNamespace(updated=0)
    give_once(Meeting, said, tally)
    assert list(row.themes.all()) == [theme]
    other = convene.MeetingFactory()
    other.themes.add(theme)
    row.themes.clear()
    give_once(Meeting, said, tally)
    assert not row.themes.exists()
    assert tally.updated == 1
