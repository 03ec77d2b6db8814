"""var/env: the settings of this checkout, read by imap/settings.py where the environment is silent."""

import os
import secrets

from portal_tools import account, postgres, redis
from portal_tools.paths import ENV_FILE, MEDIA, STATIC


def read() -> dict[str, str]:
    if not ENV_FILE.exists():
        return {}
    lines = (line.strip() for line in ENV_FILE.read_text().splitlines())
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def write() -> dict[str, str]:
    """Keeps the secret and whatever someone added; the addresses of the services are always this checkout's."""
    values = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DEBUG": "false",
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
        "SITE_URL": "http://localhost:8000",
        "IMAP_DEMO": "true",
        "REQUIRE_SECOND_FACTOR": "false",
        "WEBAUTHN_ALLOW_INSECURE_ORIGIN": "true",
        **read(),
        "DATABASE_URL": postgres.url(),
        "REDIS_URL": redis.URL,
        "STATIC_ROOT": str(STATIC),
        "MEDIA_ROOT": str(MEDIA),
    }
    text = "".join(f"{name}={value}\n" for name, value in values.items())
    if not ENV_FILE.exists() or ENV_FILE.read_text() != text:
        draft = ENV_FILE.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_text(
            "# Written by bin/portal; values may be changed, SECRET_KEY must stay secret.\n" + text
        )
        draft.replace(ENV_FILE)
    os.chmod(ENV_FILE, 0o600)
    account.services().own(ENV_FILE)
    return values
