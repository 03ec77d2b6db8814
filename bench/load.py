"""Taking measurements: wrk for rates, one connection that stays open for times."""

import re
import statistics
import subprocess
import time
from collections.abc import Callable
from http.client import HTTPConnection
from urllib.parse import urlsplit

CONNECTIONS = 8
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
FAULT = re.compile(r"(Non-2xx or 3xx responses|Socket errors): (.+)")


def rate(address: str, seconds: int = 4) -> float:
    """Requests a second over eight connections. An answer that is no page spoils the measurement."""
    done = subprocess.run(
        ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", address],
        capture_output=True,
        text=True,
        check=True,
    )
    if fault := FAULT.search(done.stdout):
        raise SystemExit(f"{address}: {fault[0]}")
    found = RATE.search(done.stdout)
    assert found, done.stdout
    return float(found[1])


def medians_ms(*tasks: Callable[[], object], times: int, batches: int = 3, warm: int = 20) -> list[float]:
    """Of each task the best of some batches' medians; the tasks take turns, so that a busy moment strikes all of them."""
    for task in tasks * warm:
        task()
    medians = [[statistics.median(taken) for taken in in_turns(tasks, times)] for _ in range(batches)]
    return [min(column) * 1000 for column in zip(*medians, strict=True)]


def in_turns(tasks: tuple[Callable[[], object], ...], times: int) -> list[list[float]]:
    taken: list[list[float]] = [[] for _ in tasks]
    for _ in range(times):
        for task, seconds in zip(tasks, taken, strict=True):
            started = time.perf_counter()
            task()
            seconds.append(time.perf_counter() - started)
    return taken


class Line:
    """One connection to the portal that stays open, perhaps with a reader's session."""

    def __init__(self, address: str, session: str = "") -> None:
        self.http = HTTPConnection(urlsplit(address).netloc, timeout=60)
        self.headers = {"Cookie": f"sessionid={session}"} if session else {}

    def get(self, path: str, status: int = 200, **headers: str) -> bytes:
        answer = self.ask(path, **headers)
        if answer.status != status:
            raise SystemExit(f"{path}: {answer.status} instead of {status}")
        return answer.body

    def ask(self, path: str, **headers: str) -> "Answer":
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        self.http.request("GET", path, headers={**self.headers, **more})
        response = self.http.getresponse()
        return Answer(response.status, dict(response.getheaders()), response.read())

    def close(self) -> None:
        self.http.close()


class Answer:
    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body
