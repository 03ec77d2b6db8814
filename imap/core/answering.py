"""What the API answers beside rows: its list of lists, and errors, which are JSON whatever was asked for."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import APIRootView
from rest_framework.views import exception_handler

from imap.core.asking import must_know


def in_json(error: Exception, context: dict[str, Any]) -> Response | None:
    """An error is JSON, whatever form the rows were to have; what is not there is said in the reader's language."""
    if isinstance(error, Http404):
        error = NotFound(_("There is nothing at this address."))
    response = exception_handler(error, context)
    if response is not None:
        give_json(context["request"])
    return response


def give_json(request: Any) -> None:
    request.accepted_renderer, request.accepted_media_type = JSONRenderer(), JSONRenderer.media_type


class Root(APIRootView):
    """The lists of the API."""

    renderer_classes = [JSONRenderer]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        must_know(request, ("lang", "format"))
