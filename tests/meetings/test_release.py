"""From the check to the release: nothing open, nothing unchecked, whatever the door; and who reads it then."""

import io
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn

from meetings.actions import release as actions
from meetings.models import AcceptedFinding, Meeting, Record, Release
from tests.conftest import CAST
from tests.meetings import factories as convene
from tests.meetings.record_factories import RecordFactory, read_and_release, released

READERS = {"secretariat", "focal_mar", "reader_nga", "unhcr", "admin"}
SECRET = "marmalade"
NAMING = "As Morocco said, posts need radios."


@pytest.fixture
def meeting(world, cast) -> Meeting:
    meeting = convene.full_meeting(
        "An agenda", world.mtm_irregular, slug="noted", title_en="Expert meeting", starts="2026-05-11"
    )
    convene.ParticipantFactory(meeting=meeting, organisation=cast["focal_mar"].organisation)
    return meeting


@pytest.fixture
def secretariat(client_of):
    return client_of("secretariat")


def resolve(client, meeting, **fields):
    return client.post(reverse("records:resolve", args=[meeting.slug]), fields)


def mark_of(record: Record) -> str:
    from meetings.chatham.review import pointed_in, table_for

    return pointed_in(record, table_for(record.meeting))[0].finding.mark


def test_what_names_somebody_stays_and_what_is_clear_is_released(secretariat, cast, meeting):
    naming = RecordFactory(meeting=meeting, state="check", text_en=NAMING)
    clear = RecordFactory(meeting=meeting, state="check", text_en="Posts need radios.")
    draft = RecordFactory(meeting=meeting, text_en="Unfinished.")
    gone = RecordFactory(meeting=meeting, text_en="Deleted.", is_dropped=True)
    page = secretariat.get(reverse("records:check", args=[meeting.slug])).content.decode()
    assert "Morocco said" in page
    assert "a partner state" in page
    read_and_release(secretariat, meeting)
    states = dict(Record.objects.values_list("pk", "state"))
    assert states == {naming.pk: "check", clear.pk: "released", draft.pk: "draft"}
    assert gone.pk not in states
    made = Release.objects.get()
    assert (made.records, made.by) == (1, cast["secretariat"])


@pytest.mark.parametrize(
    ("starts", "ends", "has_begun"),
    [
        ("2031-05-12", "2031-05-13", False), ("2031-05-11", "2031-05-13", True), ("2031-05-10", "", True),
        ("2031-06", "", False), ("2031-05", "", True), ("2032", "", False), ("2031", "", True),
    ],
)  # fmt: skip
def test_nothing_is_released_before_the_first_day_as_far_as_it_is_known(
    monkeypatch, secretariat, meeting, starts, ends, has_begun
):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2031, 5, 11))
    Meeting.objects.filter(pk=meeting.pk).update(status="planned", starts=starts, ends=ends)
    record = RecordFactory(meeting=meeting, state="check", text_en="Posts need radios.")
    page = read_and_release(secretariat, meeting).content.decode()
    assert ("The meeting has not begun" in page) is not has_begun
    record.refresh_from_db()
    assert record.state == ("released" if has_begun else "check")
    assert Release.objects.exists() is has_begun


def test_whoever_is_only_invited_reads_the_agenda_and_no_summary(client_of, cast, world):
    meeting = convene.MeetingFactory(regional_map=world.mtm, status="planned", starts="2026-05-11")
    convene.InvitationFactory(meeting=meeting, organisation=cast["focal_mar"].organisation)
    convene.SessionFactory(meeting=meeting, title_en="Of the agenda")
    released(meeting=meeting, text_en=SECRET, kind="practice")
    client, address = client_of("focal_mar"), reverse("meetings:summary", args=[meeting.slug])
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Of the agenda" in page
    assert "Summary of discussions" not in page
    assert client.get(address).status_code == 404
    assert "#record-" not in client.get(f"/en/search/?q={SECRET}").content.decode()
    convene.ParticipantFactory(meeting=meeting, organisation=cast["focal_mar"].organisation)
    assert SECRET in client.get(address).content.decode()


def test_nothing_clear_is_nothing_released(secretariat, meeting):
    RecordFactory(meeting=meeting, state="check", text_en=NAMING)
    page = read_and_release(secretariat, meeting).content.decode()
    assert "nothing to release" in page
    assert not Release.objects.exists()


def test_a_reason_admits_a_passage_until_its_sentence_changes(secretariat, meeting):
    record = RecordFactory(meeting=meeting, state="check", text_en=NAMING)
    resolve(
        secretariat,
        meeting,
        key=record.pk,
        mark=mark_of(record),
        reason="The statement was made in public in 2011.",
    )
    read_and_release(secretariat, meeting)
    record.refresh_from_db()
    assert record.state == "released"
    secretariat.post(reverse("records:withdraw", args=[meeting.slug]), {"key": record.pk})
    record.refresh_from_db()
    resolve(
        secretariat, meeting, verb="change", key=record.pk, fingerprint=record.fingerprint, kind="point",
        text_en="As Morocco said, posts need radios and boats.",
    )  # fmt: skip
    read_and_release(secretariat, meeting)
    record.refresh_from_db()
    assert record.state == "check"


@pytest.mark.parametrize(
    "reason", ["", "short", "The delegate of Morocco agreed to it.", "Mr Benali agreed to it himself."]
)
def test_a_reason_is_given_and_names_nobody(reason, secretariat, meeting):
    record = RecordFactory(meeting=meeting, state="check", text_en=NAMING)
    answer = resolve(secretariat, meeting, key=record.pk, mark=mark_of(record), reason=reason)
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not AcceptedFinding.objects.exists()


def test_an_acceptance_is_taken_back(secretariat, meeting):
    record = RecordFactory(meeting=meeting, state="check", text_en=NAMING)
    mark = mark_of(record)
    resolve(secretariat, meeting, key=record.pk, mark=mark, reason="Said in public before.")
    assert AcceptedFinding.objects.exists()
    resolve(secretariat, meeting, key=record.pk, mark=mark, verb="reopen")
    assert not AcceptedFinding.objects.exists()


def test_a_mark_of_another_record_is_no_finding(secretariat, meeting):
    record = RecordFactory(meeting=meeting, state="check", text_en=NAMING)
    assert (
        resolve(
            secretariat, meeting, key=record.pk, mark="0" * 64, reason="Said in public before."
        ).status_code
        == 422
    )
    assert (
        resolve(secretariat, meeting, key="x", mark="0" * 64, reason="Said in public before.").status_code
        == 422
    )


def test_changed_words_are_checked_anew_at_the_release(secretariat, cast, meeting):
    record = RecordFactory(meeting=meeting, state="check", text_en="Posts need radios.")
    Record.objects.filter(pk=record.pk).update(checked=record.digest, open_findings=0)
    resolve(
        secretariat,
        meeting,
        verb="change",
        key=record.pk,
        fingerprint=record.fingerprint,
        kind="point",
        text_en=NAMING,
    )
    record.refresh_from_db()
    assert (record.checked, record.open_findings) == ("", None)
    with pytest.raises(Exception, match="nothing to release"):
        actions.release_records(meeting=meeting, by=cast["secretariat"])


def test_nobody_releases_what_they_have_not_read(secretariat, meeting):
    record = RecordFactory(meeting=meeting, state="check", text_en="Posts need radios.")
    address = reverse("records:release", args=[meeting.slug])
    read = secretariat.get(address).context["stamp"]
    for sent in ({}, {"read": "0" * 20}):
        assert "Read them once more" in secretariat.post(address, sent, follow=True).content.decode()
    Record.objects.filter(pk=record.pk).update(text_en="Whoever spoke last needs boats.")
    page = secretariat.post(address, {"read": read}, follow=True).content.decode()
    assert "needs boats" in page
    assert not Release.objects.exists()
    RecordFactory(meeting=meeting, state="check", text_en="Came later.")
    assert secretariat.get(address).context["stamp"] != read
    read_and_release(secretariat, meeting)
    assert Record.objects.filter(state="released").count() == 2


def test_a_change_of_what_is_gone_from_the_check_keeps_what_was_typed(secretariat, meeting):
    record = RecordFactory(meeting=meeting, state="check")
    loaded = record.fingerprint
    Record.objects.filter(pk=record.pk).update(is_dropped=True)
    answer = resolve(
        secretariat, meeting, verb="change", key=record.pk, fingerprint=loaded, kind="point", text_en=SECRET
    )
    assert answer.status_code == 422
    assert SECRET in answer.content.decode()


@pytest.mark.parametrize(
    "values",
    [{}, {"open_findings": 0}, {"checked": "0" * 64, "open_findings": 0}, {"checked": "own", "open_findings": 1},
     {"checked": "own", "open_findings": None}, {"checked": "own", "open_findings": 0, "is_dropped": True},
     {"checked": "own", "open_findings": 0, "text_en": "Other words"}],
)  # fmt: skip
def test_the_database_releases_nothing_unchecked(values, meeting):
    record = RecordFactory(meeting=meeting, state="check", text_en="Posts need radios.")
    if values.get("checked") == "own":
        values = {**values, "checked": record.digest}
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.filter(pk=record.pk).update(state="released", **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        RecordFactory(meeting=meeting, state="released")


def test_the_database_keeps_a_released_text(meeting):
    record = released(meeting=meeting, text_en="Final", text_ar="نهائي")
    for column in ("text_en", "text_ar", "text_fr"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE meetings_record SET {column} = 'Changed' WHERE id = %s", [record.pk])


def test_a_released_record_is_read_again_with_those_who_were_named_later(secretariat, meeting):
    released(meeting=meeting, text_en="The point of Zubaida Quortobi was taken up.")
    address = reverse("records:check", args=[meeting.slug])
    assert "the check points at this record" not in secretariat.get(address).content.decode()
    convene.DelegateFactory(invitation__meeting=meeting, name="Zubaida Quortobi")
    assert "the check points at this record" in secretariat.get(address).content.decode()


@pytest.mark.parametrize("who", CAST)
def test_the_summary_is_read_by_the_circle_of_the_meeting(who, client_of, meeting):
    released(meeting=meeting, text_en=SECRET, kind="practice")
    RecordFactory(meeting=meeting, text_en="unreleased", state="check")
    for name in ("summary", "summary_pdf", "summary_word"):
        answer = client_of(who).get(reverse(f"meetings:{name}", args=[meeting.slug]))
        assert answer.status_code == (200 if who in READERS else 404), name
        assert b"unreleased" not in answer.content
    page = client_of(who).get(meeting.get_absolute_url()).content.decode()
    assert ("Summary of discussions" in page) == (who in READERS)
    hits = client_of(who).get(f"/en/search/?q={SECRET}").content.decode()
    assert ("#record-" in hits) == (who in READERS)
    assert "#record-" not in client_of(who).get("/en/search/?q=unreleased").content.decode()


def test_a_public_meeting_has_a_public_summary(client_of, world):
    meeting = convene.MeetingFactory(regional_map=world.mtm, access="public")
    assert client_of("anonymous").get(reverse("meetings:summary", args=[meeting.slug])).status_code == 404
    released(meeting=meeting, text_en=SECRET, kind="recommendation")
    actions.forget_pages()
    page = client_of("anonymous").get(reverse("meetings:summary", args=[meeting.slug])).content.decode()
    assert SECRET in page
    assert "#record-" in client_of("anonymous").get(f"/en/search/?q={SECRET}").content.decode()


def test_points_are_not_found_by_search(client_of, world):
    meeting = convene.MeetingFactory(regional_map=world.mtm, access="public")
    released(meeting=meeting, text_en=SECRET, kind="point")
    assert "#record-" not in client_of("anonymous").get(f"/en/search/?q={SECRET}").content.decode()


def test_a_missing_language_is_marked_and_sessions_come_in_order(client_of, meeting):
    session = meeting.sessions.first()
    released(meeting=meeting, text_en="Whole", kind="conclusion")
    released(meeting=meeting, session=session, text_en="English only", kind="point")
    released(meeting=meeting, session=session, text_ar="نقطة", text_en="Both", kind="practice")
    page = client_of("focal_mar").get(f"/ar/meetings/{meeting.slug}/summary/").content.decode()
    assert page.index("English only") < page.index("نقطة") < page.index("Whole")
    assert 'lang="en" dir="ltr"><div><p>English only' in page
    assert "badge-language" in page


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_the_word_document_tags_its_languages_and_names_nobody(language, client_of, cast, meeting):
    released(meeting=meeting, text_en="English text", text_ar="نص عربي")
    Release.objects.create(meeting=meeting, day="2026-11-20", by=cast["secretariat"], records=1, accepted=0)
    answer = client_of("secretariat").get(f"/{language}/meetings/{meeting.slug}/summary.docx")
    document = Document(io.BytesIO(answer.content))
    said = {paragraph.text: paragraph for paragraph in document.paragraphs}
    line = next(
        each for words, each in said.items() if ("نص عربي" if language == "ar" else "English text") in words
    )
    tag = line.runs[0]._element.rPr.find(qn("w:lang"))
    assert tag.get(qn("w:bidi") if language == "ar" else qn("w:val")).startswith(
        "ar" if language == "ar" else "en"
    )
    assert (line._element.pPr.find(qn("w:bidi")) is not None) == (language == "ar")
    assert any(words.startswith("[English]") for words in said) == (language == "fr")
    day = {"ar": "نُشر في 20 نوفمبر 2026", "en": "Released on 20 November 2026.", "fr": "le 20 novembre 2026"}
    assert any(day[language] in words for words in said), list(said)
    assert (document.sections[0]._sectPr.find(qn("w:bidi")) is not None) == (language == "ar")
    properties = document.core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    assert properties.created.isoformat() == "2026-11-20T00:00:00+00:00"


@pytest.mark.parametrize("language", ["ar", "en", "fr"])
def test_the_pdf_is_tagged_and_names_nobody(language, client_of, cast, meeting):
    import pikepdf
    import pypdfium2

    released(meeting=meeting, text_en="English text", text_ar="نص عربي")
    released(meeting=meeting, text_en="https://example.org/" + "addressofapaper" * 20)
    answer = client_of("secretariat").get(f"/{language}/meetings/{meeting.slug}/summary.pdf")
    with pikepdf.open(io.BytesIO(answer.content)) as made:
        assert str(made.Root.Lang) == language
        assert set(made.docinfo.keys()) <= {"/Title", "/Producer"}
    with pypdfium2.PdfDocument(answer.content) as read:
        said = " ".join(page.get_textpage().get_text_range() for page in read)
        edges = [(part.get_bounds()[2], page.get_width()) for page in read for part in page.get_objects()]
    assert ("نص عربي" if language == "ar" else "English text") in said
    assert all(right <= width for right, width in edges), "a long address goes on in the next line"
    assert cast["secretariat"].email.encode() not in answer.content


def test_in_the_workspace_the_secretariat_finds_what_waits(secretariat, client_of, meeting):
    RecordFactory(meeting=meeting, state="check")
    assert "1 record waits for the check" in secretariat.get("/workspace/").content.decode()
    assert "waits for the check" not in client_of("prague").get("/workspace/").content.decode()
