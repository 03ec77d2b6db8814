"""What follows when a second factor is set up or removed, whoever does it; and when a new version gives roles more."""

from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_delete, post_migrate
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.models import RoleGroup, User
from accounts.second_factor import FACTORS, forget_use, note_set_up, owns_second_factor
from accounts.sessions import end_sessions


@receiver(authenticator_added)
def the_session_has_proven_it(
    request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Further factors are only added in sessions that used one: `asks_for_factor`."""
    if authenticator.type in FACTORS:
        note_set_up(request, user)


@receiver(authenticator_removed)
def nothing_proves_it_any_more(request: HttpRequest, user: User, **kwargs: Any) -> None:
    if not owns_second_factor(user):
        forget_use(request)


@receiver(post_delete, sender=Authenticator)
def other_sessions_end(instance: Authenticator, **kwargs: Any) -> None:
    """A removed factor may have been a stolen one: whoever came in by it is sent out."""
    if instance.type not in FACTORS:
        return
    request = context.request
    own = request is not None and request.user.pk == instance.user_id
    end_sessions(instance.user_id, but=request.session.session_key if own else None)


@receiver(post_migrate)
def role_groups_follow_their_roles(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """The permissions of imap.regions are there by now: it stands before accounts in INSTALLED_APPS."""
    from accounts.actions import renew_roles

    if (
        sender.label == "accounts"
        and RoleGroup._meta.db_table in connections[using].introspection.table_names()
    ):
        renew_roles()
