"""Writing letters and sending them: in the reader's language, once, and with tries that end."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from accounts.actions import CannotBeSentAgain, post, send_again
from accounts.actions.letter import PAUSES, deliver
from accounts.letters import KINDS, Kind, one_line
from accounts.models import Letter, User
from accounts.tasks import forget_old_letters, send_waiting_letters
from imap.core import numbers
from tests import factories as make

pytestmark = pytest.mark.usefixtures("_occasion")
GREETING = {"ar": "الملامح", "en": "Profiles", "fr": "Profils"}


@pytest.fixture
def reader(db) -> User:
    return make.UserFactory(email="reader@example.org", name="Amina")


@pytest.fixture
def posted(reader, django_capture_on_commit_callbacks):
    """Posts to the reader and lets the transaction end."""

    def post_it(key: str = "occasion:1", **kwargs) -> Letter | None:
        with django_capture_on_commit_callbacks(execute=True):
            letter = post(
                **{"to": reader, "kind": "occasion", "key": key, "context": {"title": "Morocco"}, **kwargs}
            )
        return Letter.objects.get(pk=letter.pk) if letter else None

    return post_it


class ServerSays(EmailBackend):
    """A mail server that fails as told: while it is opened, or with the letter in its hands."""

    on_open: Exception | None = None
    on_send: Exception | None = None

    def open(self) -> bool:
        if self.on_open:
            raise self.on_open
        return True

    def send_messages(self, messages):
        if self.on_send:
            raise self.on_send
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.ServerSays"
    monkeypatch.setattr(ServerSays, "on_open", None)
    monkeypatch.setattr(ServerSays, "on_send", None)
    return ServerSays


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr"), ("fr", "ltr")])
def test_it_speaks_the_readers_language_in_its_direction(language, direction, reader, posted):
    reader.preferred_language = language
    letter = posted()
    (message,) = mail.outbox
    html, kind = message.alternatives[0]
    assert letter.state == Letter.State.SENT
    assert letter.sent_at is not None
    assert message.to == ["reader@example.org"]
    assert kind == "text/html"
    assert f'<html lang="{language}" dir="{direction}">' in html
    assert f"http://localhost:8000/{language}/" in message.body
    assert message.extra_headers["Content-Language"] == language
    assert "Amina" in message.body
    assert "Amina" in html
    assert "Morocco" in message.subject


def test_arabic_lines_that_begin_with_a_latin_name_are_told_their_direction(reader, posted):
    reader.preferred_language = "ar"
    mtm = make.RegionalMapFactory()
    letter = posted(regional_map=mtm)
    first = letter.text.splitlines()[0]
    assert first.startswith("\u200fi-Map")
    assert "\u200f" not in next(line for line in letter.text.splitlines() if line.startswith("http"))


def test_the_digits_are_the_readers_not_those_of_who_caused_it(posted):
    token = numbers.chosen.set("arab")
    try:
        posted()
        assert numbers.chosen.get() == "arab"
    finally:
        numbers.chosen.reset(token)


@pytest.mark.parametrize(
    "name",
    [
        "Morocco\r\nBcc: everyone@example.org",
        "Morocco\nBcc: everyone@example.org",
        "Morocco\x00\x0b\x0c",
        "Morocco\u2028Bcc: everyone@example.org",
        "Morocco\u202egro.elpmaxe",
        "<script>alert(1)</script>",
        "Morocco " * 100,
    ],
)
def test_names_make_no_headers_and_no_markup(name, reader, posted):
    reader.name = name[:150]
    letter = posted(context={"title": name})
    message = mail.outbox[0].message()
    assert letter.state == Letter.State.SENT
    assert "Bcc" not in message
    assert message["To"] == "reader@example.org"
    assert len(letter.subject) <= 250
    assert not any(mark in letter.subject for mark in "\r\n\x00\u202e\u2028")
    assert "<script>" not in letter.html


def test_one_line_keeps_words_apart():
    assert one_line(" A\n  b\tc ") == "A b c"


def test_a_key_is_posted_once(posted):
    first, second = posted(), posted(context={"title": "Tunisia"})
    assert first == second
    assert "Morocco" in Letter.objects.get().text
    assert len(mail.outbox) == 1


def test_a_task_that_runs_twice_sends_once(posted):
    letter = posted()
    assert deliver(pk=letter.pk) is None
    assert send_waiting_letters() == 0
    assert len(mail.outbox) == 1
    assert Letter.objects.get().tries == 1


def test_who_cannot_sign_in_gets_none(reader, posted):
    reader.is_active = False
    assert posted() is None
    assert not Letter.objects.exists()


def test_nothing_leaves_before_the_transaction_ends(reader, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks():
        letter = post(to=reader, kind="occasion", key="k", context={"title": "x"})
    assert Letter.objects.get(pk=letter.pk).state == Letter.State.WAITING
    assert not mail.outbox
    assert send_waiting_letters() == 1
    assert len(mail.outbox) == 1


def test_a_letter_waits_for_its_day(posted):
    letter = posted(send_after=timezone.now() + timedelta(days=1))
    assert send_waiting_letters() == 0
    assert deliver(pk=letter.pk) is None
    Letter.objects.update(send_after=timezone.now())
    assert send_waiting_letters() == 1
    assert len(mail.outbox) == 1


def test_a_server_that_is_away_is_asked_again_with_growing_pauses_and_given_up(posted, server):
    server.on_open = ConnectionRefusedError("nobody there")
    letter = posted()
    for number, pause in enumerate(PAUSES, start=1):
        assert (letter.state, letter.tries) == (Letter.State.FAILED, number)
        assert abs(letter.send_after - timezone.now() - pause) < timedelta(seconds=20)
        assert send_waiting_letters() == 0
        Letter.objects.update(send_after=timezone.now())
        assert send_waiting_letters() == 1
        letter.refresh_from_db()
    assert (letter.state, letter.tries) == (Letter.State.GIVEN_UP, 6)
    assert letter.last_error == "ConnectionRefusedError: nobody there"
    assert send_waiting_letters() == 0
    assert sorted(PAUSES) == PAUSES


def test_a_server_that_comes_back_gets_it_once(posted, server):
    server.on_open = TimeoutError("slow")
    posted()
    server.on_open = None
    Letter.objects.update(send_after=timezone.now())
    send_waiting_letters()
    letter = Letter.objects.get()
    assert (letter.state, letter.last_error) == (Letter.State.SENT, "")
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"reader@example.org": (550, b"no such user")}), Letter.State.FAILED),
        (smtplib.SMTPDataError(451, b"later"), Letter.State.FAILED),
        (smtplib.SMTPServerDisconnected("gone"), Letter.State.DOUBTFUL),
        (TimeoutError("no answer"), Letter.State.DOUBTFUL),
        (RuntimeError("who knows"), Letter.State.DOUBTFUL),
    ],
)
def test_only_a_plain_no_is_tried_again(error, state, posted, server):
    server.on_send = error
    letter = posted()
    assert letter.state == state
    assert letter.last_error
    server.on_send = None
    Letter.objects.update(send_after=timezone.now() - timedelta(days=1))
    assert send_waiting_letters() == (1 if state == Letter.State.FAILED else 0)


def test_what_a_dead_worker_left_is_doubtful_and_never_sent_by_itself(reader):
    letter = make.LetterFactory(user=reader, state="sending", tries=1, tried_at=timezone.now())
    assert send_waiting_letters() == 0
    letter.refresh_from_db()
    assert letter.state == Letter.State.SENDING
    Letter.objects.update(tried_at=timezone.now() - timedelta(hours=1))
    assert send_waiting_letters() == 0
    letter.refresh_from_db()
    assert letter.state == Letter.State.DOUBTFUL
    assert deliver(pk=letter.pk) is None
    assert not mail.outbox


def test_a_worker_that_was_taken_for_dead_may_still_say_that_it_sent(reader, posted, server, monkeypatch):
    def slow(connection, messages):
        Letter.objects.update(state="doubtful")
        return 1

    monkeypatch.setattr(server, "send_messages", slow)
    assert posted().state == Letter.State.SENT


@pytest.mark.parametrize("state", ["failed", "given_up", "doubtful"])
def test_staff_send_again_to_the_present_address(state, reader, cast, django_capture_on_commit_callbacks):
    letter = make.LetterFactory(user=reader, address="old@example.org", state=state, tries=6)
    with django_capture_on_commit_callbacks(execute=True):
        send_again(letter=letter, by=cast["secretariat"])
    letter.refresh_from_db()
    assert (letter.state, letter.tries, letter.sent_again_by) == ("sent", 1, cast["secretariat"])
    assert mail.outbox[0].to == ["reader@example.org"]


@pytest.mark.parametrize("state", ["waiting", "sending", "sent"])
def test_nothing_else_is_sent_again(state, reader, cast):
    letter = make.LetterFactory(user=reader, state=state, sent_at=timezone.now())
    with pytest.raises(CannotBeSentAgain):
        send_again(letter=letter, by=cast["secretariat"])


def test_a_kind_may_say_that_the_time_has_passed(posted, monkeypatch):
    monkeypatch.setitem(KINDS, "occasion", Kind("Occasion", lambda letter: False))
    letter = posted()
    assert (letter.state, letter.kind_label) == (Letter.State.GIVEN_UP, "Occasion")
    assert letter.last_error.startswith("Not sent: this person is no longer")
    assert not mail.outbox


def test_an_account_that_was_switched_off_meanwhile_gets_nothing(reader, posted):
    posted(send_after=timezone.now() + timedelta(days=1))
    User.objects.update(is_active=False)
    Letter.objects.update(send_after=None)
    send_waiting_letters()
    assert Letter.objects.get().state == Letter.State.GIVEN_UP
    assert not mail.outbox


def test_headers_for_one_click_unsubscribing(posted):
    posted(unsubscribe_url="https://imap.example.org/stop/abc/")
    message = mail.outbox[0].message()
    assert message["List-Unsubscribe"] == "<https://imap.example.org/stop/abc/>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "https://imap.example.org/stop/abc/" in mail.outbox[0].body


def test_other_letters_have_no_such_header_and_a_lasting_id(posted):
    letter = posted()
    message = mail.outbox[0].message()
    assert "List-Unsubscribe" not in message
    assert f".{letter.pk}@localhost>" in message["Message-ID"]


def test_answers_go_to_the_secretariat(posted):
    posted(regional_map=make.RegionalMapFactory(contact="mtm@example.org"))
    posted(key="occasion:2")
    first, second = (message.message() for message in mail.outbox)
    assert first["Reply-To"] == "mtm@example.org"
    assert "Reply-To" not in second


def test_old_words_are_forgotten_and_the_key_is_not(posted, settings):
    letter = posted()
    Letter.objects.update(created_at=timezone.now() - timedelta(days=settings.OUTBOX_DAYS + 1))
    waiting = make.LetterFactory(created_at=timezone.now() - timedelta(days=settings.OUTBOX_DAYS + 1))
    assert forget_old_letters() == 1
    letter.refresh_from_db()
    assert (letter.text, letter.html) == ("", "")
    assert posted() == letter
    waiting.refresh_from_db()
    assert waiting.text
