"""Values of a history in words, and what differs between two texts."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from difflib import SequenceMatcher
from html import unescape
from typing import Any, cast

from django.contrib.gis.geos import GEOSGeometry
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from imap.core.admin.geometry import as_typed, coordinates_of
from imap.core.richtext import plain
from imap.core.translation import listed

WORDS_AROUND = 12
LONG = 4000  # words beyond which the exact comparison would take too long


def shown_value(column: models.Field, value: Any) -> str:
    """A column's value as a person reads it."""
    if value is None or value == "" or value == []:
        return ""
    if column.is_relation:
        return shown_relation(column, value)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, GEOSGeometry):
        return as_typed(coordinates_of(value))
    if isinstance(value, list):
        return listed(value)
    return str(value)


def shown_relation(column: models.Field, key: Any) -> str:
    row = cast(type[models.Model], column.related_model)._default_manager.filter(pk=key).first()
    if row is None:
        return _("no longer there (%s)") % key
    return str(getattr(row, "role_group", row))  # a group is known by the role it stands for


def difference_of(before: str, after: str) -> SafeString:
    """Both texts in one: what left struck out, what came marked, long equal stretches shortened."""
    old, new = words_of(before), words_of(after)
    if old == new:
        return format_html("<em>{}</em>", _("Only the formatting changed."))
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) + len(new) > LONG)
    return format_html_join(" ", "{}", ((piece,) for piece in pieces(matcher, old, new)))


def words_of(text: str) -> list[str]:
    return re.split(r"\s+", unescape(plain(text))) if text else []


def pieces(matcher: SequenceMatcher, old: list[str], new: list[str]) -> Iterator[SafeString]:
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield format_html("{}", shortened(old[start:end], start == 0, end == len(old)))
            continue
        if start < end:
            yield format_html("<del>{}</del>", " ".join(old[start:end]))
        if new_start < new_end:
            yield format_html("<ins>{}</ins>", " ".join(new[new_start:new_end]))


def shortened(words: list[str], is_first: bool, is_last: bool) -> str:
    if len(words) <= 2 * WORDS_AROUND:
        return " ".join(words)
    head = [] if is_first else words[:WORDS_AROUND]
    tail = [] if is_last else words[-WORDS_AROUND:]
    return " ".join([*head, "…", *tail])
