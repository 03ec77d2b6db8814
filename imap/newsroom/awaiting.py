"""What awaits the staff of a regional i-Map in the News Centre."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from imap.core.awaiting import Task
from imap.core.numbers import number
from imap.newsroom.models import Entry, Feed


def awaiting(user: User) -> list[Task]:
    """One line for the inbox, one for feeds that are not well."""
    tasks = []
    if waiting := Entry.objects.visible_to(user).waiting().count():
        title = ngettext("%(shown)s entry waits in the inbox of news", "%(shown)s entries wait in the inbox of news", waiting)  # fmt: skip
        tasks.append(Task(title % {"shown": number(waiting)}, reverse("inbox:list")))
    if broken := sum(not feed.is_well for feed in Feed.objects.editable_by(user).filter(is_active=True)):
        title = ngettext("%(shown)s feed cannot be read", "%(shown)s feeds cannot be read", broken)
        tasks.append(
            Task(title % {"shown": number(broken)}, reverse("inbox:feeds"), about=_("Why, and what to do"))
        )
    return tasks
