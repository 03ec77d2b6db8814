"""How API lists leave: as JSON, GeoJSON or CSV."""

import csv
import io
import json
import re
from typing import Any

from rest_framework.renderers import BaseRenderer, JSONRenderer

from imap.core.hxl import tags_of

BYTE_ORDER_MARK = "\ufeff"  # by which a spreadsheet knows UTF-8
# What a spreadsheet takes for the beginning of a formula, also as East Asian programs write it.
RUN = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?")


class GeoJSONRenderer(JSONRenderer):
    """`?format=geojson`: a FeatureCollection, where rows have a geometry; count and neighbours of the page beside it."""

    media_type = "application/geo+json"
    format = "geojson"

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        if isinstance(data, dict) and isinstance(results := data.get("results"), dict):
            data = {**results, **{name: value for name, value in data.items() if name != "results"}}
        return super().render(data, *args, **kwargs)


class CSVRenderer(BaseRenderer):
    """`?format=csv`: one row an item, columns by name; nested values are joined by dots. The head is the same without rows;
    `&hxl=1` adds the tag row."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: dict | None = None
    ) -> str:
        context: dict[str, Any] = renderer_context or {}
        names = context["view"].columns()
        items = data.get("results", [data])
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(names)
        if context["request"].query_params.get("hxl") == "1":
            writer.writerow(tags_of(names))
        writer.writerows(cells(flat(item), names) for item in items)
        return BYTE_ORDER_MARK + out.getvalue()


def cells(row: dict[str, Any], names: list[str]) -> list[Any]:
    return [written(row.get(name)) for name in names]


def written(value: Any) -> Any:
    """Yes and no as in JSON."""
    return str(value).lower() if isinstance(value, bool) else safe_cell(value)


def flat(value: Any, name: str = "") -> dict[str, Any]:
    """`{"a": {"b": 1}}` becomes `{"a.b": 1}`; lists are joined by `; `, those of things as JSON."""
    if isinstance(value, dict):
        return {
            key: cell for part, inner in value.items() for key, cell in flat(inner, f"{name}.{part}").items()
        }
    if isinstance(value, list | tuple) and any(isinstance(item, dict) for item in value):
        value = json.dumps(value, ensure_ascii=False, default=str)
    elif isinstance(value, list | tuple):
        value = "; ".join(str(item) for item in value)
    return {name.lstrip("."): value}


def safe_cell(value: Any) -> Any:
    """A cell that a spreadsheet would run as a formula is given as text; a number below zero is none."""
    is_run = isinstance(value, str) and value.startswith(RUN) and not NUMBER.fullmatch(value)
    return f"'{value}" if is_run else value
