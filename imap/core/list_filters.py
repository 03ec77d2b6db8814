"""Filters of a list that work by address, with or without JavaScript: what is offered, what was chosen, and how it is taken back."""

from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self

from django import forms
from django.http import Http404, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Choice = tuple[str, str | Promise]
ALL: Choice = ("", _("all"))
Known = Mapping[str, Callable[[str], str]]  # by field: what a value is called, empty where it is nothing


class ListFilters(forms.Form):
    def offer(self, name: str, choices: Iterable[Choice]) -> None:
        """A choice of nothing is none: its field is left out."""
        offered = list(choices)
        if offered:
            self.fields[name].choices = [ALL, *offered]  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def admit(self, asked: QueryDict, known: Known) -> None:
        """What is known and of nothing that the reader sees is a choice too: of nothing."""
        for name, called in known.items():
            value = asked.get(name)
            if not value or name not in self.base_fields or value in dict(self.choices_of(name)):
                continue
            if words := called(value):
                self.fields.setdefault(name, deepcopy(self.base_fields[name]))
                self.fields[name].choices = [*(self.choices_of(name) or [ALL]), (value, words)]  # type: ignore[attr-defined]

    def choices_of(self, name: str) -> list[Choice]:
        return list(getattr(self.fields.get(name), "choices", ()))


@dataclass(frozen=True)
class Chosen:
    """What the address asked for, a text for each field; what is no choice is left out rather than refused."""

    NARROW_NOTHING: ClassVar[tuple[str, ...]] = ()  # fields that only sort, say

    @classmethod
    def of(cls, form: forms.Form) -> Self:
        form.is_valid()
        return cls(**{field.name: form.cleaned_data.get(field.name) or "" for field in fields(cls)})

    @property
    def any(self) -> bool:
        return bool(self.query)

    @property
    def query(self) -> dict[str, str]:
        """The filters that were chosen, by their names in an address."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in named.items() if value and name not in self.NARROW_NOTHING}


@dataclass(frozen=True)
class ActiveFilter:
    """A chosen filter in words, and the address of the list without it."""

    label: str | Promise
    value: str | Promise
    url: str


def must_fit(form: ListFilters, asked: QueryDict, known: Known) -> None:
    """For feeds and exports: who asks for what is no choice must not be given everything instead. A page says so beside the field.

    Of what is `known` there may be something one day: until then it is a feed of nothing, whatever others see of it.
    """
    form.admit(asked, known)
    form.full_clean()
    if any(asked.get(name) and not form.cleaned_data.get(name) for name in form.base_fields):
        raise Http404


def active_filters(form: forms.Form, chosen: Chosen, asked: QueryDict) -> list[ActiveFilter]:
    found: dict[str, Any] = dict(form.fields)
    return [
        ActiveFilter(found[name].label or "", in_words(found[name], value), without(asked, name))
        for name, value in chosen.query.items()
    ]


def in_words(field: forms.Field, value: str) -> str | Promise:
    return dict(getattr(field, "choices", ())).get(value, value)


def without(asked: QueryDict, name: str) -> str:
    """The address without the filter, and without the fields that a form sent empty."""
    rest = QueryDict(mutable=True)
    for key, values in asked.lists():
        if key not in (name, "page"):
            rest.setlist(key, [value for value in values if value])
    return "?" + rest.urlencode()
