"""The button on a profile's page and the list on a person's own page. Visitors without a session cost no query."""

from typing import Any

from django import template

from accounts.models import User
from imap.core.alphabet import Alphabetical
from profiles.cards import with_heads
from profiles.models import Follow, Profile
from profiles.views_follow import DigestForm

register = template.Library()


@register.inclusion_tag("profiles/follow_button.html", takes_context=True)
def follow_button(context: template.Context, profile: Profile) -> dict[str, Any]:
    """Nothing for those who are not signed in, and none in a preview: it would follow for whoever looks at it."""
    user = context.get("user")
    if not isinstance(user, User) or context.get("is_preview"):
        return {"profile": None}
    is_followed = Follow.objects.filter(user=user, profile=profile).exists()
    return {"profile": profile, "is_followed": is_followed, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("profiles/own_follows.html", takes_context=True)
def own_follows(context: template.Context) -> dict[str, Any]:
    """The profiles that the person follows, as far as they may see the card, and how often they hear of them."""
    user: User = context["user"]
    followed = Follow.objects.filter(user=user).values("profile")
    rows = with_heads(Profile.objects.on_lists_of(user).filter(pk__in=followed), user)
    return {
        "profiles": rows.order_by(Alphabetical("title"), "pk"),
        "form": DigestForm(instance=user),
        "csrf_token": context.get("csrf_token"),
    }
