"""A submission's way: sent by the state, looked at question by question, accepted or returned."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import can
from accounts.models import User
from profiles.collection.actions.answer import must_be_writable, without_controls
from profiles.collection.actions.letters import write_to_secretariat, write_to_state
from profiles.collection.models import Answer, Group, Share, Submission
from profiles.collection.sheet import Sheet


class Incomplete(ValidationError):
    """What stands in the way of submitting, one message an answer."""


class WrongState(Exception):
    """The transition is not allowed now; the message says the state and who can do what."""


@transaction.atomic
def submit(*, submission: Submission, by: User) -> bool:
    """True where this call sent it; a second one finds it sent and does nothing. Raises `Incomplete`."""
    if not Submission.objects.answered_by(by).contains(submission):
        raise PermissionDenied
    locked = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if locked.state == Submission.State.SUBMITTED:
        return False
    locked = must_be_writable(submission, by)
    if faults := Sheet(locked).faults:
        raise Incomplete(
            [f"{part.heading}: {item.label or item.question.code}. {item.fault}" for part, item in faults]
        )
    locked.state = Submission.State.SUBMITTED
    locked.submitted_at, locked.submitted_by = timezone.now(), by
    locked.save()
    key = f"round:{locked.round_id}:{locked.pk}:submitted:{locked.submitted_at.isoformat()}"
    write_to_secretariat(locked, "submission_received", key)
    return True


@transaction.atomic
def judge(*, answer: Answer, verdict: str, remark: str, by: User) -> Answer:
    """One answer is accepted, or a change is asked for in words."""
    must_decide(answer.submission, by)
    remark = without_controls(remark)
    if verdict == Answer.Verdict.CHANGE_ASKED and not remark:
        raise ValidationError(_("Say what should be changed."))
    answer.verdict, answer.remark = verdict, remark
    answer.save(update_fields=["verdict", "remark"])
    return answer


def must_decide(submission: Submission, by: User) -> Submission:
    """The submission's row, locked; it has been sent and not decided yet, and `by` may decide."""
    if not can(by, "regions.edit_regionalmap", submission.round.regional_map):
        raise PermissionDenied
    locked = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if locked.state != Submission.State.SUBMITTED:
        raise WrongState(
            _("The submission is %(state)s. The secretariat decides once the state has submitted it.")
            % {"state": locked.get_state_display()}
        )
    return locked


@transaction.atomic
def accept(*, submission: Submission, by: User) -> Submission:
    """All of it: answers that were not looked at one by one are accepted with it. Refused while a change is asked for."""
    locked = must_decide(submission, by)
    asked = locked.answers.filter(verdict=Answer.Verdict.CHANGE_ASKED)
    if asked.exists():
        raise ValidationError(
            _("A change is asked for in some answers. Return the submission, or accept them.")
        )
    locked.answers.exclude(verdict=Answer.Verdict.ACCEPTED).update(verdict=Answer.Verdict.ACCEPTED)
    return decided(locked, Submission.State.ACCEPTED, "submission_accepted")


@transaction.atomic
def give_back(*, submission: Submission, by: User) -> Submission:
    """To the state, with what is asked of it."""
    locked = must_decide(submission, by)
    if not locked.answers.filter(verdict=Answer.Verdict.CHANGE_ASKED).exists():
        raise ValidationError(_("Ask for a change in at least one answer before the submission is returned."))
    return decided(locked, Submission.State.RETURNED, "submission_returned")


def decided(submission: Submission, state: str, kind: str) -> Submission:
    submission.state, submission.decided_at = state, timezone.now()
    submission.save()
    key = f"round:{submission.round_id}:{submission.pk}:{state}:{submission.decided_at.isoformat()}"
    write_to_state(submission, kind, key)
    return submission


@transaction.atomic
def take_part(*, submission: Submission, group: Group | None, by: User) -> Share | None:
    """Say that one works on a part; said again by the same person, it is free. Whoever comes later takes over."""
    locked = must_be_writable(submission, by)
    share = Share.objects.filter(submission=locked, group=group).first()
    if share and share.user_id == by.pk:
        share.delete()
        return None
    if share:
        share.user = by
        share.save()
        return share
    return Share.objects.create(submission=locked, group=group, user=by)
