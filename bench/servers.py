"""The portal under gunicorn as `make demo` runs it, and nginx beside it, both with two workers on loopback."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from bench.place import FOLDER, ROOT, free_port

GUNICORN = ("--workers", "2", "--worker-class", "gthread", "--threads", "2")
NGINX = """\
daemon off;
{user}worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log error;
events {{ worker_connections 256; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 100000000;
    default_type text/html;
    client_body_temp_path {folder}/temp/body;
    proxy_temp_path {folder}/temp/proxy;
    fastcgi_temp_path {folder}/temp/fastcgi;
    uwsgi_temp_path {folder}/temp/uwsgi;
    scgi_temp_path {folder}/temp/scgi;
    server {{ listen 127.0.0.1:{port}; root {folder}/www; }}
}}
"""


@contextmanager
def portal(name: str, **settings: str) -> Iterator[str]:
    """Answers the address."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "imap.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    environment = {**os.environ, **settings}
    options = ["--no-control-socket", "--access-logfile", str(FOLDER / f"{name}-access.log"), *GUNICORN]
    with running(command + options, name, port, environment) as address:
        yield address


@contextmanager
def nginx(page: bytes) -> Iterator[str]:
    """Serves `page` as a file; answers its address."""
    port = free_port()
    (FOLDER / "www").mkdir(exist_ok=True)
    (FOLDER / "temp").mkdir(exist_ok=True)
    (FOLDER / "www" / "page.html").write_bytes(page)
    user = "user root;\n" if os.geteuid() == 0 else ""
    configuration = FOLDER / "nginx.conf"
    configuration.write_text(NGINX.format(user=user, folder=FOLDER, port=port))
    binary = shutil.which("nginx") or "/usr/sbin/nginx"
    log = str(FOLDER / "nginx.log")
    with running([binary, "-e", log, "-c", str(configuration)], "nginx", port, dict(os.environ)) as address:
        yield f"{address}/page.html"


@contextmanager
def running(command: list[str], name: str, port: int, environment: dict[str, str]) -> Iterator[str]:
    log = FOLDER / f"{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=output, start_new_session=True
        )
        try:
            wait_until_it_answers(process, port, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            stop(process)


def wait_until_it_answers(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            line = HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", "/healthz")
            line.getresponse().read()
            return
        except (OSError, HTTPException):
            time.sleep(0.1)
    raise SystemExit(f"{log.stem} does not answer:\n{log.read_text(errors='replace')[-2000:]}")


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
