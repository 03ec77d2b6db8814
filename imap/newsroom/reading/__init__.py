"""Reading what a feed answered: decoded safely, refused where it is unsafe, cut where it is long, as plain text."""

from imap.newsroom.reading.parsing import MOST_ENTRIES, NotAFeed, Read, Reading, Unsafe, read

__all__ = ["MOST_ENTRIES", "NotAFeed", "Read", "Reading", "Unsafe", "read"]
