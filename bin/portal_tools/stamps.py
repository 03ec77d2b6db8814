"""Remembers what a finished step rested on, so that it is done again only when that changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from portal_tools.paths import STAMPS


def digest(files: Iterable[Path], *words: str) -> str:
    """Of the files' contents and of the words."""
    total = hashlib.sha256("\0".join(words).encode())
    for path in sorted(files):
        total.update(str(path).encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def times(files: Iterable[Path], *words: str) -> str:
    """Of the files' names, sizes and times: for many or large files."""
    lines = [f"{p} {p.stat().st_size} {p.stat().st_mtime_ns}" for p in sorted(files) if p.is_file()]
    return hashlib.sha256("\n".join([*words, *lines]).encode()).hexdigest()


def is_current(name: str, value: str) -> bool:
    path = STAMPS / name
    return path.exists() and path.read_text() == value


def record(name: str, value: str) -> None:
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / name).write_text(value)


def forget(name: str) -> None:
    (STAMPS / name).unlink(missing_ok=True)
