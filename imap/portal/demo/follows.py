"""Who follows which profile in the demo: with the letters of the present editions, so that the outbox holds some."""

from accounts.models import User
from imap.core.upsert import Tally, upsert
from imap.portal.demo.files import texts
from profiles.actions import tell_followers
from profiles.models import Edition, Follow, Profile


def load_follows() -> Tally:
    """The `follows` of `texts/cast.yaml`: `mtm/slug-of-the-profile`. Told of the present edition once, when it begins."""
    tally, begun = Tally(), set()
    for row in texts("cast"):
        user = User.objects.get(email=row["email"])
        for path in row.get("follows", []):
            slug_of_map, _slash, slug = path.partition("/")
            profile = Profile.objects.get(regional_map__slug=slug_of_map, slug=slug)
            before = tally.created
            upsert(Follow, tally, key={"user": user, "profile": profile})
            if tally.created > before:
                begun.add(profile.pk)
    for edition in Edition.objects.current().filter(profile__in=begun):
        tell_followers(edition)
    return tally
