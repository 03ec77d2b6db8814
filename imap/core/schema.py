"""The description of the API (OpenAPI): the answers that every address has beside its rows."""

from typing import Any

from drf_spectacular.openapi import AutoSchema

from imap.core.translation import LANGUAGES

REFUSED = {
    "type": "object",
    "description": "What is wrong with each parameter, by its name, in the reader’s language.",
    "additionalProperties": {"type": "array", "items": {"type": "string"}},
}
NOT_THERE = {
    "type": "object",
    "properties": {"detail": {"type": "string", "description": "In the reader’s language."}},
    "required": ["detail"],
}
ANSWERS = {
    "400": ("A parameter that there is not, or a value that it does not take.", REFUSED),
    "404": ("Nothing that is open to you is at this address; a page after the last.", NOT_THERE),
    "406": ("No form that the header Accept names.", NOT_THERE),
}
PAGE = {"oneOf": [{"type": "integer", "minimum": 1}, {"type": "string", "enum": ["last"]}]}
HXL = {
    "name": "hxl",
    "in": "query",
    "description": "With `format=csv`: a second row of HXL tags.",
    "schema": {"type": "string", "enum": ["1"]},
}
LANG = {
    "name": "lang",
    "in": "query",
    "description": "The language of texts and of errors.",
    "schema": {"type": "string", "enum": list(LANGUAGES)},
}
WORDS = {
    "map": "Slug of a regional i-Map.",
    "pillar": "Slug of a pillar.",
    "country": "ISO 3166-1 alpha-3 code of a country.",
    "theme": "Code of a theme.",
    "profile": "Slug of a profile.",
    "indicator": "Code of an indicator.",
    "series": "Slug of a series.",
    "subject": "Slug of a subject.",
    "donor": "Code of an organisation.",
    "format": "The form of the answer; without it, what the header `Accept` likes best.",
}
TABLE = {"type": "string", "description": "A table (UTF-8)."}
FEATURES = {
    "type": "object",
    "description": "A feature, or a FeatureCollection with the page’s count and neighbours (RFC 7946, EPSG:4326).",
    "properties": {"type": {"type": "string", "enum": ["FeatureCollection", "Feature"]}},
    "required": ["type"],
}


def addresses(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """An address that may be empty is one of two texts; to whom a format is only a hint, an empty one is both."""
    for component in result["components"]["schemas"].values():
        for column in component.get("properties", {}).values():
            if {"type": "string", "maxLength": 0} in column.get("oneOf", []):
                column["anyOf"] = column.pop("oneOf")
    return result


class Schema(AutoSchema):
    """Errors are JSON in every form; each form is described as what it is; every parameter has its words."""

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        operation = super().get_operation(*args, **kwargs)
        view: Any = self.view
        if operation and hasattr(view, "parameters"):
            describe_answers(operation["responses"])
            operation["parameters"] = described(operation.get("parameters", []), view.pagination_class)
        return operation


def describe_answers(answers: dict[str, Any]) -> None:
    for kind, body in answers["200"]["content"].items():
        if kind.endswith("csv"):
            body["schema"] = TABLE
        elif kind.endswith("geo+json"):
            body["schema"] = FEATURES
    for status, (words, schema) in ANSWERS.items():
        answers[status] = {"description": words, "content": {"application/json": {"schema": schema}}}


def described(parameters: list[dict[str, Any]], pages: Any) -> list[dict[str, Any]]:
    sizes = {"type": "integer", "minimum": 1, "maximum": pages.max_page_size, "default": pages.page_size}
    for each in parameters:
        each["schema"] = {"page": PAGE, "page_size": sizes}.get(each["name"], each["schema"])
        each["schema"].pop("title", None)
        if words := WORDS.get(each["name"]):
            each.setdefault("description", words)
    missing = [each for each in (LANG, HXL) if each["name"] not in {one["name"] for one in parameters}]
    return parameters + missing
