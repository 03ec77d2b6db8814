"""Proposing an exchange and taking its steps (`meetings.cooperation.exchanging`): under a lock, each done once."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import can
from accounts.models import User
from imap.core.numbers import day, in_digits
from imap.core.pagecache import forget_pages
from imap.core.translation import reading_language
from meetings.cooperation.exchanging import ACTORS, STEPS, State, Step
from meetings.cooperation.lessons import publish_lessons
from meetings.cooperation.letters import tell
from meetings.cooperation.matching import may_meet
from meetings.cooperation.models import Evaluation, Exchange, ExchangeStep, Expertise
from profiles.actions import NotAllowed, NotReady

EARLIEST, LATEST = 1990, 2100  # years in which an exchange may lie: another one was mistyped


@transaction.atomic
def propose(*, offer: Expertise, need: Expertise, by: User) -> Exchange:
    """The secretariat brings two sides together. A second click finds what the first one made. Raises `NotAllowed`."""
    rows = Expertise.objects.select_for_update().filter(pk__in=[offer.pk, need.pk])
    locked = {row.pk: row for row in rows.order_by("pk")}
    offer, need = locked[offer.pk], locked[need.pk]
    if found := Exchange.objects.running().filter(offer=offer, need=need).first():
        return found
    is_open = offer.is_open and need.is_open
    if not (offer.is_offer and not need.is_offer and is_open and may_meet(offer, need)):
        raise NotAllowed(
            _(
                "An open offer and an open need of two sides, of one theme and one regional i-Map, make an exchange."
            )
        )
    if not can(by, "regions.edit_regionalmap", offer.regional_map):
        raise NotAllowed(_("Exchanges are proposed by the secretariat of the regional i-Map."))
    made = Exchange.objects.create(
        regional_map=offer.regional_map, offer=offer, need=need,
        is_demonstration=offer.is_demonstration and need.is_demonstration,
    )  # fmt: skip
    ExchangeStep.objects.create(exchange=made, step="propose", to_state=made.state, by=by)
    tell(made, "asked", ("offer", "need"))
    return made


def is_actor(user: User, who: str, exchange: Exchange) -> bool:
    if who == "secretariat":
        return can(user, "regions.edit_regionalmap", exchange.regional_map)
    return Exchange.objects.of_side(user, who).filter(pk=exchange.pk).exists()


@transaction.atomic
def take_step(*, exchange: Exchange, step: str, by: User, **given: Any) -> Exchange:
    """Take one of `STEPS`. Sent twice by the same person it is done once. Raises `NotAllowed` (409) or `NotReady`."""
    wanted = STEPS[step]
    Exchange.objects.select_for_update(of=("self",)).get(pk=exchange.pk)
    exchange.refresh_from_db()
    if exchange.steps.filter(step=step, by=by).exists():
        return exchange
    must_be_allowed(exchange, wanted, by)
    must_be_given(wanted, given)
    if step in WRITES:
        WRITES[step](exchange, by, given)
    exchange.state = wanted.moves[State(exchange.state)]
    exchange.save()
    note = given.get("note", "") if "note" in wanted.asks else ""
    ExchangeStep.objects.create(exchange=exchange, step=step, to_state=exchange.state, by=by, note=note)
    tell_of(exchange, wanted, by, note)
    if exchange.state == State.RELEASED:
        publish_lessons(exchange)
    forget_pages()
    return exchange


def must_be_allowed(exchange: Exchange, step: Step, by: User) -> None:
    said = {"step": step.label, "state": exchange.get_state_display(), "who": ACTORS[step.who]}
    if exchange.state not in step.moves:
        raise NotAllowed(
            _("“%(step)s” cannot be done now: the state of this exchange is “%(state)s”.") % said
        )
    if not is_actor(by, step.who, exchange):
        raise NotAllowed(_("“%(step)s” is not yours to do. It is done by %(who)s.") % said)


def must_be_given(step: Step, given: dict[str, Any]) -> None:
    if missing := [name for name in step.asks if not given.get(name)]:
        raise NotReady([MISSING[name] for name in missing])


class _Missing(dict):
    """Said in the language of the page."""

    def __getitem__(self, name: str) -> str:
        return {
            "note": _("Write the reason."),
            "form": _("Choose the form of the exchange."),
            "starts": _("Give the first day."),
            "place": _("Give the place."),
            "rating": _("Say how useful it was, from 1 to 5."),
            "text": _("Write what was learnt."),
            "lessons": _("Write the lessons in at least one language."),
        }[name]


MISSING = _Missing()


def days_of(given: dict[str, Any]) -> tuple[date, date]:
    """The first and the last day; of one day they are the same. Raises `NotReady`."""
    first, last = given["starts"], given.get("ends") or given["starts"]
    if last < first:
        raise NotReady([_("The last day is before the first.")])
    if first.year < EARLIEST or last.year > LATEST:
        between = {"first": in_digits(str(EARLIEST)), "last": in_digits(str(LATEST))}
        raise NotReady([_("Check the year: it lies between %(first)s and %(last)s.") % between])
    return first, last


def plan(exchange: Exchange, by: User, given: dict[str, Any]) -> None:
    """Days that are past are planned only where somebody says that it took place then (`is_past`)."""
    first, last = days_of(given)
    if last < timezone.localdate() and not given.get("is_past"):
        raise NotReady(
            [
                _(
                    "These days are past. Choose days to come; or, if the exchange took place on these days already, "
                    "say so below: it can be recorded as held at once then."
                )
            ]
        )
    exchange.form, exchange.starts, exchange.ends = given["form"], first, last
    setattr(exchange, f"place_{given.get('language') or reading_language()}", given["place"])


def hold(exchange: Exchange, by: User, given: dict[str, Any]) -> None:
    """On the days that were planned, or on those that are given: as it took place. Not before its first day."""
    first, last = exchange.starts, exchange.ends
    if given.get("starts") or given.get("ends"):
        first, last = days_of(given | {"starts": given.get("starts") or first})
    if first and first > timezone.localdate():
        said = {"day": day(first)}
        raise NotReady(
            [
                _(
                    "It was not held yet: its first day is %(day)s. Record it from that day on; "
                    "if it took place on other days, give those."
                )
                % said
            ]
        )
    exchange.starts, exchange.ends = first, last


def evaluate(side: str) -> Callable[[Exchange, User, dict[str, Any]], None]:
    def keep(exchange: Exchange, by: User, given: dict[str, Any]) -> None:
        Evaluation.objects.create(
            exchange=exchange, side=side, rating=given["rating"], text=given["text"], by=by,
            language=given.get("language") or reading_language(),
        )  # fmt: skip

    return keep


def release(exchange: Exchange, by: User, given: dict[str, Any]) -> None:
    """`lessons`: texts by language."""
    for language, text in given["lessons"].items():
        setattr(exchange, f"lessons_{language}", text)


WRITES: dict[str, Callable[[Exchange, User, dict[str, Any]], None]] = {
    "plan": plan,
    "hold": hold,
    "evaluate_offer": evaluate("offer"),
    "evaluate_need": evaluate("need"),
    "release": release,
}


def tell_of(exchange: Exchange, step: Step, by: User, note: str) -> None:
    """Who is to know of the new state."""
    other = "need" if step.who == "offer" else "offer"
    occasions: dict[str, tuple[str, tuple[str, ...]]] = {
        State.AGREED: ("agreed", ("secretariat", "offer", "need")),
        State.PLANNED: ("planned", ("offer", "need")),
        State.HELD: ("held", ("offer", "need")),
        State.EVALUATED: ("evaluated", ("secretariat",)),
        State.RELEASED: ("released", ("offer", "need")),
        State.CANCELLED: ("cancelled", ("offer", "need"))
        if step.who == "secretariat"
        else ("withdrawn", ("secretariat", other)),
        State.DECLINED: ("declined", ("secretariat", other)),
    }
    if exchange.state == State.PLANNED and exchange.is_past:
        return  # they are told once it is recorded as held
    if exchange.state in occasions:
        occasion, to = occasions[exchange.state]
        tell(exchange, occasion, to, but=by, note=note)
