"""Offers and needs, which staff may also state for a state; and exchanges, whose steps are taken in the workspace."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.admin.scope import MapScopedAdmin
from imap.core.admin import SameMapForm, ScopedFilter, in_three_languages
from imap.core.admin.history import Events, events_of
from imap.core.translation import columns
from meetings.cooperation.exchanging import State
from meetings.cooperation.in_languages import LANGUAGE_CHOICES
from meetings.cooperation.lessons import publish_lessons
from meetings.cooperation.letters import tell
from meetings.cooperation.models import Evaluation, Exchange, Expertise, Form


class ExpertiseAdminForm(SameMapForm):
    languages = forms.MultipleChoiceField(
        label=_("Working languages"), choices=LANGUAGE_CHOICES, widget=forms.CheckboxSelectMultiple
    )
    forms = forms.MultipleChoiceField(
        label=_("Forms"), choices=Form.choices, widget=forms.CheckboxSelectMultiple
    )


@admin.register(Expertise)
class ExpertiseAdmin(MapScopedAdmin):
    form = ExpertiseAdminForm
    list_display = ["__str__", "side", "organisation", "theme", "audience", "is_open", "regional_map"]
    list_filter = [("regional_map", ScopedFilter), "side", ("theme", ScopedFilter), "audience", "is_open"]
    list_select_related = ["regional_map", "organisation", "theme"]
    search_fields = ["organisation__code", *columns("title")]
    autocomplete_fields = ["organisation", "theme"]
    fieldsets = [
        (None, {"fields": [("regional_map", "side"), "organisation", "city", "theme"]}),
        in_three_languages(_("Title and description"), "title", "description"),
        (None, {"fields": ["languages", "forms"]}),
        (_("Who sees it"), {"fields": ["audience", "contact", "is_open", "is_demonstration"]}),
    ]


class ExchangeAdminForm(SameMapForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("form", "starts"):
            if name in self.fields and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, ValidationError(_("A planned exchange has it."), code="required"))
        if cleaned.get("starts") and not cleaned.get("ends"):
            cleaned["ends"] = cleaned["starts"]
        return cleaned


@admin.register(Exchange)
class ExchangeAdmin(MapScopedAdmin):
    """For the languages of its place and lessons; and for the days of one that is planned, of which both sides are told."""

    form = ExchangeAdminForm
    list_display = ["__str__", "state", "starts", "regional_map"]
    list_filter = [("regional_map", ScopedFilter), "state"]
    list_select_related = [
        "regional_map",
        "offer__organisation",
        "offer__city__regional_map",
        "need__organisation",
        "need__city__regional_map",
    ]
    readonly_fields = ["offer", "need", "state", "form", "starts", "ends"]
    fieldsets = [
        (None, {"fields": ["regional_map", "offer", "need", "state", ("form", "starts", "ends")]}),
        in_three_languages(_("Place and lessons"), "place", "lessons"),
    ]

    def save_model(self, request: HttpRequest, obj: Exchange, form: Any, change: bool) -> None:
        """Lessons that are out already are an item of the library too: it says what they say."""
        super().save_model(request, obj, form, change)
        if obj.state == State.RELEASED:
            publish_lessons(obj)
        if obj.state == State.PLANNED and {"starts", "ends", "form"} & set(form.changed_data):
            tell(obj, "planned", ("offer", "need"), anew=f"{timezone.now():%Y%m%d%H%M%S}")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fixed = list(super().get_readonly_fields(request, obj))
        is_movable = obj is not None and obj.state == State.PLANNED
        return [name for name in fixed if not (is_movable and name in ("form", "starts", "ends"))]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It is cancelled, not deleted: its story stays."""
        return False

    def history_of(self, request: HttpRequest, obj: models.Model) -> list[Events]:
        return [*super().history_of(request, obj), events_of(Evaluation, exchange_id=obj.pk)]
