"""Sessions end, a second factor comes first, and pages speak the reader's language."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.second_factor import has_second_factor, second_factor_page
from imap.core.translation import LANGUAGES

GetResponse = Callable[[HttpRequest], HttpResponse]
LAST_SEEN = "last_seen"
A_MINUTE = 60
# Places of work: nothing there is of use without the second factor.
WORK = ("/admin/", "/workspace/")


def go_to(request: HttpRequest, url: str) -> HttpResponse:
    """A redirect that a partial update follows as a whole page."""
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Redirect": url})
    return redirect(url)


class IdleSessionEnds:
    """A session ends after `SESSION_IDLE_MINUTES` without a request (noted at most once a minute), and the page says so."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            if request.user.is_authenticated:
                self.end_or_note(request)
            elif request.session.is_empty():
                request.ended_by = "age or a change of password"  # type: ignore[attr-defined]
        return self.get_response(request)

    def end_or_note(self, request: HttpRequest) -> None:
        now, seen = int(time.time()), request.session.get(LAST_SEEN)
        if seen and now - seen > settings.SESSION_IDLE_MINUTES * A_MINUTE:
            logout(request)
            request.ended_by = "idleness"  # type: ignore[attr-defined]
        elif not seen or now - seen > A_MINUTE:
            request.session[LAST_SEEN] = now

    def said(self, request: HttpRequest) -> str:
        if request.ended_by != "idleness":  # type: ignore[attr-defined]
            return _("Your session has ended. Sign in again to go on.")
        return ngettext(
            "Your session ended after %(minutes)d minute without activity. Sign in again to go on.",
            "Your session ended after %(minutes)d minutes without activity. Sign in again to go on.",
            settings.SESSION_IDLE_MINUTES,
        ) % {"minutes": settings.SESSION_IDLE_MINUTES}

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Only now are the page's language and a place for messages known. A partial update has no place for one: the whole page goes to the sign-in."""
        if not hasattr(request, "ended_by"):
            return None
        messages.warning(request, self.said(request))
        if "HX-Request" not in request.headers:
            return None
        return go_to(request, reverse("account_login") + "?" + urlencode({"next": shown_page(request)}))


def shown_page(request: HttpRequest) -> str:
    """The page that a partial update belongs to, as its browser names it."""
    try:
        shown = urlsplit(request.headers.get("HX-Current-URL", ""))
    except ValueError:  # not written by a browser
        return "/"
    return (shown.path + (f"?{shown.query}" if shown.query else "")) or "/"


class SecondFactorFirst:
    """Marks a user whose session has no second factor, where one is required: access.py then admits to nothing."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.REQUIRE_SECOND_FACTOR and settings.SESSION_COOKIE_NAME in request.COOKIES:
            user = request.user
            if user.is_authenticated and not has_second_factor(request):
                user.lacks_second_factor = True
                if f"{request.path_info}/".startswith(WORK):
                    return go_to(request, second_factor_page(request))
        return self.get_response(request)


class ReaderLanguage(LocaleMiddleware):
    """The address says the language; where it does not: `?lang=`, the person's own, the cookie, the browser's."""

    def process_request(self, request: HttpRequest) -> None:
        language = translation.get_language_from_path(request.path_info)
        language = language or asked(request) or own(request) or of_page_before(request)
        if language is None:
            super().process_request(request)
            return
        translation.activate(language)
        request.LANGUAGE_CODE = language  # type: ignore[attr-defined]

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response = super().process_response(request, response)
        if (language := asked(request)) and not request.path_info.startswith("/api/"):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 24 * 3600, samesite="Lax",
                secure=settings.LANGUAGE_COOKIE_SECURE,
            )  # fmt: skip
        return response


def asked(request: HttpRequest) -> str | None:
    language = request.GET.get("lang")
    return language if language in LANGUAGES else None


def of_page_before(request: HttpRequest) -> str | None:
    """The sign-in speaks the language of the page that it leads back to, unless the visitor chose another."""
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return None
    return translation.get_language_from_path(request.GET.get("next", ""))


def own(request: HttpRequest) -> str | None:
    if (
        settings.SESSION_COOKIE_NAME not in request.COOKIES
        or settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    ):
        return None
    return request.user.preferred_language if request.user.is_authenticated else None
