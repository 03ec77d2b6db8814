"""What every template may use, without a query."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from imap.core.importmap import import_map
from imap.core.numbers import chosen
from imap.core.translation import direction_of, reading_language


def portal(request: HttpRequest) -> dict[str, Any]:
    language = reading_language()
    return {
        "page_language": language,
        "page_direction": direction_of(language),
        "import_map": import_map,
        "digits": chosen.get(),
        "is_demo": settings.IS_DEMO,
    }
