"""Where things lie in a checkout."""

import hashlib
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"
LOGS = VAR / "log"
STAMPS = VAR / "stamps"
RUN = VAR / "run"
ENV_FILE = VAR / "env"
CLUSTER = VAR / "postgres"
REDIS = VAR / "redis"
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


# A socket's path may not exceed 107 bytes, and a checkout may lie deep: so a short name made of its path.
SOCKETS = _system_temp() / f"imap-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:10]}"
