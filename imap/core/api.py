"""What every part of the API shares: translated fields, addresses of pages, rows through `visible_to`."""

from collections.abc import Callable
from typing import Any

import django_filters
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.viewsets import ReadOnlyModelViewSet

from imap.core.translation import LANGUAGES, texts_of

LANG = OpenApiParameter(
    "lang", str, enum=list(LANGUAGES), description="Texts in this language alone; without it, in all three."
)


def asked_language(request: Request | None) -> str | None:
    """The language of `?lang=`; none where it is left out."""
    language = request.query_params.get("lang") if request else None
    if language and language not in LANGUAGES:
        raise serializers.ValidationError({"lang": [_("One of: %s.") % ", ".join(LANGUAGES)]})
    return language or None


class SlugFilter(django_filters.ModelChoiceFilter):
    """One of the rows that the asker may see, by its code; anything else is a 400 that names the filter."""

    def __init__(self, rows: Callable[[Any], QuerySet[Any]], code: str = "slug", **kwargs: Any) -> None:
        def among(request: Request | None) -> QuerySet[Any]:
            return rows(request.user if request else AnonymousUser())

        super().__init__(queryset=among, to_field_name=code, **kwargs)


@extend_schema_field(
    {"oneOf": [{"type": "object", "additionalProperties": {"type": "string"}}, {"type": "string"}]}
)
class TextField(serializers.Field):
    """A translated column: `{"ar": …, "en": …, "fr": …}`, or a string with `?lang=`."""

    def __init__(self, column: str | None = None, **kwargs: Any) -> None:
        self.column = column
        super().__init__(source="*", read_only=True, **kwargs)

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


class ReadOnly(ReadOnlyModelViewSet):
    """Rows through their `visible_to`; features instead of rows where GeoJSON is asked for."""

    feature_serializer: type[serializers.BaseSerializer] | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        asked_language(request)

    def get_renderers(self) -> list[Any]:
        """GeoJSON is offered where there is a geometry to give."""
        renderers = super().get_renderers()
        return [each for each in renderers if self.feature_serializer or each.format != "geojson"]

    def get_serializer_class(self) -> Any:
        renderer = getattr(self.request, "accepted_renderer", None) if self.request else None
        if self.feature_serializer and renderer is not None and renderer.format == "geojson":
            return self.feature_serializer
        return super().get_serializer_class()
