"""Who reads an item or an event: everyone, or where a pillar of its regional i-Map is restricted, those admitted to it.

Access belongs to the pair of map and pillar, here as for profiles. What is restricted by its pair is open only where staff said so.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, held
from imap.core.translation import LANGUAGES
from imap.regions.models import MapPillar, RegionalMap

NOT_SLUGS = ("archive", "by-mail", "calendar", "month")


def is_no_word_of_ours(slug: str) -> None:
    if slug in NOT_SLUGS:
        raise ValidationError(
            _("“%(slug)s” is the address of a page of the portal. Choose another."), params={"slug": slug}
        )


def has_a_title() -> Q:
    """In one language at least. A column that is null must make the whole false, not unknown: the database lets the unknown pass."""
    in_each = [Q(**{f"title_{code}__isnull": False, f"title_{code}__gt": ""}) for code in LANGUAGES]
    return reduce(or_, in_each)


class CircleQuerySet(models.QuerySet):
    """For models with `regional_map`, `other_maps`, `pillars`, `state` and `is_open`."""

    def editable_by(self, user: Reader) -> Self:
        return self.filter(is_theirs(user))

    def published(self) -> Self:
        """On the pages of the portal, for whoever may read it."""
        return self.filter(state="published", regional_map__is_public=True)

    def visible_to(self, user: Reader) -> Self:
        """The published that the user may read; the secretariat of its regional i-Map reads drafts too."""
        out = Q(state="published", regional_map__is_public=True)
        return self.filter(out & is_read(user, self.model) | is_theirs(user))

    def of_map(self, regional_map: RegionalMap) -> Self:
        """Its own, and those that another shares with it."""
        return self.of_maps([regional_map.slug])

    def of_maps(self, slugs: Iterable[str]) -> Self:
        model: Any = self.model
        shared = model.other_maps.through.objects.filter(regionalmap__slug__in=list(slugs))
        return self.filter(
            Q(regional_map__slug__in=list(slugs)) | Q(pk__in=shared.values(model._meta.model_name))
        )


def is_theirs(user: Reader) -> Q:
    return held(user, "regions.edit_regionalmap", RegionalMap, "regional_map")


def is_read(user: Reader, model: Any) -> Q:
    """Open to everyone, or no pair of its map and its pillars is closed to the user."""
    through = model.pillars.through.objects.filter(**{model._meta.model_name: OuterRef(OuterRef("pk"))})
    pairs = MapPillar.objects.filter(
        access=MapPillar.Access.RESTRICTED,
        regional_map=OuterRef("regional_map"),
        pillar__in=through.values("pillar"),
    )
    return Q(is_open=True) | ~Q(Exists(pairs.exclude(held(user, "regions.read_mappillar", MapPillar))))
