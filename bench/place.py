"""Where the bench works: its own folder, its own database, its own Redis database, ports that are free."""

import os
import socket
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from environs import Env

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "bench"
DATABASE = "imap_bench"
REDIS_DATABASE = "db=9"


def prepare_environment() -> None:
    """Before Django is set up: the settings of this checkout, with everything that is written moved aside."""
    env = Env()
    env.read_env(str(ROOT / "var" / "env"), recurse=False)
    address = urlsplit(env.str("DATABASE_URL"))
    os.environ.update(
        DATABASE_URL=urlunsplit(address._replace(path=f"/{DATABASE}")),
        REDIS_URL=env.str("REDIS_URL").partition("?")[0] + f"?{REDIS_DATABASE}",
        STATIC_ROOT=str(FOLDER / "static"),
        MEDIA_ROOT=str(FOLDER / "media"),
        SITE_URL="http://localhost:8000",
        DEBUG="false",
        IMAP_DEMO="false",
        REQUIRE_SECOND_FACTOR="true",
        CACHE_PREFIX="bench",
        LOG_LEVEL="ERROR",
        DJANGO_SETTINGS_MODULE="imap.settings",
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
