"""Filters of offers and needs, priorities and the inventory: they work by address alone."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from imap.core.list_filters import ActiveFilter, ListFilters, in_words, without
from imap.core.numbers import in_digits
from imap.regions.models import Pillar, RegionalMap, Theme
from meetings.cooperation.in_languages import LANGUAGE_CHOICES
from meetings.cooperation.models import Expertise, Form
from meetings.cooperation.words import containing

Choice = tuple[str, Any]


def one_of(label: Any, choices: Any = ()) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", _("all")), *choices])


class DialogueFilterForm(ListFilters):
    """What the lists of cooperation share. `columns` are the columns that a choice is looked up in."""

    columns: dict[str, str] = {}
    q = forms.CharField(label=_("Contains the words"), required=False, max_length=100)
    map = one_of(_("Regional i-Map"))
    pillar = one_of(_("Pillar"))
    theme = one_of(_("Theme"))
    country = one_of(_("Partner state"))
    year = one_of(_("Year"))

    def __init__(
        self, query: QueryDict, *, maps: QuerySet[RegionalMap], countries: list[Choice],
        themes: QuerySet[Theme], years: list[int],
    ) -> None:  # fmt: skip
        super().__init__(query)
        self.offer("map", [(each.slug, str(each)) for each in maps])
        self.offer("pillar", [(each.slug, str(each)) for each in Pillar.objects.all()])
        self.offer("theme", [(each.code, str(each)) for each in themes])
        self.offer("country", countries)
        self.offer("year", [(str(year), in_digits(str(year))) for year in sorted({*years}, reverse=True)])
        self.is_valid()  # what is no choice is left out rather than refused
        self.chosen = {name: value for name, value in self.cleaned_data.items() if value}

    def filtered(self, rows: Any) -> Any:
        rows = rows.filter(
            **{column: self.chosen[name] for name, column in self.columns.items() if name in self.chosen}
        )
        return self.with_words(rows)

    def with_words(self, rows: Any) -> Any:
        words = self.chosen.get("q")
        return containing(rows, words) if words else rows

    def active(self, asked: QueryDict) -> list[ActiveFilter]:
        """The chosen ones in words, each with the address of the list without it."""
        return [
            ActiveFilter(field.label or "", in_words(field, self.chosen[name]), without(asked, name))
            for name, field in self.fields.items()
            if name in self.chosen
        ]


class ExpertiseFilterForm(DialogueFilterForm):
    columns = {
        "side": "side",
        "map": "regional_map__slug",
        "pillar": "theme__pillar__slug",
        "theme": "theme__code",
        "country": "organisation__country__iso3",
        "year": "stated_at__year",
    }
    side = one_of(_("Offer or need"), Expertise.Side.choices)
    language = one_of(_("Working language"), LANGUAGE_CHOICES)
    form = one_of(_("Form"), Form.choices)
    field_order = ["q", "side", "map", "pillar", "theme", "country", "language", "form", "year"]

    def filtered(self, rows: Any) -> Any:
        rows = super().filtered(rows)
        for name in ("language", "form"):
            if name in self.chosen:
                rows = rows.filter(**{f"{name}s__contains": [self.chosen[name]]})
        return rows

    def lessons(self, rows: Any) -> Any:
        """Exchanges of the map, theme and year that are asked for, in which the state took part on either side."""
        columns = {
            "map": "regional_map__slug",
            "theme": "offer__theme__code",
            "pillar": "offer__theme__pillar__slug",
            "year": "starts__year",
        }
        rows = rows.filter(
            **{column: self.chosen[name] for name, column in columns.items() if name in self.chosen}
        )
        if code := self.chosen.get("country"):
            of_state = "organisation__country__iso3"
            rows = rows.filter(Q(**{f"offer__{of_state}": code}) | Q(**{f"need__{of_state}": code}))
        return self.with_words(rows)


class RegistryFilterForm(DialogueFilterForm):
    """For priorities and capacities; the year is the one that `year_of` names."""

    def __init__(self, *args: Any, year_of: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = {
            "map": "map_pillar__regional_map__slug",
            "pillar": "map_pillar__pillar__slug",
            "theme": "theme__code",
            "country": "organisation__country__iso3",
            "year": year_of,
        }
