"""Figures as SDMX-CSV 1.0: one row an observation, columns by the concepts of SDMX."""

import csv
import io
import re
from typing import Any

from imap.core.renderers import CSVRenderer, safe_cell
from imap.core.translation import FALLBACKS, reading_language

DATAFLOW = "IMAP:OBSERVATIONS(1.0)"
HEAD = [
    "DATAFLOW", "REGIONAL_MAP", "INDICATOR", "REF_AREA", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS",
    "COMMENT_OBS", "DATASET",
]  # fmt: skip
YEARS = re.compile(r"(\d{4})[/-](\d{4})")


class SDMXRenderer(CSVRenderer):
    """`?format=sdmx-csv`. No byte order mark: programs read it."""

    media_type = "application/vnd.sdmx.data+csv"
    format = "sdmx-csv"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: dict | None = None
    ) -> str:
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(HEAD)
        writer.writerows(row_of(each) for each in data.get("results", [data]))
        return out.getvalue()


def row_of(figure: dict[str, Any]) -> list[Any]:
    cells = [
        figure["map"], figure["indicator"], figure["country"], time_period(figure["period"]), figure["value"],
        figure["unit"], figure["status"], words(figure["note"]), figure["dataset"],
    ]  # fmt: skip
    return [DATAFLOW, *map(safe_cell, cells)]


def time_period(period: str) -> str:
    """Two years in one as a range: `2012/2013` is `2012-01-01/P2Y`."""
    if years := YEARS.fullmatch(period):
        first, last = map(int, years.groups())
        return f"{first:04d}-01-01/P{last - first + 1}Y"
    return period


def words(note: str | dict[str, str]) -> str:
    """In the reader's language, or in another that has them."""
    if isinstance(note, str):
        return note
    return next((note[each] for each in (reading_language(), *FALLBACKS) if note[each]), "")
