"""Filters of the list of projects: they work by address alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from accounts.models import Organisation
from imap.core.alphabet import Alphabetical
from imap.core.fields import PortalQuery
from imap.core.list_filters import Chosen, ListFilters
from imap.core.numbers import in_digits
from imap.core.translation import LANGUAGES
from imap.regions.models import Country, Pillar, RegionalMap, Theme
from meetings.cooperation.models import Involvement, Project, ProjectQuerySet, ProjectResult


class ProjectFilterForm(ListFilters):
    """Choices come from the projects that the reader sees."""

    q = forms.CharField(label=_("Contains the words"), required=False, max_length=100)
    map = forms.ChoiceField(label=_("Regional i-Map"), required=False)
    pillar = forms.ChoiceField(label=_("Pillar"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    donor = forms.ChoiceField(label=_("Donor"), required=False)

    def __init__(self, query: QueryDict, *, user: Reader, maps: Iterable[RegionalMap]) -> None:
        super().__init__(query)
        seen = Project.objects.visible_to(user).order_by()
        links: Any = Project.countries.through
        through = links.objects.filter(project__in=seen.values("pk")).values("country")
        countries = Country.objects.filter(pk__in=through).defer("search").order_by(Alphabetical("name"))
        themes = Theme.objects.filter(projects__in=seen.values("pk")).distinct()
        self.offer("map", [(each.slug, str(each)) for each in maps])
        self.offer("pillar", [(pillar.slug, str(pillar)) for pillar in Pillar.objects.all()])
        self.offer("country", [(each.iso3, str(each)) for each in countries])
        self.offer("theme", [(theme.code, str(theme)) for theme in themes])
        self.offer("year", [(str(year), in_digits(str(year))) for year in years_of(seen)])
        self.offer("donor", [(each.code, str(each)) for each in donors(user)])


def donors(user: Reader) -> QuerySet[Organisation]:
    funding = Involvement.objects.visible_to(user).filter(role=Involvement.Role.FUNDER).values("organisation")
    return Organisation.objects.filter(pk__in=funding).defer("search").order_by(Alphabetical("name"), "pk")


def years_of(rows: QuerySet[Project]) -> list[int]:
    """Every year in which some project is known to have run, the newest first."""
    spans = rows.exclude(starts="").values_list("starts", "ends")
    found = {year for starts, ends in spans for year in range(int(starts[:4]), int((ends or starts)[:4]) + 1)}
    return sorted(found, reverse=True)


@dataclass(frozen=True)
class ChosenProjects(Chosen):
    q: str = ""
    map: str = ""
    pillar: str = ""
    country: str = ""
    theme: str = ""
    year: str = ""
    donor: str = ""


def filtered(rows: ProjectQuerySet, chosen: ChosenProjects) -> QuerySet[Project]:
    columns = {
        "map": "regional_map__slug",
        "pillar": "pillars__slug",
        "country": "countries__iso3",
        "theme": "themes__code",
    }
    for name, column in columns.items():
        if value := getattr(chosen, name):
            rows = rows.filter(**{column: value})
    if chosen.q:
        rows = rows.filter(containing(chosen.q))
    if chosen.donor:
        funding = Involvement.objects.filter(role=Involvement.Role.FUNDER, organisation__code=chosen.donor)
        rows = rows.filter(pk__in=funding.values("project"))
    return in_year(rows, chosen.year) if chosen.year else rows


def containing(words: str) -> Q:
    """Projects in whose title, description or results all words stand, or that they name."""
    by_result = Q()
    found = Q(code__iexact=words.strip())
    for language in LANGUAGES:
        found |= Q(search=PortalQuery(language, words))
        by_result |= Q(search=PortalQuery(language, words))
    return found | Q(pk__in=ProjectResult.objects.filter(by_result).values("project"))


def in_year(rows: QuerySet[Project], year: str) -> QuerySet[Project]:
    """Running in the year, as far as it is known: one whose end is not known counts in its first year."""
    begun = rows.filter(starts__gt="", starts__lt=f"{int(year) + 1}")
    return begun.filter(ends__gte=year) | begun.filter(ends="", starts__startswith=year)
