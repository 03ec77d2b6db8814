"""A private PostgreSQL cluster with PostGIS under var/postgres, on a unix socket, without TCP."""

import os
import shutil
import signal
import time
from pathlib import Path

from portal_tools import account, stamps
from portal_tools.console import StepError
from portal_tools.paths import CLUSTER, SERVICE_LOGS, SOCKETS
from portal_tools.shell import answer, quietly, tail

HOME = Path("/usr/lib/postgresql")
DATABASE = "imap"
URL_HOST = str(SOCKETS).replace("/", "%2F")
NEW = CLUSTER.with_name("postgres.new")
LOG = SERVICE_LOGS / "postgres.log"
INIT = ("-U", "portal", "-A", "trust", "-E", "UTF8", "--no-sync")
LOCALE = (
    "--locale-provider=icu",
    "--icu-locale=und",
    "--locale=C.UTF-8",
)  # "C" would break lower() in Arabic
SETTINGS = """\
# Written by bin/portal at each start; a change belongs into postgresql.conf.
listen_addresses = ''
port = 5432
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 128MB
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
"""
FAST = "fsync = off\nfull_page_writes = off\nsynchronous_commit = off\n"
TEST_ROLE = """\
do $$ begin
  if not exists (select from pg_roles where rolname = 'portal_test') then
    create role portal_test superuser login;
    alter role portal_test set synchronous_commit = off;
  end if;
end $$
"""


def url(role: str = "portal", database: str = DATABASE) -> str:
    return f"postgis://{role}@{URL_HOST}:5432/{database}"


def binaries() -> Path:
    """Of the version that made the cluster; of the newest with PostGIS where there is none yet."""
    if (CLUSTER / "PG_VERSION").exists():
        version = (CLUSTER / "PG_VERSION").read_text().strip()
        if not (HOME / version / "bin" / "postgres").exists():
            raise StepError(f"{CLUSTER} was made by PostgreSQL {version}, which is not installed any more.")
        return HOME / version / "bin"
    usable = versions_with_postgis()
    if not usable:
        raise StepError("PostgreSQL with PostGIS is not installed.")
    return HOME / usable[-1] / "bin"


def versions_with_postgis() -> list[str]:
    found = {path.parts[-3] for path in HOME.glob("*/lib/postgis-3.so")}
    return sorted((version for version in found if (HOME / version / "bin" / "initdb").exists()), key=float)


def is_ready() -> bool:
    return answer([binaries() / "pg_isready", "-q", "-h", SOCKETS, "-p", "5432", "-t", "2"]) is not None


def postmaster() -> int | None:
    """The process id of this cluster's postmaster, if one is alive; a stale file's number may be anyone's."""
    try:
        pid = int((CLUSTER / "postmaster.pid").read_text().split()[0])
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError, IndexError):
        return None
    return pid if str(CLUSTER).encode() in arguments else None


def start() -> bool:
    """Answers whether there was anything to start."""
    if (CLUSTER / "PG_VERSION").exists() and is_ready():
        return False
    them = account.services()
    if not (CLUSTER / "PG_VERSION").exists():
        _create(them)
    _configure()
    them.own_all(CLUSTER)
    _clear_away_the_dead()
    _launch(them)
    _create_database()
    return True


def _create(them: account.Account) -> None:
    """Made beside its place and moved there when whole, so that a broken attempt is never taken for a cluster."""
    shutil.rmtree(NEW, ignore_errors=True)
    shutil.rmtree(CLUSTER, ignore_errors=True)
    NEW.mkdir(mode=0o700)
    them.own(NEW)
    quietly([binaries() / "initdb", "-D", NEW, *INIT, *LOCALE], "initdb", account=them)
    with (NEW / "postgresql.conf").open("a") as configuration:
        configuration.write("\ninclude 'portal.conf'\n")
    NEW.rename(CLUSTER)
    stamps.forget("demo")
    stamps.forget("demo-password")
    stamps.forget("migrate")


def _configure() -> None:
    text = SETTINGS.format(sockets=SOCKETS)
    if os.environ.get("IMAP_FAST_DB") == "1":
        text += FAST
    (CLUSTER / "portal.conf").write_text(text)


def _clear_away_the_dead() -> None:
    if pid := postmaster():
        os.kill(pid, signal.SIGINT)
        _wait_for_end(pid, 15)
    else:
        (CLUSTER / "postmaster.pid").unlink(missing_ok=True)
    for leftover in SOCKETS.glob(".s.PGSQL.*"):
        leftover.unlink(missing_ok=True)


def _launch(them: account.Account) -> None:
    """After a killed postmaster its last children may hold the shared memory for some seconds: try again."""
    LOG.touch()
    them.own(LOG)
    command: list[str | Path] = [
        binaries() / "pg_ctl",
        "start",
        "-w",
        "-t",
        "60",
        "-s",
        "-D",
        CLUSTER,
        "-l",
        LOG,
    ]
    for attempt in range(5):
        try:
            quietly(command, "pg_ctl", account=them)
            return
        except StepError as failure:
            if attempt == 4:
                raise StepError(f"PostgreSQL does not start: {failure}\n{tail(LOG, 10)}") from failure
            time.sleep(2)


def _create_database() -> None:
    psql(TEST_ROLE)
    if psql(f"select 1 from pg_database where datname = '{DATABASE}'") != "1":
        psql(f"create database {DATABASE}")


def psql(statement: str, database: str = "postgres") -> str:
    command: list[str | Path] = [
        binaries() / "psql",
        "-XqtA",
        "-h",
        SOCKETS,
        "-p",
        "5432",
        "-U",
        "portal",
        "-d",
        database,
    ]
    result = answer([*command, "-v", "ON_ERROR_STOP=1", "-c", statement], account=account.services())
    if result is None:
        raise StepError(f"The database refused: {statement}\n{tail(LOG, 5)}")
    return result


def stop() -> bool:
    """Answers whether there was anything to stop."""
    pid = postmaster()
    if pid is None:
        return False
    for how, seconds in ((signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 5)):
        try:
            os.kill(pid, how)
        except ProcessLookupError:
            break
        if _wait_for_end(pid, seconds):
            break
    return True


def _wait_for_end(pid: int, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while postmaster() == pid:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
