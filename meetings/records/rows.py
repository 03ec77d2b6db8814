"""Rows of the sheet as the browser gets them: nothing in them says who or when."""

import hashlib
import json
from typing import Any

from meetings.models import Meeting, Record


def rows_of(meeting: Meeting) -> list[dict[str, Any]]:
    records = Record.objects.filter(meeting=meeting).defer("search").select_related("session", "item")
    return [row_of(record) for record in records.order_by("order", "id")]


def row_of(record: Record) -> dict[str, Any]:
    return {
        "key": str(record.pk),
        "fingerprint": record.fingerprint,
        "kind": record.kind,
        "kind_name": str(record.get_kind_display()),
        "session": record.session_id,
        "item": record.item_id,
        "about": str(about.shown_title) if (about := record.item or record.session) else "",
        "texts": record.texts,
        "state": record.state,
        "state_name": str(record.get_state_display()),
        "is_dropped": record.is_dropped,
    }


def stamp_of(rows: list[dict[str, Any]]) -> str:
    """Changes when any row does, or their order."""
    return f'"{hashlib.sha256(json.dumps(rows, sort_keys=True).encode()).hexdigest()[:20]}"'
