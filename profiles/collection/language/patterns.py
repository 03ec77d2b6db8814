"""Patterns that a condition may ask a text to fit: only those that answer at once, whatever the text."""

import re

LONGEST_PATTERN, LONGEST_SUBJECT = 120, 500
REPEATED_GROUP = re.compile(r"\)[+*{?]")
OPEN_ENDED = re.compile(r"[+*]|\{\d*,\d*\}")
MOST_OPEN_ENDED = 2  # the time grows with the text's length to this power


def is_quick(pattern: str) -> bool:
    if len(pattern) > LONGEST_PATTERN or REPEATED_GROUP.search(pattern):
        return False
    if len(OPEN_ENDED.findall(pattern)) > MOST_OPEN_ENDED:
        return False
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
