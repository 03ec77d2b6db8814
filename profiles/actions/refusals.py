"""Why a step or a verdict is refused."""

from django.core.exceptions import ValidationError


class NotAllowed(Exception):
    """It cannot be done: from this state, or by this person. Says the state, and who can do it. Answered with 409."""


class NotReady(ValidationError):
    """What stands in the way, one message a reason."""
