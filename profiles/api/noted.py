"""API: rows whose words may be restricted. What of them leaves is told to the reading log."""

from typing import Any

from django.db.models import Model
from rest_framework.request import Request
from rest_framework.response import Response

from imap.core.api import ReadOnly, asked_language
from imap.core.translation import texts_of

DOOR = "API"


class Noted(ReadOnly):
    """`words` is the translated column that a list shows."""

    words = ""

    def note(self, row: Any) -> None:
        """A row leaves by itself."""
        self.note_list([row] if self.has_words(row) else [])

    def note_list(self, rows: list[Any]) -> None:
        """Rows leave of which words are shown."""
        raise NotImplementedError

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset())) or []
        self.note_list([row for row in rows if self.has_words(row)])
        return self.get_paginated_response(self.get_serializer(rows, many=True).data)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        self.note(row)
        return Response(self.get_serializer(row).data)

    def has_words(self, row: Model) -> bool:
        """In the language that was asked for, or in any where all are given."""
        texts, language = texts_of(row, self.words), asked_language(self.request)
        return bool(texts[language] if language else any(texts.values()))

    @property
    def noted(self) -> dict[str, Any]:
        return {"by": self.request.user, "door": DOOR, "language": asked_language(self.request)}
