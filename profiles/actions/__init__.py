from profiles.actions.edition import begin_edition, fill_language
from profiles.actions.refusals import NotAllowed, NotReady
from profiles.actions.step import publish, take_step, withdraw

__all__ = [
    "NotAllowed",
    "NotReady",
    "begin_edition",
    "fill_language",
    "publish",
    "take_step",
    "withdraw",
]
