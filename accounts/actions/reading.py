"""Writing down that a restricted text was read."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from accounts.access import Reader
from accounts.models import Reading, User
from imap.core.translation import reading_language
from imap.regions.models import RegionalMap

SAME_VISIT = timedelta(minutes=10)


def reading_of(
    *,
    by: Reader,
    regional_map: RegionalMap,
    item: models.Model,
    title: str,
    edition: str,
    door: str,
    language: str | None = None,
) -> Reading:
    """A line of the log, not yet written. `language`: of the words shown (default: the page's)."""
    if not isinstance(by, User):
        raise TypeError("Restricted texts are read by someone who is signed in.")
    return Reading(
        user=by,
        email=by.email,
        regional_map=regional_map,
        content_type=ContentType.objects.get_for_model(item),
        object_id=item.pk,
        title=title[:250],
        edition=edition,
        language=language or reading_language(),
        door=door,
    )


def record_reading(**what: Any) -> Reading:
    """One whole text, as `reading_of` names it: a line each time."""
    row = reading_of(**what)
    row.save()
    return row


def record_glimpses(rows: Sequence[Reading]) -> None:
    """Parts of many texts, as a list or a search shows them to one reader through one door, in one language.

    What was noted within the same visit is not noted again: who turns pages meets the same texts many times, and the log
    would hold little else.
    """
    if not rows:
        return
    alike, by_item = rows[0], {(row.content_type_id, row.object_id): row for row in rows}
    noted = Reading.objects.filter(
        user=alike.user, door=alike.door, language=alike.language, at__gte=timezone.now() - SAME_VISIT,
        object_id__in=[row.object_id for row in rows],
    )  # fmt: skip
    known = set(noted.values_list("content_type_id", "object_id"))
    Reading.objects.bulk_create([row for item, row in by_item.items() if item not in known])
