"""The life of an exchange, as data: its states, the steps between them, and who takes them.

`actions.take_step` goes by this table and the database refuses every change of state that is not in it. Both sides confirm and both
evaluate, in whatever order: a step leads on from each state to another one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    OFFER_CONFIRMED = "offer_confirmed", _("confirmed by the offering side")
    NEED_CONFIRMED = "need_confirmed", _("confirmed by the asking side")
    AGREED = "agreed", _("agreed")
    PLANNED = "planned", _("planned")
    HELD = "held", _("held")
    OFFER_EVALUATED = "offer_evaluated", _("evaluated by the offering side")
    NEED_EVALUATED = "need_evaluated", _("evaluated by the asking side")
    EVALUATED = "evaluated", _("evaluated by both sides")
    RELEASED = "released", _("lessons released")
    DECLINED = "declined", _("declined")
    CANCELLED = "cancelled", _("cancelled")


S = State
# Both sides are still asked; it is on; it was held and is looked back upon; it came to nothing.
ASKED = (S.PROPOSED, S.OFFER_CONFIRMED, S.NEED_CONFIRMED)
ON = (*ASKED, S.AGREED, S.PLANNED)
LOOKED_BACK = (S.HELD, S.OFFER_EVALUATED, S.NEED_EVALUATED, S.EVALUATED, S.RELEASED)
ENDED = (S.RELEASED, S.DECLINED, S.CANCELLED)

ACTORS: dict[str, str | Promise] = {
    "offer": _("the offering side"),
    "need": _("the asking side"),
    "secretariat": _("the secretariat of the regional i-Map"),
}


@dataclass(frozen=True)
class Step:
    """`moves`: from which state to which. `asks`: what the form asks for, `may_say`: what it takes besides. `done` tells it as past."""

    name: str
    label: str | Promise
    done: str | Promise
    who: str
    moves: Mapping[State, State]
    asks: tuple[str, ...] = ()
    may_say: tuple[str, ...] = ()
    is_final: bool = field(default=False)

    @property
    def ends_it(self) -> bool:
        """It comes to nothing: what nobody waits for."""
        return self.is_final and self.name != "release"


def each(sources: tuple[State, ...], to: State) -> dict[State, State]:
    return dict.fromkeys(sources, to)


STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step(
            "confirm_offer", _("Confirm for the offering side"), _("The offering side confirmed it."), "offer",
            {S.PROPOSED: S.OFFER_CONFIRMED, S.NEED_CONFIRMED: S.AGREED},
        ),
        Step(
            "confirm_need", _("Confirm for the asking side"), _("The asking side confirmed it."), "need",
            {S.PROPOSED: S.NEED_CONFIRMED, S.OFFER_CONFIRMED: S.AGREED},
        ),
        Step(
            "decline_offer", _("Decline for the offering side"), _("The offering side declined it."), "offer",
            each((S.PROPOSED, S.NEED_CONFIRMED), S.DECLINED), ("note",), is_final=True,
        ),
        Step(
            "decline_need", _("Decline for the asking side"), _("The asking side declined it."), "need",
            each((S.PROPOSED, S.OFFER_CONFIRMED), S.DECLINED), ("note",), is_final=True,
        ),
        Step(
            "withdraw_offer", _("Withdraw for the offering side"), _("The offering side withdrew."), "offer",
            each((S.OFFER_CONFIRMED, S.AGREED, S.PLANNED), S.CANCELLED), ("note",), is_final=True,
        ),
        Step(
            "withdraw_need", _("Withdraw for the asking side"), _("The asking side withdrew."), "need",
            each((S.NEED_CONFIRMED, S.AGREED, S.PLANNED), S.CANCELLED), ("note",), is_final=True,
        ),
        Step(
            "plan", _("Plan the exchange"), _("The exchange was planned."), "secretariat",
            {S.AGREED: S.PLANNED}, ("form", "starts", "place"), ("ends", "is_past"),
        ),
        Step(
            "hold", _("Record it as held"), _("It was recorded as held."), "secretariat",
            {S.PLANNED: S.HELD}, may_say=("starts", "ends"),
        ),
        Step(
            "evaluate_offer", _("Evaluate for the offering side"), _("The offering side evaluated it."), "offer",
            {S.HELD: S.OFFER_EVALUATED, S.NEED_EVALUATED: S.EVALUATED}, ("rating", "text"),
        ),
        Step(
            "evaluate_need", _("Evaluate for the asking side"), _("The asking side evaluated it."), "need",
            {S.HELD: S.NEED_EVALUATED, S.OFFER_EVALUATED: S.EVALUATED}, ("rating", "text"),
        ),
        Step(
            "release", _("Release the lessons"), _("Its lessons were released."), "secretariat",
            {S.EVALUATED: S.RELEASED}, ("lessons",), is_final=True,
        ),
        Step(
            "cancel", _("Cancel the exchange"), _("It was cancelled."), "secretariat",
            each(ON, S.CANCELLED), ("note",), is_final=True,
        ),
    )
}  # fmt: skip

STEP_CHOICES = [("propose", _("Propose the exchange")), *((name, step.label) for name, step in STEPS.items())]


def moves() -> list[tuple[str, str]]:
    """Every change of state that some step makes."""
    pairs = {(str(a.value), str(b.value)) for step in STEPS.values() for a, b in step.moves.items()}
    return sorted(pairs)


def steps_from(state: str) -> list[Step]:
    return [step for step in STEPS.values() if state in step.moves]
