"""Filters of the profile list: they work by address, with or without JavaScript."""

from dataclasses import dataclass

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from imap.core.alphabet import Alphabetical
from imap.core.fields import PortalQuery
from imap.core.list_filters import Chosen, ListFilters
from imap.core.translation import LANGUAGES, OWN_NAMES
from imap.regions.models import Country, Pillar, RegionalMap
from imap.regions.subregions import SUBREGIONS
from profiles.models import Edition, Profile
from profiles.models.template import Kind

ORDERS = [("title", _("A to Z")), ("recent", _("newest edition first"))]


class ProfileFilterForm(ListFilters):
    """Choices come from what the regional i-Map has, not from what the reader may open."""

    map = forms.ChoiceField(label=_("Regional i-Map"), required=False)
    q = forms.CharField(label=_("Title contains"), required=False, max_length=100)
    pillar = forms.ChoiceField(label=_("Pillar"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *Kind.choices])
    region = forms.ChoiceField(
        label=_("Region"), required=False, choices=[("", _("all regions")), *SUBREGIONS]
    )
    language = forms.ChoiceField(
        label=_("Complete in"),
        required=False,
        choices=[("", _("any language")), *((c, OWN_NAMES[c]) for c in LANGUAGES)],
    )
    standing = forms.ChoiceField(
        label=_("Standing"), required=False, choices=[("", _("all")), *Edition.Standing.choices]
    )
    order = forms.ChoiceField(label=_("Order"), required=False, choices=ORDERS)

    def __init__(
        self, query: QueryDict, *, regional_map: RegionalMap, maps: list[RegionalMap], pillars: list[Pillar]
    ) -> None:
        super().__init__({**query.dict(), "map": regional_map.slug})
        self.fields["map"].choices = [(each.slug, str(each)) for each in maps]  # type: ignore[attr-defined]
        self.offer("pillar", [(pillar.slug, str(pillar)) for pillar in pillars])


@dataclass(frozen=True)
class ChosenProfiles(Chosen):
    NARROW_NOTHING = ("order",)

    q: str = ""
    pillar: str = ""
    kind: str = ""
    region: str = ""
    language: str = ""
    standing: str = ""
    order: str = ""


def filtered(profiles: QuerySet[Profile], chosen: ChosenProfiles) -> QuerySet[Profile]:
    rows = profiles
    if chosen.pillar:
        rows = rows.filter(pillar__slug=chosen.pillar)
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    if chosen.region:
        there = Country.objects.filter(region=chosen.region).values("pk")
        rows = rows.filter(Q(country__in=there) | Q(hub__country__in=there) | Q(city__country__in=there))
    if chosen.q:
        rows = rows.filter(matching_titles(chosen.q))
    return by_edition(rows, chosen)


def ordered(rows: QuerySet[Profile], chosen: ChosenProfiles) -> QuerySet[Profile]:
    """By title in the page's language, or by the day of publication."""
    if chosen.order == "recent":
        latest = Edition.objects.current().filter(profile=OuterRef("pk")).values("published_on")
        return rows.order_by(Subquery(latest).desc(nulls_last=True), "pk")
    return rows.order_by(Alphabetical("title"), "pk")


def by_edition(rows: QuerySet[Profile], chosen: ChosenProfiles) -> QuerySet[Profile]:
    published = Edition.objects.current().filter(profile=OuterRef("pk"))
    final = Exists(published.filter(standing=Edition.Standing.FINAL))
    if chosen.standing:
        rows = rows.filter(final if chosen.standing == Edition.Standing.FINAL else ~final)
    if chosen.language:
        rows = rows.filter(Exists(published.filter(languages__contains=[chosen.language])))
    return rows


def matching_titles(words: str) -> Q:
    """Full text in any language, or the letters themselves for what is not a whole word yet."""
    letters = Q()
    for language in LANGUAGES:
        letters |= Q(**{f"title_{language}__icontains": words})
    for language in LANGUAGES:
        letters |= Q(search=PortalQuery(language, words))
    return letters
