"""A private Redis under var/redis, on a unix socket, without TCP."""

import os
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path

from portal_tools import account
from portal_tools.console import StepError
from portal_tools.paths import REDIS, SERVICE_LOGS, SOCKETS
from portal_tools.shell import quietly, tail

SOCKET = SOCKETS / "redis.sock"
URL = f"unix://{SOCKET}?db=0"
LOG = SERVICE_LOGS / "redis.log"


def ask(command: bytes) -> bytes:
    try:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(5)
            line.connect(str(SOCKET))
            line.sendall(command + b"\r\n")
            return line.recv(64)
    except OSError:
        return b""


def is_ready() -> bool:
    return ask(b"PING").startswith(b"+PONG")


def start() -> bool:
    if is_ready():
        return False
    _end_process()
    them = account.services()
    REDIS.mkdir(mode=0o700, exist_ok=True)
    LOG.touch()
    them.own_all(REDIS)
    them.own(LOG)
    options = {
        "port": "0",
        "unixsocket": SOCKET,
        "unixsocketperm": "700",
        "dir": REDIS,
        "pidfile": REDIS / "redis.pid",
        "logfile": LOG,
        "daemonize": "yes",
        "save": "60 1",
        "stop-writes-on-bgsave-error": "no",
    }
    quietly(["redis-server", *_arguments(options)], "redis-start", account=them)
    if not _becomes(is_ready, 15):
        raise StepError(f"Redis does not start:\n{tail(LOG)}")
    return True


def _arguments(options: dict[str, object]) -> list[str]:
    return [part for name, value in options.items() for part in (f"--{name}", str(value))]


def stop() -> bool:
    return _end_process()


def process() -> int | None:
    """The process id of this checkout's Redis, if one is alive; a stale file's number may be anyone's."""
    try:
        pid = int((REDIS / "redis.pid").read_text())
        title = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError):
        return None
    return pid if str(SOCKET).encode() in title else None


def _end_process() -> bool:
    """By its number, not over the socket: someone may have swept the system's temp folder."""
    pid = process()
    if pid is None:
        return False
    for how, seconds in ((signal.SIGTERM, 15), (signal.SIGKILL, 5)):
        try:
            os.kill(pid, how)
        except ProcessLookupError:
            break
        if _becomes(lambda: process() is None, seconds):
            break
    return True


def _becomes(true: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
