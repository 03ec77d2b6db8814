"""Fails unless the Arabic and French catalogues hold every message of the sources, translated and settled."""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("ar", "fr")
DOMAINS = ("django", "djangojs")
SOURCES = ("imap", "accounts", "profiles", "meetings", "templates", "locale", "static", "manage.py")
SHOWN = 20


def copy_sources(target: Path) -> None:
    """A copy to collect in, so that a check changes nothing."""
    skip = shutil.ignore_patterns("vendor", "vendor.new", "__pycache__", "*.mo", "*.woff2", "*.png")
    for name in SOURCES:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, target / name, ignore=skip)
        elif path.exists():
            shutil.copy(path, target / name)
    (target / "locale").mkdir(exist_ok=True)
    if (ROOT / "var" / "env").exists():
        (target / "var").mkdir()
        shutil.copy(ROOT / "var" / "env", target / "var" / "env")


def collect(place: Path, domain: str) -> None:
    languages = [part for language in LANGUAGES for part in ("-l", language)]
    subprocess.run(
        [
            sys.executable,
            "-W",
            "ignore",
            "manage.py",
            "makemessages",
            "-d",
            domain,
            "--no-obsolete",
            *languages,
        ],
        cwd=place,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def catalogue(top: Path, language: str, domain: str) -> Path:
    return top / "locale" / language / "LC_MESSAGES" / f"{domain}.po"


def messages(path: Path) -> dict[tuple[str | None, str, str], polib.POEntry]:
    if not path.exists():
        return {}
    entries = polib.pofile(str(path))
    return {(e.msgctxt, e.msgid, e.msgid_plural): e for e in entries if not e.obsolete}


def faults(collected: Path, language: str, domain: str) -> Iterator[str]:
    ours = messages(catalogue(ROOT, language, domain))
    for key in messages(catalogue(collected, language, domain)).keys() - ours.keys():
        yield f"is not in the catalogue (make messages): {key[1]!r}"
    for entry in ours.values():
        if entry.fuzzy:
            yield f"is fuzzy: {entry.msgid!r}"
        elif not entry.translated():
            yield f"is not translated: {entry.msgid!r}"


def report(collected: Path) -> int:
    total = 0
    for language in LANGUAGES:
        for domain in DOMAINS:
            found = sorted(faults(collected, language, domain))
            total += len(found)
            for fault in found[:SHOWN]:
                print(f"{language} {domain}: {fault}")
            if len(found) > SHOWN:
                print(f"{language} {domain}: and {len(found) - SHOWN} more")
    return total


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        copy_sources(place)
        for domain in DOMAINS:
            collect(place, domain)
        return 1 if report(place) else 0


if __name__ == "__main__":
    sys.exit(main())
