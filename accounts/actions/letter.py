"""Writing letters and sending them: a key is posted once, and a letter that may have left is not sent again by itself."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.letters import Outsider, is_due, kind_of, written
from accounts.models import Letter, User
from accounts.post_office import NotTaken, PerhapsTaken, hand_over
from imap.regions.models import RegionalMap

log = logging.getLogger(__name__)
# After the first, second, … failed try; after the sixth the letter is given up.
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480)]
# Kept in English, shown in the language of the page.
NO_LONGER_DUE = gettext_noop("Not sent: this person is no longer to be told of it.")
ACCOUNT_IS_GONE = gettext_noop("Not sent: the account is gone or switched off.")
LEFT_MIDWAY = gettext_noop("The worker was stopped while it spoke to the mail server.")


class CannotBeSentAgain(ValidationError):
    """The letter is in a state from which nobody sends it again."""


@transaction.atomic
def post(
    *,
    to: User | Outsider,
    kind: str,
    key: str,
    context: dict[str, Any],
    regional_map: RegionalMap | None = None,
    send_after: datetime | None = None,
    unsubscribe_url: str = "",
) -> Letter | None:
    """Write the letter of `kind` to `to` in their language, and send it once this transaction is committed.

    `key` names the occasion (`round-invitation:12:34`): a second call with it answers the letter that is there. An account
    that is switched off gets none; a kind of letter may be for people without one (`Outsider`). `unsubscribe_url` gives the
    letter the headers of RFC 8058, and stands in the templates.
    """
    if not to.is_active:
        return None
    if found := Letter.objects.filter(key=key).first():
        return found
    known = {**context, "regional_map": regional_map, "unsubscribe_url": unsubscribe_url}
    letter, is_new = Letter.objects.get_or_create(
        key=key,
        defaults={
            **written(to=to, kind=kind, context=known),
            **addressed(to),
            "kind": kind,
            "regional_map": regional_map,
            "send_after": send_after,
            "unsubscribe_url": unsubscribe_url,
        },
    )
    if is_new and (send_after is None or send_after <= timezone.now()):
        send_once_committed(letter.pk)
    return letter


def addressed(to: User | Outsider) -> dict[str, Any]:
    account = to if isinstance(to, User) else None
    return {"user": account, "address": to.email, "language": to.preferred_language}


def send_once_committed(pk: int) -> None:
    """Without the broker nothing is lost: the clock finds the letter within a minute."""
    from accounts.tasks import send_letter

    def send() -> None:  # no `partial`: Django names what failed, and a partial has no name
        send_letter.apply_async((pk,), retry=False)

    transaction.on_commit(send, robust=True)


def deliver(*, pk: int) -> Letter | None:
    """Send one letter, if it is due and nobody else has it in hand; None where that is not so.

    The claim is committed before the mail server hears of the letter. Whoever dies after that leaves `sending` behind.
    """
    letter = claim(pk)
    if letter is None:
        return None
    if has_no_reader(letter):
        return settle(letter, Letter.State.GIVEN_UP, error=ACCOUNT_IS_GONE)
    if not is_due(letter):
        return settle(letter, Letter.State.GIVEN_UP, error=NO_LONGER_DUE)
    try:
        hand_over(letter)
    except NotTaken as error:
        return try_later(letter, str(error))
    except PerhapsTaken as error:
        return settle(letter, Letter.State.DOUBTFUL, error=str(error))
    return settle(letter, Letter.State.SENT, sent_at=timezone.now())


def has_no_reader(letter: Letter) -> bool:
    """The account is gone or switched off. Of letters to people without one, the address; it may have been forgotten."""
    if letter.user is None:
        return not (kind_of(letter).is_for_outsiders and letter.address)
    return not letter.user.is_active


def claim(pk: int) -> Letter | None:
    with transaction.atomic(durable=True):
        letter = Letter.objects.select_for_update(skip_locked=True, of=("self",)).due().filter(pk=pk).first()
        if letter is None:
            return None
        letter.state, letter.tried_at = Letter.State.SENDING, timezone.now()
        letter.tries += 1
        letter.save(update_fields=["state", "tried_at", "tries"])
    return letter


def settle(letter: Letter, state: Letter.State, *, error: str = "", **also: Any) -> Letter:
    """Only the try that this worker made: one that was taken for dead does not speak for a later one."""
    changed = {"state": state, "last_error": error[:500], **also}
    still = [Letter.State.SENDING, Letter.State.DOUBTFUL]
    Letter.objects.filter(pk=letter.pk, tried_at=letter.tried_at, state__in=still).update(**changed)
    for name, value in changed.items():
        setattr(letter, name, value)
    if state != Letter.State.SENT:
        log.warning("letter %s to user %s: %s, %s", letter.pk, letter.user_id, state, error)
    return letter


def try_later(letter: Letter, error: str) -> Letter:
    if letter.tries > len(PAUSES):
        return settle(letter, Letter.State.GIVEN_UP, error=error)
    pause = PAUSES[letter.tries - 1]
    return settle(letter, Letter.State.FAILED, error=error, send_after=timezone.now() + pause)


def doubt_what_was_left() -> int:
    """Letters whose worker was killed midway: perhaps they left, perhaps not. Staff decide."""
    return Letter.objects.left_midway().update(state=Letter.State.DOUBTFUL, last_error=LEFT_MIDWAY)


@transaction.atomic
def send_again(*, letter: Letter, by: User) -> Letter:
    """Give a letter that failed, was given up or is doubtful six new tries, to the person's present address."""
    letter = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if not letter.can_be_sent_again:
        raise CannotBeSentAgain(
            _(
                "This letter is %(state)s. Only one that failed, was given up or is doubtful can be sent again, by the secretariat."
            )
            % {"state": letter.get_state_display()}
        )
    if has_no_reader(letter):
        raise CannotBeSentAgain(_("The account is gone or switched off, so nothing can be sent to it."))
    letter.state, letter.tries, letter.send_after = Letter.State.WAITING, 0, None
    letter.address, letter.sent_again_by = letter.user.email if letter.user else letter.address, by
    letter.save(update_fields=["state", "tries", "send_after", "address", "sent_again_by"])
    send_once_committed(letter.pk)
    return letter


def forget_old_words() -> int:
    """Empty the texts of settled letters after `OUTBOX_DAYS`; who was told what kind of thing, and when, stays."""
    return Letter.objects.beyond_keeping().update(text="", html="", unsubscribe_url="")
