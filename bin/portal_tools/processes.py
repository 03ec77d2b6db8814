"""Processes that live as long as `make demo` does."""

import ctypes
import http.client
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from portal_tools.account import Account
from portal_tools.console import StepError
from portal_tools.paths import LOGS, ROOT
from portal_tools.shell import Command, tail

LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1


def _end_with_parent() -> None:
    """Even when the parent is killed and cannot say goodbye, the kernel sends this on."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Crew:
    """What was started together and stops together."""

    account: Account
    env: Mapping[str, str]
    members: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, command: Command) -> None:
        log = LOGS / f"{name}.log"
        if log.exists():
            log.replace(log.with_suffix(".log.1"))
        with log.open("wb") as output:
            self.members[name] = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=ROOT,
                env=dict(self.env),
                start_new_session=True,
                preexec_fn=_end_with_parent,
                **self.account.drop(),
            )

    def fallen(self) -> str | None:
        return next((name for name, member in self.members.items() if member.poll() is not None), None)

    def must_stand(self) -> None:
        if name := self.fallen():
            code = self.members[name].returncode
            raise StepError(f"The {name} ended with {code}:\n{tail(LOGS / f'{name}.log')}")

    def stop(self) -> None:
        for member in self.members.values():
            member.terminate()
        deadline = time.monotonic() + 15
        for member in self.members.values():
            try:
                member.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                member.kill()
                member.wait()


def answers(address: str, port: int, path: str, site: str) -> bool:
    """Asked as the outside would ask: `site` is the portal's address there."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address, address)
    outside = urlsplit(site)
    line = http.client.HTTPConnection(host, port, timeout=5)
    try:
        line.request("GET", path, headers={"Host": outside.netloc, "X-Forwarded-Proto": outside.scheme})
        return line.getresponse().status == 200
    except OSError:
        return False
    finally:
        line.close()
