"""The Python environment in .venv, and the npm modules with static/vendor."""

import shutil
import sys
from pathlib import Path

from portal_tools import account, stamps, system
from portal_tools.console import StepError, step
from portal_tools.locks import exclusively
from portal_tools.paths import NODE_MODULES, PYTHON, ROOT, VENDOR, VENV
from portal_tools.shell import answer, quietly

UV = "uv==0.13.9"
PROBE = "import ensurepip, sys, venv; print(sys.executable); sys.exit(sys.version_info < (3, 11))"


def prepare() -> None:
    """All that a command needs before it can run anything of the project."""
    with exclusively("setup"):
        system.packages()
        python_environment()
        npm_modules()


def base_python() -> Path:
    """A Python that can make an environment; for root, rather one that the services' account reaches too."""
    names = ["python3", sys.executable, "/usr/bin/python3"]
    found = [Path(where) for name in names if (where := answer([name, "-c", PROBE]))]
    if not found:
        raise StepError("No Python 3.11 with the module venv. On Debian: apt-get install python3-venv")
    open_to_all = [path for path in found if account.reaches(account.services(), path)]
    return (open_to_all or found)[0]


def python_environment() -> None:
    with step("Python packages") as current:
        value = stamps.digest([ROOT / "requirements.txt"], UV)
        if stamps.is_current("python", value) and answer([PYTHON, "-c", "import django"]) is not None:
            current.says("current")
            return
        stamps.forget("python")
        if answer([PYTHON, "-m", "pip", "--version"]) is None:
            shutil.rmtree(VENV, ignore_errors=True)
            quietly([base_python(), "-m", "venv", VENV], "venv")
        install_requirements()
        stamps.record("python", value)
        current.says(f"{len(list(VENV.glob('lib/*/site-packages/*.dist-info')))} installed")


def install_requirements() -> None:
    """With uv, in seconds; with pip where uv cannot be had or reaches no index (pip may know a mirror)."""
    lock = ROOT / "requirements.txt"
    try:
        if answer([VENV / "bin" / "uv", "--version"]) is None:
            quietly([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV], "uv")
        quietly(
            [VENV / "bin" / "uv", "pip", "sync", "--python", PYTHON, lock],
            "python-packages",
            env={"UV_HTTP_TIMEOUT": "120", **_certificates()},
        )
    except StepError:
        quietly([PYTHON, "-m", "pip", "install", "--require-hashes", "-r", lock], "python-packages-pip")


def _certificates() -> dict[str, str]:
    """uv trusts its own list unless told of the machine's, which may know a company's proxy."""
    return {"UV_SYSTEM_CERTS": "true"} if Path("/etc/ssl/certs/ca-certificates.crt").exists() else {}


def npm_modules() -> None:
    with step("npm modules") as current:
        inputs = [ROOT / "package-lock.json", ROOT / "package.json", ROOT / "bin" / "vendor.mjs"]
        value = stamps.digest(inputs)
        if stamps.is_current("npm", value) and NODE_MODULES.is_dir() and VENDOR.is_dir():
            current.says("current")
            return
        stamps.forget("npm")
        quietly(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], "npm")
        quietly(["node", ROOT / "bin" / "vendor.mjs"], "vendor")
        stamps.record("npm", value)
        current.says(f"{_count(NODE_MODULES)} installed, copied to static/vendor")


def _count(modules: Path) -> int:
    return sum(
        1 for path in modules.rglob("package.json") if path.parent.parent.name == "node_modules"
    ) + sum(1 for path in modules.glob("@*/*/package.json"))
