"""Where the demo's content lies, and reading it."""

import csv
from pathlib import Path
from typing import Any

import yaml

from imap.core.translation import LANGUAGES

HERE = Path(__file__).parent
PROFILES = HERE / "profiles"
PLACES = HERE / "places.yaml"


def facts(name: str) -> list[dict[str, str]]:
    """The rows of a table of `facts/`, without the blanks around cells."""
    with (HERE / "facts" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [
            {key: (cell or "").strip() for key, cell in row.items() if key} for row in csv.DictReader(file)
        ]


def texts(name: str) -> Any:
    """The document `texts/{name}.yaml`."""
    return yaml.safe_load((HERE / "texts" / f"{name}.yaml").read_text(encoding="utf-8"))


def translations(field: str, text: dict[str, str] | None) -> dict[str, str | None]:
    """`{"ar": …, "en": …}` as column values: `{"name_ar": …, "name_en": …, "name_fr": None}`."""
    return {
        f"{field}_{language}": ((text or {}).get(language) or "").strip() or None for language in LANGUAGES
    }


def codes(cell: str) -> list[str]:
    """`"UNHCR;IOM"` as a list."""
    return [code.strip() for code in cell.split(";") if code.strip()]
