"""Requests whose writing is signed by nobody.

The middleware of django-pghistory sends the user's key along with every statement of a request that changes something, for
the histories' sake. Where no history may know who wrote, that key does not leave for the database at all: it would stand in the
database's own log beside a statement that failed.
"""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from pghistory.middleware import HistoryMiddleware

UNSIGNED = re.compile(settings.UNSIGNED_PATHS)


class SignedHistory(HistoryMiddleware):
    """Who and from where, for histories; nothing for the addresses of `UNSIGNED_PATHS`."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if UNSIGNED.match(request.path_info):
            return self.get_response(request)
        return super().__call__(request)
