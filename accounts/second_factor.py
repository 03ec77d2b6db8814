"""The second factor of a session: whether it was used, and where a person without it is sent."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.access import Reader
from accounts.models import User

View = Callable[..., HttpResponse]
SET_UP_HERE = "second_factor_set_up"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(request: HttpRequest) -> bool:
    """The session itself used a factor: at sign-in, when asked again, or by setting the first one up in it.

    That the person owns one is not enough: a session opened by password alone may be older than the factor.
    """
    if request.session.get(SET_UP_HERE) == request.user.pk:
        return True
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def owns_second_factor(user: Reader) -> bool:
    return is_mfa_enabled(user, list(FACTORS))


def note_set_up(request: HttpRequest, user: User) -> None:
    """The factor was just proven in this session."""
    request.session[SET_UP_HERE] = user.pk


def forget_use(request: HttpRequest) -> None:
    """The last factor is gone, and with it what the session proved by it."""
    request.session.pop(SET_UP_HERE, None)
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY) or []
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        record for record in records if record.get("method") != "mfa"
    ]


def second_factor_page(request: HttpRequest) -> str:
    """Where to set a factor up or to use it, and to come back from."""
    return reverse("mfa_index") + "?" + urlencode({"next": request.get_full_path()})


def asks_for_factor(view: View) -> View:
    """Whoever owns a factor changes it, or the password, only in a session that used it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if user.is_authenticated and not has_second_factor(request) and owns_second_factor(user):
            return redirect(
                reverse("mfa_reauthenticate") + "?" + urlencode({"next": request.get_full_path()})
            )
        return view(request, *args, **kwargs)

    return guarded
