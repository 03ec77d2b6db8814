"""What the forms of items and events share: a slug made of the title, pillars of the regional i-Map that answers for them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin
from imap.core.admin import SameMapForm, not_taken, offer
from imap.core.translation import LANGUAGES
from imap.regions.models import MapPillar, RegionalMap


class CircleForm(SameMapForm):
    slug = forms.SlugField(
        label=_("Address"), required=False, help_text=_("Empty: made of the English title and the year.")
    )
    date_field = "dated"

    def clean_slug(self) -> str:
        given = self.cleaned_data["slug"] or self.instance.slug
        words = self.data.get("title_en") or self.data.get("title_fr") or ""
        given = given or slugify(f"{words} {self.data.get(self.date_field, '')[:4]}")[:120]
        return not_taken(self.instance, given)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not any(self.data.get(f"title_{language}") for language in LANGUAGES):
            self.add_error("title_en", _("Write the title in one language at least."))
        self.keep_to_its_map()
        return cleaned

    def keep_to_its_map(self) -> None:
        own, pillars = self.own_map(), self.cleaned_data.get("pillars")
        if own and "other_maps" in self.cleaned_data:
            self.cleaned_data["other_maps"] = self.cleaned_data["other_maps"].exclude(pk=own)
        if own and pillars:
            known = MapPillar.objects.filter(regional_map=own).values("pillar")
            if strange := list(pillars.exclude(pk__in=known)):
                self.add_error("pillars", ValidationError(_("This regional i-Map has no pillar “%(pillar)s”."),
                               params={"pillar": strange[0]}))  # fmt: skip


class CircleAdmin(MapScopedAdmin):
    """Shared with any public regional i-Map, whoever works on it."""

    autocomplete_fields: Any = ["countries"]

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name in ("other_maps", "pillars"):
            kwargs["widget"] = forms.CheckboxSelectMultiple
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "other_maps" and field is not None:
            offer(field, RegionalMap.objects.published())
        return field
