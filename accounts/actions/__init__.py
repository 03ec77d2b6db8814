from accounts.actions.admission import admit, dismiss, renew_roles
from accounts.actions.letter import CannotBeSentAgain, post, send_again
from accounts.actions.reading import reading_of, record_glimpses, record_reading
from accounts.actions.second_factor import forget_second_factor

__all__ = [
    "CannotBeSentAgain",
    "admit",
    "dismiss",
    "forget_second_factor",
    "post",
    "reading_of",
    "record_glimpses",
    "record_reading",
    "renew_roles",
    "send_again",
]
