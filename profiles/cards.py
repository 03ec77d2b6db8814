"""Cards: what a list shows of a profile, whoever reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.access import Reader
from imap.core.translation import columns
from imap.regions.models import MapPillar
from profiles.models import Edition, Profile
from profiles.models.profile import is_read_by

# What no card shows: fifty rows are made at a time, and every column costs.
UNSEEN = [
    "search", "created_at",
    *(f"head__{name}" for name in ("as_of", "published_by", *columns("summary", "change_note"))),
    *(f"country__{name}" for name in ("search", "iso2", "m49", "region", "is_user_assigned", *columns("un_name"))),
]  # fmt: skip


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
    """Profiles with what their page's head needs, and whether the user reads them (`is_readable`)."""
    rows = profiles.select_related("regional_map", "pillar", "map_pillar", "country")
    return rows.defer("search", "country__search").annotate(is_readable=is_read_by(user))


def cards(profiles: QuerySet[Profile], pairs: Iterable[MapPillar] = ()) -> list[Card]:
    """Cards of profiles, which come from `with_heads`; `pairs` of map and pillar are what the page has at hand."""
    return as_cards(for_cards(profiles), pairs)


def for_cards(profiles: QuerySet[Profile]) -> QuerySet[Profile]:
    """The heads of the published editions come with their profiles; the pairs of map and pillar, which are few, do not."""
    published = FilteredRelation("editions", condition=Q(editions__state=Edition.State.PUBLISHED))
    rows = profiles.annotate(head=published).defer(*UNSEEN)
    return rows.select_related(None).select_related("country", "head")


def as_cards(profiles: Iterable[Profile], pairs: Iterable[MapPillar] = ()) -> list[Card]:
    """One more query where a pair is not at hand."""
    rows, known = list(profiles), {pair.pk: pair for pair in pairs}
    missing = {row.map_pillar_id for row in rows} - set(known)
    if missing:
        known |= MapPillar.objects.select_related("regional_map", "pillar").in_bulk(missing)
    return [card(with_pair(row, known[row.map_pillar_id])) for row in rows]


def with_pair(profile: Profile, pair: MapPillar) -> Profile:
    profile.map_pillar, profile.pillar, profile.regional_map = pair, pair.pillar, pair.regional_map
    return profile


def card(profile: Any) -> Card:
    head = getattr(profile, "head", None)  # set only where there is one
    return Card(profile, head, head is not None and profile.is_readable)
