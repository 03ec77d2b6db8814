"""Writing: kept once, never overwritten, moved, merged, split, deleted and brought back; by those who may."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from meetings.actions.record import Said, keep_record
from meetings.models import Meeting, Record, noted_by
from tests.conftest import CAST
from tests.meetings import factories as convene
from tests.meetings.record_factories import NoteTakerFactory, RecordFactory, released

SECRET = "marmalade"
WRITERS = {"secretariat", "admin"}
AS_JSON = {"headers": {"accept": "application/json"}}


@pytest.fixture
def meeting(world, cast) -> Meeting:
    return convene.full_meeting("An agenda", world.mtm_irregular, slug="noted", title_en="Expert meeting")


@pytest.fixture
def secretariat(client_of):
    return client_of("secretariat")


def act(client, meeting: Meeting, verb: str = "keep", **fields):
    given = {"verb": verb, "kind": "point", "key": str(uuid.uuid4()), **fields}
    return client.post(reverse("records:act", args=[meeting.slug]), given, **AS_JSON)


@pytest.mark.parametrize("who", CAST)
def test_the_sheet_is_for_the_staff_of_the_map(who, client_of, meeting):
    RecordFactory(meeting=meeting, text_en=SECRET)
    for name in ("records:sheet", "records:rows", "records:check", "records:note_takers", "records:release"):
        answer = client_of(who).get(reverse(name, args=[meeting.slug]))
        assert (answer.status_code == 200) == (who in WRITERS), name
        assert (SECRET.encode() in answer.content) <= (who in WRITERS), name
    assert (act(client_of(who), meeting, text_en="More").status_code == 200) == (who in WRITERS)


def test_whoever_is_named_writes_at_that_meeting_and_releases_nothing(client_of, cast, meeting):
    NoteTakerFactory(meeting=meeting, user=cast["nobody"])
    other = convene.MeetingFactory(regional_map=meeting.regional_map)
    client = client_of("nobody")
    assert act(client, meeting, text_en="Said").status_code == 200
    assert client.get(reverse("records:sheet", args=[meeting.slug])).status_code == 200
    assert client.get(reverse("records:sheet", args=[other.slug])).status_code == 404
    for name in ("records:check", "records:release", "records:note_takers"):
        assert client.get(reverse(name, args=[meeting.slug])).status_code == 404
    meeting.note_takers.all().delete()
    assert client.get(reverse("records:sheet", args=[meeting.slug])).status_code == 404


def test_someone_named_whose_account_is_closed_writes_nothing(cast, meeting):
    NoteTakerFactory(meeting=meeting, user=cast["nobody"])
    assert noted_by(cast["nobody"]).contains(meeting)
    cast["nobody"].is_active = False
    assert not noted_by(cast["nobody"]).exists()


def test_what_is_sent_twice_is_kept_once(secretariat, meeting):
    key = str(uuid.uuid4())
    for _time in range(2):
        assert act(secretariat, meeting, key=key, text_fr="Dit une fois").status_code == 200
    assert Record.objects.filter(meeting=meeting).count() == 1
    assert act(secretariat, meeting, key=key, text_fr="Autre chose").status_code == 409


def test_a_change_of_what_changed_meanwhile_is_a_question(secretariat, meeting):
    record = RecordFactory(meeting=meeting, text_en="First")
    loaded = record.fingerprint
    assert act(secretariat, meeting, key=record.pk, fingerprint=loaded, text_en="Second").status_code == 200
    answer = act(secretariat, meeting, key=record.pk, fingerprint=loaded, text_en="Third")
    assert answer.status_code == 409
    assert answer.json()["conflict"]["texts"]["en"] == "Second"
    assert Record.objects.get(pk=record.pk).text_en == "Second"


@pytest.mark.parametrize(
    "fields",
    [{}, {"text_en": "   "}, {"text_en": "a\x00b"}, {"text_en": "x" * 4001}, {"kind": "speech", "text_en": "x"},
     {"key": "none", "text_en": "x"}, {"key": uuid.uuid1(), "text_en": "x"}, {"text_en": "\x01"},
     {"text_en": "\u200b\u200e\ufeff\xa0", "text_ar": "\u200f\u2060\n\u3164"}, {"session": "999999", "text_en": "x"}, {"verb": "publish"}],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_in_words(fields, secretariat, meeting):
    answer = act(secretariat, meeting, **fields)
    assert answer.status_code == 422
    assert answer.json()["refusal"]
    assert not Record.objects.exists()


def test_no_door_keeps_a_record_of_invisible_characters(secretariat, meeting):
    with pytest.raises(ValidationError, match="Type something first"):
        keep_record(meeting=meeting, key=uuid.uuid4(), said=Said(texts={"en": "\u200b\u200e\ufeff\xa0"}))
    row = act(secretariat, meeting, text_en="Seen\u200c here", text_fr="\u200b").json()["row"]
    assert (row["texts"]["en"], row["texts"]["fr"]) == ("Seen\u200c here", "")
    record = Record.objects.get()
    record.text_en = "One.\u200b\ufeff"
    record.save()
    given = {"key": record.pk, "fingerprint": record.fingerprint, "language": "en"}
    assert act(secretariat, meeting, "split", **given, at=4, other=uuid.uuid4()).status_code == 422


def test_what_is_pasted_is_kept_as_any_document_can_hold_it(secretariat, meeting):
    row = act(secretariat, meeting, text_en="One\x0bTwo\r\nThree\u2028Four\x07 \x1f").json()["row"]
    assert row["texts"]["en"] == "One\nTwo\nThree\nFour"


def test_a_line_that_two_windows_send_at_once_is_one_record(secretariat, meeting):
    """The second finds the first there only as it writes. No error says whose key it was."""
    from meetings.actions import record as actions

    key = uuid.uuid4()
    act(secretariat, meeting, key=key, text_en="Said once")
    said = actions.Said(texts={"en": "Said once"})
    assert actions.write_new(Record(pk=key, meeting=meeting, order=2), said).order == 1
    with pytest.raises(actions.Meanwhile):
        actions.write_new(Record(pk=key, meeting=meeting), actions.Said(texts={"en": "Other"}))
    assert Record.objects.filter(meeting=meeting).count() == 1


def test_a_split_counts_in_what_was_typed(secretariat, meeting):
    first = act(secretariat, meeting, text_en="One.\r\nTwo.\r\nThree.").json()["row"]
    given = {
        "key": first["key"],
        "fingerprint": first["fingerprint"],
        "language": "en",
        "at": len("One.\nTwo.\n"),
    }
    act(secretariat, meeting, "split", **given, other=uuid.uuid4())
    assert [row.text_en for row in Record.objects.all()] == ["One.\nTwo.", "Three."]


def test_a_split_into_a_key_that_is_taken_changes_nothing(secretariat, meeting):
    record, other = RecordFactory(meeting=meeting, text_en="One. Two."), RecordFactory(text_en=SECRET)
    given = {"key": record.pk, "fingerprint": record.fingerprint, "language": "en", "at": 5}
    assert act(secretariat, meeting, "split", **given, other=other.pk).status_code == 422
    assert set(Record.objects.values_list("text_en", flat=True)) == {"One. Two.", SECRET}


def test_what_would_be_too_long_to_change_is_not_merged(secretariat, meeting):
    first, second = (RecordFactory(meeting=meeting, text_en="x" * 2500) for _each in range(2))
    answer = act(
        secretariat, meeting, "merge", key=second.pk, fingerprint=second.fingerprint, other=first.pk,
        other_fingerprint=first.fingerprint,
    )  # fmt: skip
    assert "too long" in answer.json()["refusal"]
    assert Record.objects.standing().count() == 2


def test_whoever_keeps_their_words_of_a_deleted_record_has_it_back(secretariat, meeting):
    record = RecordFactory(meeting=meeting, is_dropped=True)
    act(secretariat, meeting, key=record.pk, fingerprint=record.fingerprint, text_en="Mine")
    assert Record.objects.standing().get().text_en == "Mine"


def test_a_session_of_another_meeting_is_no_choice(secretariat, meeting):
    session = convene.SessionFactory()
    assert act(secretariat, meeting, text_en="x", session=session.pk).status_code == 422


def test_a_record_of_another_meeting_is_not_there(secretariat, meeting):
    record = RecordFactory(text_en=SECRET)
    for verb in ("keep", "drop", "bring_back", "merge", "split"):
        answer = act(
            secretariat,
            meeting,
            verb,
            key=record.pk,
            fingerprint=record.fingerprint,
            other=uuid.uuid4(),
            text_en="x",
        )
        assert answer.status_code == 422, verb
        assert SECRET not in answer.content.decode()
    assert act(secretariat, meeting, key=record.pk, text_en="x").status_code == 422


def test_deleted_and_brought_back(secretariat, meeting):
    record = RecordFactory(meeting=meeting)
    assert act(secretariat, meeting, "drop", key=record.pk, fingerprint=record.fingerprint).status_code == 200
    assert not Record.objects.standing().exists()
    assert act(secretariat, meeting, "bring_back", key=record.pk).status_code == 200
    assert Record.objects.standing().get() == record


def test_two_become_one_and_one_becomes_two(secretariat, meeting):
    first = RecordFactory(meeting=meeting, text_en="One.", text_ar="واحد")
    second = RecordFactory(meeting=meeting, text_en="Two.", text_fr="Deux")
    third = RecordFactory(meeting=meeting, text_en="Three.")
    merged = act(
        secretariat,
        meeting,
        "merge",
        key=second.pk,
        fingerprint=second.fingerprint,
        other=first.pk,
        other_fingerprint=first.fingerprint,
    ).json()["row"]
    assert merged["texts"] == {"ar": "واحد", "en": "One.\n\nTwo.", "fr": "Deux"}
    assert Record.objects.get(pk=second.pk).is_dropped
    new = uuid.uuid4()
    answer = act(
        secretariat,
        meeting,
        "split",
        key=first.pk,
        fingerprint=merged["fingerprint"],
        other=new,
        language="en",
        at=5,
    )
    assert answer.status_code == 200
    assert [row.text_en for row in Record.objects.standing()] == ["One.", "Two.", "Three."]
    assert list(Record.objects.standing())[2] == third


def test_moving_keeps_all_others_in_their_order(secretariat, meeting):
    rows = [RecordFactory(meeting=meeting, text_en=str(number)) for number in range(4)]
    act(secretariat, meeting, "move", key=rows[3].pk, other=rows[1].pk)
    assert [row.text_en for row in Record.objects.all()] == ["0", "3", "1", "2"]
    act(secretariat, meeting, "move", key=rows[0].pk)
    assert [row.text_en for row in Record.objects.all()] == ["3", "1", "2", "0"]


def test_released_records_do_not_change(secretariat, meeting):
    record = released(meeting=meeting, text_en="Final")
    answer = act(secretariat, meeting, key=record.pk, fingerprint=record.fingerprint, text_en="Other")
    assert answer.status_code == 422
    assert Record.objects.get(pk=record.pk).text_en == "Final"


def test_the_rows_are_asked_again_only_for_what_is_new(secretariat, meeting):
    RecordFactory(meeting=meeting)
    address = reverse("records:rows", args=[meeting.slug])
    stamp = secretariat.get(address)["ETag"]
    assert secretariat.get(address, headers={"if-none-match": stamp}).status_code == 304
    RecordFactory(meeting=meeting)
    assert secretariat.get(address, headers={"if-none-match": stamp}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_sheet_takes_as_many_queries_for_three_as_for_one(
    count, secretariat, meeting, django_assert_max_num_queries
):
    for _number in range(count):
        RecordFactory(meeting=meeting, session=meeting.sessions.first())
    with django_assert_max_num_queries(22):
        secretariat.get(reverse("records:sheet", args=[meeting.slug]))


def test_without_a_script_the_form_keeps_a_line(secretariat, meeting):
    page = secretariat.post(
        reverse("records:act", args=[meeting.slug]),
        {"key": uuid.uuid4(), "kind": "question", "text_en": "Asked"},
        follow=True,
    )
    assert "Asked" in page.content.decode()


def test_without_a_script_what_is_refused_stands_in_the_box_again(secretariat, meeting):
    key = RecordFactory().pk
    page = secretariat.post(
        reverse("records:act", args=[meeting.slug]), {"key": key, "kind": "question", "text_en": SECRET}
    )
    assert page.status_code == 422
    assert f"{SECRET}</textarea>" in page.content.decode()
    assert '<option value="question" selected>' in page.content.decode()


def test_note_takers_are_named_by_address(secretariat, cast, meeting):
    address = reverse("records:note_takers", args=[meeting.slug])
    assert "no active account" in secretariat.post(address, {"email": "no.one@example.org"}).content.decode()
    secretariat.post(address, {"email": "NOBODY@example.org"})
    named = meeting.note_takers.get()
    assert named.user == cast["nobody"]
    secretariat.post(address, {"dismiss": named.pk})
    assert not meeting.note_takers.exists()


def test_a_record_that_was_deleted_meanwhile_is_said_to_be_deleted(secretariat, meeting):
    record = RecordFactory(meeting=meeting, text_en="First")
    loaded = record.fingerprint
    assert act(secretariat, meeting, verb="drop", key=record.pk, fingerprint=loaded).status_code == 200
    answer = act(secretariat, meeting, key=record.pk, fingerprint=loaded, text_en="Second").json()
    assert answer["conflict"]["is_dropped"]
    assert answer["why"].startswith("Someone else deleted this record meanwhile.")
