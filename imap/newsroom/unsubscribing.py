"""Links by which a reader stops news by mail without signing in: signed, and good for a year."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse

from accounts.models import User
from imap.newsroom.models import Subscription
from profiles.unsubscribing import VALID_FOR, LinkAltered, LinkTooOld

SALT = "newsroom.unsubscribing"


@dataclass(frozen=True)
class Request:
    """Who wants no more news: of one subscription (None once it is gone), or of any."""

    user: User
    subscription: Subscription | None
    is_about_one: bool


def stop_url(user: User, subscription: Subscription | None = None) -> str:
    token = signing.dumps([user.pk, subscription.pk if subscription else 0], salt=SALT)
    return settings.SITE_URL.rstrip("/") + reverse("stop_news", args=[token])


def read(token: str) -> Request:
    """Raises `LinkTooOld` or `LinkAltered`."""
    try:
        user_pk, subscription_pk = signing.loads(token, salt=SALT, max_age=VALID_FOR)
    except signing.SignatureExpired as error:
        raise LinkTooOld from error
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise LinkAltered from error
    user = User.objects.filter(pk=user_pk).first()
    if user is None:
        raise LinkAltered
    own = Subscription.objects.filter(user=user, pk=subscription_pk)
    return Request(
        user, own.select_related("regional_map", "country", "pillar").first(), bool(subscription_pk)
    )
