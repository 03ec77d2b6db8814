"""Running other programs: quietly with a log, or in view."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from portal_tools.account import Account
from portal_tools.console import StepError
from portal_tools.paths import LOGS, ROOT

Command = Sequence[str | Path]


def tail(log: Path, lines: int = 25) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else ""


def quietly(
    command: Command, log: str, *, account: Account | None = None, env: Mapping[str, str] | None = None
) -> None:
    """Run to the end with the output in var/log/<log>.log; raise StepError with its last lines."""
    LOGS.mkdir(parents=True, exist_ok=True)
    path = LOGS / f"{log}.log"
    with path.open("wb") as output:
        code = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            **(account.drop() if account else {}),
        ).returncode
    if code:
        raise StepError(f"{' '.join(str(part) for part in command)}\nended with {code}:\n{tail(path)}")


def in_view(command: Command, *, env: Mapping[str, str] | None = None) -> int:
    """Run with the terminal attached; the exit code is the answer."""
    return subprocess.run(
        [str(part) for part in command], cwd=ROOT, env={**os.environ, **(env or {})}
    ).returncode


def answer(command: Command, *, account: Account | None = None) -> str | None:
    """What a program prints, or None where it fails or is missing."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd="/",
            **(account.drop() if account else {}),
        )
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None
