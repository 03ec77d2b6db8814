from meetings.cooperation.actions.exchange import is_actor, must_be_allowed, propose, take_step
from meetings.cooperation.actions.request import ask, set_state, write
from meetings.cooperation.actions.stated import (
    confirm,
    confirmed_meanwhile,
    keep_expertise,
    keep_roadmap_step,
    keep_stated,
    set_open,
)

__all__ = [
    "ask",
    "confirm",
    "confirmed_meanwhile",
    "is_actor",
    "keep_expertise",
    "keep_roadmap_step",
    "keep_stated",
    "must_be_allowed",
    "propose",
    "set_open",
    "set_state",
    "take_step",
    "write",
]
