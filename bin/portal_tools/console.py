"""What the person at the terminal reads, and how a step fails."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
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
    """One line: what is done, how it ended, how long it took. Beside another step, all of it at the end."""
    begun = f"{title} … "
    if threading.current_thread() is threading.main_thread():
        sys.stdout.write(begun)
        sys.stdout.flush()
        begun = ""
    started, current = time.monotonic(), Step()
    try:
        yield current
    except StepError:
        say(f"{begun}failed ({time.monotonic() - started:.1f} s)")
        raise
    except BaseException:
        say(f"{begun}interrupted")
        raise
    say(f"{begun}{current.outcome} ({time.monotonic() - started:.1f} s)")


def at_once(*steps: Callable[[], object]) -> None:
    """Steps that need nothing of each other, side by side; the first that fails is raised when all have ended."""
    with ThreadPoolExecutor(len(steps)) as pool:
        running = [pool.submit(each) for each in steps]
    for each in running:
        each.result()
