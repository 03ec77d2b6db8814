"""A page as PDF: HTML and the portal's print style in, bytes out. Nothing is fetched from anywhere but the static files."""

import mimetypes
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from fontTools.ttLib import TTFont
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

OURS = "static:"


class StaticFiles(URLFetcher):
    """A document that asks for anything else is not made: a gap in it would be seen by nobody."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        name = url.removeprefix(OURS)
        refusal = FatalURLFetchingError(f"A document takes nothing but static files: {url}")
        if name == url or ".." in name:
            raise refusal
        found = finders.find(name) or Path(settings.STATIC_ROOT) / name
        if not Path(found).is_file():
            raise refusal
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        body = unpacked(str(found)) if name.endswith(".woff2") else Path(found).read_bytes()
        return URLFetcherResponse(url, body, {"Content-Type": kind})


@cache
def unpacked(path: str) -> bytes:
    """A face as it is embedded: unpacked once a process, where WeasyPrint would do it for each document (half of its time)."""
    face, body = TTFont(path), BytesIO()
    face.flavor = None
    face.save(body)
    return body.getvalue()


def pdf_of(template: str, context: dict[str, Any]) -> bytes:
    """`template` names what it needs as `static:css/…`; accessible (PDF/UA-1), fonts embedded."""
    page = render_to_string(template, context)
    return HTML(string=page, base_url=OURS, url_fetcher=StaticFiles()).write_pdf(pdf_variant="pdf/ua-1")
