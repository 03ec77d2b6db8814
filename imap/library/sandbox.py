"""Starting `apart`: what others made is opened there, never in a process of the portal."""

import json
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

APART = Path(__file__).parent / "apart"
TIME = {"look": 40, "read": 240, "stamp": 120}  # seconds, waiting included
ENVIRONMENT = {"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2", "OMP_NUM_THREADS": "1"}
ENDED_BY: dict[int, str] = {
    signal.SIGXCPU: "time",
    signal.SIGKILL: "memory",
}  # the kernel kills what takes the machine's memory


@contextmanager
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="library-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def run(job: str, path: Path, ending: str, place: Path) -> dict[str, Any]:
    """What `apart` answers of the file at `path`; `{"failed": "time" | "memory" | "crash"}` where it did not come to an answer.

    `place` is an empty folder, where what it makes lies afterwards.
    """
    named = place / f"file.{ending}"
    named.symlink_to(path.resolve())
    command = [sys.executable, "-B", str(APART), job, str(named), str(place)]
    try:
        done = subprocess.run(  # noqa: S603  (nothing of the command comes from outside)
            command, cwd=place, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, timeout=TIME[job], check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"failed": "time"}
    if done.returncode:
        return {"failed": ENDED_BY.get(-done.returncode, "crash")}
    try:
        answer: dict[str, Any] = json.loads((place / "answer.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {"failed": "crash"}
    return answer
