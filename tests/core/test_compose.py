"""`docker-compose.yml`, read as its users' machines would read it."""

import logging
import re
import socket
from pathlib import Path

import pytest
import yaml
from gunicorn.http.errors import LimitRequestLine

from imap.web_worker import Worker

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict] = COMPOSE["services"]
OPERATING = (ROOT / "docs" / "operating.md").read_text()
EXAMPLE = (ROOT / ".env.example").read_text()


def test_every_part_of_the_portal_is_a_service():
    assert {"proxy", "web", "worker", "beat", "db", "redis"} <= set(SERVICES)


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_has_a_health_check(name):
    assert SERVICES[name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", [name for name, service in SERVICES.items() if "build" not in service])
def test_images_are_pinned_and_named_in_the_handbook(name):
    image = SERVICES[name]["image"]
    assert re.search(r":\d", image), "an image without a version changes by itself"
    assert image in OPERATING


def test_no_secret_is_in_the_file():
    """Whatever is secret comes from `.env`, and a missing one stops the start."""
    text = (ROOT / "docker-compose.yml").read_text()
    for line in text.splitlines():
        if re.search(r"(PASSWORD|SECRET)[A-Z_]*\s*[:=]", line):
            assert "${" in line or "$$" in line, line
    assert "${SECRET_KEY:?" in text
    assert "${POSTGRES_PASSWORD:?" in text


def test_what_compose_asks_for_is_in_the_example():
    text = (ROOT / "docker-compose.yml").read_text()
    for name in re.findall(r"(?<!\$)\$\{([A-Z_]+)", text):
        assert re.search(rf"^#? ?{name}=", EXAMPLE, re.MULTILINE), name


def test_volumes_keep_what_must_not_be_lost():
    mounted = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert set(COMPOSE["volumes"]) <= mounted
    assert any("postgresql" in volume for volume in SERVICES["db"]["volumes"])


def test_the_image_runs_as_no_root():
    dockerfile = (ROOT / "Dockerfile").read_text()
    stages = re.split(r"^FROM ", dockerfile, flags=re.MULTILINE)
    portal = next(stage for stage in stages if re.match(r".* AS portal", stage))
    assert re.search(r"^USER (?!root)", portal, re.MULTILINE)


def test_protected_files_leave_by_internal_redirect_only():
    nginx = (ROOT / "docker" / "nginx.conf").read_text()
    block = re.search(r"location /protected/ \{(.*?)\}", nginx, re.DOTALL)
    assert block
    assert "internal;" in block[1]


def test_what_the_proxy_answers_itself_is_said_in_three_languages():
    nginx = (ROOT / "docker" / "nginx.conf").read_text()
    pages = dict(re.findall(r"error_page ([\d ]+) /proxy-errors/(\S+);", nginx))
    assert set(" ".join(pages).split()) == {"413", "414", "502", "504"}
    for name in pages.values():
        page = (ROOT / "docker" / "errors" / name).read_text()
        assert re.findall(r'<section lang="(..)" dir="(...)">', page) == [
            ("en", "ltr"), ("fr", "ltr"), ("ar", "rtl"),
        ]  # fmt: skip
    assert "COPY docker/errors /srv/errors" in (ROOT / "Dockerfile").read_text()


def test_an_address_that_is_too_long_is_refused_in_three_languages_without_a_proxy():
    worker = Worker.__new__(Worker)
    worker.log = logging.getLogger(__name__)
    near, far = socket.socketpair()
    with near, far:
        worker.handle_error(None, near, ("127.0.0.1", 1), LimitRequestLine(9000, 8190))
        head, page = far.recv(65536).split(b"\r\n\r\n", 1)
    assert head.startswith(b"HTTP/1.1 414 ")
    assert f"Content-Length: {len(page)}".encode() in head
    assert page == (ROOT / "docker" / "errors" / "414.html").read_bytes()
