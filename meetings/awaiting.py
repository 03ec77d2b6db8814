"""What awaits a person of meetings to come: naming delegates, putting right what was returned, confirming, inviting."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from imap.core.awaiting import Task
from meetings.delegation.finding import with_meeting
from meetings.models import Delegate, Invitation, Meeting
from meetings.models.delegate import ACTIVE
from meetings.pages import with_heads

State = Delegate.State


def awaiting(user: User) -> list[Task]:
    return [*of_those_who_name(user), *of_secretariat(user)]


def about(row: Invitation) -> str:
    said = {"title": row.meeting.shown_title, "organisation": row.organisation.shown_name}
    return _("%(organisation)s · %(title)s") % said


def of_those_who_name(user: User) -> Iterator[Task]:
    """One line an invitation: to be answered, to be put right, or read by the secretariat."""
    count = lambda state: Count("delegates", filter=Q(delegates__state=state))  # noqa: E731
    rows = with_meeting(Invitation.objects.answerable_by(user).open()).annotate(
        returned=count(State.RETURNED),
        to_read=count(State.NAMED),
        active=Count("delegates", filter=Q(delegates__state__in=ACTIVE)),
    )
    for row in rows:
        url = row.get_absolute_url()
        if not row.active:
            yield Task(
                _("Name your delegates to a meeting, or decline"), url, row.answer_by, about=about(row)
            )
        elif row.returned:
            yield Task(_("Put right what the secretariat asks about a delegate"), url, about=about(row))
        elif row.to_read:
            words = _("Your delegates are to be confirmed")
            yield Task(words, url, who=_("the secretariat"), kind="wait", about=about(row))


def of_secretariat(user: User) -> Iterator[Task]:
    """One line a meeting: invitations to send, delegates to confirm, or answers that are awaited."""
    rows = with_heads(Meeting.objects.editable_by(user).filter(status=Meeting.Status.PLANNED)).annotate(
        drafts=Count("invitations", filter=Q(invitations__sent_at=None), distinct=True),
        to_read=Count("delegates", filter=Q(delegates__state=State.NAMED), distinct=True),
    )
    silent = Invitation.objects.unanswered().filter(meeting__in=rows.values("pk"))
    waits: dict[int, list[Invitation]] = {}
    for invitation in silent.only("meeting", "answer_by"):
        waits.setdefault(invitation.meeting_id, []).append(invitation)
    for row in rows:
        yield from lines_of(row, waits.get(row.pk, []))


def lines_of(row: Meeting, silent: list[Invitation]) -> Iterator[Task]:
    url, title = reverse("delegates:desk", args=[row.slug]), str(row.shown_title)
    if row.drafts:  # type: ignore[attr-defined]
        yield Task(_("Send the invitations that are prepared"), url, about=title)
    if row.to_read:  # type: ignore[attr-defined]
        words = ngettext("Confirm %(count)d delegate", "Confirm %(count)d delegates", row.to_read)  # type: ignore[attr-defined]
        yield Task(words % {"count": row.to_read}, url, about=title)  # type: ignore[attr-defined]
    if silent:
        words = ngettext("%(count)d invitation", "%(count)d invitations", len(silent)) % {
            "count": len(silent)
        }
        due = min(invitation.answer_by for invitation in silent)
        yield Task(_("Answers to invitations are awaited"), url, due, who=words, kind="wait", about=title)
