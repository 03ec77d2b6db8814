"""Taking the steps of an edition's life: by whom they are taken, from which state, on what conditions (`profiles.workflow`)."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from imap.core.pagecache import forget_pages
from profiles import conditions
from profiles.actions.endorsement import keep_endorsement, keep_return, mark_of_edition
from profiles.actions.follow import tell_followers
from profiles.actions.issue import issue, note_step
from profiles.actions.refusals import NotAllowed, NotReady
from profiles.actions.translators import ask_translators
from profiles.actions.validation import ask_agencies
from profiles.actors import either, may_take, needs_note, takers
from profiles.models import Edition, Endorsement, Profile, Section
from profiles.workflow import TRANSITIONS, State, Transition

# What else a step brings about, once the state has changed.
EFFECTS: dict[str, Callable[..., object]] = {
    "send_for_validation": ask_agencies,
    "endorse": keep_endorsement,
    "endorse_again": keep_endorsement,
    "return_to_draft": keep_return,
    "start_translation": ask_translators,
    "withdraw": lambda **_told: forget_pages(),
}


@transaction.atomic
def take_step(
    *,
    edition: Edition,
    step: str,
    by: User | None,
    note: str = "",
    publish_at: datetime | None = None,
    on: date | None = None,
    due_on: date | None = None,
    mark: str | None = None,
) -> Edition:
    """Take one of `workflow.TRANSITIONS`; `by` None is the portal itself, which asks nobody's leave but every condition.

    A second click does nothing. `mark` names the texts that an endorsement is given on (`mark_of_edition`). Raises
    `NotAllowed`, or `NotReady` with one message a reason.
    """
    transition, note = TRANSITIONS[step], note.strip()
    lock(edition)
    if is_done_already(edition, transition, by, publish_at):
        return edition
    must_be_allowed(edition, transition, by)
    must_be_ready(edition, transition, by, note, publish_at)
    if mark is not None and mark != mark_of_edition(edition):
        raise NotReady(
            [_("The texts have changed while you were reading. See what changed, then give your answer.")]
        )
    note_step(edition, transition, by=by, note=note)
    if transition.to == State.PUBLISHED:
        reason = note if step == "override" else ""
        issue(edition, by=by, on=on, override_reason=reason, is_loaded=step == "load")
        tell_followers(edition)
    else:
        move(edition, transition, publish_at)
    if step in EFFECTS:
        EFFECTS[step](edition=edition, by=by, note=note, due_on=due_on)
    return edition


def move(edition: Edition, transition: Transition, publish_at: datetime | None) -> None:
    """To the step's state; a planned publication stays through a step that keeps the state, such as an endorsement."""
    if transition.to or transition.name in ("schedule", "unschedule"):
        edition.publish_at = publish_at if transition.name == "schedule" else None
    edition.state = transition.target(edition.state)
    edition.save(update_fields=["publish_at", "state"])


def publish(*, edition: Edition, by: User | None, on: date | None = None, override: str = "") -> Edition:
    """Make it the published edition; the one before is superseded. Raises `NotAllowed` or `NotReady`.

    With a written reason (`override`) the head of a secretariat, or a command of the operator's (`by` None), publishes from
    any state; the reason stays on the edition. Without one every condition is asked for.
    """
    step = "publish" if not override.strip() else "override" if by else "load"
    return take_step(edition=edition, step=step, by=by, note=override, on=on)


def withdraw(*, edition: Edition, by: User | None, reason: str) -> Edition:
    """Take an issued edition from readers; it stays in the history, with the reason."""
    return take_step(edition=edition, step="withdraw", by=by, note=reason)


def lock(edition: Edition) -> None:
    """One step at a time: the edition as it is now, held until the end of the transaction; a text being written is waited for."""
    Profile.objects.select_for_update(of=("self",)).get(pk=edition.profile_id)
    Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    list(Section.objects.filter(edition=edition).select_for_update(of=("self",)).values_list("pk"))
    edition.refresh_from_db()


def is_done_already(
    edition: Edition, transition: Transition, by: User | None, publish_at: datetime | None
) -> bool:
    """The same person's second click: the step was the last one, and would bring about nothing new."""
    if edition.state in transition.sources:
        return transition.to is None and brings_nothing(edition, transition.name, by, publish_at)
    last = edition.steps.order_by("-at", "-pk").first()
    return last is not None and last.step == transition.name and last.by_id == (by.pk if by else None)


def brings_nothing(edition: Edition, step: str, by: User | None, publish_at: datetime | None) -> bool:
    """A step that keeps the state, taken once more."""
    if step == "endorse_again":
        in_force = Endorsement.objects.in_force(edition)
        return in_force is not None and in_force.by == by and not conditions.is_endorsed(edition)
    if step == "schedule":
        return publish_at is not None and edition.publish_at == publish_at
    return edition.publish_at is None


def must_be_allowed(edition: Edition, transition: Transition, by: User | None) -> None:
    said = {
        "step": transition.label,
        "state": edition.get_state_display(),
        "states": either([str(state.label) for state in transition.sources]),
        "who": either(takers(transition, edition)),
    }
    if edition.state not in transition.sources:
        raise NotAllowed(
            _(
                "“%(step)s” cannot be done now: the state of this edition is “%(state)s”. It is done by %(who)s, "
                "from the state “%(states)s”."
            )
            % said
        )
    if by is None and "head" in transition.who:
        raise NotAllowed(_("A person publishes without all conditions, and is named."))
    if by is not None and not may_take(by, transition, edition):
        raise NotAllowed(
            _(
                "“%(step)s” is not yours to do. The state of this edition is “%(state)s”; the step is taken by %(who)s."
            )
            % said
        )


def must_be_ready(
    edition: Edition, transition: Transition, by: User | None, note: str, publish_at: datetime | None
) -> None:
    missing = conditions.unmet(edition, transition.conditions)
    if not note and needs_note(transition, edition, by):
        missing.append(_("Write the reason."))
    if transition.name == "schedule" and (publish_at is None or publish_at <= timezone.now()):
        missing.append(_("Choose a time that is still to come."))
    if missing:
        raise NotReady(missing)
