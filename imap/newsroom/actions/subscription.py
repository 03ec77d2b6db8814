"""News by mail: noted for each subscriber as an item is published, written at once or in a digest, and only what they may read."""

import hashlib
from collections.abc import Iterable
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from accounts.actions import post
from accounts.models import Letter, User
from imap.newsroom.models import NewsItem, NewsNotice, Subscription
from imap.newsroom.unsubscribing import stop_url
from imap.regions.models import Country, Pillar, RegionalMap

IMMEDIATE, DIGEST = "news_item", "news_digest"


@transaction.atomic
def subscribe(
    *, by: User, often: str, regional_map: RegionalMap | None = None, country: Country | None = None, pillar: Pillar | None = None
) -> Subscription:  # fmt: skip
    """A second time only changes how often."""
    row, _is_new = Subscription.objects.update_or_create(
        user=by, regional_map=regional_map, country=country, pillar=pillar,
        defaults={"often": Subscription.Often(often)},
    )  # fmt: skip
    return row


@transaction.atomic
def unsubscribe(*, subscription: Subscription) -> None:
    """What was still to be told goes with it."""
    subscription.delete()


@transaction.atomic
def unsubscribe_all(*, user: User) -> None:
    Subscription.objects.filter(user=user).delete()


@transaction.atomic
def tell_subscribers(item: NewsItem) -> int:
    """To be called where an item is published, in the same transaction; how many will hear of it.

    Who is at once and weekly subscribed to the same item hears of it at once.
    """
    from imap.newsroom.tasks import post_immediate_items

    order = [str(often) for often in Subscription.Often]
    found = sorted(Subscription.objects.matching(item), key=lambda row: order.index(row.often))
    first = {row.user_id: row for row in reversed(found)}
    notices = [NewsNotice(user_id=user, subscription=row, item=item) for user, row in first.items()]
    NewsNotice.objects.bulk_create(notices, ignore_conflicts=True)
    if notices:

        def begin() -> None:  # no `partial`: Django names what failed, and a partial has no name
            post_immediate_items.apply_async(retry=False)

        transaction.on_commit(begin, robust=True)
    return len(notices)


def post_items(*, often: Iterable[str]) -> int:
    """The letters that are due to readers who want them this often; how many were written."""
    often = list(often)
    pending = NewsNotice.objects.pending(often).order_by("user").values_list("user", flat=True).distinct()
    return sum(tell(user_pk, often) for user_pk in list(pending))


@transaction.atomic
def tell(user_pk: int, often: list[str]) -> int:
    """The notices are locked: two workers never write of the same one."""
    rows = NewsNotice.objects.pending(often).filter(user=user_pk, user__is_active=True)
    rows = rows.select_related("user", "subscription", "item__regional_map").order_by("pk")
    notices = forget_unreadable(list(rows.select_for_update(of=("self",), skip_locked=True)))
    letters = 0
    for is_immediate, group in groupby(sorted(notices, key=at_once, reverse=True), at_once):
        write = immediate_letters if is_immediate else digests
        letters += write(list(group))
    NewsNotice.objects.bulk_update(notices, ["letter"])
    return letters


def at_once(notice: NewsNotice) -> bool:
    return notice.subscription.often == Subscription.Often.IMMEDIATELY


def forget_unreadable(notices: list[NewsNotice]) -> list[NewsNotice]:
    """Those of items that are published and that the reader may read now; the others are deleted."""
    if not notices:
        return []
    readable = still_readable(notices[0].user, notices)
    NewsNotice.objects.filter(pk__in=[row.pk for row in notices if row.item_id not in readable]).delete()
    return [row for row in notices if row.item_id in readable]


def still_readable(user: User, notices: Iterable[NewsNotice]) -> set[int]:
    rows = NewsItem.objects.visible_to(user).published()
    return set(rows.filter(pk__in=[row.item_id for row in notices]).values_list("pk", flat=True))


def immediate_letters(notices: list[NewsNotice]) -> int:
    for notice in notices:
        item, user = notice.item, notice.user
        notice.letter = post(
            to=user, kind=IMMEDIATE, key=f"news-item:{item.pk}:{user.pk}", regional_map=item.regional_map,
            context={"items": [item], "stop_url": stop_url(user, notice.subscription)}, unsubscribe_url=stop_url(user),
        )  # fmt: skip
    return len(notices)


def map_of(notice: NewsNotice) -> int:
    return notice.item.regional_map_id


def digests(notices: list[NewsNotice]) -> int:
    """One letter a regional i-Map: its secretariat answers for it."""
    groups = [list(group) for _map, group in groupby(sorted(notices, key=map_of), map_of)]
    for group in groups:
        user, regional_map = group[0].user, group[0].item.regional_map
        named = hashlib.sha256(repr([notice.pk for notice in group]).encode()).hexdigest()[:16]
        letter = post(
            to=user, kind=DIGEST, key=f"news-digest:{user.pk}:{timezone.now():%Y-%m-%d}:{named}",
            regional_map=regional_map, context={"items": [notice.item for notice in group]}, unsubscribe_url=stop_url(user),
        )  # fmt: skip
        for notice in group:
            notice.letter = letter
    return len(groups)


def is_news_due(letter: Letter) -> bool:
    """Asked right before sending: whether the reader still wants all of it and may still read all of it.

    Where not, the letter stays behind. What may be told comes with the next one, the rest is forgotten.
    """
    notices = list(NewsNotice.objects.filter(letter=letter).select_related("user"))
    if letter.user is None or not notices:
        return False
    readable = still_readable(letter.user, notices)
    if all(notice.item_id in readable for notice in notices):
        return True
    forget_unreadable(notices)
    NewsNotice.objects.filter(letter=letter).update(letter=None)
    return False
