"""Forgetting: how delegates are reached and what they need is of no use once the meeting is long over."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from accounts.models import Letter
from imap.core.partial_date import last_day
from meetings.kinds import TO_DELEGATES
from meetings.models import Delegate, Meeting, PersonalLink

CONTACT = ("email", "phone", "access_needs", "dietary_needs")


def forget_contacts(*, today: date) -> int:
    """Of meetings that ended `DELEGATE_CONTACT_MONTHS` ago; names, functions and states stay. How many delegates."""
    over = [
        row.pk
        for row in Meeting.objects.filter(delegates__isnull=False).distinct()
        if is_long_over(row, today)
    ]
    return sum(forget_contacts_of(pk) for pk in over)


def is_long_over(meeting: Meeting, today: date) -> bool:
    last = last_day(meeting.ends or meeting.starts)
    months = (today.year - last.year) * 12 + today.month - last.month - (today.day < last.day)
    return months >= settings.DELEGATE_CONTACT_MONTHS


@transaction.atomic
def forget_contacts_of(meeting: int) -> int:
    """Letters to delegates lose address and words; their keys stay, so that none is sent again."""
    delegates = Delegate.objects.filter(meeting=meeting)
    known = Q()
    for column in CONTACT:
        known |= ~Q(**{column: ""})
    keys = list(delegates.filter(known).values_list("pk", flat=True))
    PersonalLink.objects.filter(delegate__in=keys).delete()
    for kind in TO_DELEGATES:
        for key in keys:
            letters = Letter.objects.filter(kind=kind, user=None, key__startswith=f"{kind}:{key}:")
            letters.update(address="", text="", html="")
    return delegates.filter(pk__in=keys).update(**dict.fromkeys(CONTACT, ""))
