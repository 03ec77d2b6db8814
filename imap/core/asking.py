"""How the API is asked, the same for every list: what it does not know it refuses by name."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.http.request import MediaType
from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework.exceptions import NotAcceptable, ValidationError
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.pagination import PageNumberPagination
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from imap.core.translation import listed

ANYWHERE = ("lang", "format", "hxl")
OF_LISTS = ("page", "page_size")


def must_know(request: Request, names: Collection[str]) -> None:
    """A parameter that nobody looks at would give an answer to another question: 400, naming those that there are."""
    wrong: dict[str, str] = {}
    for name, values in request.query_params.lists():
        if name not in names:
            wrong[name] = _("There is no such parameter here. There are: %s.") % listed(sorted(names))
        elif len(values) > 1:
            wrong[name] = _("Give one value.")
    if wrong:
        raise ValidationError({name: [words] for name, words in wrong.items()})


def one_of(codes: Collection[str]) -> str:
    return _("One of: %s.") % listed(codes)


class Filters(DjangoFilterBackend):
    """Filters of lists. What is wrong is named with its filter, and with the choices where they are few."""

    def filter_queryset(self, request: Request, queryset: Any, view: Any) -> Any:
        """One row by itself has no filters."""
        filters = None if view.detail else self.get_filterset(request, queryset, view)
        if filters is None:
            return queryset
        if not filters.is_valid():
            raise ValidationError(
                {name: self.words(filters.form.fields[name], said) for name, said in filters.errors.items()}
            )
        return filters.qs

    def words(self, field: forms.Field, said: list[str]) -> list[str]:
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            choices: Any = field.choices
            return [one_of([str(code) for code, _label in choices if code])]
        return said


class Pages(PageNumberPagination):
    """`?page=` and `?page_size=`. The neighbours of a page also stand in the header `Link`, for forms that have no place for them."""

    page_size_query_param = "page_size"
    page_size: int = 50
    max_page_size: int = 500

    def get_page_size(self, request: Request) -> int:
        return self.whole(request, "page_size", self.max_page_size) or self.page_size

    def get_page_number(self, request: Request, paginator: Any) -> int:
        if request.query_params.get("page") in self.last_page_strings:
            return int(paginator.num_pages)
        return self.whole(request, "page", None) or 1

    def whole(self, request: Request, name: str, most: int | None) -> int | None:
        """A whole number from 1; none where it is left out."""
        text = request.query_params.get(name, "")
        if not text:
            return None
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
        if 1 <= number <= (most or number):
            return number
        if most:
            raise ValidationError({name: [_("A whole number from 1 to %d.") % most]})
        raise ValidationError({name: [_("A whole number from 1, or last.")]})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        told = super().get_paginated_response_schema(schema)
        for name in ("next", "previous"):
            told["properties"][name] = {"type": ["string", "null"], "format": "uri"}
        return told

    def get_paginated_response(self, data: Any) -> Response:
        response = super().get_paginated_response(data)
        neighbours = (("next", self.get_next_link()), ("prev", self.get_previous_link()))
        if links := [f'<{url}>; rel="{name}"' for name, url in neighbours if url]:
            response["Link"] = ", ".join(links)
        return response


class Negotiation(DefaultContentNegotiation):
    """`?format=` decides; without it what the header `Accept` likes best."""

    def select_renderer(
        self, request: Request, renderers: list[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        if asked := request.query_params.get("format"):
            found = next((one for one in renderers if one.format == asked), None)
            if found is None:
                raise ValidationError(
                    {"format": [one_of(dict.fromkeys(str(one.format) for one in renderers))]}
                )
        else:
            says_nothing = not request.headers.get("Accept")
            found = renderers[0] if says_nothing else liked_best(request.accepted_types, renderers)
        if found is None:
            raise NotAcceptable(one_of([one.media_type for one in renderers]))
        return found, found.media_type


def liked_best(accepted: list[MediaType], renderers: list[BaseRenderer]) -> BaseRenderer | None:
    """By the weights of the header; of equals the one that is named more closely. Parameters such as a charset narrow nothing."""
    for one in sorted(accepted, key=lambda one: (one.quality, one.specificity), reverse=True):
        for renderer in renderers:
            kind, _slash, form = renderer.media_type.partition("/")
            if one.quality and one.main_type in (kind, "*") and one.sub_type in (form, "*"):
                return renderer
    return None
