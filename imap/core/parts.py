"""Parts of pages that are made of a few values and nothing else: each is drawn once for the same values, and remembered.

A section of a long profile, the way around the site: they come again on page after page, and drawing them is most of a page's time.
"""

from collections.abc import Hashable
from functools import lru_cache

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from imap.core.numbers import chosen

KEPT = 512
Values = tuple[tuple[str, Hashable], ...]


def part(template: str, **values: Hashable) -> SafeString:
    """The template drawn from `values` alone: no request, no user. A value is known again by what it holds, not by a key: a row of
    the database would be shown as it was.
    """
    draw = drawn.__wrapped__ if settings.DEBUG else drawn  # whoever works on a template sees it change
    return draw(template, get_language(), chosen.get(), tuple(values.items()))


@lru_cache(maxsize=KEPT)
def drawn(template: str, language: str | None, digits: str, values: Values) -> SafeString:
    return mark_safe(render_to_string(template, dict(values)))
