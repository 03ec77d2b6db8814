"""Positions that are unique within a parent: two that change places in one form, and one given twice."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from imap.core.admin.formsets import PortalFormSet
from imap.core.numbers import number

ABOVE_ALL = 20000  # beyond any position in use, within a small integer
LAST = 32767  # what a small integer holds


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


def next_free(taken: set[int]) -> int:
    """After all of them; where the last possible one is taken, the first that is not."""
    last = max(taken)
    return last + 1 if last < LAST else next(place for place in range(1, LAST) if place not in taken)


class InOrder(PortalFormSet):
    """A row with a number that another row has comes after all of them."""

    def validate_unique(self) -> None:
        gone = self.deleted_forms
        rows = [form for form in self.forms if (form.is_valid() and form.has_changed()) or form.instance.pk]
        rows = [form for form in rows if form not in gone and "order" in getattr(form, "cleaned_data", {})]
        taken: set[int] = set()
        for form in sorted(rows, key=lambda form: "order" in form.changed_data or not form.instance.pk):
            if form.cleaned_data["order"] in taken:
                form.cleaned_data["order"] = form.instance.order = next_free(taken)
            taken.add(form.cleaned_data["order"])
        super().validate_unique()


class PlacedForm(forms.ModelForm):
    """For the own page of a row with `order` within `parent`: a number that another row has gives way to the next free one."""

    parent = ""
    was_put_after: int | None = None

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        within = self.cleaned_data.get(self.parent) or getattr(self.instance, f"{self.parent}_id", None)
        others = type(self.instance)._default_manager.filter(**{self.parent: within})
        taken = set(others.exclude(pk=self.instance.pk).values_list("order", flat=True))
        if self.cleaned_data.get("order") in taken:
            self.cleaned_data["order"] = self.was_put_after = next_free(taken)
        return cleaned


def tell_where_it_stands(request: HttpRequest, form: forms.ModelForm) -> None:
    """After the form was kept."""
    if place := getattr(form, "was_put_after", None):
        words = _("The number was taken: it stands after the others, as number %(number)s.")
        messages.info(request, words % {"number": number(place, 0)})
