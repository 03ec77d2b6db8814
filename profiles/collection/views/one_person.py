"""A page that one person left open is not written under the name of the next who signs in on the same browser."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from imap.core.requests import is_page_of_another

View = Callable[..., HttpResponse]
TYPED = ("q-", "r-", "d-")  # the fields of answers that hold words


def of_one_person(view: View) -> View:
    """Refused with 409 before anything is looked up; what was typed is given back."""

    @wraps(view)
    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method == "POST" and is_page_of_another(request):
            return given_back(request)
        return view(request, *args, **kwargs)

    return checked


def given_back(request: HttpRequest) -> HttpResponse:
    words = _(
        "This page was opened by someone else, who was signed in on this browser before you. Nothing was saved under your name."
    )
    if request.headers.get("Accept") == "application/json":
        kept = _("What was typed is kept in this browser until that person signs in again.")
        return JsonResponse({"other": f"{words} {kept}"}, status=409)
    context = {"words": words, "typed": typed_in(request), "had_files": bool(request.FILES)}
    return render(request, "collection/page_of_another.html", context, status=409)


def typed_in(request: HttpRequest) -> list[str]:
    names = [name for name in request.POST if name.startswith(TYPED) or name == "reason"]
    return [text for name in names for text in request.POST.getlist(name) if text.strip()]
