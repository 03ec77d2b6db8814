"""A mail server for tests, small enough to read: it takes letters, or holds one in its hands, or says no."""

import socketserver
import threading
from email import message_from_bytes
from email.message import Message


class Session(socketserver.StreamRequestHandler):
    server: "MailServer"

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 ready")
        for line in self.rfile:
            word = line.strip().upper()
            if word.startswith(b"QUIT"):
                return self.say("221 bye")
            if word == b"DATA":
                self.say("354 go on")
                self.take(self.lines_until_dot())
            elif word.startswith(b"RCPT") and self.server.refuses:
                self.say("450 not now")
            else:
                self.say("250 ok")
        return None

    def lines_until_dot(self) -> bytes:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def take(self, raw: bytes) -> None:
        self.server.letters.append(message_from_bytes(raw))
        if self.server.holds:
            self.server.released.wait(60)
        try:
            self.say("250 taken")
        except OSError:  # whoever sent it is gone
            return


class MailServer(socketserver.ThreadingTCPServer):
    """`letters`: all that were handed over. `holds`: it takes a letter and does not answer. `refuses`: it wants none."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.letters: list[Message] = []
        self.holds = self.refuses = False
        self.released = threading.Event()

    @property
    def port(self) -> int:
        return self.server_address[1]

    def __enter__(self) -> "MailServer":
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.released.set()
        self.shutdown()
        self.server_close()
