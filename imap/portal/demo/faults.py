"""Everything that is wrong in the demo's content, gathered before anything is loaded."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from imap.core.translation import LANGUAGES


class ContentError(Exception):
    """The content cannot be loaded; `faults` says why, a line a fault."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


class Faults:
    """A notebook for one file: each fault names the file, the key and what is wrong."""

    def __init__(self, file: str, found: list[str]) -> None:
        self.file, self.found = file, found

    def add(self, where: str, what: str) -> None:
        self.found.append(f"{self.file}: {where}: {what}")

    def mapping(
        self, value: Any, where: str, required: Iterable[str], optional: Iterable[str] = ()
    ) -> dict[str, Any]:
        """`value` where it is a mapping with the keys it should have, as far as it goes."""
        if not isinstance(value, dict):
            self.add(where, "should be keys with values")
            return {}
        required, optional = set(required), set(optional)
        for key in sorted(required - set(value)):
            self.add(where, f"“{key}” is missing")
        for key in sorted(map(str, set(value) - required - optional)):
            self.add(where, f"unknown key “{key}”")
        return value

    def items(self, value: Any, where: str) -> list[Any]:
        if isinstance(value, list):
            return value
        self.add(where, "should be a list")
        return []

    def languages(self, value: Any, where: str, at_most: int | None = None) -> dict[str, str]:
        """A text in all three languages."""
        texts = self.mapping(value, where, LANGUAGES)
        for language in LANGUAGES:
            if language in texts:
                self.text(texts[language], f"{where}.{language}", at_most)
        return {language: text for language, text in texts.items() if isinstance(text, str)}

    def text(self, value: Any, where: str, at_most: int | None = None) -> None:
        if not isinstance(value, str) or not value.strip():
            self.add(where, "is empty or no text")
        elif at_most and len(value) > at_most:
            self.add(where, f"is longer than {at_most} characters")

    def one_of(self, value: Any, where: str, known: Iterable[Any]) -> None:
        known = list(known)
        if value not in known:
            self.add(where, f"“{value}” is none of {', '.join(map(str, known))}")

    def day(self, value: Any, where: str, optional: bool = False) -> None:
        if not isinstance(value, date) and not (optional and value is None):
            self.add(where, f"“{value}” is no date (2012-06-30)")

    def coordinate(self, value: Any, where: str, limit: int) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float) or not -limit <= value <= limit:
            self.add(where, f"“{value}” is no coordinate between -{limit} and {limit}")
