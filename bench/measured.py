"""The measurements in their order: the list at both sizes of the corpus, then the page, then tiles."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command

from bench import pages, table, tiles
from bench.article import make_article
from bench.corpus import Corpus
from bench.database import database
from bench.lists import List

SMALL, LARGE = 1_000, 10_000


def measured(parts: list[str]) -> list[table.Row]:
    rows: list[table.Row] = []
    with step("Static files"):
        call_command("collectstatic", interactive=False, verbosity=0)
    with database():
        corpus, small = small_corpus(parts)
        with step(f"Corpus of {LARGE:,} profiles"):
            corpus.grow(LARGE)
            article = make_article(corpus)
        if "page" in parts:
            with step("Public page"):
                rows += pages.measure(article)
        if small is not None:
            with step(f"List, {LARGE:,} profiles"):
                rows += of_list(corpus, small)
        if "tiles" in parts:
            with step("Tiles"):
                rows += tiles.measure(corpus)
    return rows


def small_corpus(parts: list[str]) -> tuple[Corpus, float | None]:
    with step(f"Corpus of {SMALL:,} profiles"):
        corpus = Corpus()
        corpus.grow(SMALL)
    if "list" not in parts:
        return corpus, None
    with step(f"List, {SMALL:,} profiles"):
        return corpus, List(corpus).measure()[1]


def of_list(corpus: Corpus, small: float) -> Iterator[table.Row]:
    shown = List(corpus)
    by_hand, page = shown.measure()
    yield table.times(f"List of 50 for a reader, {LARGE:,} profiles", by_hand, page, 10)
    yield table.count("Queries of that list", shown.queries(), 8)
    yield table.times(f"The same list, against itself at {SMALL:,} profiles", small, page, 1.3)


@contextmanager
def step(title: str) -> Iterator[None]:
    print(f"{title} … ", end="", flush=True)
    started = time.monotonic()
    yield
    print(f"{time.monotonic() - started:.1f} s", flush=True)
