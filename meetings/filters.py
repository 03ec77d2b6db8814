"""Filters of the list of meetings: they work by address alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from imap.core.alphabet import Alphabetical
from imap.core.list_filters import Chosen, ListFilters
from imap.core.numbers import in_digits
from imap.regions.models import Country, Pillar, RegionalMap, Theme
from meetings.models import Meeting, MeetingQuerySet


class MeetingFilterForm(ListFilters):
    """Choices come from the meetings that the reader sees."""

    map = forms.ChoiceField(label=_("Regional i-Map"), required=False)
    pillar = forms.ChoiceField(label=_("Pillar"), required=False)
    country = forms.ChoiceField(label=_("Host country"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *Meeting.Kind.choices])
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, query: QueryDict, *, user: Reader, maps: Iterable[RegionalMap]) -> None:
        super().__init__(query)
        seen = Meeting.objects.visible_to(user).order_by()
        hosts = Country.objects.filter(pk__in=seen.values("country")).defer("search")
        themes = Theme.objects.filter(pk__in=seen.values("themes"))
        years = sorted({starts[:4] for starts in seen.values_list("starts", flat=True)}, reverse=True)
        self.offer("map", [(each.slug, str(each)) for each in maps])
        self.offer("pillar", [(pillar.slug, str(pillar)) for pillar in Pillar.objects.all()])
        self.offer("country", [(each.iso3, str(each)) for each in hosts.order_by(Alphabetical("name"))])
        self.offer("theme", [(each.code, str(each)) for each in themes])
        self.offer("year", [(year, in_digits(year)) for year in years])


@dataclass(frozen=True)
class ChosenMeetings(Chosen):
    map: str = ""
    pillar: str = ""
    country: str = ""
    theme: str = ""
    kind: str = ""
    year: str = ""


def filtered(rows: MeetingQuerySet, chosen: ChosenMeetings, maps: Iterable[RegionalMap]) -> QuerySet[Meeting]:
    if chosen.map:
        rows = rows.of_map(next(each for each in maps if each.slug == chosen.map))
    if chosen.pillar:
        rows = rows.filter(pillars__slug=chosen.pillar)
    if chosen.country:
        rows = rows.filter(country__iso3=chosen.country)
    if chosen.theme:
        rows = rows.filter(themes__code=chosen.theme)
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    if chosen.year:
        rows = rows.filter(starts__startswith=chosen.year)
    return rows
