"""Opens a file of others in a process of its own: `python imap/library/apart JOB PATH FOLDER`.

No Django, no settings, no secret and no database are within reach; memory, processor time, and the size of what it writes are limited
before the first byte is read. What it found stands in `FOLDER/answer.json`. Who started it also limits the time
(`imap.library.sandbox`).
"""

import json
import resource
import sys
from pathlib import Path

MEMORY = 1024 * 1024 * 1024  # bytes of addresses
SECONDS = {"look": 20, "read": 120, "stamp": 60}  # of the processor
WRITTEN = 256 * 1024 * 1024  # bytes of any file
OPEN_FILES = 64


def limit(job: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS[job], SECONDS[job] + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def work(job: str, path: Path, folder: Path) -> dict[str, object]:
    """What each job imports is imported under the limits."""
    ending = path.suffix.lstrip(".")
    if job == "stamp":
        from stamping import stamp

        return stamp(path, folder / "stamp.pdf", folder / "stamped.pdf")
    if job == "look":
        from looking import look

        return look(path, ending)
    from reading import read

    return read(path, ending, folder)


def main(job: str, path: str, folder: str) -> None:
    limit(job)
    try:
        answer = work(job, Path(path), Path(folder))
    except MemoryError:
        answer = {"failed": "memory"}
    (Path(folder) / "answer.json").write_text(json.dumps(answer), encoding="utf-8")


main(*sys.argv[1:])
