"""Public pages, kept as finished bytes for visitors without a session.

A view that takes no user says so with `@public_page`. The stamp names the state of the published content: a write that a
reader could see changes it, and every page kept under an older stamp is gone at once. Without Redis nothing is kept.
"""

import gzip
import hashlib
import uuid
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.timezone import now

STAMP = "page-stamp"
KEPT_IN_PROCESS = 256
View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """The page is the same for everyone without a session, so it may be kept."""

    @wraps(view)
    def keepable(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.keepable = True  # type: ignore[attr-defined]
        return response

    return keepable


def forget_pages() -> None:
    """Every kept page is stale from now on; called once what was written is committed."""
    transaction.on_commit(lambda: cache.set(STAMP, uuid.uuid4().hex, None))


@dataclass(frozen=True)
class Page:
    headers: tuple[tuple[str, str], ...]
    body: bytes
    zipped: bytes

    def response(self, request: HttpRequest) -> HttpResponse:
        zipped = "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(self.zipped if zipped else self.body)
        for name, value in self.headers:
            response[name] = value
        if zipped:
            response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(response.content))
        return response


class PageCache:
    """Outermost middleware: a kept page leaves before session, database and templates are touched."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response
        self.near: OrderedDict[str, Page] = OrderedDict()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = self.key(request)
        if key is None:
            return private_unless_keepable(self.get_response(request))
        page = self.find(key)
        if page is None:
            response = self.get_response(request)
            if not is_keepable(response):
                return private_unless_keepable(response)
            page = self.keep(key, response)
        answer = page.response(request)
        conditional = get_conditional_response(request, answer["ETag"], last_modified(answer), answer)
        assert conditional is not None
        if isinstance(conditional, HttpResponseNotModified):
            patch_vary_headers(conditional, ("Cookie", "Accept-Encoding"))
        return conditional

    def key(self, request: HttpRequest) -> str | None:
        """None where the page cannot be kept: a session, a write, a partial update, no Redis."""
        if request.method not in ("GET", "HEAD") or not settings.PAGE_CACHE_SECONDS:
            return None
        if settings.SESSION_COOKIE_NAME in request.COOKIES or "HX-Request" in request.headers:
            return None
        if (
            not request.path_info.startswith(("/ar/", "/en/", "/fr/"))
            or len(request.META["QUERY_STRING"]) > 500
        ):
            return None
        stamp = cache.get(STAMP)
        if stamp is None:
            cache.add(STAMP, uuid.uuid4().hex, None)
            return None
        digits = request.COOKIES.get("digits", "")[:4]
        return f"page:{stamp}:{request.get_host()}:{digits}:{request.get_full_path()}"

    def find(self, key: str) -> Page | None:
        if key in self.near:
            self.near.move_to_end(key)
            return self.near[key]
        page = cache.get(hashed(key))
        if page is not None:
            self.keep_near(key, page)
        return page

    def keep(self, key: str, response: HttpResponse) -> Page:
        response["ETag"] = f'"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
        response["Last-Modified"] = http_date(now().timestamp())
        response["Cache-Control"] = "public, max-age=0, must-revalidate"
        patch_vary_headers(response, ("Cookie", "Accept-Encoding"))
        body = response.content
        page = Page(tuple(response.items()), body, gzip.compress(body, 5, mtime=0))
        cache.set(hashed(key), page, settings.PAGE_CACHE_SECONDS)
        self.keep_near(key, page)
        return page

    def keep_near(self, key: str, page: Page) -> None:
        self.near[key] = page
        while len(self.near) > KEPT_IN_PROCESS:
            self.near.popitem(last=False)


def hashed(key: str) -> str:
    return "page:" + hashlib.blake2b(key.encode(), digest_size=20).hexdigest()


def is_keepable(response: HttpResponse) -> bool:
    return response.status_code == 200 and getattr(response, "keepable", False) and not response.cookies


def private_unless_keepable(response: HttpResponse) -> HttpResponse:
    """What may hold a user's own view is never kept by a browser's or a proxy's shared cache."""
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = (
            "private, no-store" if not getattr(response, "keepable", False) else "no-cache"
        )
    return response


def last_modified(response: HttpResponse) -> int | None:
    from django.utils.http import parse_http_date_safe

    return parse_http_date_safe(response["Last-Modified"])
