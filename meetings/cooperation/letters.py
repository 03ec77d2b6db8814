"""What people are told of exchanges and requests, in each side's language, and whether a letter is still wanted when its turn comes.

A letter names states, themes and days; never a contact person, never what was written in confidence.
"""

from collections.abc import Iterable

from django.urls import reverse

from accounts.actions import post
from accounts.models import Letter, User
from meetings.cooperation.circle import focal_points_of
from meetings.cooperation.exchanging import State
from meetings.cooperation.models import Exchange, RequestMessage, SupportRequest
from profiles.people import who_run

EXCHANGE, REQUEST = "exchange_news", "request_news"
S = State
# In which states a letter of an occasion still tells something, by the side that it goes to.
WANTED: dict[tuple[str, str], tuple[State, ...]] = {
    ("asked", "offer"): (S.PROPOSED, S.NEED_CONFIRMED),
    ("asked", "need"): (S.PROPOSED, S.OFFER_CONFIRMED),
    **{("agreed", side): (S.AGREED,) for side in ("secretariat", "offer", "need")},
    **{("planned", side): (S.PLANNED,) for side in ("offer", "need")},
    ("held", "offer"): (S.HELD, S.NEED_EVALUATED),
    ("held", "need"): (S.HELD, S.OFFER_EVALUATED),
    ("evaluated", "secretariat"): (S.EVALUATED,),
    **{("released", side): (S.RELEASED,) for side in ("offer", "need")},
    **{("cancelled", side): (S.CANCELLED,) for side in ("offer", "need")},
    **{("withdrawn", side): (S.CANCELLED,) for side in ("secretariat", "offer", "need")},
    **{("declined", side): (S.DECLINED,) for side in ("secretariat", "offer", "need")},
}


def people_of(exchange: Exchange, side: str) -> Iterable[User]:
    if side == "secretariat":
        return who_run(exchange.regional_map)
    return focal_points_of(getattr(exchange, side).organisation, exchange.regional_map)


def tell(
    exchange: Exchange,
    occasion: str,
    sides: Iterable[str],
    *,
    but: User | None = None,
    note: str = "",
    anew: str = "",
) -> None:
    """One letter a person and occasion, and one more for what is told `anew`; who took the step is not told of it."""
    for side in sides:
        for person in people_of(exchange, side):
            if person != but:
                post(
                    to=person, kind=EXCHANGE, regional_map=exchange.regional_map,
                    key=f"exchange:{exchange.pk}:{occasion}:{side}:{person.pk}{anew and f' {anew}'}",
                    context={
                        "exchange": exchange, "occasion": occasion, "side": side, "note": note,
                        "path": reverse("cooperation:exchange", args=[exchange.pk]),
                    },
                )  # fmt: skip


def is_exchange_wanted(letter: Letter) -> bool:
    """The state still is what the letter speaks of, and its reader still is of that side."""
    _name, key, occasion, side, _person = letter.key.split(":")
    exchange = Exchange.objects.filter(pk=key, state__in=WANTED[occasion, side]).first()
    return exchange is not None and letter.user is not None and letter.user in people_of(exchange, side)


def tell_of_message(message: RequestMessage) -> None:
    """The other side of the thread."""
    request = message.request
    to = focal_points_of(request.organisation, request.regional_map)
    if not message.is_of_secretariat:
        to = who_run(request.regional_map)
    send(request, f"m{message.pk}", to.exclude(pk=message.by_id), message.is_of_secretariat)


def tell_of_state(request: SupportRequest) -> None:
    send(request, request.state, focal_points_of(request.organisation, request.regional_map), True)


def send(request: SupportRequest, occasion: str, to: Iterable[User], is_answer: bool) -> None:
    for person in to:
        post(
            to=person, kind=REQUEST, regional_map=request.regional_map,
            key=f"request:{request.pk}:{occasion}:{person.pk}",
            context={
                "support": request, "is_answer": is_answer, "is_message": occasion.startswith("m"),
                "path": reverse("cooperation:request", args=[request.pk]),
            },
        )  # fmt: skip


def is_request_wanted(letter: Letter) -> bool:
    """The request is still there for its reader, and in the state that the letter speaks of; a message waits as long as it is open."""
    _name, key, occasion, _person = letter.key.split(":")
    if letter.user is None:
        return False
    found = SupportRequest.objects.visible_to(letter.user).filter(pk=key).first()
    if found is None:
        return False
    return found.is_open if occasion.startswith("m") else found.state == occasion
