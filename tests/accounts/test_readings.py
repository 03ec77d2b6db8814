"""The reading log, as the secretariat of each regional i-Map reads it."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from accounts.models import Reading
from tests.conftest import CAST

PAGE = "/accounts/readings/"


@pytest.fixture
def log(cast, world) -> list[Reading]:
    """Three readings of MTM's texts, and one of Prague's."""

    def reading(who: str, title: str, on: date, regional_map=world.mtm, **fields) -> Reading:
        at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
        fields = {"edition": "2012", "language": "en", "door": "page", **fields}
        return Reading.objects.create(
            user=cast[who], email=cast[who].email, regional_map=regional_map, title=title, at=at, **fields
        )

    return [
        reading("reader_nga", "Libya: marmalade", date(2026, 3, 1)),
        reading("unhcr", "Niger: marmalade", date(2026, 4, 1), door="API"),
        reading("reader_nga", "=HYPERLINK(1)", date(2026, 5, 1)),
        reading("reader_alb", "Moldova: plum", date(2026, 5, 1), regional_map=world.prague),
    ]


def shown(browser, query: str = "") -> list[str]:
    page = browser.get(PAGE + query)
    assert page.status_code == 200
    return [row.title for row in page.context["page"].object_list]


@pytest.mark.parametrize("who", CAST)
def test_each_secretariat_reads_the_log_of_its_own_map(who, client_of, log):
    answer = client_of(who).get(PAGE)
    text = answer.content.decode()
    reads = {"secretariat": {"marmalade"}, "prague": {"plum"}, "admin": {"marmalade", "plum"}}.get(who)
    assert answer.status_code == (200 if reads else 404)
    for word in ("marmalade", "plum"):
        assert (word in text) is (word in (reads or ()))


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"Libya: marmalade", "Niger: marmalade", "=HYPERLINK(1)"}),
        ("?person=UNHCR", {"Niger: marmalade"}),
        ("?person=reader", {"Libya: marmalade", "=HYPERLINK(1)"}),
        ("?title=libya", {"Libya: marmalade"}),
        ("?since=2026-04-01", {"Niger: marmalade", "=HYPERLINK(1)"}),
        ("?until=2026-04-01", {"Libya: marmalade", "Niger: marmalade"}),
        ("?since=2026-03-02&until=2026-04-30&person=unhcr", {"Niger: marmalade"}),
        ("?regional_map=mtm", {"Libya: marmalade", "Niger: marmalade", "=HYPERLINK(1)"}),
        ("?title=nothing-like-it", set()),
    ],
)
def test_filters(query, titles, client_of, log):
    assert set(shown(client_of("secretariat"), query)) == titles


@pytest.mark.parametrize(
    "query", ["?since=yesterday", "?regional_map=prague", "?page=zzz", "?until=2026-13-45"]
)
def test_what_cannot_be_read_is_said_and_leaks_nothing(query, client_of, log):
    answer = client_of("secretariat").get(PAGE + query)
    assert answer.status_code == 200
    assert "plum" not in answer.content.decode()


def test_the_newest_come_first_in_pages(client_of, cast, world):
    Reading.objects.bulk_create(
        Reading(email="x@example.org", regional_map=world.mtm, title=f"Row {n}", language="en", door="page",
                at=datetime(2026, 1, 1, 0, n % 60, n // 60, tzinfo=UTC))
        for n in range(60)
    )  # fmt: skip
    browser = client_of("secretariat")
    assert shown(browser)[0] == "Row 59"
    assert len(shown(browser)) == 50
    assert len(shown(browser, "?page=2")) == 10


def rows_of(answer) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_file_holds_the_same_rows_and_runs_no_formula(client_of, log):
    answer = client_of("secretariat").get(PAGE + "?format=csv&person=reader")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    head, *rows = rows_of(answer)
    assert head[:3] == ["When", "Reader", "Profile"]
    assert [row[2] for row in rows] == ["'=HYPERLINK(1)", "Libya: marmalade"]
    assert rows[1][0] == "2026-03-01T12:00:00+00:00"


def test_the_file_is_as_closed_as_the_page(client_of, log):
    assert client_of("reader_nga").get(PAGE + "?format=csv").status_code == 404
    _head, *rows = rows_of(client_of("prague").get(PAGE + "?format=csv"))
    assert [row[2] for row in rows] == ["Moldova: plum"]


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_the_database_a_fixed_number_of_times(rows, client_of, log, world, django_assert_num_queries):
    kept = [row.pk for row in log if row.regional_map == world.mtm][:rows]
    Reading.objects.exclude(pk__in=kept).delete()
    browser = client_of("secretariat")
    browser.get(PAGE)
    with django_assert_num_queries(6):
        assert len(shown(browser)) == rows


def test_a_reader_who_left_stays_in_the_log_by_address(client_of, cast, log):
    cast["unhcr"].delete()
    assert "unhcr@example.org" in client_of("secretariat").get(PAGE).content.decode()
