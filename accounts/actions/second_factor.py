"""Taking off the second factor of someone who has lost it."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.models import User


@transaction.atomic
def forget_second_factor(*, user: User, by: User) -> int:
    """Remove every factor and recovery code of `user`, which ends their sessions; how many there were."""
    rows = Authenticator.objects.filter(user=user)
    count = rows.count()
    for row in rows:
        row.delete()  # one by one: each tells the sessions
    return count
