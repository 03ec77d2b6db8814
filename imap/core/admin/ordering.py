"""Positions that are unique within a parent, while an editor swaps them in one form."""

from django.forms.models import BaseInlineFormSet

ABOVE_ALL = 20000  # beyond any position in use, within a small integer


def make_room(formset: BaseInlineFormSet, field: str) -> None:
    """Moves the rows whose position changes out of the way, so that two of them can change places."""
    moved = [
        form.instance.pk
        for form in formset.initial_forms
        if form.instance.pk and field in form.changed_data and form not in formset.deleted_forms
    ]
    for place, row in enumerate(formset.model._default_manager.filter(pk__in=moved)):
        formset.model._default_manager.filter(pk=row.pk).update(**{field: ABOVE_ALL + place})
