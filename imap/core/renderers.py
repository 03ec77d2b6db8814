"""How API lists leave: in pages, as JSON, GeoJSON or CSV."""

import csv
import io
import json
from typing import Any

from rest_framework.pagination import PageNumberPagination
from rest_framework.renderers import BaseRenderer, JSONRenderer


class Pages(PageNumberPagination):
    page_size_query_param = "page_size"
    max_page_size = 500


class GeoJSONRenderer(JSONRenderer):
    """`?format=geojson`: a FeatureCollection, where rows have a geometry; count and neighbours of the page beside it."""

    media_type = "application/geo+json"
    format = "geojson"

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        if isinstance(data, dict) and isinstance(results := data.get("results"), dict):
            data = {**results, **{name: value for name, value in data.items() if name != "results"}}
        return super().render(data, *args, **kwargs)


class CSVRenderer(BaseRenderer):
    """`?format=csv`: one row an item, columns by name; nested values are joined by dots."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: dict | None = None
    ) -> str:
        items = data.get("results", [data]) if isinstance(data, dict) else data
        rows = [flat(row) for row in items]
        names = columns_of(rows)
        out = io.StringIO()
        writer = csv.DictWriter(out, names)
        writer.writeheader()
        writer.writerows({name: safe_cell(row.get(name)) for name in names} for row in rows)
        return "\ufeff" + out.getvalue()


def columns_of(rows: list[dict[str, Any]]) -> list[str]:
    """In the order in which they come; a thing that is missing in one row has no column beside those of its parts."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return [name for name in names if not any(other.startswith(f"{name}.") for other in names)]


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
    """A cell that a spreadsheet would run as a formula is given as text."""
    return (
        f"'{value}"
        if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
        else value
    )
