"""The public page: from the cache and made anew, against nginx with the same bytes; its validators; how fresh it is."""

import statistics
import time
from collections.abc import Iterator

from django.test import Client, override_settings

from bench import table
from bench.article import ADDRESS, publish_next
from bench.load import Line, rate
from bench.reader import HOST, queries
from bench.servers import nginx, portal
from profiles.models import Profile

ROUNDS = 3
POLLS = 40  # of a few milliseconds each, after the change was first seen


def measure(article: Profile) -> Iterator[table.Row]:
    with portal("cached") as kept, portal("uncached", PAGE_CACHE_SECONDS="0") as made:
        body = Line(kept).get(ADDRESS)
        with nginx(body) as floor:
            yield from rates(floor, kept, made, len(body))
        yield validators(kept)
        yield freshness(kept, article)


def rates(floor: str, kept: str, made: str, size: int) -> Iterator[table.Row]:
    """In turns, so that a busy moment of the machine strikes all three."""
    taken: dict[str, list[float]] = {floor: [], kept: [], made: []}
    for server in (kept, made):
        rate(server + ADDRESS, seconds=2)
    for _ in range(ROUNDS):
        taken[floor].append(rate(floor))
        taken[kept].append(rate(kept + ADDRESS))
        taken[made].append(rate(made + ADDRESS, seconds=6))
    nginx_rate, kept_rate, made_rate = (statistics.median(taken[server]) for server in (floor, kept, made))
    page = f"Public profile page ({size / 1000:.0f} kB)"
    yield table.share(f"{page}, from the cache", nginx_rate, kept_rate, 15)
    yield table.share(f"{page}, made anew", nginx_rate, made_rate, 100)
    with override_settings(PAGE_CACHE_SECONDS=0):
        yield table.count("Queries of that page, made anew", queries(Client(HTTP_HOST=HOST), ADDRESS), 6)


def validators(server: str) -> table.Row:
    line = Line(server)
    first = line.ask(ADDRESS)
    by_tag = line.ask(ADDRESS, If_None_Match=first.headers["ETag"]).status
    by_time = line.ask(ADDRESS, If_Modified_Since=first.headers["Last-Modified"]).status
    return table.fact(
        "Asked again with its ETag, with its Last-Modified", f"{by_tag}, {by_time}", "304, 304", by_tag == by_time == 304
    )  # fmt: skip


def freshness(server: str, article: Profile) -> table.Row:
    """Published from this process; the two of the server are asked, on new connections, until none answers the old page."""
    label = "freshly 2013"
    publish_next(article, label)
    published = last_stale = time.perf_counter()
    fresh = 0
    while fresh < POLLS and time.perf_counter() - published < 10:
        line = Line(server)
        asked = time.perf_counter()
        if label.encode() in line.get(ADDRESS):
            fresh += 1
        else:
            fresh, last_stale = 0, asked
        line.close()
    seconds = last_stale - published
    return table.fact(
        "Old page last served after publishing",
        f"{seconds:.2f} s",
        "within 1 s",
        seconds <= 1 and fresh == POLLS,
    )
