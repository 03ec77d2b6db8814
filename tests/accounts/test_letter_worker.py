"""A real Celery worker on the real Redis, and a mail server that listens: what is killed midway leaves no double mail."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.actions import post, send_again
from accounts.models import Letter, User
from accounts.tasks import send_letter, send_waiting_letters
from imap.celery import app
from tests import factories as make
from tests.mail_server import MailServer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("_occasion")]
ROOT = Path(__file__).resolve().parent.parent.parent


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.1)


class Worker:
    """One worker with one process for tasks, on a queue of its own."""

    def __init__(self, env: dict[str, str], queue: str, log: Path) -> None:
        self.log = log
        command = [
            sys.executable, "-m", "celery", "-A", "imap", "worker", "--concurrency", "1", "--queues", queue,
            "--without-gossip", "--without-mingle", "--hostname", f"{queue}@tests", "--loglevel", "INFO",
        ]  # fmt: skip
        with log.open("ab") as output:
            self.process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output)

    def said(self, words: str) -> int:
        return self.log.read_text().count(words)

    def hands(self) -> list[int]:
        """The processes in which tasks run."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def kill(self) -> None:
        """All at once, as a machine that loses its power."""
        hands = self.hands() if self.process.poll() is None else []
        for pid in (self.process.pid, *hands):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait()


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        yield server


@pytest.fixture
def queue() -> Iterator[str]:
    """Tasks go to the broker, to a queue that nobody else works on."""
    name, before = f"letters-{os.getpid()}-{time.monotonic_ns()}", app.conf.task_routes
    app.conf.task_always_eager = False
    route_to({"*": {"queue": name}})
    yield name
    route_to(before)


def route_to(routes: dict[str, dict[str, str]] | None) -> None:
    app.conf.task_routes = routes
    app.amqp.flush_routes()
    app.amqp.router = app.amqp.Router()


@pytest.fixture
def start_worker(mail_server, queue, tmp_path) -> Iterator[Callable[[], Worker]]:
    own = settings.DATABASES["default"]
    env = {
        **os.environ,
        "DATABASE_URL": f"postgis://{own['USER']}@/{own['NAME']}?host={own['HOST']}",
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}",
        "IMAP_DEMO": "0",
        "SITE_URL": "http://localhost:8000",
    }
    workers: list[Worker] = []

    def start() -> Worker:
        workers.append(Worker(env, queue, tmp_path / f"worker-{len(workers)}.log"))
        until(lambda: workers[-1].said(" ready."))
        return workers[-1]

    yield start
    for worker in workers:
        worker.kill()


@pytest.fixture
def reader(db) -> User:
    return make.UserFactory(email="reader@example.org", name="Amina", preferred_language="ar")


def post_to(reader: User) -> Letter:
    return post(to=reader, kind="occasion", key="occasion:1", context={"title": "المغرب"})


def state_of(letter: Letter) -> str:
    return Letter.objects.values_list("state", flat=True).get(pk=letter.pk)


def test_a_letter_leaves_through_worker_and_server_as_it_was_written(reader, start_worker, mail_server):
    start_worker()
    letter = post_to(reader)
    until(lambda: state_of(letter) == "sent")
    for _ in range(3):  # as the broker may deliver a task again
        send_letter.delay(letter.pk)
    assert send_waiting_letters() == 0
    (message,) = mail_server.letters
    text, html = (part.get_payload(decode=True).decode() for part in message.get_payload())
    assert message["To"] == "reader@example.org"
    assert "المغرب" in text
    assert 'lang="ar" dir="rtl"' in html


def test_a_task_killed_midway_leaves_no_double_mail(reader, start_worker, mail_server):
    worker = start_worker()
    mail_server.holds = True
    letter = post_to(reader)
    until(lambda: mail_server.letters)
    assert state_of(letter) == "sending"
    for pid in worker.hands():
        os.kill(pid, signal.SIGKILL)
    # The worker finds its hand dead and gives the task back to the broker, which delivers it again.
    until(lambda: worker.said("] received") >= 2 and worker.said("] succeeded"))
    assert state_of(letter) == "sending"
    assert len(mail_server.letters) == 1

    Letter.objects.update(tried_at=timezone.now() - timedelta(hours=1))
    assert send_waiting_letters() == 0
    assert state_of(letter) == "doubtful"
    assert len(mail_server.letters) == 1

    mail_server.holds = False
    send_again(letter=letter, by=make.UserFactory())
    until(lambda: state_of(letter) == "sent")
    first, second = mail_server.letters
    assert first["Message-ID"] == second["Message-ID"]


def test_a_worker_that_dies_with_its_letter_leaves_it_to_people(reader, start_worker, mail_server):
    worker = start_worker()
    mail_server.holds = True
    letter = post_to(reader)
    until(lambda: mail_server.letters)
    worker.kill()
    mail_server.holds = False
    next_worker = start_worker()
    send_letter.delay(letter.pk)
    until(lambda: next_worker.said("] succeeded"))
    assert state_of(letter) == "sending"
    assert len(mail_server.letters) == 1


def test_a_server_that_says_no_gets_it_at_the_next_round(reader, start_worker, mail_server):
    start_worker()
    mail_server.refuses = True
    letter = post_to(reader)
    until(lambda: state_of(letter) == "failed")
    mail_server.refuses = False
    assert send_waiting_letters() == 0, "its pause is not over"
    Letter.objects.update(send_after=timezone.now())
    assert send_waiting_letters() == 1
    until(lambda: state_of(letter) == "sent")
    assert len(mail_server.letters) == 1
