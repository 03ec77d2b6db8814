"""Numbers and dates in the reader's language and digits.

Arabic is written with Western digits (the Maghreb's use) unless the reader chose Arabic-Indic ones (`?digits=arab`,
remembered in a cookie).
"""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format, number_format

from imap.core.translation import reading_language

DIGITS = ("latn", "arab")
COOKIE = "digits"
ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
chosen: ContextVar[str] = ContextVar("digits", default="latn")


def in_digits(text: str) -> str:
    """`text` in the digits that the reader chose; Arabic pages only."""
    if chosen.get() == "arab" and reading_language() == "ar":
        return text.translate(ARABIC_INDIC)
    return text


def number(value: float | int, decimals: int | None = None) -> str:
    return in_digits(number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True))


def day(value: date) -> str:
    """`20 June 2012`."""
    return in_digits(date_format(value, "DATE_FORMAT"))


def month(value: date) -> str:
    """`June 2012`."""
    return in_digits(date_format(value, "YEAR_MONTH_FORMAT"))


class ReaderDigits:
    """Middleware: the reader's choice of digits, for this request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get(COOKIE)
        choice = asked if asked in DIGITS else request.COOKIES.get(COOKIE, "latn")
        token = chosen.set(choice if choice in DIGITS else "latn")
        try:
            response = self.get_response(request)
        finally:
            chosen.reset(token)
        if asked in DIGITS:
            response.set_cookie(COOKIE, asked, max_age=365 * 24 * 3600, samesite="Lax")
        return response
