"""Links, by the clock. Each may run twice. Where the portal does not go out to the web, nothing is asked."""

from celery import shared_task
from django.conf import settings


@shared_task
def note_links() -> int:
    """Once a day: which addresses there are."""
    from imap.core.link_checking import note_links

    return note_links()


@shared_task(soft_time_limit=1800)
def check_links() -> int:
    """Every few minutes: the next ones, one a server."""
    from imap.core.link_checking import check_due

    return check_due() if settings.OUTGOING_REQUESTS else 0
