"""News, feeds that are watched and feeds of our own, events."""
