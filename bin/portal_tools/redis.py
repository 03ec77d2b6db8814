"""A private Redis under var/redis, on a unix socket, without TCP."""

import socket
import time

from portal_tools import account
from portal_tools.console import StepError
from portal_tools.paths import LOGS, REDIS, SOCKETS
from portal_tools.shell import quietly, tail

SOCKET = SOCKETS / "redis.sock"
URL = f"unix://{SOCKET}?db=0"
LOG = LOGS / "redis.log"


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
    if not _becomes(True, 15):
        raise StepError(f"Redis does not start:\n{tail(LOG)}")
    return True


def _arguments(options: dict[str, object]) -> list[str]:
    return [part for name, value in options.items() for part in (f"--{name}", str(value))]


def stop() -> bool:
    if not is_ready():
        return False
    ask(b"SHUTDOWN")
    if not _becomes(False, 15):
        ask(b"SHUTDOWN NOSAVE FORCE")
        _becomes(False, 5)
    return True


def _becomes(ready: bool, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while is_ready() != ready:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
