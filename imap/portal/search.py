"""Search over profiles, sections, places and organisations."""

from typing import Any

from django.http import HttpRequest


def search_for(words: str, request: HttpRequest) -> Any:
    return None
