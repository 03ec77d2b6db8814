"""Forms of the inbox, of links, and of news by mail."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, maps_for, objects_for
from accounts.models import User
from imap.core.alphabet import Alphabetical
from imap.core.models import LinkCheck
from imap.core.partial_date import is_partial_date
from imap.core.translation import LANGUAGES, OWN_NAMES, direction_of
from imap.newsroom.models import Entry, NewsItem, Subscription
from imap.regions.models import Country, MapPillar, Pillar, RegionalMap, Theme
from profiles.models import Route


def edited_by(user: Reader) -> QuerySet[RegionalMap]:
    return objects_for(user, "regions.edit_regionalmap", RegionalMap)


def in_order(languages: list[str], first: str) -> list[str]:
    return [first, *(code for code in languages if code != first)]


class EntryForm(forms.Form):
    """An entry in the words of the portal. One language is enough; the person's own comes first."""

    kind = forms.ChoiceField(label=_("Kind"), choices=NewsItem.Kind.choices)
    regional_map = forms.ModelChoiceField(RegionalMap.objects.none(), label=_("Regional i-Map"))
    pillars = forms.ModelMultipleChoiceField(
        Pillar.objects.all(), label=_("Pillars"), required=False, widget=forms.CheckboxSelectMultiple
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.all(), label=_("Themes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    countries = forms.ModelMultipleChoiceField(
        Country.objects.none(), label=_("Countries"), required=False, widget=forms.SelectMultiple({"size": 6})
    )
    routes = forms.ModelMultipleChoiceField(
        Route.objects.none(), label=_("Routes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    publisher = forms.CharField(label=_("Publisher"), max_length=200, required=False)
    dated = forms.CharField(
        label=_("Date"), max_length=10, validators=[is_partial_date],
        help_text=_("As far as it is known: 2003, 2003-02 or 2003-02-13."),
    )  # fmt: skip
    is_open = forms.BooleanField(
        label=_("For everyone"), required=False,
        help_text=_("Everyone reads it, though a pillar of it is restricted. Otherwise only those admitted to that pillar do."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, entry: Entry, user: User) -> None:
        self.entry, self.language = entry, user.preferred_language
        super().__init__(
            data, initial=proposed(entry, user.preferred_language), auto_id=f"entry-{entry.pk}-%s"
        )
        maps = edited_by(user).filter(pk__in=maps_of(entry))
        self.set_rows("regional_map", maps)
        self.set_rows(
            "countries", Country.objects.in_maps(maps).defer("search").order_by(Alphabetical("name"))
        )
        self.set_rows(
            "routes",
            Route.objects.editable_by(user).filter(regional_map__in=maps).select_related("regional_map"),
        )
        for code in in_order(list(LANGUAGES), self.language):
            self.add_language(code)
        if len(maps) == 1:
            self.fields["regional_map"].initial = maps[0].pk
            self.fields["regional_map"].empty_label = None  # type: ignore[attr-defined]

    def set_rows(self, name: str, rows: QuerySet) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def add_language(self, code: str) -> None:
        said = {"lang": code, "dir": direction_of(code)}
        title, summary = _("Title"), _("Summary")
        self.fields[f"title_{code}"] = forms.CharField(
            label=title, max_length=250, required=code == self.language, widget=forms.TextInput(said)
        )
        self.fields[f"summary_{code}"] = forms.CharField(
            label=summary, max_length=4000, required=False, widget=forms.Textarea({**said, "rows": 4})
        )

    def clean(self) -> dict[str, Any]:
        """Pillars and routes are those of the regional i-Map that answers for the item."""
        cleaned = {**(super().clean() or {}), "other_maps": []}
        regional_map, pillars = cleaned.get("regional_map"), cleaned.get("pillars")
        if regional_map and pillars:
            known = MapPillar.objects.filter(regional_map=regional_map).values("pillar")
            if strange := list(pillars.exclude(pk__in=known)):
                self.add_error(
                    "pillars",
                    forms.ValidationError(
                        _("This regional i-Map has no pillar “%(pillar)s”."), params={"pillar": strange[0]}
                    ),
                )
        if regional_map and "routes" in cleaned:
            cleaned["routes"] = cleaned["routes"].filter(regional_map=regional_map)
        return cleaned

    @property
    def own(self) -> list[forms.BoundField]:
        return [self[f"title_{self.language}"], self[f"summary_{self.language}"]]

    @property
    def others(self) -> list[tuple[str, list[forms.BoundField]]]:
        codes = [code for code in LANGUAGES if code != self.language]
        return [(OWN_NAMES[code], [self[f"title_{code}"], self[f"summary_{code}"]]) for code in codes]

    @property
    def tags(self) -> list[forms.BoundField]:
        names = ["kind", "regional_map", "pillars", "themes", "countries", "routes", "publisher", "dated"]
        return [self[name] for name in names if name != "routes" or self.fields["routes"].queryset.exists()]  # type: ignore[attr-defined]


def maps_of(entry: Entry) -> list[int]:
    return [entry.feed.regional_map_id, *entry.feed.other_maps.values_list("pk", flat=True)]


def proposed(entry: Entry, language: str) -> dict[str, Any]:
    """What the feed's defaults and the entry itself say; its words only where they are in the person's language."""
    feed, words = entry.feed, {}
    if entry.language == language:
        words = {f"title_{language}": entry.title[:250], f"summary_{language}": entry.excerpt}
    return {
        **words,
        "kind": feed.kind,
        "pillars": list(feed.pillars.values_list("pk", flat=True)),
        "countries": list(feed.countries.values_list("pk", flat=True)),
        "publisher": feed.title,
        "dated": timezone.localdate(entry.dated or entry.fetched_at).isoformat(),
        "is_open": feed.is_open,
        "regional_map": feed.regional_map_id,
    }


class SubscriptionForm(forms.Form):
    """Each field narrows what is sent; all empty: all news that the reader may read."""

    map = forms.ModelChoiceField(
        RegionalMap.objects.none(),
        label=_("Regional i-Map"),
        required=False,
        to_field_name="slug",
        empty_label=_("all"),
    )
    country = forms.ModelChoiceField(
        Country.objects.none(), label=_("Country"), required=False, to_field_name="iso3", empty_label=_("all")
    )
    pillar = forms.ModelChoiceField(
        Pillar.objects.all(), label=_("Pillar"), required=False, to_field_name="slug", empty_label=_("all")
    )
    often = forms.ChoiceField(
        label=_("How often"), choices=Subscription.Often.choices, initial=Subscription.Often.WEEKLY
    )

    def __init__(self, *args: Any, user: Reader, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        maps = maps_for(user)
        self.fields["map"].queryset = maps  # type: ignore[attr-defined]
        countries = Country.objects.in_maps(maps).defer("search").order_by(Alphabetical("name"))
        self.fields["country"].queryset = countries  # type: ignore[attr-defined]


class ArchivedForm(forms.ModelForm):
    class Meta:
        model = LinkCheck
        fields = ["archived_url"]
        widgets = {"archived_url": forms.URLInput({"dir": "ltr"})}

    def clean_archived_url(self) -> str:
        """Django would let `ftp://` pass, and the database would refuse it in words of its own."""
        url: str = self.cleaned_data["archived_url"]
        if url and not url.startswith(("http://", "https://")):
            raise forms.ValidationError(
                _("“%(typed)s” is no address of the web. It begins with https:// or http://."),
                params={"typed": url},
            )
        return url
