"""The steps that are Django's own: tables, demo data, messages, static files."""

import hashlib
import os
import secrets
import subprocess
from pathlib import Path

from portal_tools import account, envfile, postgres, stamps
from portal_tools.console import step
from portal_tools.paths import HOME, MEDIA, PYTHON, ROOT, STATIC
from portal_tools.shell import quietly

APPS = ("imap", "accounts", "profiles", "meetings")
MANAGE = ROOT / "manage.py"
TEMPLATE = "imap_template"
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"  # without those that look alike


def runner() -> account.Account:
    """Who runs Django: for root the services' account, if the interpreter and the code are open to it."""
    them = account.services()
    try:
        code = subprocess.run(
            [PYTHON, "-B", "-c", "import django, imap"], cwd=ROOT, capture_output=True, **them.drop()
        ).returncode
    except OSError:
        code = 1
    return them if code == 0 else account.caller()


def environment(**more: str) -> dict[str, str]:
    """The file's values are passed along, for an account that may not read it; the real environment wins."""
    return {**envfile.read(), **os.environ, "HOME": str(HOME), **more}


def manage(*arguments: str, log: str, who: account.Account | None = None, **more: str) -> None:
    env = environment(**more) if who else more
    quietly([PYTHON, "-W", "ignore", MANAGE, *arguments], log, account=who, env=env)


def migrate(who: account.Account) -> None:
    """Again whenever any code changed: Django does more after migrating than the migrations say."""
    with step("Database tables") as current:
        code = (path for app in APPS for path in (ROOT / app).rglob("*.py"))
        value = stamps.times(code, stamps.digest([ROOT / "requirements.txt"]))
        if stamps.is_current("migrate", value) and _has_table("django_migrations"):
            current.says("current")
            return
        manage("migrate", "--no-input", log="migrate", who=who)
        stamps.record("migrate", value)


def template() -> None:
    """A database in which every migration has run: tests begin with copies of it."""
    with step("Database that tests begin with") as current:
        migrations = (path for app in APPS for path in (ROOT / app).rglob("migrations/*.py"))
        value = stamps.digest([*migrations, ROOT / "requirements.txt"])
        is_there = postgres.psql(f"select 1 from pg_database where datname = '{TEMPLATE}'")
        if stamps.is_current("template", value) and is_there:
            current.says("current")
            return
        stamps.forget("template")
        postgres.psql(f"drop database if exists {TEMPLATE} with (force)")
        postgres.psql(f"create database {TEMPLATE}")
        manage("migrate", "--no-input", log="template", DATABASE_URL=postgres.url("portal_test", TEMPLATE))
        stamps.record("template", value)


def _has_table(name: str) -> bool:
    return bool(postgres.psql(f"select to_regclass('{name}')", postgres.DATABASE))


def compile_messages() -> None:
    with step("Messages") as current:
        sources = list((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
        stale = [path for path in sources if not _is_newer(path.with_suffix(".mo"), path)]
        for path in stale:
            quietly(["msgfmt", "--check-format", "-o", path.with_suffix(".mo"), path], "messages")
        current.says(f"{len(stale)} compiled" if stale else "current")


def _is_newer(made: Path, source: Path) -> bool:
    return made.exists() and made.stat().st_mtime >= source.stat().st_mtime


def collect_static() -> None:
    with step("Static files") as current:
        files = (p for p in (ROOT / "static").rglob("*") if p.is_file())
        apps = (p for app in APPS for p in (ROOT / app).glob("**/static/**/*"))
        value = stamps.times([*files, *apps], stamps.digest([ROOT / "requirements.txt"]))
        if stamps.is_current("static", value) and (STATIC / "staticfiles.json").exists():
            current.says("current")
            return
        # What is there stays: a demo beside may be serving it.
        manage("collectstatic", "--no-input", log="collectstatic")
        stamps.record("static", value)
        current.says("collected")


def load_demo(who: account.Account, site: str) -> str | None:
    """Answers the password when one was made up; `demo_is_shown` is due once it has been printed."""
    chosen = os.environ.get("IMAP_DEMO_PASSWORD")
    with step("Demo data") as current:
        if _demo_is_there() and (not chosen or stamps.is_current("demo-password", _trace(chosen))):
            current.says("kept")
            return None
        password = chosen or "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))
        account.services().own_all(MEDIA)
        manage("load_demo", log="load_demo", who=who, IMAP_DEMO_PASSWORD=password, SITE_URL=site)
        current.says("loaded")
        return None if chosen else password


def _demo_is_there() -> bool:
    """The stamp says that loading came to its end, the table that nobody dropped the database since."""
    if not stamps.is_current("demo", "loaded") or not _has_table("accounts_user"):
        return False
    admin = "select 1 from accounts_user where email = 'admin@example.org'"
    return bool(postgres.psql(admin, postgres.DATABASE))


def demo_is_shown() -> None:
    stamps.record("demo", "loaded")
    if chosen := os.environ.get("IMAP_DEMO_PASSWORD"):
        stamps.record("demo-password", _trace(chosen))


def _trace(password: str) -> str:
    """Tells whether it is the same password again, and not which."""
    salt = envfile.read()["SECRET_KEY"].encode()
    return hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 200_000).hex()
