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


def median_ms(do: Callable[[], object], times: int, warm: int = 20) -> float:
    for _ in range(warm):
        do()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        do()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken) * 1000


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
