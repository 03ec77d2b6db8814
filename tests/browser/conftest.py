"""A running portal with the demo's content, and a real browser before it.

The server is gunicorn on a free port, over a database and a cache prefix of its own; all browser tests share one worker
(`tests.conftest.Together`), one server and one browser.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

# Playwright's loop stays in the worker for good; other tests of that worker still use the database plainly.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

ROOT = Path(__file__).resolve().parent.parent.parent
DEMO_PASSWORD = "browser-tests-only-password"
CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-gpu", "--enable-unsafe-swiftshader",  # maps are drawn by SwiftShader, pages without it
]  # fmt: skip


def pytest_itemcollected(item: pytest.Item) -> None:
    if "browser" in item.path.parts:
        item.add_marker(pytest.mark.browser)


def manage(*words: str, env: dict[str, str]) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True, capture_output=True, text=True
    )


@pytest.fixture(scope="session")
def demo_database() -> Iterator[str]:
    """A database of its own beside the tests'; its name."""
    own = settings.DATABASES["default"]
    name = f"browser_{os.getpid()}"
    template = own["TEST"]["TEMPLATE"] or "template1"
    link = psycopg2.connect(
        host=own["HOST"],
        port=own["PORT"] or None,
        user=own["USER"],
        password=own["PASSWORD"] or None,
        dbname="postgres",
    )
    link.autocommit = True
    with link.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    yield name
    with link.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    link.close()


@pytest.fixture(scope="session")
def server_env(demo_database: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    own = settings.DATABASES["default"]
    place = tmp_path_factory.mktemp("portal")
    return {
        **os.environ,
        "DATABASE_URL": f"postgis://{own['USER']}@/{demo_database}?host={own['HOST']}",
        "CACHE_PREFIX": demo_database,
        "MEDIA_ROOT": str(place / "media"),
        "IMAP_DEMO": "1",
        "IMAP_DEMO_PASSWORD": DEMO_PASSWORD,
        "REQUIRE_SECOND_FACTOR": "0",
        "SIGN_IN_RATE_LIMIT": "1000/m/ip",
        "DEBUG": "0",
        "SITE_URL": "http://localhost",
        "EMAIL_URL": f"file:///{place}",
    }


@pytest.fixture(scope="session")
def portal(server_env: dict[str, str]) -> Iterator[str]:
    """The address of a portal with the demo loaded."""
    manage("migrate", "--noinput", env=server_env)
    manage("load_demo", env=server_env)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**server_env, "SITE_URL": f"http://localhost:{port}"}
    gunicorn = Path(sys.executable).with_name("gunicorn")
    command = [
        gunicorn,
        "imap.wsgi",
        "-b",
        f"127.0.0.1:{port}",
        "-w",
        "2",
        "--threads",
        "4",
        "--log-level",
        "warning",
    ]
    server = subprocess.Popen(command, cwd=ROOT, env=env)
    try:
        wait_for(f"http://localhost:{port}/healthz")
        yield f"http://localhost:{port}"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)


def wait_for(url: str, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_browser(browser: Browser, portal: str) -> Iterator[Callable[..., BrowserContext]]:
    contexts: list[BrowserContext] = []

    def opened(**options: object) -> BrowserContext:
        context = browser.new_context(base_url=portal, **options)  # type: ignore[arg-type]
        context.set_default_timeout(20_000)
        contexts.append(context)
        return context

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_browser: Callable[..., BrowserContext]) -> Page:
    """A visitor's page, 1440 px wide."""
    return open_browser(viewport={"width": 1440, "height": 1000}, locale="en").new_page()


@pytest.fixture
def signed_in(open_browser: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """A page of someone of the cast, signed in through the form."""

    def sign_in(who: str, **options: object) -> Page:
        page = open_browser(
            **{"viewport": {"width": 1440, "height": 1000}, "locale": "en", **options}
        ).new_page()
        page.goto("/accounts/login/?lang=en")
        page.fill("input[name=login]", f"{who}@example.org")
        page.fill("input[name=password]", DEMO_PASSWORD)
        page.click("main form button[type=submit]")
        page.wait_for_url(lambda url: "/login" not in url)
        return page

    return sign_in
