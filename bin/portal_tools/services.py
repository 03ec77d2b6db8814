"""PostGIS and Redis together: who started them, who uses them, when they stop."""

import contextlib
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from portal_tools import account, envfile, postgres, redis
from portal_tools.console import StepError, say, step
from portal_tools.locks import exclusively
from portal_tools.paths import HOME, LOGS, MEDIA, RUN, SERVICE_LOGS, SOCKETS, STATE, VAR

LENT = RUN / "services-lent"  # there while the services run only as long as somebody uses them
USERS = RUN / "services-users"  # each user holds a shared lock on it


def prepare_folders() -> None:
    """Before anything is installed: the lock and the logs need a place."""
    for folder in (VAR, LOGS, RUN, STATE, SERVICE_LOGS):
        folder.mkdir(exist_ok=True)
    if not os.access(VAR, os.W_OK):
        raise StepError(
            f"{VAR} belongs to another account: use the one that made it, or a checkout of your own."
        )


def prepare_shared_folders() -> None:
    for folder in (MEDIA, HOME):
        folder.mkdir(exist_ok=True)
        account.services().own_all(folder)


def prepare_sockets() -> None:
    """The folder's mode is the door to the services: nobody else may have made it, nobody else may enter."""
    them = account.services()
    SOCKETS.mkdir(mode=0o700, exist_ok=True)
    status = SOCKETS.lstat()
    if stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid() != them.uid:
        them.own(SOCKETS)
        status = SOCKETS.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != them.uid:
        raise StepError(f"{SOCKETS} belongs to another account; remove it first.")
    SOCKETS.chmod(0o700)


def start(*, lend: bool) -> None:
    """`lend`: started for a user who will go; otherwise they stay until `make stop`."""
    prepare_folders()
    with exclusively("services"), step("PostGIS and Redis") as current:
        prepare_shared_folders()
        prepare_sockets()
        if not lend:
            LENT.unlink(missing_ok=True)
        elif not (postgres.is_ready() or redis.is_ready()):
            LENT.touch()
        started = [name for name, service in (("PostGIS", postgres), ("Redis", redis)) if service.start()]
        envfile.write()
        current.says(f"started {' and '.join(started)}" if started else "already running")


def stop() -> None:
    with exclusively("services"), step("Stopping PostGIS and Redis") as current:
        current.says("stopped" if _stop_both() else "not running")


def _stop_both() -> bool:
    stopped = [redis.stop(), postgres.stop()]
    LENT.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        SOCKETS.rmdir()
    return any(stopped)


@contextmanager
def in_use() -> Iterator[None]:
    """Services for the time of a block; the last user turns off what was started for users."""
    prepare_folders()
    with USERS.open("a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            start(lend=True)
            yield
        finally:
            _leave(users)


def _leave(users: IO[str]) -> None:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("PostGIS and Redis stay up: something else uses them")
        return
    if LENT.exists():
        stop()


def status() -> int:
    for name, service in (("PostGIS", postgres), ("Redis", redis)):
        say(f"{name}: {'running' if service.is_ready() else 'stopped'}")
    return 0 if postgres.is_ready() and redis.is_ready() else 1
