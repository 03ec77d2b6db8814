"""Languages as workbooks name them, in the heads of their columns."""

import re
from functools import cache

from babel import Locale

CODE = re.compile(r"\(([a-z]{2,3})(?:-[^)]*)?\)\s*$", re.IGNORECASE)
NAMED_IN = ("en", "fr", "ar", "es")
OTHER_NAMES = {"francais": "fr", "عربي": "ar"}


@cache
def names() -> dict[str, str]:
    """Codes by the names of languages, in those of people who make workbooks, and by their own."""
    found = dict(OTHER_NAMES)
    for reader in NAMED_IN:
        for code, name in Locale(reader).languages.items():
            found.setdefault(name.casefold(), code)
    return found


def language_of(name: str) -> str:
    """The code of a language: `Français (fr)`, `French`, `fr`; the name itself where unknown."""
    name = name.strip()
    code = match[1].lower() if (match := CODE.search(name)) else name.lower()
    return code if is_known(code) else names().get(name.casefold(), name)


def is_known(code: str) -> bool:
    return code in Locale("en").languages
