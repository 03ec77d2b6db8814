"""Sessions end, a second factor comes first, and pages speak the reader's language."""

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from imap.core.translation import LANGUAGES

GetResponse = Callable[[HttpRequest], HttpResponse]
LAST_SEEN = "last_seen"
A_MINUTE = 60


class IdleSessionEnds:
    """A session ends after `SESSION_IDLE_MINUTES` without a request; noted at most once a minute."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            now, seen = int(time.time()), request.session.get(LAST_SEEN)
            if seen and now - seen > settings.SESSION_IDLE_MINUTES * A_MINUTE:
                logout(request)
            elif not seen or now - seen > A_MINUTE:
                request.session[LAST_SEEN] = now
        return self.get_response(request)


class SecondFactorFirst:
    """Marks a user whose session has no second factor, where one is required: access.py then admits to nothing."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.REQUIRE_SECOND_FACTOR and settings.SESSION_COOKIE_NAME in request.COOKIES:
            user = request.user
            if user.is_authenticated and not has_second_factor(request):
                user.lacks_second_factor = True
        return self.get_response(request)


def has_second_factor(request: HttpRequest) -> bool:
    """The person has set one up: allauth then asks for it at every sign-in."""
    return is_mfa_enabled(request.user)


class ReaderLanguage(LocaleMiddleware):
    """The address says the language; where it does not: `?lang=`, the person's own, the cookie, the browser's."""

    def process_request(self, request: HttpRequest) -> None:
        language = translation.get_language_from_path(request.path_info)
        language = language or asked(request) or own(request)
        if language is None:
            super().process_request(request)
            return
        translation.activate(language)
        request.LANGUAGE_CODE = language  # type: ignore[attr-defined]

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response = super().process_response(request, response)
        if language := asked(request):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 24 * 3600, samesite="Lax",
                secure=settings.LANGUAGE_COOKIE_SECURE,
            )  # fmt: skip
        return response


def asked(request: HttpRequest) -> str | None:
    language = request.GET.get("lang")
    return language if language in LANGUAGES else None


def own(request: HttpRequest) -> str | None:
    if (
        settings.SESSION_COOKIE_NAME not in request.COOKIES
        or settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    ):
        return None
    return request.user.preferred_language if request.user.is_authenticated else None
