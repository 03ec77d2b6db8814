"""Answers to what cannot be done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from profiles.actions import NotAllowed

WORDS = ("remark", "text", "note", "on_behalf")  # fields in which people write


def not_allowed(request: HttpRequest, refusal: NotAllowed, back: str) -> HttpResponse:
    """409: says the state, and who can do it; what was typed can be copied."""
    return answer(request, str(refusal), back, 409)


def not_kept(request: HttpRequest, why: str, back: str) -> HttpResponse:
    """400, with what was typed."""
    return answer(request, why, back, 400)


def answer(request: HttpRequest, why: str, back: str, status: int) -> HttpResponse:
    typed = [words for name in WORDS if (words := request.POST.get(name, "").strip())]
    context = {"why": why, "back": back, "typed": typed, "code": status}
    response = render(request, "errors/409.html", context, status=status)
    add_never_cache_headers(response)
    return response
