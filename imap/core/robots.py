"""What a server's robots.txt (RFC 9309) asks of the portal. Read once a day for each server, and kept in the cache.

A server without one, or whose file cannot be read, asks nothing: a link is looked at once a week, by its head alone.
Python's own reader knows no `*` and no `$` in a path, and takes the first rule that fits where the standard takes the longest.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from django.core.cache import cache

from imap.core.fetching import PROGRAM, Limits, NotFetched, fetch

KEPT = 24 * 3600  # seconds
KEPT_AFTER_A_FAULT = 3600
LIMITS = Limits(size=512 * 1024, seconds=10)  # the standard wants no more to be read
MOST_LINES = 10_000
LONGEST_REST = 3600  # seconds
NAME = re.compile(r"\*|[a-z_-]+")


@dataclass
class Group:
    """What is asked of one program, or of all (`*`). `paths`: whether one is open, by its pattern."""

    paths: list[tuple[str, bool]] = field(default_factory=list)
    rest: int = 0  # seconds between two questions; 0 where nothing was said

    def admits(self, url: str) -> bool:
        """The longest pattern that fits decides, and of two alike the one that opens."""
        parts = urlsplit(url)
        path = plain(f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/")
        fitting = [(len(pattern), is_open) for pattern, is_open in self.paths if fits(pattern, path)]
        return max(fitting, default=(0, True))[1]


def rules_for(url: str) -> Group:
    """Those of the server of this address."""
    parts = urlsplit(url)
    site = f"{parts.scheme}://{parts.netloc}"
    text = cache.get(f"robots:{site}")
    if text is None:
        text, seconds = read(f"{site}/robots.txt")
        cache.set(f"robots:{site}", text, seconds)
    return group_of(text)


def read(url: str) -> tuple[str, int]:
    """The text, empty where there is none, and how long it is believed."""
    try:
        answer = fetch(url, limits=LIMITS)
    except NotFetched as error:
        return "", KEPT if error.reason == "too_large" else KEPT_AFTER_A_FAULT
    if answer.is_ok:
        return answer.body.decode("utf-8-sig", "replace"), KEPT
    return "", KEPT_AFTER_A_FAULT if answer.status >= 500 else KEPT


def group_of(text: str) -> Group:
    """What it says to the portal by name, else what it says to all."""
    groups: dict[str, Group] = {}
    named: list[str] = []
    is_heading = False
    for line in text.splitlines()[:MOST_LINES]:
        key, _colon, said = line.partition("#")[0].partition(":")
        key, said = key.strip().lower(), said.strip()
        if key == "user-agent":
            named = [*(named if is_heading else []), name_in(said)]
            is_heading = True
        elif key in ("allow", "disallow", "crawl-delay"):
            is_heading = False
            for name in named:
                add(groups.setdefault(name, Group()), key, said)
    return groups.get(PROGRAM.lower()) or groups.get("*") or Group()


def name_in(said: str) -> str:
    """Without a version and what else is written behind it."""
    found = NAME.match(said.lower())
    return found[0] if found else ""


def add(group: Group, key: str, said: str) -> None:
    if key == "crawl-delay":
        group.rest = min(int(float(said)), LONGEST_REST) if re.fullmatch(r"\d{1,6}(\.\d*)?", said) else 0
    elif said:  # an empty Disallow closes nothing
        group.paths.append((plain(said), key == "allow"))


def plain(path: str) -> str:
    return quote(path, safe="%/:=&?~+!$,;'@()*[]")


def fits(pattern: str, path: str) -> bool:
    """`*` is anything, `$` at the end is the end. Piece by piece, so that no pattern takes long."""
    is_whole = pattern.endswith("$")
    first, *pieces = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for piece in pieces:
        if (found := path.find(piece, at)) < 0:
            return False
        at = found + len(piece)
    return not is_whole or at == len(path) or bool(pieces and path.endswith(pieces[-1]))
