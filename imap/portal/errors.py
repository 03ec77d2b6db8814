"""Error pages in the reader's language; none shows a trace, none needs the database."""

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from accounts.middleware import asked
from imap.core.importmap import import_map
from imap.core.translation import direction_of, reading_language


def page(request: HttpRequest, status: int, name: str = "") -> HttpResponse:
    """`templates/errors/{name or status}.html` without context processors: no user, no query."""
    language = (
        translation.get_language_from_path(request.path_info) or asked(request) or reading_language()
    ).lower()
    translation.activate(language)
    if request.path_info.startswith("/api/"):
        words = in_brief(request, status)
        return JsonResponse(words, status=status, json_dumps_params={"ensure_ascii": False})
    context = {
        "page_language": language,
        "page_direction": direction_of(language),
        "import_map": import_map,
        "request": request,
        "is_plain": True,
    }
    response = HttpResponse(render_to_string(f"errors/{name or status}.html", context), status=status)
    add_never_cache_headers(response)
    return response


def in_brief(request: HttpRequest, status: int) -> dict[str, Any]:
    """For programs. A NUL character is named with its parameter, as the API names what it refuses itself."""
    names = [name for name, values in request.GET.lists() if "\x00" in name + "".join(map(str, values))]
    if status == 400 and names:
        return {name: [_("There is a NUL character in it.")] for name in names}
    words = {
        400: _("The request could not be understood."),
        403: _("This is not open to you."),
        404: _("There is nothing at this address."),
        500: _("Something went wrong on our side."),
        503: _("The portal is not available for a moment."),
    }
    return {"detail": words[status]}


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 403)


def form_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: it was open for too long, or the browser keeps no cookies."""
    return page(request, 403, "form")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 400)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 where the database is away, with a time to come back; 500 for a fault of ours."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        response = page(request, 503)
        response["Retry-After"] = "30"
        return response
    return page(request, 500)
