"""One at a time, between terminals."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from portal_tools.console import say
from portal_tools.paths import RUN


@contextmanager
def exclusively(name: str) -> Iterator[None]:
    """Ends with the process that holds it, however that ends."""
    RUN.mkdir(parents=True, exist_ok=True)
    with (RUN / f"{name}-lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"Waiting for another command's {name}")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
