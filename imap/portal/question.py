"""What a reader typed into the search, as queries on the stored vectors."""

import re
from dataclasses import dataclass

from imap.core.fields import PortalQuery

EXCLUDED = re.compile(r"(?<!\S)-+(\w+)")
PHRASE = re.compile(r'"|(?<!\S)or(?!\S)', re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    """`words` are wanted; `without` are not, in whichever language they stand."""

    words: str
    without: tuple[str, ...] = ()

    @classmethod
    def of(cls, typed: str) -> "Question":
        return cls(EXCLUDED.sub("", typed).strip(), tuple(EXCLUDED.findall(typed)))

    @property
    def has_several_words(self) -> bool:
        return " " in self.words and not PHRASE.search(self.words)

    @property
    def any_of_them(self) -> str:
        """Each word for itself; a phrase stays one."""
        return " or ".join(self.words.split()) if self.has_several_words else self.words

    def all_in(self, language: str) -> PortalQuery:
        return PortalQuery(language, self.words)

    def any_in(self, language: str) -> PortalQuery:
        return PortalQuery(language, self.any_of_them)

    def excluded_in(self, language: str) -> PortalQuery:
        return PortalQuery(language, " or ".join(self.without))
