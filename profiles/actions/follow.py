"""Following a profile, and telling followers of a new edition: at once, or in a digest, and only what they may still read."""

import hashlib
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from accounts.actions import post
from accounts.models import Digest, Letter, User
from profiles.cards import Card
from profiles.models import Edition, Follow, Notice, Profile
from profiles.unsubscribing import stop_url

NEW_EDITION, DIGEST = "new_edition", "digest"
PATHS = ("regional_map", "pillar", "map_pillar", "country", "route", "hub", "city")


@transaction.atomic
def follow(*, profile: Profile, by: User) -> Follow:
    """A second time changes nothing."""
    return Follow.objects.get_or_create(user=by, profile=profile)[0]


@transaction.atomic
def unfollow(*, profile: Profile, by: User) -> None:
    """What the reader was still to be told of the profile goes with it."""
    Follow.objects.filter(user=by, profile=profile).delete()


@transaction.atomic
def choose_digest(*, by: User, digest: str) -> None:
    """How often `by` hears of the profiles they follow. With `never`, what waits is forgotten: it is old news later."""
    by.digest = Digest(digest)
    by.save(update_fields=["digest"])
    if by.digest == Digest.NEVER:
        Notice.objects.filter(follow__user=by, letter=None).delete()


@transaction.atomic
def tell_followers(edition: Edition) -> int:
    """To be called where an edition is published, in the same transaction; how many followers will hear of it.

    Notes it for each follower. Letters to those who want to know at once are written after the commit, digests by the clock.
    """
    from profiles.tasks import post_immediate_news

    follows = Follow.objects.filter(profile=edition.profile_id, user__is_active=True)
    wanted = follows.exclude(user__digest=Digest.NEVER).values_list("pk", flat=True)
    notices = [Notice(follow_id=pk, edition=edition) for pk in wanted]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    if notices:

        def begin() -> None:  # no `partial`: Django names what failed, and a partial has no name
            post_immediate_news.apply_async(retry=False)

        transaction.on_commit(begin, robust=True)
    return len(notices)


def post_news(*, digests: Iterable[str]) -> int:
    """Write the letters that are due to readers who want them this often; how many were written.

    One a new edition for those who want it at once; one a regional i-Map for the others.
    """
    digests = list(digests)
    pairs = Notice.objects.pending(digests).order_by("follow__user", "follow__profile__regional_map")
    keys = pairs.values_list("follow__user", "follow__profile__regional_map").distinct()
    return sum(tell(user_pk, map_pk, digests) for user_pk, map_pk in list(keys))


@transaction.atomic
def tell(user_pk: int, map_pk: int, digests: list[str]) -> int:
    """The notices are locked: two workers never write of the same one."""
    rows = Notice.objects.pending(digests).filter(
        follow__user=user_pk, follow__profile__regional_map=map_pk, follow__user__is_active=True
    )
    rows = rows.select_related("follow__user", *(f"edition__profile__{path}" for path in PATHS))
    notices = list(rows.select_for_update(of=("self",), skip_locked=True).order_by("pk"))
    if not notices:
        return 0
    user = notices[0].follow.user
    readable = forget_unreadable(user, notices)
    letters = (
        immediate_letters(user, readable) if user.digest == Digest.IMMEDIATELY else digest(user, readable)
    )
    Notice.objects.bulk_update(readable, ["letter"])
    return letters


def forget_unreadable(user: User, notices: list[Notice]) -> list[Notice]:
    """Those of editions that are current and that the reader may read now; the others are deleted."""
    readable = still_readable(user, notices)
    Notice.objects.filter(pk__in=[row.pk for row in notices if row.edition_id not in readable]).delete()
    return [row for row in notices if row.edition_id in readable]


def still_readable(user: User, notices: Iterable[Notice]) -> set[int]:
    editions = Edition.objects.current().visible_to(user)
    return set(editions.filter(pk__in=[row.edition_id for row in notices]).values_list("pk", flat=True))


def immediate_letters(user: User, notices: list[Notice]) -> int:
    for notice in notices:
        edition = notice.edition
        notice.letter = post(
            to=user,
            kind=NEW_EDITION,
            key=f"new-edition:{edition.pk}:{user.pk}",
            context={
                "card": Card(edition.profile, edition, True),
                "stop_url": stop_url(user, edition.profile),
            },
            regional_map=edition.profile.regional_map,
            unsubscribe_url=stop_url(user),
        )
    return len(notices)


def digest(user: User, notices: list[Notice]) -> int:
    if not notices:
        return 0
    named = hashlib.sha256(repr([notice.pk for notice in notices]).encode()).hexdigest()[:16]
    letter = post(
        to=user,
        kind=DIGEST,
        key=f"digest:{user.pk}:{timezone.now():%Y-%m-%d}:{named}",
        context={"cards": [Card(row.edition.profile, row.edition, True) for row in notices]},
        regional_map=notices[0].edition.profile.regional_map,
        unsubscribe_url=stop_url(user),
    )
    for notice in notices:
        notice.letter = letter
    return 1


def is_news_due(letter: Letter) -> bool:
    """Asked right before sending: whether the reader still wants all of it and may still read all of it.

    Where not, the letter stays behind. What may be told comes with the next one, the rest is forgotten.
    """
    user = letter.user
    notices = list(Notice.objects.filter(letter=letter))
    if user is None or user.digest == Digest.NEVER or not notices:
        return False
    readable = still_readable(user, notices)
    if all(notice.edition_id in readable for notice in notices):
        return True
    forget_unreadable(user, notices)
    Notice.objects.filter(letter=letter).update(letter=None)
    return False
