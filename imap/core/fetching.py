"""Asking other servers, politely and within limits: the only way by which the portal itself goes out to the web.

Each hop of a redirect is checked anew; the connection goes to the address that was checked; the answer is cut at a size
and at a time, however slowly it drips; what is compressed is counted as it unfolds.
"""

import contextlib
import os
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import quote, urljoin

from django.conf import settings
from django.utils.translation import gettext_noop

from imap.core.public_addresses import Refused, Target, target_of

REDIRECTS = {301, 302, 303, 307, 308}
LASTING = {301, 308}
# Their heads may still tell the size and the packing of what they stand for.
WITHOUT_BODY = {204, 304, *REDIRECTS}
MOST_HOPS = 5
PROGRAM = "i-Map"  # the name that a robots.txt would call it by
CHUNK = 16 * 1024
LONGEST_WAIT = timedelta(days=7)
# Kept in English, shown in the language of the page.
REASONS: dict[str, str] = {
    "address": gettext_noop("The address is none of the web (http or https, without a name and a password)."),
    "port": gettext_noop("The address names a port that is not the web’s own."),
    "private": gettext_noop("The address leads into a private network. The portal does not go there."),
    "unknown_host": gettext_noop("There is no server of this name."),
    "unreachable": gettext_noop("The server could not be reached."),
    "tls": gettext_noop("The server’s certificate is not valid."),
    "timeout": gettext_noop("The server took too long to answer."),
    "too_large": gettext_noop("The answer is larger than the limit."),
    "loop": gettext_noop("The address redirects too often."),
    "broken": gettext_noop("The answer breaks off or is no answer of the web."),
    "robots": gettext_noop("The server’s robots.txt asks programs not to look at this address."),
}


class NotFetched(Refused):
    """No answer came, or none that is let in."""


@dataclass(frozen=True)
class Limits:
    size: int = 2 * 1024 * 1024
    seconds: float = 20
    silence: float = 8
    hops: int = MOST_HOPS


@dataclass(frozen=True)
class Answer:
    """`moved_to`: where the address says that it lives from now on, if every hop up to there was a lasting one."""

    status: int
    url: str
    headers: Mapping[str, str]
    body: bytes = b""
    moved_to: str = ""

    @property
    def is_ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def retry_after(self) -> timedelta | None:
        return waiting_time(self.headers.get("retry-after", ""))


@dataclass
class Clock:
    """How much time is left; when it is over, the line is cut from beside."""

    ends_at: float
    line: socket.socket | None = None
    is_over: bool = field(default=False)

    def left(self) -> float:
        left = self.ends_at - time.monotonic()
        if left <= 0:
            raise NotFetched("timeout")
        return left

    @contextlib.contextmanager
    def guarding(self, line: socket.socket) -> Iterator[None]:
        """A copy of the handle is shut, since the encrypted line takes the first one over."""
        copy = socket.socket(fileno=os.dup(line.fileno()))
        timer = threading.Timer(self.left(), self.cut, [copy])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            copy.close()

    def cut(self, line: socket.socket) -> None:
        self.is_over = True
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)


def user_agent() -> str:
    return f"{PROGRAM}/1.0 (+{settings.SITE_URL.rstrip('/')}/en/about/)"


def fetch(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    body_wanted: bool = True,
) -> Answer:
    """Raises `NotFetched`. With `body_wanted=False` the body of the answer is left where it is."""
    limits = limits or Limits()
    clock = Clock(time.monotonic() + limits.seconds)
    at, moved_to, is_lasting = url, "", True
    for _hop in range(limits.hops + 1):
        try:
            target = target_of(at)
        except Refused as refused:
            raise NotFetched(refused.reason, refused.detail) from refused
        answer = ask(target, at, method, headers or {}, limits, clock, body_wanted)
        location = as_written(answer.headers.get("location", ""))
        if answer.status not in REDIRECTS or not location:
            return Answer(answer.status, at, answer.headers, answer.body, moved_to)
        at = quote(urljoin(at, location), safe="%/:=&?~#+!$,;'@()*[]")
        is_lasting = is_lasting and answer.status in LASTING
        moved_to = at if is_lasting else moved_to
    raise NotFetched("loop")


def as_written(header: str) -> str:
    """Many servers write an address as it is read, in UTF-8; Python takes the bytes of a header for Western European letters."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def ask(
    target: Target, url: str, method: str, headers: Mapping[str, str], limits: Limits, clock: Clock, body_wanted: bool
) -> Answer:  # fmt: skip
    """One hop."""
    try:
        return spoken(target, url, method, headers, limits, clock, body_wanted)
    except ssl.SSLCertVerificationError as error:
        raise NotFetched("tls", error.verify_message) from error
    except TimeoutError as error:
        raise NotFetched("timeout") from error
    except (HTTPException, zlib.error, ValueError) as error:
        raise NotFetched("timeout" if clock.is_over else "broken", type(error).__name__) from error
    except OSError as error:
        raise NotFetched("timeout" if clock.is_over else "unreachable", str(error)) from error


def spoken(
    target: Target, url: str, method: str, headers: Mapping[str, str], limits: Limits, clock: Clock, body_wanted: bool
) -> Answer:  # fmt: skip
    line = socket.create_connection((target.ip, target.port), min(limits.silence, clock.left()))
    connection = HTTPConnection(target.host, target.port)
    with contextlib.closing(line), clock.guarding(line):
        if target.parts.scheme == "https":
            line = trusted().wrap_socket(line, server_hostname=target.host)
        with contextlib.closing(connection), contextlib.closing(line):
            connection.sock = line
            connection.request(method, path_of(target), headers=request_headers(target, headers))
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            wants = body_wanted and method == "GET" and response.status not in WITHOUT_BODY
            body = read(response, found, limits, clock) if wants else b""
    if clock.is_over:
        raise NotFetched("timeout")
    return Answer(response.status, url, found, body)


@cache
def trusted() -> ssl.SSLContext:
    return ssl.create_default_context()


def path_of(target: Target) -> str:
    """The fragment stays here; letters beyond ASCII go as UTF-8."""
    path = quote(target.parts.path or "/", safe="%/:=&?~+!$,;'@()*[]")
    query = quote(target.parts.query, safe="%/:=&?~+!$,;'@()*[]")
    return f"{path}?{query}" if query else path


def request_headers(target: Target, headers: Mapping[str, str]) -> dict[str, str]:
    host = f"[{target.host}]" if ":" in target.host else target.host
    is_usual = target.port in (80, 443)
    return {
        "Host": host if is_usual else f"{host}:{target.port}",
        "User-Agent": user_agent(),
        "Accept-Encoding": "gzip",
        "Connection": "close",
        **headers,
    }


def read(response: HTTPResponse, headers: Mapping[str, str], limits: Limits, clock: Clock) -> bytes:
    """The body, unfolded, up to the limit: a small file that unfolds into a large one is too large as well."""
    announced = headers.get("content-length", "")
    if announced.isdigit() and int(announced) > limits.size:
        raise NotFetched("too_large", announced)
    unfold = unfolding(headers.get("content-encoding", "").strip().lower())
    taken, kept = 0, bytearray()
    while chunk := response.read1(CHUNK):
        clock.left()
        taken += len(chunk)
        kept += unfold.decompress(chunk, limits.size + 1 - len(kept)) if unfold else chunk
        if max(taken, len(kept)) > limits.size:
            raise NotFetched("too_large")
    if clock.is_over:
        raise NotFetched("timeout")
    if unfold and not unfold.eof:
        raise NotFetched("broken", "gzip")
    if announced.isdigit() and taken < int(announced):
        raise NotFetched("broken", "Content-Length")
    return bytes(kept)


def unfolding(encoding: str) -> "zlib._Decompress | None":
    if encoding in ("", "identity"):
        return None
    if encoding in ("gzip", "x-gzip", "deflate"):
        return zlib.decompressobj(47)
    raise NotFetched("broken", encoding[:40])


def waiting_time(said: str) -> timedelta | None:
    """`Retry-After`, in seconds or as a date; no longer than a week."""
    if said.strip().isdigit():
        return min(timedelta(seconds=min(int(said), 10**9)), LONGEST_WAIT)
    with contextlib.suppress(ValueError, TypeError):
        when = parsedate_to_datetime(said)
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        return max(timedelta(0), min(when - datetime.now(UTC), LONGEST_WAIT))
    return None
