"""Sending a kept file after the permission check: the one way by which an uploaded file leaves the portal.

Behind the proxy the answer names the file by `X-Accel-Redirect` and nginx sends it, with byte ranges; elsewhere the
application sends it itself. The media folder has no address of its own in either case.
"""

from urllib.parse import quote

from django.conf import settings
from django.core.files.base import File
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.text import slugify

ANY = "application/octet-stream"


def send_kept(file: File, name: str) -> HttpResponseBase:
    """Always as a download under `name`: nothing that was uploaded is run in a reader's browser."""
    name = download_name(name)
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    if settings.FILES_ARE_SENT_BY_PROXY:
        headers["X-Accel-Redirect"] = f"/protected/{quote(str(file.name))}"
        return HttpResponse(content_type=ANY, headers=headers)
    return FileResponse(file.open(), as_attachment=True, filename=name, content_type=ANY, headers=headers)


def download_name(name: str) -> str:
    stem, _dot, ending = name.rpartition(".")
    return f"{slugify(stem, allow_unicode=True) or 'document'}.{slugify(ending) or 'bin'}"
