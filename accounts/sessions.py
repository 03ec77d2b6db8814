"""Ending a person's sessions."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone


def end_sessions(user_pk: int, but: str | None = None) -> int:
    """End every session of a person except the one whose key is `but`; how many ended.

    A session names its user inside its data, so all current ones are read: rare (a factor removed), and some thousands
    at most.
    """
    current = Session.objects.filter(expire_date__gt=timezone.now()).exclude(session_key=but)
    theirs = [row.pk for row in current.iterator() if row.get_decoded().get(SESSION_KEY) == str(user_pk)]
    Session.objects.filter(pk__in=theirs).delete()
    return len(theirs)
