"""Letters about invitations and delegates, through the outbox: each has a key, and the same key is never posted twice."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.actions import post
from accounts.letters import Outsider
from accounts.models import Letter, RoleGroup, User
from meetings.actions.links import give_link
from meetings.kinds import STAND_IN
from meetings.models import Delegate, Invitation, Meeting, PersonalLink


def write_invitation(invitation: Invitation) -> int:
    """To everyone who answers for the state or agency; how many there are."""
    return write_to_people(invitation, "meeting_invitation", "", **facts_of(invitation))


def write_reminder(invitation: Invitation, stage: str, days: int) -> int:
    return write_to_people(
        invitation, "meeting_reminder", f":{stage}", days=days, late=-days, **facts_of(invitation)
    )


def write_to_people(invited: Invitation, kind: str, occasion: str, /, **context: Any) -> int:
    people = list(invited.people)
    for person in people:
        post(
            to=person,
            kind=kind,
            key=f"{kind}:{invited.pk}:{person.pk}{occasion}",
            context=context,
            regional_map=invited.meeting.regional_map,
        )
    return len(people)


def facts_of(invitation: Invitation) -> dict[str, Any]:
    return {
        "invitation": invitation,
        "organisation": invitation.organisation,
        "path": invitation.get_absolute_url(),
        **facts_of_meeting(invitation.meeting),
    }


def facts_of_meeting(meeting: Meeting) -> dict[str, Any]:
    return {"meeting": meeting, "has_day": meeting.period.days is not None}


def write_to_those_who_name(delegate: Delegate, news: str) -> None:
    """`confirmed`, `moved_up`, `waiting`, `returned`, `withdrawn` or `cannot_come`: once for each decision."""
    decision = int(delegate.decided_at.timestamp()) if delegate.decided_at else 0
    position = place_in_line(delegate) if news == "waiting" else 0
    for person in delegate.invitation.people:
        post(
            to=person,
            kind="delegate_news",
            key=f"delegate_news:{delegate.pk}:{person.pk}:{news}:{decision}",
            context={
                "delegate": delegate,
                "news": news,
                "position": position,
                **facts_of(delegate.invitation),
            },
            regional_map=delegate.meeting.regional_map,
        )


def write_of_change(meeting: Meeting, invitations: QuerySet[Invitation], change: str) -> int:
    """To those who are expected and to everyone who answers one of the invitations; how many letters."""
    moment, written = f":{int(timezone.now().timestamp())}", 0
    for invitation in invitations.filter(meeting=meeting).select_related("organisation"):
        invitation.meeting = meeting
        written += write_to_people(invitation, f"invitation_{change}", moment, **facts_of(invitation))
    for delegate in (
        Delegate.objects.expected().filter(meeting=meeting).exclude(email="").select_related("organisation")
    ):
        delegate.meeting = meeting
        write_to_delegate(delegate, f"meeting_{change}", link_for(delegate), moment)
        written += 1
    return written


def place_in_line(delegate: Delegate) -> int:
    line = Delegate.objects.filter(meeting=delegate.meeting_id).waiting().values_list("pk", flat=True)
    return list(line).index(delegate.pk) + 1


def account_of(delegate: Delegate) -> User | None:
    """The delegate's own account, where one with a role in the dialogue has the same address."""
    if not delegate.email:
        return None
    roles = RoleGroup.objects.filter(regional_map=delegate.meeting.regional_map_id)
    people = User.objects.filter(is_active=True, email__iexact=delegate.email)
    return people.filter(memberships__group__role_group__in=roles).distinct().first()


def write_confirmation(delegate: Delegate, is_again: bool = False) -> None:
    """In the delegate's language, with the way to their page: after signing in, or by a personal link."""
    decision = int(delegate.decided_at.timestamp()) if delegate.decided_at else 0
    again = f":{int(timezone.now().timestamp())}" if is_again else ""
    write_to_delegate(delegate, "delegate_confirmed", link_for(delegate), f":{decision}{again}")


def was_told(delegate: Delegate) -> bool:
    """That they are expected; whoever was confirmed once stays told while a change of their name is read."""
    return Letter.objects.filter(
        kind="delegate_confirmed", key__startswith=f"delegate_confirmed:{delegate.pk}:"
    ).exists()


def write_link(delegate: Delegate, link: PersonalLink) -> None:
    write_to_delegate(delegate, "delegate_link", link, "")


def write_withdrawn(delegate: Delegate) -> None:
    write_to_delegate(delegate, "delegate_withdrawn", None, "")


def link_for(delegate: Delegate) -> PersonalLink | None:
    return None if account_of(delegate) or not delegate.email else give_link(delegate=delegate)


def write_to_delegate(delegate: Delegate, kind: str, link: PersonalLink | None, occasion: str) -> None:
    """Who gave no address is told by those who named them."""
    if not delegate.email:
        return
    account = account_of(delegate)
    post(
        to=account or Outsider(delegate.email, delegate.name_in(delegate.language), delegate.language),
        kind=kind,
        key=f"{kind}:{delegate.pk}:{link.pk if link else 0}{occasion}",
        context={
            "delegate": delegate,
            "link": link,
            "path": path_of(delegate, link, account.preferred_language if account else delegate.language),
            **facts_of_meeting(delegate.meeting),
        },
        regional_map=delegate.meeting.regional_map,
    )


def path_of(delegate: Delegate, link: PersonalLink | None, language: str) -> str:
    """In the language of the letter. The outbox never holds the secret part of a personal link."""
    from django.utils import translation

    with translation.override(language):
        if link:
            return reverse("meetings:personal", args=[STAND_IN])
        return reverse("meetings:my_place", args=[delegate.meeting.slug])
