"""Cards: what a list shows of a profile, whoever reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from accounts.access import Reader
from profiles.models import Edition, Profile


@dataclass(frozen=True)
class Badge:
    """A state in words; `tone` is its colour: final, preparation, restricted, due."""

    tone: str
    label: str


@dataclass(frozen=True)
class Card:
    """A profile in a list. `edition` is its published one (or none yet); `readable` says whether the texts open."""

    profile: Profile
    edition: Edition | None
    readable: bool

    @property
    def is_final(self) -> bool:
        return self.edition is not None and self.edition.standing == Edition.Standing.FINAL

    @property
    def badges(self) -> list[Badge]:
        """One badge says the standing; access and a missed update have their own."""
        badges = []
        if not self.profile.is_public:
            badges.append(Badge("restricted", _("Restricted")))
        if self.profile.is_update_due and self.is_final:
            badges.append(Badge("due", _("Update due")))
        if self.is_final:
            badges.append(Badge("final", _("Final and endorsed")))
        else:
            badges.append(Badge("preparation", _("Under preparation")))
        return badges

    @property
    def languages(self) -> list[str]:
        """Languages in which the published edition is complete."""
        return self.edition.languages if self.edition else []


def with_heads(profiles: QuerySet[Profile], user: Reader) -> QuerySet[Profile]:
    """Profiles with what a card needs: their places, and whether the user reads them (`is_readable`)."""
    readable = Profile.objects.readable_by(user).filter(pk=OuterRef("pk"))
    return profiles.select_related(
        "regional_map", "pillar", "map_pillar", "country", "hub__country", "city__country"
    ).annotate(is_readable=Exists(readable))


def cards(profiles: Iterable[Profile]) -> list[Card]:
    """One query for the heads of the published editions of all of them. `profiles` come from `with_heads`."""
    rows = list(profiles)
    published = Edition.objects.current().heads().filter(profile__in=[row.pk for row in rows])
    heads = {edition.profile_id: edition for edition in published}
    return [Card(row, heads.get(row.pk), bool(heads.get(row.pk)) and readable(row)) for row in rows]


def readable(profile: Any) -> bool:
    return bool(profile.is_readable)
