"""Filters of the library: they work by address alone, and offer what the reader sees."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from imap.core.alphabet import Alphabetical
from imap.core.fields import PortalQuery
from imap.core.list_filters import Chosen, ListFilters
from imap.core.numbers import in_digits
from imap.core.templatetags.portal import language_name
from imap.core.translation import LANGUAGES
from imap.library.models import Publication, PublicationFile, PublicationQuerySet, Series
from imap.regions.models import Country, Pillar, RegionalMap, Theme

FORMER = {"border-management": "border"}  # subjects that became a theme of another code


class LibraryFilterForm(ListFilters):
    q = forms.CharField(label=_("Title or text contains"), required=False, max_length=100)
    map = forms.ChoiceField(label=_("Regional i-Map"), required=False)
    pillar = forms.ChoiceField(label=_("Pillar"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("all")), *Publication.Kind.choices]
    )
    series = forms.ChoiceField(label=_("Series"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    language = forms.ChoiceField(label=_("File in"), required=False)

    def __init__(self, query: QueryDict, *, user: Reader, maps: Iterable[RegionalMap]) -> None:
        super().__init__(query)
        seen = Publication.objects.visible_to(user).order_by()
        keys = seen.values("pk")
        countries = Country.objects.filter(publications__in=keys).defer("search").distinct()
        themes = Theme.objects.filter(pk__in=seen.values("themes"))
        years = sorted({day[:4] for day in seen.values_list("published", flat=True)}, reverse=True)
        files = PublicationFile.objects.filter(publication__in=keys).order_by("language")
        self.offer("map", [(each.slug, str(each)) for each in maps])
        self.offer("pillar", [(pillar.slug, str(pillar)) for pillar in Pillar.objects.all()])
        self.offer("country", [(each.iso3, str(each)) for each in countries.order_by(Alphabetical("name"))])
        self.offer("series", [(each.slug, str(each)) for each in Series.objects.visible_to(user)])
        self.offer("theme", [(each.code, str(each)) for each in themes])
        self.offer("year", [(year, in_digits(year)) for year in years])
        codes = files.values_list("language", flat=True).distinct()
        self.offer("language", [(code, language_name(code)) for code in codes])


def with_theme(asked: QueryDict) -> QueryDict:
    """An address from before the library shared its themes with the other lists: what was a subject is a theme."""
    query = asked.copy()
    former = query.pop("subject")[-1]
    if former and not query.get("theme"):
        query["theme"] = current_code(former)
    return query


def current_code(subject: str) -> str:
    is_still_known = Theme.objects.filter(code=subject).exists()
    return subject if is_still_known else FORMER.get(subject, subject)


@dataclass(frozen=True)
class ChosenPublications(Chosen):
    q: str = ""
    map: str = ""
    pillar: str = ""
    country: str = ""
    kind: str = ""
    series: str = ""
    theme: str = ""
    year: str = ""
    language: str = ""


def filtered(
    rows: PublicationQuerySet, chosen: ChosenPublications, maps: Iterable[RegionalMap], user: Reader
) -> QuerySet[Publication]:
    if chosen.map:
        rows = rows.of_map(next(each for each in maps if each.slug == chosen.map))
    if chosen.language:
        named = PublicationFile.objects.named_to(user).filter(language=chosen.language)
        rows = rows.filter(pk__in=named.values("publication"))
    if chosen.q:
        rows = rows.filter(containing(chosen.q, user))
    plain = {
        "pillars__slug": chosen.pillar, "countries__iso3": chosen.country, "kind": chosen.kind,
        "series__slug": chosen.series, "themes__code": chosen.theme, "published__startswith": chosen.year,
    }  # fmt: skip
    return rows.filter(**{name: value for name, value in plain.items() if value})


def containing(words: str, user: Reader) -> Q:
    """In the card of what the user sees, or in the text of a file that the user may have."""
    on_card, in_text = Q(isbn=words) | Q(issn=words) | Q(doi__iexact=words), Q()
    for language in LANGUAGES:
        query = PortalQuery(language, words)
        on_card |= Q(search=query) | Q(**{f"title_{language}__icontains": words})
        in_text |= Q(search=query)
    files = PublicationFile.objects.visible_to(user).filter(in_text)
    return on_card | Q(pk__in=files.order_by().values("publication"))
