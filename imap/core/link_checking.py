"""Checking one address, and what its answers mean: dead is only what failed again and again over days.

HEAD first, GET where HEAD is refused; the body is never read. What a robots.txt closes to programs is not asked for. A server that
refuses us (401, 403, 429) says nothing about its readers: such an address could not be checked. No page that answers is guessed to be
an error in disguise.
"""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from imap.core.fetching import Answer, Limits, NotFetched, fetch
from imap.core.links import linked
from imap.core.models import DEAD_AFTER, DEAD_AFTER_TRIES, LinkCheck
from imap.core.pagecache import forget_pages
from imap.core.public_addresses import Refused, target_of
from imap.core.robots import rules_for

LIMITS = Limits(size=64 * 1024, seconds=20)
REFUSALS = {401, 402, 403, 405, 406, 407, 408, 421, 425, 429, 451, 503, 999}
# What we do not ask; and what programs stumble over where browsers often do not: a cookie that is wanted before the second step, a
# certificate whose chain has a gap.
SAYS_NOTHING = {"private", "port", "address", "robots", "loop", "tls"}
HOST_REST = 60  # seconds between two links of one server, unless it asks for more
LONGEST_REST = 24 * 3600
A_ROUND = 40
SEEN_TODAY = timedelta(hours=12)  # a second round on a day writes nothing
PAUSES = {
    LinkCheck.Status.OK: timedelta(days=7),
    LinkCheck.Status.FAILING: timedelta(days=1),
    LinkCheck.Status.UNCLEAR: timedelta(days=3),
    LinkCheck.Status.DEAD: timedelta(days=7),
}
Status = LinkCheck.Status


def note_links() -> int:
    """A row for each address that the portal links to; what nothing links to any more goes. How many are new."""
    now, wanted = timezone.now(), {url for url in linked() if len(url) <= 500}
    rows = [LinkCheck(address=url, first_seen=now, last_seen=now) for url in sorted(wanted)]
    before = LinkCheck.objects.count()
    LinkCheck.objects.bulk_create(rows, ignore_conflicts=True)
    new = LinkCheck.objects.count() - before
    LinkCheck.objects.filter(address__in=wanted, last_seen__lt=now - SEEN_TODAY).update(last_seen=now)
    LinkCheck.objects.exclude(address__in=wanted).filter(archived_url="").delete()
    return new


def check_due() -> int:
    """A round: no server is asked twice within a minute, whoever else is asking. How many were checked.

    One server with hundreds of links keeps no other waiting.
    """
    checked, looked_at = 0, set()
    for pk, address in LinkCheck.objects.due().order_by("next_check_at").values_list("pk", "address"):
        host = urlsplit(address).hostname or ""
        if host in looked_at:
            continue
        looked_at.add(host)
        if not cache.add(resting(host), 1, HOST_REST):
            continue
        if link := LinkCheck.objects.filter(pk=pk).first():
            check(link)
            checked += 1
        if checked == A_ROUND:
            break
    return checked


def resting(host: str) -> str:
    return f"link-host:{host}"


def rest(url: str, seconds: int) -> None:
    """A server that asks for it is left alone for longer, with all its links."""
    if seconds > HOST_REST:
        cache.set(resting(urlsplit(url).hostname or ""), 1, min(seconds, LONGEST_REST))


def check(link: LinkCheck) -> LinkCheck:
    """Asked outside of any transaction; written in one."""
    answer: Answer | None = None
    reason = ""
    try:
        answer = asked(link.address)
        if answer.retry_after:
            rest(link.address, int(answer.retry_after.total_seconds()))
    except NotFetched as error:
        reason = error.reason
    return note(link.pk, answer, reason, timezone.now())


def asked(url: str) -> Answer:
    """By GET where HEAD is not answered with yes: many servers know HEAD badly."""
    must_be_admitted(url)
    try:
        answer = fetch(url, method="HEAD", limits=LIMITS)
        if answer.is_ok or answer.status == 429:
            return answer
    except NotFetched as error:
        if error.reason not in ("broken", "timeout"):
            raise
    return fetch(url, limits=LIMITS, body_wanted=False)


def must_be_admitted(url: str) -> None:
    """What our own rules refuse is refused before a server is asked for its."""
    try:
        target_of(url)
    except Refused as refused:
        raise NotFetched(refused.reason, refused.detail) from refused
    rules = rules_for(url)
    rest(url, rules.rest)
    if not rules.admits(url):
        raise NotFetched("robots")


@transaction.atomic
def note(pk: int, answer: Answer | None, reason: str, now: datetime) -> LinkCheck:
    link = LinkCheck.objects.select_for_update().get(pk=pk)
    before = link.status
    link.last_checked, link.answer, link.reason = now, answer.status if answer else None, reason
    if answer and answer.is_ok:
        link.status, link.last_ok, link.failing_since, link.failures = Status.OK, now, None, 0
    elif is_refusal(answer, reason):
        if before != Status.DEAD:
            link.status = Status.UNCLEAR
    else:
        fail(link, now)
    pause = PAUSES[Status(link.status)]
    link.next_check_at = now + max(pause, (answer and answer.retry_after) or pause)
    link.save()
    if Status.DEAD in (before, link.status) and before != link.status:
        forget_pages()
    return link


def is_refusal(answer: Answer | None, reason: str) -> bool:
    """The server (or our own rule) does not let us look: nothing is known of what readers find."""
    return answer.status in REFUSALS if answer else reason in SAYS_NOTHING


def fail(link: LinkCheck, now: datetime) -> None:
    link.failures += 1
    link.failing_since = link.failing_since or now
    is_dead = link.failures >= DEAD_AFTER_TRIES and now - link.failing_since >= DEAD_AFTER
    link.status = Status.DEAD if is_dead or link.status == Status.DEAD else Status.FAILING
