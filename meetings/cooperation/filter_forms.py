"""Filters of offers and needs, priorities and the inventory: they work by address alone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from imap.regions.models import RegionalMap
from meetings.cooperation.forms import LANGUAGE_CHOICES
from meetings.cooperation.models import Expertise, Form, Theme


class ExpertiseFilterForm(forms.Form):
    """What of the offers and needs is shown; works by address alone."""

    side = forms.ChoiceField(
        label=_("Offer or need"), required=False, choices=[("", _("all")), *Expertise.Side.choices]
    )
    map = forms.ModelChoiceField(
        RegionalMap.objects.none(),
        label=_("Regional i-Map"),
        required=False,
        empty_label=_("all"),
        to_field_name="slug",
    )
    theme = forms.ModelChoiceField(
        Theme.objects.all(), label=_("Theme"), required=False, empty_label=_("all"), to_field_name="code"
    )
    language = forms.ChoiceField(
        label=_("Working language"), required=False, choices=[("", _("all")), *LANGUAGE_CHOICES]
    )
    form = forms.ChoiceField(label=_("Form"), required=False, choices=[("", _("all")), *Form.choices])

    def __init__(self, *args: Any, maps: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["map"].queryset = maps  # type: ignore[attr-defined]

    def filtered(self, rows: Any) -> Any:
        """What cannot be read is left out rather than refused."""
        self.is_valid()
        asked = self.cleaned_data
        columns = {"side": "side", "map": "regional_map", "theme": "theme"}
        rows = rows.filter(**{column: asked[name] for name, column in columns.items() if asked.get(name)})
        if asked.get("language"):
            rows = rows.filter(languages__contains=[asked["language"]])
        return rows.filter(forms__contains=[asked["form"]]) if asked.get("form") else rows


class RegistryFilterForm(forms.Form):
    """For priorities and capacities."""

    map = forms.ModelChoiceField(
        RegionalMap.objects.none(),
        label=_("Regional i-Map"),
        required=False,
        empty_label=_("all"),
        to_field_name="slug",
    )
    theme = forms.ModelChoiceField(
        Theme.objects.all(), label=_("Theme"), required=False, empty_label=_("all"), to_field_name="code"
    )
    country = forms.ChoiceField(label=_("Partner state"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(
        self, *args: Any, maps: Any, countries: list[tuple[str, str]], years: list[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["map"].queryset = maps  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", _("all")), *countries]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", _("all")), *((str(y), str(y)) for y in years)]  # type: ignore[attr-defined]
