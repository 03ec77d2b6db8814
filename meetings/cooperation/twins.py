"""What a state has said already: the row that stands, where one more would say the same."""

from typing import Any

from imap.core.translation import LANGUAGES
from meetings.cooperation.models import Capacity, Expertise, Priority

# By model: the columns that two rows have in common, and the texts that say the same in one language or another.
SAME: dict[type, tuple[tuple[str, ...], tuple[str, ...]]] = {
    Priority: (("organisation", "map_pillar", "theme", "year"), ("text",)),
    Capacity: (("organisation", "map_pillar", "theme", "as_of"), ("institution", "legal_basis", "practice")),
    Expertise: (
        ("organisation", "regional_map", "side", "city", "theme", "is_open"),
        ("title",),
    ),  # open ones only
}


class StatedAlready(Exception):
    """The row says what `twin` says."""

    def __init__(self, twin: Any) -> None:
        super().__init__(str(twin))
        self.twin = twin


def must_be_new(row: Any) -> None:
    """Raises `StatedAlready`. The caller holds a lock on the state, so that two clicks come one after the other."""
    if isinstance(row, Expertise) and not row.is_open:
        return
    columns, texts = SAME[type(row)]
    rows = type(row).objects.filter(**{column: getattr(row, column) for column in columns})
    for other in rows.exclude(pk=row.pk).order_by("pk"):
        if any(is_said_twice(row, other, texts, language) for language in LANGUAGES):
            raise StatedAlready(other)


def is_said_twice(row: Any, other: Any, texts: tuple[str, ...], language: str) -> bool:
    said = [plain(getattr(row, f"{name}_{language}")) for name in texts]
    return bool(said[0]) and said == [plain(getattr(other, f"{name}_{language}")) for name in texts]


def plain(text: str | None) -> str:
    """Without what nobody hears: spaces, capitals, a full stop at the end."""
    return " ".join((text or "").split()).casefold().rstrip(". ")
