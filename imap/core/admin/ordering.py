"""Positions that are unique within a parent, while an editor swaps them in one form."""

from typing import cast

from django.db import models
from django.forms.models import BaseInlineFormSet

ABOVE_ALL = 20000  # beyond any position in use, within a small integer


def make_room(formset: BaseInlineFormSet, field: str) -> None:
    """Moves the rows whose position changes, or that go, out of the way: two can change places, or one take another's."""
    moved = [
        form.instance.pk
        for form in formset.initial_forms
        if form.instance.pk and (field in form.changed_data or form in formset.deleted_forms)
    ]
    rows = cast(type[models.Model], formset.model)._default_manager
    for place, key in enumerate(moved):
        rows.filter(pk=key).update(**{field: ABOVE_ALL + place})
