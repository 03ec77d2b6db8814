"""Answers to what cannot be done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from profiles.actions import NotAllowed


def not_allowed(request: HttpRequest, refusal: NotAllowed, back: str) -> HttpResponse:
    """409: says the state, and who can do it."""
    response = render(request, "errors/409.html", {"why": str(refusal), "back": back}, status=409)
    add_never_cache_headers(response)
    return response
