"""Counting downloads by file and month: never by person, and no visitor twice for one reading."""

import hashlib
import hmac
import re

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from imap.library.models import PublicationFile

ONE_READING = 30 * 60  # seconds: a viewer asks for one file many times
MACHINES = re.compile(
    r"bot\b|bot/|crawl|spider|slurp|preview|monitor|scan|facebookexternalhit|headless", re.IGNORECASE
)
FROM_THE_BEGINNING = re.compile(r"bytes=0-")
COUNT = """
    INSERT INTO library_downloadcount (file_id, month, count) VALUES (%s, %s, 1)
    ON CONFLICT (file_id, month) DO UPDATE SET count = library_downloadcount.count + 1
"""


def count_download(*, file: PublicationFile, request: HttpRequest) -> bool:
    """Whether it was counted."""
    if not is_a_reading(request) or not is_first(file, request):
        return False
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [file.pk, timezone.localdate().replace(day=1)])
    return True


def is_a_reading(request: HttpRequest) -> bool:
    """No look at the head, no later stretch of the same file, no machine that says that it is one."""
    stretch, program = request.headers.get("Range", ""), request.headers.get("User-Agent", "")
    return (
        request.method == "GET"
        and not MACHINES.search(program)
        and (not stretch or bool(FROM_THE_BEGINNING.match(stretch)))
    )


def is_first(file: PublicationFile, request: HttpRequest) -> bool:
    """Within half an hour, by a mark that cannot be led back to anybody and is forgotten then. The address is the reader's, not the proxy's."""
    who = f"{file.pk}|{get_adapter().get_client_ip(request)}|{request.headers.get('User-Agent', '')}|{request.user.pk}"
    mark = hmac.new(settings.SECRET_KEY.encode(), who.encode(), hashlib.sha256).hexdigest()
    return bool(cache.add(f"download:{mark}", 1, ONE_READING))
