"""make demo: from a bare machine to a portal in the browser."""

import fcntl
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from portal_tools import account, environment, ports, project, services
from portal_tools.console import StepError, say, step
from portal_tools.paths import BEAT, LOGS, MEDIA, PYTHON, RUN
from portal_tools.processes import Crew, answers
from portal_tools.shell import tail

LOCK = RUN / "demo-lock"
ACCOUNTS = (
    ("admin@example.org", "superuser"),
    ("secretariat@example.org", "secretariat, MTM i-Map"),
    ("prague@example.org", "secretariat, Prague i-Map"),
    ("focal.mar@example.org", "national focal point, Morocco"),
    ("focal.sen@example.org", "national focal point, Senegal"),
    ("reader.nga@example.org", "reader admitted to MTM's restricted pillar"),
    ("reader.alb@example.org", "reader admitted to Prague's i-Map only"),
    ("unhcr@example.org", "agency validator"),
    ("frontex@example.org", "agency validator"),
    ("iom@example.org", "agency validator"),
    ("translator.ar@example.org", "translator into Arabic"),
    ("translator.fr@example.org", "translator into French"),
)


def run() -> int:
    services.prepare_folders()
    with LOCK.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            _, _, address = lock.read().partition(" ")
            say(f"The demo already runs: {address or 'it is just starting'}\nmake stop ends it.")
            return 0
        return _run_alone(lock.fileno())


def _run_alone(lock: int) -> int:
    started = time.monotonic()
    address, port = os.environ.get("BIND") or "127.0.0.1", _port()
    ports.must_be_free(address, port)
    os.ftruncate(lock, 0)
    os.write(lock, f"{os.getpid()} http://localhost:{port}/".encode())
    with _signals_end_it():
        environment.prepare()
        with services.in_use():
            who = project.runner()
            project.migrate(who)
            project.compile_messages()  # the demo keeps texts and letters that are put into words as they are made
            password = project.load_demo(who, _site(port))
            project.collect_static()
            with _crew(who, address, port) as crew:
                _greet(port, password, time.monotonic() - started)
                _watch(crew)
    return 0


def _port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise StepError(f"PORT={text} is not a port.")
    if int(text) < 1024:
        raise StepError(f"PORT={text} is root's, and the portal does not run as root; choose one above 1023.")
    return int(text)


@contextmanager
def _signals_end_it() -> Iterator[None]:
    """Ctrl-C, `make stop` and a closed terminal all end the demo once; what stops is not disturbed again."""

    def end(number: int, frame: FrameType | None) -> None:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    nohup = signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    for each in (signal.SIGINT, signal.SIGTERM, *(() if nohup else (signal.SIGHUP,))):
        signal.signal(each, end)
    try:
        yield
    except KeyboardInterrupt:
        say("\nStopped.")


@contextmanager
def _crew(who: account.Account, address: str, port: int) -> Iterator[Crew]:
    BEAT.mkdir(exist_ok=True)
    for folder in (BEAT, MEDIA):
        who.own_all(folder)
    crew = Crew(who, project.environment(SITE_URL=_site(port)))
    try:
        with step("Web, worker and beat"):
            _start_web(crew, address, port)
            _start_celery(crew)
        yield crew
    finally:
        with step("\nStopping web, worker and beat"):
            crew.stop()


def _site(port: int) -> str:
    return os.environ.get("SITE_URL") or f"http://localhost:{port}"


def _start_web(crew: Crew, address: str, port: int) -> None:
    bind = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
    command: list[str | Path] = [PYTHON, "-m", "gunicorn", "imap.wsgi:application", "--bind", bind]
    size = ("--workers", "2", "--worker-class", "imap.web_worker.Worker", "--threads", "2")
    longest = ("--limit-request-line", "8190")
    # No secrets and no sizes, as in docker/web.sh.
    log = (
        "--access-logfile",
        "-",
        "--logger-class",
        "imap.access_log.AccessLog",
        "--access-logformat",
        '%(h)s %(t)s "%(r)s" %(s)s "%(f)s" "%(a)s"',
    )
    crew.start("web", [*command, *size, *longest, *log, "--no-control-socket"])
    deadline = time.monotonic() + 90
    while not answers(address, port, "/healthz", crew.env["SITE_URL"]):
        crew.must_stand()
        if time.monotonic() > deadline:
            raise StepError(f"/healthz does not answer on port {port}:\n{tail(LOGS / 'web.log')}")
        time.sleep(0.25)


def _start_celery(crew: Crew) -> None:
    celery: list[str | Path] = [PYTHON, "-m", "celery", "-A", "imap"]
    quiet = ["--without-gossip", "--without-mingle", "--hostname", "worker@demo"]
    crew.start("worker", [*celery, "worker", "--concurrency", "2", "--loglevel", "INFO", *quiet])
    crew.start("beat", [*celery, "beat", "--schedule", BEAT / "schedule", "--pidfile=", "--loglevel", "INFO"])


def _greet(port: int, password: str | None, seconds: float) -> None:
    say(
        f"\nThe portal is at http://localhost:{port}/ (after {seconds:.0f} s). Logs: var/log/. Ctrl-C stops it.\n"
    )
    for email, role in ACCOUNTS:
        say(f"  {email:<27} {role}")
    if password:
        say(f"\nPassword of all of them, shown this once: {password}")
    elif os.environ.get("IMAP_DEMO_PASSWORD"):
        say("\nPassword of all of them: as set in IMAP_DEMO_PASSWORD")
    else:
        say("\nPassword: as shown at the first start. IMAP_DEMO_PASSWORD='…' make demo sets another.")
    project.demo_is_shown()


def _watch(crew: Crew) -> None:
    while True:
        crew.must_stand()
        time.sleep(0.5)


def stop() -> None:
    """End a running demo, wherever it is in its start."""
    if not LOCK.exists():
        return
    with LOCK.open("r") as lock:
        pid = lock.read().partition(" ")[0]
        deadline = time.monotonic() + 60
        if _is_free(lock.fileno()) or not pid:
            return
        with step("Stopping the demo"):
            os.kill(int(pid), signal.SIGTERM)
            while not _is_free(lock.fileno()):
                if time.monotonic() > deadline:
                    raise StepError(f"Process {pid} does not end.")
                time.sleep(0.1)


def _is_free(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
