"""The kinds of letters about invitations and delegates: who may still get one, what is filled in, what goes with it.

A letter's key names what it is about: `meeting_invitation:12:34` the invitation and its reader, `delegate_confirmed:7:21`
the delegate and the personal link (0 where the delegate signs in).
"""

from collections.abc import Callable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.letters import Enclosure, register_kind
from accounts.models import Letter

# Stands in the outbox where the delegate's letter has the secret part of the personal link.
STAND_IN = "shown-in-the-letter-only"
CALENDAR = "text/calendar; method="
TOLD_BEFORE = (
    "invitation_changed",
    "invitation_cancelled",
    "meeting_changed",
    "meeting_cancelled",
    "delegate_withdrawn",
)
TO_DELEGATES = (
    "delegate_confirmed",
    "delegate_link",
    "delegate_withdrawn",
    "meeting_changed",
    "meeting_cancelled",
)


def parts(letter: Letter) -> tuple[int, int]:
    _kind, first, second = letter.key.split(":")[:3]
    return int(first), int(second)


def is_for_one_who_names(letter: Letter) -> bool:
    """Its reader still answers for the state or agency, and the invitation is open."""
    from meetings.models import Invitation

    key = parts(letter)[0]
    if letter.user is None:
        return False
    return Invitation.objects.answerable_by(letter.user).open().filter(pk=key).exists()


def answered_for_a_cancelled_meeting(letter: Letter) -> bool:
    """Its reader still answers for the state or agency, and the meeting is still off."""
    from meetings.models import Invitation

    if letter.user is None:
        return False
    theirs = Invitation.objects.answerable_by(letter.user).to_cancelled_meetings()
    return theirs.filter(pk=parts(letter)[0]).exists()


def was_expected_at_a_cancelled_meeting(letter: Letter) -> bool:
    from meetings.models import Delegate, Meeting

    expected = Delegate.objects.expected().filter(pk=parts(letter)[0])
    return expected.filter(meeting__status=Meeting.Status.CANCELLED).exists()


def is_still_unanswered(letter: Letter) -> bool:
    from meetings.models import Invitation

    wanted = Invitation.objects.unanswered().filter(pk=parts(letter)[0])
    return wanted.exists() and is_for_one_who_names(letter)


def names_still(letter: Letter) -> bool:
    """News of a delegate: for who still answers for the state or agency."""
    from meetings.models import Delegate

    key = parts(letter)[0]
    return letter.user is not None and Delegate.objects.named_by(letter.user).filter(pk=key).exists()


def is_still_expected(letter: Letter) -> bool:
    """The delegate is still confirmed, and the link of the letter still opens their page."""
    from meetings.models import Delegate, PersonalLink

    delegate, link = parts(letter)
    if not Delegate.objects.expected().filter(pk=delegate).exists():
        return False
    return not link or PersonalLink.objects.valid().filter(pk=link).exists()


def opens_still(letter: Letter) -> bool:
    from meetings.models import PersonalLink

    return PersonalLink.objects.valid().filter(pk=parts(letter)[1]).exists()


def is_no_longer_expected(letter: Letter) -> bool:
    from meetings.models import Delegate

    return Delegate.objects.filter(pk=parts(letter)[0], state=Delegate.State.WITHDRAWN).exists()


def personal_link(letter: Letter) -> dict[str, str]:
    """Made of the row and the portal's secret as the letter leaves."""
    from meetings.models import PersonalLink

    link = PersonalLink.objects.valid().filter(pk=parts(letter)[1]).first()
    return {STAND_IN: link.token} if link else {}


def calendar_of_invitation(letter: Letter) -> list[Enclosure]:
    from meetings.calendar import calendar_of
    from meetings.models import Invitation

    row = Invitation.objects.select_related("meeting__regional_map", "meeting__country").get(
        pk=parts(letter)[0]
    )
    if not goes_into_calendars(letter, row.meeting):
        return []
    with translation.override(letter.language):
        return [
            Enclosure(f"{row.meeting.slug}.ics", calendar_of(row.meeting, shown=False), f"{CALENDAR}PUBLISH")
        ]


def goes_into_calendars(letter: Letter, meeting: Any) -> bool:
    """Where the day is known; where it was, for those who may have been told of it before."""
    from meetings.calendar import has_entry

    return bool(meeting.period.days) or (letter.kind in TOLD_BEFORE and has_entry(meeting, shown=False))


def request_of(letter: Letter) -> list[Enclosure]:
    from meetings.calendar import request_to

    return for_calendar(letter, request_to, "REQUEST")


def cancellation_of(letter: Letter) -> list[Enclosure]:
    from meetings.calendar import cancellation_for

    return for_calendar(letter, cancellation_for, "CANCEL")


def for_calendar(letter: Letter, write: Callable[[Any], bytes], method: str) -> list[Enclosure]:
    """For the delegate's calendar, where the day is known or was; programs act on what the type says."""
    from meetings.calendar import method_for
    from meetings.models import Delegate

    rows = Delegate.objects.select_related("meeting__regional_map", "meeting__country")
    delegate = rows.get(pk=parts(letter)[0])
    if not goes_into_calendars(letter, delegate.meeting):
        return []
    if not delegate.meeting.period.days:
        method = "CANCEL"  # of the days that it stood on
    kind = CALENDAR + method_for(delegate, method)
    with translation.override(letter.language):
        return [Enclosure(f"{delegate.meeting.slug}.ics", write(delegate), kind)]


def register_kinds() -> None:
    register_kind(
        "meeting_invitation",
        _("invitation to a meeting"),
        is_for_one_who_names,
        enclose=calendar_of_invitation,
    )
    register_kind(
        "invitation_changed", _("change of a meeting"), is_for_one_who_names, enclose=calendar_of_invitation
    )
    register_kind(
        "meeting_changed", _("change of a meeting"), is_still_expected,
        is_for_outsiders=True, fill_in=personal_link, enclose=request_of,
    )  # fmt: skip
    register_kind(
        "invitation_cancelled", _("cancellation of a meeting"), answered_for_a_cancelled_meeting,
        enclose=calendar_of_invitation,
    )  # fmt: skip
    register_kind(
        "meeting_cancelled", _("cancellation of a meeting"), was_expected_at_a_cancelled_meeting,
        is_for_outsiders=True, fill_in=personal_link, enclose=cancellation_of,
    )  # fmt: skip
    register_kind("meeting_reminder", _("reminder of an invitation"), is_still_unanswered)
    register_kind("delegate_news", _("news of a delegate"), names_still)
    register_kind(
        "delegate_confirmed", _("confirmation of a delegate"), is_still_expected,
        is_for_outsiders=True, fill_in=personal_link, enclose=request_of,
    )  # fmt: skip
    register_kind(
        "delegate_link", _("new personal link"), opens_still, is_for_outsiders=True, fill_in=personal_link
    )
    register_kind(
        "delegate_withdrawn", _("withdrawal of a delegate"), is_no_longer_expected,
        is_for_outsiders=True, enclose=cancellation_of,
    )  # fmt: skip
