"""Texts for files in which a control character breaks the whole: people paste them unseen, from slides above all."""

import re

NOT_OF_TEXTS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def one_line(text: object) -> str:
    """No line break and no control character: where a line is a statement."""
    return " ".join("".join(c if c.isprintable() else " " for c in str(text)).split())


def with_breaks(text: object) -> str:
    """Line breaks stay, each as `\\n`."""
    return NOT_OF_TEXTS.sub("", BREAKS.sub("\n", str(text)))
