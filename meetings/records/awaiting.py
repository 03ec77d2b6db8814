"""What awaits people of the records of meetings: records to check, for the secretariat; meetings they are named for."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from imap.core.awaiting import Task
from imap.core.numbers import number
from meetings.models import Meeting, Record, noted_by

State = Record.State


def awaiting(user: User) -> list[Task]:
    return [*to_check(user), *to_note(user)]


def to_check(user: User) -> Iterator[Task]:
    waiting = Q(records__state=State.CHECK, records__is_dropped=False)
    rows = (
        Meeting.objects.editable_by(user)
        .annotate(waiting=Count("records", filter=waiting))
        .filter(waiting__gt=0)
    )
    for row in rows.select_related("regional_map").defer("search").order_by("-starts", "slug"):
        said = ngettext(
            "%(count)s record waits for the check", "%(count)s records wait for the check", row.waiting
        )
        yield Task(
            said % {"count": number(row.waiting, 0)},
            reverse("records:check", args=[row.slug]),
            about=str(row.shown_title),
        )


def to_note(user: User) -> Iterator[Task]:
    """Until the records of the meeting are released."""
    named = noted_by(user).filter(note_takers__user=user, releases=None)
    for row in named.select_related("regional_map").defer("search").order_by("starts", "slug"):
        yield Task(
            _("Take notes at the meeting"),
            reverse("records:sheet", args=[row.slug]),
            about=str(row.shown_title),
        )
