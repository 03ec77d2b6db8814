"""What no request to the portal may hold, and whose page it comes from."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse


class NoNul:
    """Middleware: a NUL character has no place in an address or a cookie, and PostgreSQL takes none in a text: 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = (
            request.path_info,
            request.META.get("QUERY_STRING", "").replace("%00", "\x00"),
            *request.COOKIES.values(),
        )
        if any("\x00" in part for part in asked):
            raise BadRequest("a NUL character in the address or in a cookie")
        return self.get_response(request)


def is_page_of_another(request: HttpRequest) -> bool:
    """Sent by a page that one person left open, after another signed in at the same computer: not theirs to write."""
    return request.POST.get("user", str(request.user.pk)) != str(request.user.pk)
