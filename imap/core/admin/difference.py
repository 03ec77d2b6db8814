"""Values of a history in words."""

from datetime import date, datetime
from typing import Any, cast

from django.contrib.gis.geos import GEOSGeometry
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from imap.core.admin.geometry import as_typed, coordinates_of
from imap.core.difference import difference_of
from imap.core.translation import listed

__all__ = ["difference_of", "shown_relation", "shown_value"]


def shown_value(column: models.Field, value: Any) -> str:
    """A column's value as a person reads it."""
    if value is None or value == "" or value == []:
        return ""
    if column.is_relation:
        return shown_relation(column, value)
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(value, GEOSGeometry):
        return as_typed(coordinates_of(value))
    if isinstance(value, list):
        return listed(value)
    return str(value)


def shown_relation(column: models.Field, key: Any) -> str:
    row = cast(type[models.Model], column.related_model)._default_manager.filter(pk=key).first()
    if row is None:
        return _("no longer there (%s)") % key
    return str(getattr(row, "role_group", row))  # a group is known by the role it stands for
