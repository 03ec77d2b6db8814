"""The one import map of the portal: bare names of modules to the addresses of their files.

It is the only inline script; the Content-Security-Policy admits it by its hash (a nonce would spoil page caching).
"""

import base64
import hashlib
import json
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static

MODULES = {
    "django-prose-editor/editor": "django_prose_editor/editor.js",
    "maplibre-gl": "vendor/maplibre-gl/maplibre-gl.mjs",
    "portal/map": "js/map/portal-map.js",
}


@cache
def _rendered(storage: str) -> tuple[str, str]:
    text = json.dumps(
        {"imports": {name: static(path) for name, path in MODULES.items()}}, separators=(",", ":")
    )
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return text, f"'sha256-{digest}'"


def import_map() -> str:
    """The JSON between the script tags, to the letter of its hash."""
    return _rendered(settings.STORAGES["staticfiles"]["BACKEND"])[0]


def import_map_hash() -> str:
    return _rendered(settings.STORAGES["staticfiles"]["BACKEND"])[1]


class AdmitImportMap:
    """Middleware, inside csp's: adds the hash to the policy of each response."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        update = getattr(response, "_csp_update", None) or {}
        response._csp_update = {**update, "script-src": [*update.get("script-src", []), import_map_hash()]}  # type: ignore[attr-defined]
        return response
