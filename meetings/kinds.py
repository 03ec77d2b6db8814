"""The kinds of letters about invitations and delegates: who may still get one, what is filled in, what goes with it.

A letter's key names what it is about: `meeting_invitation:12:34` the invitation and its reader, `delegate_confirmed:7:21`
the delegate and the personal link (0 where the delegate signs in).
"""

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from accounts.letters import Enclosure, register_kind
from accounts.models import Letter

# Stands in the outbox where the delegate's letter has the secret part of the personal link.
STAND_IN = "shown-in-the-letter-only"
TO_DELEGATES = ("delegate_confirmed", "delegate_link", "delegate_withdrawn")


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
    from meetings.models import Invitation

    row = Invitation.objects.select_related("meeting__regional_map", "meeting__country").get(
        pk=parts(letter)[0]
    )
    return entry(row.meeting, letter.language)


def calendar_of_delegate(letter: Letter) -> list[Enclosure]:
    from meetings.models import Delegate

    rows = Delegate.objects.select_related("meeting__regional_map", "meeting__country")
    return entry(rows.get(pk=parts(letter)[0]).meeting, letter.language)


def entry(meeting: object, language: str) -> list[Enclosure]:
    """For the reader's calendar, where the day is known."""
    from meetings.calendar import calendar_of
    from meetings.models import Meeting

    assert isinstance(meeting, Meeting)
    if not meeting.period.days:
        return []
    with translation.override(language):
        return [Enclosure(f"{meeting.slug}.ics", calendar_of(meeting), "text/calendar")]


def register_kinds() -> None:
    register_kind(
        "meeting_invitation",
        _("invitation to a meeting"),
        is_for_one_who_names,
        enclose=calendar_of_invitation,
    )
    register_kind("meeting_reminder", _("reminder of an invitation"), is_still_unanswered)
    register_kind("delegate_news", _("news of a delegate"), names_still)
    register_kind(
        "delegate_confirmed", _("confirmation of a delegate"), is_still_expected,
        is_for_outsiders=True, fill_in=personal_link, enclose=calendar_of_delegate,
    )  # fmt: skip
    register_kind(
        "delegate_link", _("new personal link"), opens_still, is_for_outsiders=True, fill_in=personal_link
    )
    register_kind(
        "delegate_withdrawn", _("withdrawal of a delegate"), is_no_longer_expected, is_for_outsiders=True
    )
