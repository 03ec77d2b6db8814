"""Answers to what cannot be translated now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from profiles.actions import NotTranslatable
from profiles.models import Section


def refused(request: HttpRequest, section: Section, language: str, refusal: NotTranslatable) -> HttpResponse:
    """409: the state, and who can change it."""
    context = {"section": section, "language": language, "reasons": refusal.messages}
    return render(request, "workspace/translations/refused.html", context, status=409)
