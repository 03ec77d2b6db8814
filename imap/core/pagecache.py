"""Public pages, kept as finished bytes for visitors without a session.

A view that takes no user says so with `@public_page`. The stamp names the state of the published content: a write that a
reader could see changes it, and every page kept under an older stamp is gone at once. Without Redis nothing is kept.
"""

import gzip
import hashlib
import logging
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.core.exceptions import DisallowedHost
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date

from imap.core.cache import WITHOUT_REDIS, shared
from imap.core.numbers import COOKIE, DIGITS
from imap.core.translation import LANGUAGES

STAMP = "page-stamp"
TRUSTED_SECONDS = 0.2  # a process asks Redis for the stamp this often, not at every request
RETRY_SECONDS = 1.0
KEPT_IN_PROCESS = 128
MESSAGES_COOKIE = "messages"  # something waits to be said to this visitor
PREFIXES = tuple(f"/{language}/" for language in LANGUAGES)
# Pages name style sheets and scripts by their digests: those of another release are not there any more.
RELEASE = getattr(staticfiles_storage, "manifest_hash", "")
View = Callable[..., HttpResponse]
log = logging.getLogger(__name__)


class Stamp:
    """The state of the published content, as all processes see it; None while Redis is gone."""

    def __init__(self) -> None:
        self.value: str | None = None
        self.trusted_until = 0.0
        self.is_in_doubt = False

    def current(self) -> str | None:
        if time.monotonic() >= self.trusted_until:
            self.read()
        return self.value

    def read(self) -> None:
        """After a time without Redis the stamp is changed: a write may have passed unseen meanwhile."""
        asked_at = time.monotonic()
        try:
            if self.is_in_doubt:
                shared("set", STAMP, uuid.uuid4().hex, None)
                self.is_in_doubt = False
            self.value = shared("get", STAMP) or first_stamp()
            self.trusted_until = asked_at + TRUSTED_SECONDS
        except WITHOUT_REDIS as error:
            self.doubt(error)

    def change(self) -> None:
        try:
            shared("set", STAMP, uuid.uuid4().hex, None)
            self.trusted_until = 0.0
        except WITHOUT_REDIS as error:
            self.doubt(error)

    def doubt(self, error: Exception) -> None:
        if not self.is_in_doubt:
            log.warning("no page is kept without Redis: %s", error)
        self.value, self.is_in_doubt = None, True
        self.trusted_until = time.monotonic() + RETRY_SECONDS


def first_stamp() -> str | None:
    shared("add", STAMP, uuid.uuid4().hex, None)
    found: str | None = shared("get", STAMP)
    return found


stamp = Stamp()


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
    transaction.on_commit(stamp.change)


class Page(NamedTuple):
    """A finished page: headers without those of its length and encoding, bytes plain and compressed, when it was made."""

    headers: dict[str, str]
    body: bytes
    zipped: bytes
    made_at: float

    @property
    def is_fresh(self) -> bool:
        return time.time() - self.made_at < settings.PAGE_CACHE_SECONDS

    def response(self, request: HttpRequest) -> HttpResponse:
        """The page, or 304 where the visitor has it already."""
        zipped = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
        content = self.zipped if zipped else self.body
        response = HttpResponse(content, headers=self.headers)
        response.headers["Content-Length"] = str(len(content))
        if zipped:
            response.headers["Content-Encoding"] = "gzip"
        if "HTTP_IF_NONE_MATCH" in request.META or "HTTP_IF_MODIFIED_SINCE" in request.META:
            conditional = get_conditional_response(request, self.headers["ETag"], int(self.made_at), response)
            assert conditional is not None
            return conditional
        return response


class PageCache:
    """Outermost middleware: a kept page leaves before session, database and templates are touched."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response
        self.near: OrderedDict[Key, Page] = OrderedDict()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = page_key(request)
        page = self.find(key) if key else None
        if page is None:
            response = self.get_response(request)
            if key is None or not is_keepable(response):
                return private(response)
            page = self.keep(key, response)
        return page.response(request)

    def find(self, key: "Key") -> Page | None:
        page = self.near.get(key)
        if page is None and key.is_shared and (row := cache.get(hashed(key))):
            page = Page(*row)
            self.keep_near(key, page)
        return page if page and page.is_fresh else None

    def keep(self, key: "Key", response: HttpResponse) -> Page:
        body, made_at = response.content, time.time()
        response["ETag"] = f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
        response["Last-Modified"] = http_date(made_at)
        response["Cache-Control"] = "public, max-age=0, must-revalidate"
        patch_vary_headers(response, ("Cookie", "Accept-Encoding"))
        page = Page(dict(response.items()), body, gzip.compress(body, 5, mtime=0), made_at)
        if key.is_shared:
            cache.set(hashed(key), tuple(page), settings.PAGE_CACHE_SECONDS)
        self.keep_near(key, page)
        return page

    def keep_near(self, key: "Key", page: Page) -> None:
        self.near[key] = page
        while len(self.near) > KEPT_IN_PROCESS:
            self.near.popitem(last=False)


class Key(NamedTuple):
    """Of a page: the state of the content, and all of the request that the page may depend on."""

    stamp: str
    host: str
    digits: str
    address: str

    @property
    def is_shared(self) -> bool:
        """Hosts (any port is one) and addresses with a question come in any number: each process keeps its last ones, and
        Redis is spared."""
        return self.host == urlsplit(settings.SITE_URL).netloc and "?" not in self.address


def page_key(request: HttpRequest) -> Key | None:
    """None where the page cannot be kept: a session, a write, a partial update, no Redis."""
    meta = request.META
    if (
        cannot_be_kept_for(request)
        or request.method not in ("GET", "HEAD")
        or not settings.PAGE_CACHE_SECONDS
        or not request.path_info.startswith(PREFIXES)
        or len(meta["QUERY_STRING"]) > 500
        or settings.SESSION_COOKIE_NAME in request.COOKIES
        or MESSAGES_COOKIE in request.COOKIES
    ):
        return None
    current = stamp.current()
    digits = request.COOKIES.get(COOKIE, DIGITS[0])
    host = host_of(request)
    if current is None or host is None or digits not in DIGITS:
        return None
    return Key(current, host, digits, request.get_full_path())


def cannot_be_kept_for(request: HttpRequest) -> bool:
    """Part of a page, or a visitor who is about to be sent to https."""
    is_part = any(name.startswith("HTTP_HX_") for name in request.META)
    return is_part or (settings.SECURE_SSL_REDIRECT and not request.is_secure())


def host_of(request: HttpRequest) -> str | None:
    """None where the portal does not answer to it: the inner layers refuse."""
    try:
        return request.get_host()
    except DisallowedHost:
        return None


def hashed(key: Key) -> str:
    return "page-1:" + hashlib.blake2b(":".join((RELEASE, *key)).encode(), digest_size=20).hexdigest()


def is_keepable(response: HttpResponse) -> bool:
    return response.status_code == 200 and getattr(response, "keepable", False) and not response.cookies


def private(response: HttpResponse) -> HttpResponse:
    """What may hold a user's own view is kept by nobody, unless the view itself says otherwise."""
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = "private, no-store"
    return response
