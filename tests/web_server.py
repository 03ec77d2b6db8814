"""A server of the web in a thread: what each path answers is a function of the request."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = tuple[int, dict[str, str], bytes]
Route = Answer | Callable[["Handler"], Answer | None]


class Handler(BaseHTTPRequestHandler):
    """A route that answers None has written to the line itself."""

    routes: dict[str, Route]
    asked: list[tuple[str, str, dict[str, str]]]

    def do_GET(self) -> None:
        self.asked.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}))
        route = self.routes.get(self.path, (404, {}, b"nothing here"))
        answer = route(self) if callable(route) else route
        if answer is None:
            return
        status, headers, body = answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers and "Transfer-Encoding" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, *args: object) -> None:
        """Quiet."""


class Server:
    def __init__(self, server: ThreadingHTTPServer, handler: type[Handler]) -> None:
        self.address = f"http://127.0.0.1:{server.server_address[1]}"
        self.routes, self.asked = handler.routes, handler.asked

    def url(self, path: str) -> str:
        return self.address + path


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args: object) -> None:
        """A client that hangs up is what some tests are about."""


@contextmanager
def serving() -> Iterator[Server]:
    handler = type("Here", (Handler,), {"routes": {}, "asked": []})
    server = Quiet(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield Server(server, handler)
    finally:
        server.shutdown()
        server.server_close()
