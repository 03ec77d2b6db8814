"""What the person at the terminal reads, and how a step fails."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class StepError(Exception):
    """A step failed in a way the person can do something about: the message says what."""


class Step:
    def __init__(self) -> None:
        self.outcome = "done"

    def says(self, outcome: str) -> None:
        self.outcome = outcome


def say(text: str = "") -> None:
    print(text, flush=True)


@contextmanager
def step(title: str) -> Iterator[Step]:
    """One line: what is done, how it ended, how long it took."""
    sys.stdout.write(f"{title} … ")
    sys.stdout.flush()
    started, current = time.monotonic(), Step()
    try:
        yield current
    except StepError:
        say(f"failed ({time.monotonic() - started:.1f} s)")
        raise
    except BaseException:
        say("interrupted")
        raise
    say(f"{current.outcome} ({time.monotonic() - started:.1f} s)")
