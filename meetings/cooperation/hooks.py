"""Where other apps take up what cooperation brings forth.

The lessons of an exchange are kept with it and shown once they are released. A library adds a function to `PUBLISHERS` that makes an item
of them; it is called within the transaction of the release, and may be called again for the same exchange.
"""

from collections.abc import Callable

from accounts.models import User
from meetings.cooperation.models import Exchange

PUBLISHERS: list[Callable[[Exchange, User], object]] = []


def publish_lessons(*, exchange: Exchange, by: User) -> None:
    for publisher in PUBLISHERS:
        publisher(exchange, by)
