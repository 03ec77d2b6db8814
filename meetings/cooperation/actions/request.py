"""Asking for support, answering in the thread, saying how it stands."""

from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import can
from accounts.models import User
from imap.regions.models import RegionalMap, Theme
from meetings.cooperation.letters import tell_of_message, tell_of_state
from meetings.cooperation.models import RequestMessage, SupportRequest
from profiles.actions import NotAllowed

State = SupportRequest.State


@transaction.atomic
def ask(
    *, regional_map: RegionalMap, theme: Theme, title: str, text: str, language: str, key: UUID, by: User
) -> SupportRequest:
    """`key` is the form's: sent twice, it is one request."""
    User.objects.select_for_update().get(pk=by.pk)  # two clicks come one after the other
    if found := SupportRequest.objects.filter(key=key, asked_by=by).first():
        return found
    key = of_its_own(key)
    made = SupportRequest.objects.create(
        regional_map=regional_map, organisation=by.organisation, theme=theme, title=title, language=language, key=key,
        asked_by=by,
    )  # fmt: skip
    message = RequestMessage.objects.create(request=made, by=by, language=language, text=text, key=key)
    tell_of_message(message)
    return made


@transaction.atomic
def write(
    *, request: SupportRequest, text: str, language: str, key: UUID, by: User, state: str = State.ANSWERED
) -> RequestMessage:
    """A message of either side. `state`: as what the secretariat's leaves the request. Raises `NotAllowed` where it is closed."""
    locked = SupportRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if found := RequestMessage.objects.filter(key=key, request=locked, by=by).first():
        return found
    if not locked.is_open:
        raise NotAllowed(_("This request is closed. Ask anew, or ask the secretariat to open it again."))
    is_of_secretariat = can(by, "regions.edit_regionalmap", locked.regional_map)
    made = RequestMessage.objects.create(
        request=locked,
        by=by,
        language=language,
        text=text,
        key=of_its_own(key),
        is_of_secretariat=is_of_secretariat,
    )
    move_on(locked, state if is_of_secretariat else "")
    tell_of_message(made)
    return made


def of_its_own(key: UUID) -> UUID:
    """Another one where it was used in another thread, of which its sender learns nothing."""
    is_taken = (
        RequestMessage.objects.filter(key=key).exists() or SupportRequest.objects.filter(key=key).exists()
    )
    return uuid4() if is_taken else key


def move_on(request: SupportRequest, state: str) -> None:
    """An answer answers it, unless it says that it does not; what is asked further awaits the secretariat again."""
    if state:
        request.state = state
    elif request.state == State.ANSWERED:
        request.state = State.LOOKED_INTO
    request.save(update_fields=["state"])


@transaction.atomic
def set_state(*, request: SupportRequest, state: str, by: User) -> SupportRequest:
    """By the secretariat; the asker may close it. Raises `NotAllowed`. The same state again changes nothing."""
    locked = SupportRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if locked.state == state:
        return locked
    is_of_secretariat = can(by, "regions.edit_regionalmap", locked.regional_map)
    if not is_of_secretariat and state != State.CLOSED:
        raise NotAllowed(_("How a request stands is said by the secretariat; who asked may close it."))
    if state == State.ANSWERED and not locked.messages.filter(is_of_secretariat=True).exists():
        raise NotAllowed(_("Write the answer first: a request without one is not answered."))
    locked.state = state
    locked.save(update_fields=["state"])
    if is_of_secretariat:
        tell_of_state(locked)
    return locked
