"""The functions of the condition language, and those of other tools that it has not."""

MANY = 30
# name: least and most arguments
KNOWN: dict[str, tuple[int, int]] = {
    "selected": (2, 2), "count-selected": (1, 1), "selected-at": (2, 2), "not": (1, 1), "true": (0, 0),
    "false": (0, 0), "if": (3, 3), "coalesce": (2, 2), "concat": (1, MANY), "join": (2, MANY), "sum": (1, 1),
    "count": (1, 1), "count-non-empty": (1, 1), "min": (1, MANY), "max": (1, MANY), "int": (1, 1), "number": (1, 1),
    "round": (1, 2), "abs": (1, 1), "string": (1, 1), "string-length": (0, 1), "contains": (2, 2),
    "starts-with": (2, 2), "ends-with": (2, 2), "substring-before": (2, 2), "substring-after": (2, 2),
    "regex": (2, 2), "today": (0, 0), "date": (1, 1), "position": (1, 1), "indexed-repeat": (3, 3),
    "jr:choice-name": (2, 2),
}  # fmt: skip
# Of XForms and XPath: they need a device, chance or the moment of filling in, or answer with parts of a document.
ELSEWHERE = frozenset({
    "once", "now", "random", "randomize", "uuid", "format-date", "format-date-time", "date-time", "decimal-date-time",
    "decimal-time", "pulldata", "property", "area", "distance", "enclosed-area", "geofence", "checklist",
    "weighted-checklist", "instance", "current", "translate", "substr", "normalize-space", "boolean",
    "boolean-from-string", "digest", "base64-decode", "pow", "exp", "log", "log10", "sin", "cos", "tan", "sqrt", "pi",
    "last", "name", "version", "jr:itext", "lang", "id", "floor", "ceiling", "substring", "extract-signed",
})  # fmt: skip
