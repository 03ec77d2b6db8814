"""What every part of the API shares: translated fields, addresses of pages, rows through `visible_to`."""

from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.validators import RegexValidator
from django.db.models import Model, QuerySet
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import MethodNotAllowed
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from imap.core.answering import give_json
from imap.core.asking import ANYWHERE, OF_LISTS, must_know, one_of
from imap.core.renderers import CSVRenderer
from imap.core.translation import LANGUAGES, texts_of

LANG = OpenApiParameter(
    "lang", str, enum=list(LANGUAGES), description="Texts in this language alone; without it, in all three."
)


def asked_language(request: Request | None) -> str | None:
    """The language of `?lang=`; none where it is left out."""
    language = request.query_params.get("lang") if request else None
    if language and language not in LANGUAGES:
        raise serializers.ValidationError({"lang": [one_of(LANGUAGES)]})
    return language or None


class SlugFilter(django_filters.ModelChoiceFilter):
    """One of the rows that the asker may see, by its code; anything else is a 400 that names the filter."""

    def __init__(self, rows: Callable[[Any], QuerySet[Any]], code: str = "slug", **kwargs: Any) -> None:
        def among(request: Request | None) -> QuerySet[Any]:
            return rows(request.user if request else AnonymousUser())

        words = {"invalid_choice": _("Nothing that is open to you has this code.")}
        super().__init__(queryset=among, to_field_name=code, error_messages=words, **kwargs)


class SharedCode(django_filters.fields.ModelChoiceField):
    """A code that several rows may have: the value is the code."""

    def to_python(self, value: Any) -> str | None:
        if value in self.empty_values:
            return None
        if not self.queryset.filter(**{self.to_field_name: value}).exists():
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return str(value)


class SharedSlugFilter(SlugFilter):
    """As `SlugFilter`, where several rows may have a code: a slug is one within a regional i-Map only."""

    field_class = SharedCode

    def filter(self, qs: Any, value: str | None) -> Any:
        return qs.filter(**{f"{self.field_name}__{self.extra['to_field_name']}": value}) if value else qs


class Written(django_filters.CharFilter):
    """What is written in one way, whether or not a row has it: `pattern`, and `words` that say how."""

    pattern = ""
    words: Any = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            validators=[RegexValidator(rf"\A{self.pattern}\Z", self.words)], strip=False, **kwargs
        )


@extend_schema_field({"type": "integer", "minimum": 1000, "maximum": 2999, "description": "In four digits."})
class YearFilter(Written):
    pattern = "[12][0-9]{3}"
    words = _("A year in four digits, as in 2012.")


@extend_schema_field(
    {"oneOf": [{"type": "object", "additionalProperties": {"type": "string"}}, {"type": "string"}]}
)
class TextField(serializers.Field):
    """A translated column: `{"ar": …, "en": …, "fr": …}`, or a string with `?lang=`. `of` leads to another row that has it."""

    def __init__(self, column: str | None = None, of: str = "", **kwargs: Any) -> None:
        self.column, self.of = column, of
        super().__init__(source="*", read_only=True, **kwargs)

    def get_attribute(self, instance: Any) -> Any:
        return getattr(instance, self.of) if self.of else instance

    def to_representation(self, value: Model) -> str | dict[str, str]:
        texts = texts_of(value, self.column or str(self.field_name))
        language = asked_language(self.context.get("request"))
        return texts[language] if language else texts


@extend_schema_field(OpenApiTypes.URI)
class PageField(serializers.Field):
    """The address of the row's page, in the language of `?lang=` (default: the request's)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, value: Any) -> str:
        request = self.context["request"]
        return request.build_absolute_uri(value.get_absolute_url())


class LinkState(serializers.Serializer):
    """Of rows `with_marks`: whether the page that they link to is gone."""

    dead_since = serializers.DateField(
        read_only=True, allow_null=True, help_text="Since when `url` does not answer; null where it does."
    )
    archived_url = serializers.CharField(
        read_only=True, help_text="Where the page of a dead `url` is archived; empty where that is not known."
    )


def columns_of(serializer: Any) -> list[str]:
    """The columns of a table of what a serializer gives: `title.ar`, or `title` with `?lang=`; `edition.number`."""
    language = asked_language(serializer.context.get("request"))
    found: list[str] = []
    for name, field in serializer.fields.items():
        if isinstance(field, TextField) and not language:
            found += [f"{name}.{each}" for each in LANGUAGES]
        elif isinstance(field, serializers.Serializer):
            found += [f"{name}.{each}" for each in columns_of(field)]
        else:
            found.append(name)
    return found


class ReadOnly(ReadOnlyModelViewSet):
    """Rows through their `visible_to`; features instead of rows where GeoJSON is asked for."""

    feature_serializer: type[serializers.BaseSerializer] | None = None
    filterset_class: type[django_filters.FilterSet] | None = None
    http_method_names = ["get", "head", "options"]
    parser_classes = []  # nothing is written

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        if str(request.method).lower() not in self.http_method_names:
            raise MethodNotAllowed(str(request.method))
        super().initial(request, *args, **kwargs)
        must_know(request, self.parameters())
        asked_language(request)
        if request.query_params.get("hxl") and (
            request.query_params["hxl"] != "1" or request.accepted_renderer.format != "csv"
        ):
            raise serializers.ValidationError({"hxl": [_("Only 1, and only with format=csv.")]})

    def parameters(self) -> list[str]:
        """What may stand in the question of the address. One row by itself has no filters and no pages."""
        filters = self.filterset_class.base_filters if self.filterset_class else {}
        return [*ANYWHERE, *(() if self.detail else (*OF_LISTS, *filters))]

    def columns(self) -> list[str]:
        return columns_of(self.get_serializer())

    def get_renderers(self) -> list[BaseRenderer]:
        """GeoJSON is offered where there is a geometry to give."""
        renderers = super().get_renderers()
        return [each for each in renderers if self.feature_serializer or each.format != "geojson"]

    def get_serializer_class(self) -> Any:
        renderer = getattr(self.request, "accepted_renderer", None) if self.request else None
        if self.feature_serializer and renderer is not None and renderer.format == "geojson":
            return self.feature_serializer
        return super().get_serializer_class()

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Response:
        """A table is a file to be kept, with the name of its list."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        if getattr(answer, "accepted_renderer", None) and isinstance(answer.accepted_renderer, CSVRenderer):
            name = "-".join(request.path_info.strip("/").split("/")[2:])
            answer["Content-Disposition"] = content_disposition_header(True, f"{name}.csv")
        return answer

    def options(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What may be asked, and the forms in which it is answered."""
        answer = super().options(request, *args, **kwargs)
        answer.data |= {
            "renders": [each.media_type for each in self.get_renderers()],
            "parameters": sorted(self.parameters()),
        }
        give_json(request)
        return answer
