"""Is a TCP port free, and if not, who holds it."""

import errno
import os
import socket
from pathlib import Path

from portal_tools.console import StepError


def must_be_free(address: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise StepError(f"Port {port} on {address} cannot be opened: {error.strerror}.") from error
            holder = holder_of(port) or "another program"
            raise StepError(
                f"Port {port} is taken by {holder}. Choose another: make demo PORT={port + 1}"
            ) from error


def holder_of(port: int) -> str | None:
    """'name (process 123)', where the kernel tells this account."""
    links = {f"socket:[{inode}]" for inode in _listening(port)}
    for folder in Path("/proc").glob("[0-9]*/fd"):
        try:
            if any(os.readlink(handle) in links for handle in folder.iterdir()):
                words = (folder.parent / "cmdline").read_bytes().decode(errors="replace").split("\0")
                return f"`{' '.join(words).strip()[:80]}` (process {folder.parent.name})"
        except OSError:
            continue
    return None


def _listening(port: int) -> set[str]:
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            lines = Path(table).read_text().splitlines()[1:]
        except OSError:
            continue
        fields = [line.split() for line in lines]
        found |= {row[9] for row in fields if row[3] == "0A" and int(row[1].rsplit(":", 1)[1], 16) == port}
    return found
