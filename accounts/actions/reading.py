"""Writing down that a restricted text was read."""

from django.db import models

from accounts.access import Reader
from accounts.models import Reading, User
from imap.core.translation import reading_language
from imap.regions.models import RegionalMap


def record_reading(
    *, by: Reader, regional_map: RegionalMap, item: models.Model, title: str, edition: str, door: str
) -> Reading:
    if not isinstance(by, User):
        raise TypeError("Restricted texts are read by someone who is signed in.")
    return Reading.objects.create(
        user=by,
        email=by.email,
        regional_map=regional_map,
        item=item,
        title=title[:250],
        edition=edition,
        language=reading_language(),
        door=door,
    )
