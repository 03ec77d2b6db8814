"""Links by which a reader stops mail about profiles without signing in: signed, and good for a year."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.models import User
from profiles.models import Profile

SALT = "profiles.unsubscribing"
VALID_FOR = 365 * 24 * 3600


class LinkTooOld(Exception):
    """The link was the portal's own, and its year is over."""


class LinkAltered(Exception):
    """The portal never made this link, or its reader is gone."""


@dataclass(frozen=True)
class Request:
    """Who wants no more mail: about one profile, or (None) about any."""

    user: User
    profile: Profile | None


def stop_url(user: User, profile: Profile | None = None) -> str:
    """A full address. Without a profile it stops all mail about profiles: what a mail program's own button asks for."""
    token = signing.dumps([user.pk, profile.pk if profile else 0], salt=SALT)
    return settings.SITE_URL.rstrip("/") + reverse("stop_following", args=[token])


def read(token: str) -> Request:
    """Raises `LinkTooOld` or `LinkAltered`."""
    try:
        user_pk, profile_pk = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except signing.SignatureExpired as error:
        raise LinkTooOld from error
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise LinkAltered from error
    user = User.objects.filter(pk=user_pk).first()
    if user is None:
        raise LinkAltered
    profile = Profile.objects.select_related("regional_map").filter(pk=profile_pk).first()
    return Request(user, profile)
