"""Fails unless .env.example names every variable that the settings or docker-compose.yml read, and no more."""

import ast
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def read_by_settings() -> set[str]:
    """First arguments of `env.str("NAME", …)`, `env("NAME")` and the like."""
    tree = ast.parse((ROOT / "imap" / "settings.py").read_text())
    return {name for node in ast.walk(tree) if isinstance(node, ast.Call) and (name := _variable(node))}


def _variable(call: ast.Call) -> str | None:
    function = call.func
    if isinstance(function, ast.Attribute):
        function = function.value
    if not (isinstance(function, ast.Name) and function.id == "env" and call.args):
        return None
    first = call.args[0]
    name = first.value if isinstance(first, ast.Constant) else None
    return name if isinstance(name, str) and re.fullmatch(r"[A-Z][A-Z0-9_]*", name) else None


def read_by_compose() -> set[str]:
    return set(re.findall(r"\$\{([A-Z][A-Z0-9_]*)", (ROOT / "docker-compose.yml").read_text()))


def named_in_example() -> set[str]:
    """Set (`NAME=value`) or offered (`# NAME=value`)."""
    return set(re.findall(r"^(?:# )?([A-Z][A-Z0-9_]*)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def main() -> int:
    read, named = read_by_settings() | read_by_compose(), named_in_example()
    for name in sorted(read - named):
        print(f".env.example does not name {name}")
    for name in sorted(named - read):
        print(f".env.example names {name}, which nothing reads")
    return 1 if read ^ named else 0


if __name__ == "__main__":
    sys.exit(main())
