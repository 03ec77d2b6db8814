"""Where things lie in a checkout."""

import hashlib
import os
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"
LOGS = VAR / "log"
STAMPS = VAR / "stamps"
RUN = VAR / "run"
ENV_FILE = VAR / "env"
MEDIA = VAR / "media"
HOME = VAR / "home"
BEAT = VAR / "beat"
STATIC = VAR / "static"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE_MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"


def _system_temp() -> Path:
    """/tmp rather than $TMPDIR: every shell of every user must find the same sockets."""
    return Path("/tmp") if Path("/tmp").is_dir() else Path(tempfile.gettempdir())


def _is_closed_to_others() -> bool:
    """Root's own home is, and root runs PostgreSQL and Redis by another account."""
    folders = (ROOT, *ROOT.parents)
    return os.geteuid() == 0 and not all(folder.stat().st_mode & 0o001 for folder in folders)


# A socket's path may not exceed 107 bytes, and a checkout may lie deep: so a short name made of its path.
NAME = f"imap-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:10]}"
SOCKETS = _system_temp() / NAME
STATE = Path("/var/lib") / NAME if _is_closed_to_others() else VAR
CLUSTER = STATE / "postgres"
REDIS = STATE / "redis"
SERVICE_LOGS = STATE / "log"
