"""No row, page, export, answer, log line or kept file ties a record to a person: walked over all that there is."""

import json
import logging
import uuid

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.views.debug import ExceptionReporter

from accounts.models import User
from meetings.models import AcceptedFinding, Meeting, NoteTaker, Record, Release
from tests.meetings import factories as convene
from tests.meetings.record_factories import NoteTakerFactory, read_and_release

WORD = "quincunx"  # what is typed: it stands nowhere but in the record
TYPIST = "nobody"
MEETING = "noted-meeting"


@pytest.fixture
def written(world, cast, client_of) -> Record:
    """Typed by one person through the sheet, changed, sent to the check and released by another."""
    meeting = convene.full_meeting("An agenda", world.mtm_irregular, slug=MEETING, starts="2026-05-11")
    NoteTakerFactory(meeting=meeting, user=cast[TYPIST])
    typist, staff, key = client_of(TYPIST), client_of("secretariat"), uuid.uuid4()
    act = reverse("records:act", args=[meeting.slug])
    typist.get(reverse("records:sheet", args=[meeting.slug]))
    typist.post(act, {"verb": "keep", "key": key, "kind": "practice", "text_en": f"Draft {WORD}"})
    record = Record.objects.get(pk=key)
    fields = {"key": key, "fingerprint": record.fingerprint, "kind": "practice"}
    typist.post(act, {"verb": "keep", **fields, "text_en": f"{WORD} said as Italy said"})
    staff.post(reverse("records:send", args=[meeting.slug]))
    record.refresh_from_db()
    staff.post(
        reverse("records:resolve", args=[meeting.slug]),
        {
            "verb": "change",
            "key": key,
            "fingerprint": record.fingerprint,
            "kind": "practice",
            "text_en": f"Good {WORD}",
        },
    )
    read_and_release(staff, meeting)
    record.refresh_from_db()
    assert record.state == "released"
    return record


def persons(model: type[models.Model]) -> list[str]:
    """Columns of a model that point to people, by key or through what holds people."""
    return [
        field.name
        for field in model._meta.get_fields()
        if field.is_relation
        and field.concrete
        and issubclass(field.related_model or object, (User, LogEntry, NoteTaker, Release))
    ]


@pytest.mark.parametrize("model", [Record, AcceptedFinding])
def test_there_is_no_column_for_a_person_or_a_moment(model):
    assert persons(model) == []
    moments = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateField | models.TimeField)
    ]
    assert moments == []
    kept = {"record", "meeting", "session", "item"}
    assert {field.name for field in model._meta.concrete_fields if field.is_relation} <= kept


def test_nothing_that_knows_people_points_to_a_record():
    pointing = {
        field.related_model
        for field in Record._meta.get_fields()
        if field.auto_created and not field.concrete
    }
    assert pointing == {AcceptedFinding}
    assert not hasattr(Record, "pgh_event_models")
    assert not hasattr(AcceptedFinding, "pgh_event_models")
    assert not [
        model for model in apps.get_models() if model.__name__ in ("RecordEvent", "AcceptedFindingEvent")
    ]
    assert {field.name for field in Release._meta.concrete_fields} == {
        "id",
        "meeting",
        "day",
        "by",
        "records",
        "accepted",
    }
    assert type(Release._meta.get_field("day")) is models.DateField


def tables_with(words: list[str]) -> dict[str, set[str]]:
    """Every table of the database with the words that a row of it holds, whole rows as text."""
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')"
        )
        for (table,) in cursor.fetchall():
            for word in words:
                cursor.execute(
                    f"SELECT EXISTS (SELECT FROM {table} AS row WHERE row::text ILIKE %s)", [f"%{word}%"]
                )
                if cursor.fetchone()[0]:
                    found.setdefault(table, set()).add(word)
    return found


def test_no_row_of_any_table_holds_both_or_the_record_elsewhere(written, cast):
    holding = tables_with([WORD, str(written.pk)])
    assert set(holding) == {"meetings_record"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT row::text FROM meetings_record AS row WHERE id = %s", [written.pk])
        row = cursor.fetchone()[0]
    for who in (TYPIST, "secretariat"):
        assert cast[who].email not in row


def test_sessions_and_logs_of_the_admin_know_nothing_of_it(written):
    from django.contrib.sessions.models import Session

    held = json.dumps([row.get_decoded() for row in Session.objects.all()])
    assert WORD not in held
    assert str(written.pk) not in held
    assert not LogEntry.objects.exists()


def test_the_history_of_what_else_changed_holds_no_trace(written):
    """A request that changes a record changes nothing whose history names the person: no context is kept of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT metadata::text FROM pghistory_context")
        contexts = " ".join(row[0] for row in cursor.fetchall())
    assert "/records/" not in contexts


def test_no_statement_carries_the_person_beside_the_record(world, client_of):
    """Histories get the user's key with every statement of a request; not where a record is written."""
    meeting = convene.full_meeting("An agenda", world.mtm_irregular)
    with CaptureQueriesContext(connection) as seen:
        client_of("secretariat").post(
            reverse("records:act", args=[meeting.slug]),
            {"key": uuid.uuid4(), "kind": "point", "text_en": WORD},
        )
    assert [query for query in seen if WORD in query["sql"]]
    assert not [query for query in seen if "pghistory" in query["sql"]]


def test_no_line_of_the_log_names_the_record(world, cast, client_of, caplog):
    meeting = convene.full_meeting("An agenda", world.mtm_irregular)
    key = uuid.uuid4()
    with caplog.at_level(logging.DEBUG):
        client_of("secretariat").post(
            reverse("records:act", args=[meeting.slug]), {"key": key, "kind": "point", "text_en": WORD}
        )
    assert Record.objects.filter(pk=key).exists()
    ours = [line.getMessage() for line in caplog.records if not line.name.startswith("django.db")]
    assert not [line for line in ours if WORD in line or str(key) in line]


def test_a_report_of_an_error_shows_no_text(client_of, world, monkeypatch):
    """What administrators get of an error says who asked, and nothing of what was sent."""
    from meetings.actions import record as actions

    def broken(**given):
        raise RuntimeError("broken")

    monkeypatch.setattr(actions, "keep_record", broken)
    meeting = convene.full_meeting("An agenda", world.mtm_irregular)
    client = client_of("secretariat")
    client.raise_request_exception = False
    answer = client.post(
        reverse("records:act", args=[meeting.slug]), {"key": uuid.uuid4(), "kind": "point", "text_en": WORD}
    )
    assert answer.status_code == 500
    report = ExceptionReporter(answer.wsgi_request, *answer.exc_info).get_traceback_text()
    assert "text_en" in report
    assert WORD not in report


def test_no_address_of_the_workspace_names_a_record():
    from meetings.records.urls import urlpatterns

    assert not [each for each in urlpatterns if "key" in str(each.pattern) or "pk" in str(each.pattern)]


def test_the_admin_has_no_page_for_records(client_of, written):
    for model in (Record, AcceptedFinding, Release):
        assert model not in admin.site._registry
    client = client_of("admin")
    for path in ("meetings/record/", f"meetings/record/{written.pk}/history/", "meetings/acceptedfinding/"):
        assert client.get(f"/admin/{path}").status_code in (302, 404)
    history = client.get(
        reverse("admin:meetings_meeting_history", args=[written.meeting_id])
    ).content.decode()
    assert WORD not in history


PAGES = [
    "/en/meetings/", f"/en/meetings/{MEETING}/", f"/en/meetings/{MEETING}/summary/", f"/en/meetings/{MEETING}/summary.pdf",
    f"/en/meetings/{MEETING}/summary.docx", f"/en/meetings/{MEETING}.ics", "/api/v1/meetings/", f"/api/v1/meetings/{MEETING}/",
    "/api/v1/meetings/?format=csv", "/api/v1/meetings/?format=geojson", f"/en/search/?q={WORD}", f"/workspace/meetings/{MEETING}/records/",
    f"/workspace/meetings/{MEETING}/records/rows/",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_no_page_names_who_typed(path, client_of, cast, written):
    """Asked by staff, whose own name stands in the menu of their page; the typist's stands nowhere."""
    answer = client_of("secretariat").get(path)
    assert answer.status_code == 200
    typist = cast[TYPIST]
    for said in (typist.email, typist.get_full_name() or "no such name", f'"{typist.pk}"'):
        assert said.encode() not in answer.getvalue(), said


def test_the_check_names_who_answers_for_the_release_and_no_typist(client_of, cast, written):
    page = client_of("admin").get(f"/workspace/meetings/{MEETING}/records/check/").content.decode()
    assert str(cast["secretariat"]) in page
    assert cast[TYPIST].email not in page


def test_the_api_has_no_field_for_a_speaker(client_of, written):
    schema = client_of("anonymous").get("/api/v1/schema/?format=json").content.decode().lower()
    for word in ("speaker", "typed_by", "author_of_record", "recorded_by"):
        assert word not in schema


def test_the_cache_keeps_no_draft(client_of, world):
    meeting: Meeting = convene.full_meeting("An agenda", world.mtm_irregular)
    client_of("secretariat").post(
        reverse("records:act", args=[meeting.slug]), {"key": uuid.uuid4(), "kind": "point", "text_en": WORD}
    )
    for path in (
        f"/workspace/meetings/{meeting.slug}/records/",
        f"/workspace/meetings/{meeting.slug}/records/rows/",
    ):
        answer = client_of("secretariat").get(path)
        assert WORD in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
    assert WORD not in repr(getattr(cache, "_cache", {}))


def test_what_the_browser_keeps_is_kept_by_meeting(settings):
    script = (settings.BASE_DIR / "static/js/records/kept.js").read_text()
    assert "user" not in script
    assert "place, key" in script
