"""make check, make test, and the smaller commands for people who work on the portal."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from portal_tools import account, demo, envfile, environment, postgres, project, redis, services, system
from portal_tools.console import StepError, at_once, say, step
from portal_tools.paths import NODE_MODULES, PYTHON, ROOT, SOCKETS, STATE, VAR, VENDOR, VENV
from portal_tools.shell import Command, in_view, quietly

BIN = VENV / "bin"
MANAGE: list[str | Path] = [PYTHON, "-W", "ignore", ROOT / "manage.py"]
CHECKS: dict[str, Command] = {
    "Lint (ruff)": [BIN / "ruff", "check", "."],
    "Format (ruff)": [BIN / "ruff", "format", "--check", "."],
    "Types (mypy)": [BIN / "mypy", "imap", "accounts", "profiles", "meetings", "bin"],
    "Imports flow one way": [BIN / "lint-imports"],
    "Templates (djlint)": [BIN / "djlint", "--lint", "--quiet", "templates"],
    "Migrations are complete": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "Catalogues are complete": [PYTHON, ROOT / "bin" / "check_catalogues.py"],
    ".env.example is complete": [PYTHON, ROOT / "bin" / "check_env.py"],
}
MAKEMESSAGES = ("-l", "ar", "-l", "fr", "--no-obsolete", "--add-location", "file")
IGNORED = ("node_modules", ".venv", "var", "static/vendor", "tests", "bench", "bin")
COMPILE = (
    "-q",
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
)


def setup() -> None:
    services.prepare_folders()
    environment.prepare()


@contextmanager
def ready() -> Iterator[None]:
    setup()
    with services.in_use():
        yield


def check() -> int:
    failed: list[str] = []
    with ready():
        for number, (title, command) in enumerate(CHECKS.items(), 1):
            try:
                with step(title):
                    quietly(command, f"check-{number}", env=envfile.read() | dict(os.environ))
            except StepError as failure:
                failed.append(title)
                say(f"{failure}\n(all of it: var/log/check-{number}.log)\n")
    say(
        f"Checks: {len(CHECKS) - len(failed)} of {len(CHECKS)} passed"
        + "".join(f"\n  failed: {t}" for t in failed)
    )
    return 1 if failed else 0


def test(arguments: list[str]) -> int:
    """Tests have a role that need not wait for the disk, a Redis database and a media folder of their own."""
    own = {
        "DATABASE_URL": postgres.url("portal_test"),
        "REDIS_URL": redis.URL.replace("db=0", "db=1"),
        "MEDIA_ROOT": str(VAR / "test-media"),
    }
    with ready():
        project.compile_messages()
        at_once(project.collect_static, project.template)
        own["TEST_TEMPLATE"] = project.TEMPLATE
        started = time.monotonic()
        code = in_view([BIN / "pytest", "-n", "2", *arguments], env=own)
        say(f"Tests {'failed' if code else 'passed'} ({time.monotonic() - started:.0f} s)")
    return code


def script(path: str, *needs: system.Need) -> Callable[[list[str]], int]:
    """A command that is a script of its own in the checkout, run with the services up."""

    def run(arguments: list[str]) -> int:
        if not (ROOT / path).exists():
            raise StepError(f"There is no {path} in this checkout.")
        if needs:
            system.packages(needs)
        with ready():
            return in_view([PYTHON, ROOT / path, *arguments])

    return run


def messages() -> int:
    setup()
    (ROOT / "locale").mkdir(exist_ok=True)
    ignored = [part for name in IGNORED for part in ("--ignore", name)]
    for domain in ("django", "djangojs"):
        with step(f"Messages of domain {domain}"):
            quietly(
                [*MANAGE, "makemessages", "-d", domain, *MAKEMESSAGES, *ignored],
                "makemessages",
                env=envfile.write(),
            )
    return 0


def lock() -> int:
    setup()
    header = "# Exact versions and hashes of what pyproject.toml names, for Python 3.11 and later. `make lock` writes this file.\n"
    target = ROOT / "requirements.txt"
    with step("requirements.txt"):
        quietly(
            [
                BIN / "uv",
                "pip",
                "compile",
                *COMPILE,
                "pyproject.toml",
                "--extra",
                "dev",
                "-o",
                "requirements.txt",
            ],
            "lock",
        )
        target.write_text(header + target.read_text().removeprefix(header))
    environment.python_environment()
    return 0


def stop() -> int:
    services.prepare_folders()
    demo.stop()
    if shutil.which("redis-server"):
        services.stop()
    return 0


def clean() -> int:
    if VAR.exists():
        stop()
    with step("Removing what was installed and made"):
        for folder in (VENV, NODE_MODULES, VAR, STATE, VENDOR, SOCKETS):
            shutil.rmtree(folder, onerror=_refuse)
    return 0


def _refuse(function: object, path: str, error: tuple[type, BaseException, object]) -> None:
    if not isinstance(error[1], FileNotFoundError):
        raise StepError(f"{path} cannot be removed by {account.caller().name}: {error[1]}")
