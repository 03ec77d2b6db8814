"""What the machine itself must offer: found, or installed with apt-get, or named."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from dataclasses import dataclass
from pathlib import Path

from portal_tools import postgres
from portal_tools.console import StepError, say, step
from portal_tools.paths import LOGS, STAMPS
from portal_tools.shell import answer, tail

POLICY = Path("/usr/sbin/policy-rc.d")
DOCKER = "Or, with Docker and none of this: cp .env.example .env, fill it in, docker compose up"


@dataclass(frozen=True)
class Need:
    what: str
    package: str
    is_met: Callable[[], bool]
    is_optional: bool = False


def _command(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def _library(name: str) -> Callable[[], bool]:
    return lambda: find_library(name) is not None


def _has_postgis() -> bool:
    """PostGIS brings GDAL, GEOS and PROJ along, which GeoDjango loads."""
    return bool(postgres.versions_with_postgis())


def _has_venv() -> bool:
    return any(
        answer([name, "-c", "import ensurepip, venv"]) is not None for name in ("python3", "/usr/bin/python3")
    )


CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PORTAL = (
    Need("PostgreSQL with PostGIS", "postgis", _has_postgis),
    Need("Redis", "redis-server", _command("redis-server")),
    Need("Python's venv", "python3-venv", _has_venv),
    Need("Node.js", "nodejs", _command("node")),
    Need("npm", "npm", _command("npm")),
    Need("GNU gettext", "gettext", _command("msgfmt")),
    Need("Pango", "libpangoft2-1.0-0", _library("pangoft2-1.0")),
    Need("HarfBuzz's subsetter", "libharfbuzz-subset0", _library("harfbuzz-subset")),
    Need("Chromium", "chromium", _command(*CHROMIUM)),
    # Without the parts that nobody sees the browser tests take half the time.
    Need("Chromium without a window", CHROMIUM[0], _command(CHROMIUM[0]), is_optional=True),
)
BENCH = (
    Need("wrk", "wrk", _command("wrk")),
    Need("nginx", "nginx-light", lambda: bool(shutil.which("nginx") or Path("/usr/sbin/nginx").exists())),
)


def packages(needs: Iterable[Need] = PORTAL) -> None:
    with step("System packages") as current:
        wanted = [need for need in needs if not need.is_met()]
        missing = [need for need in wanted if not need.is_optional]
        if not missing:
            current.says("all there")
            _try(wanted)
            return
        if not shutil.which("apt-get"):
            names = ", ".join(need.what for need in missing)
            raise StepError(
                f"Missing on this machine: {names}.\nInstall them with its package manager. {DOCKER}"
            )
        if os.geteuid() != 0:
            raise StepError(
                f"Missing on this machine. As root:\n\n  {_line(missing)}\n\nThen start again. {DOCKER}"
            )
        current.says(f"{_install(missing)} installed")
        _try(need for need in wanted if need.is_optional)


def _try(wanted: Iterable[Need]) -> None:
    """What only makes things faster: where it cannot be had, nothing is said and nothing stops. Asked for once a checkout."""
    asked = STAMPS / "optional-packages"
    names = [need.package for need in wanted]
    if not names or asked.exists() or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    STAMPS.mkdir(parents=True, exist_ok=True)
    asked.touch()
    try:
        _apt("-o", "Acquire::http::Timeout=15", "-o", "Acquire::Retries=0", "update", "-qq")
        _apt("-o", "Acquire::http::Timeout=60", "install", "-y", "-qq", "--no-install-recommends", *names)
    except StepError:
        return


def _line(missing: list[Need]) -> str:
    names = " ".join(_package(need) for need in missing)
    return f"sudo apt-get update && sudo apt-get install --no-install-recommends {names}"


def _package(need: Need) -> str:
    """PostGIS is packed for one version of PostgreSQL; which one, this machine's release decides."""
    if need.package != "postgis":
        return need.package
    names = answer(["apt-cache", "search", "--names-only", r"^postgresql-[0-9]+-postgis-3$"]) or ""
    versions = [int(number) for number in re.findall(r"^postgresql-(\d+)-postgis-3 ", names, re.M)]
    return f"postgresql-{max(versions, default=15)}-postgis-3"


def _install(missing: list[Need]) -> int:
    """Answers how many packages came with them."""
    say()
    _apt("update", "-qq")
    with _no_daemons():
        names = [_package(need) for need in missing]
        say(f"  apt-get install {' '.join(names)}: this can take some minutes")
        before = _installed()
        _apt("install", "-y", "-qq", "--no-install-recommends", *names)
    return _installed() - before


def _installed() -> int:
    return len((answer(["dpkg-query", "-W"]) or "").splitlines())


def _apt(*arguments: str) -> None:
    """Never broken off half-way, which would leave the machine's package database unfinished."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / "apt.log"
    with log.open("ab") as output:
        running = subprocess.Popen(
            ["apt-get", "-o", "DPkg::Lock::Timeout=300", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"},
            start_new_session=True,
        )
        try:
            code = running.wait()
        except KeyboardInterrupt:
            say("\nLetting apt-get finish before stopping")
            running.wait()
            raise
    if code:
        raise StepError(f"apt-get {' '.join(arguments)} ended with {code}:\n{tail(log)}")


@contextmanager
def _no_daemons() -> Iterator[None]:
    """The packages' own PostgreSQL and Redis are not wanted: Debian's policy file keeps them from starting."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink(missing_ok=True)
