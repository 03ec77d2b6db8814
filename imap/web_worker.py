"""gunicorn's worker, with words for people where a request ends before the portal sees it."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from gunicorn.http.errors import LimitRequestLine
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

TOO_LONG = Path(__file__).resolve().parents[1] / "docker" / "errors" / "414.html"


class Worker(ThreadWorker):
    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """An address that is too long is refused in the three languages, as the proxy does."""
        if not isinstance(exc, LimitRequestLine):
            super().handle_error(req, client, addr, exc)
            return
        self.log.warning("An address that is too long was refused: %s", exc)
        page = TOO_LONG.read_bytes()
        head = [
            "HTTP/1.1 414 URI Too Long", "Connection: close", "Content-Type: text/html; charset=utf-8",
            "Cache-Control: no-store", "X-Content-Type-Options: nosniff", f"Content-Length: {len(page)}", "", "",
        ]  # fmt: skip
        with suppress(OSError):  # the visitor has gone
            write_nonblock(client, "\r\n".join(head).encode("ascii") + page)
