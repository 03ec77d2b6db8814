"""What `make bench` does: a database of its own, the corpus, the measurements, a table; then everything is put away."""

import argparse
import fcntl
import os
import shutil
import signal
import sys
import time
from types import FrameType

from bench.place import FOLDER, prepare_environment

PARTS = ("page", "list", "tiles")


def main(arguments: list[str]) -> int:
    asked = argparse.ArgumentParser("make bench", description="Measures the portal: docs/speed.md.")
    asked.add_argument(
        "parts", nargs="*", metavar="part", help=f"{', '.join(PARTS)}; all where none is named"
    )
    parts = asked.parse_args(arguments).parts or list(PARTS)
    if unknown := set(parts) - set(PARTS):
        asked.error(f"unknown: {', '.join(sorted(unknown))}")
    signal.signal(signal.SIGTERM, interrupt)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with FOLDER.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("A bench is running already.", file=sys.stderr)
            return 1
        return alone(parts)


def interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def alone(parts: list[str]) -> int:
    prepare_environment()
    import django

    django.setup()
    from bench.measured import measured
    from bench.table import drawn

    started = time.monotonic()
    try:
        rows = measured(parts)
    except KeyboardInterrupt:
        print("\nStopped; nothing that the bench made is left.")
        return 130
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
    print(f"\n{drawn(rows)}\n\n{machine()}, after {time.monotonic() - started:.0f} s")
    return 0


def machine() -> str:
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} processors, load {load:.1f}, {time.strftime('%-d %B %Y')}"
