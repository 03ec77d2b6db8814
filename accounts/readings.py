"""The reading log as a list: what was asked for, and the same rows as a file."""

import csv
from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from accounts.forms import ReadingFilterForm
from accounts.models import Reading
from imap.core.renderers import safe_cell

COLUMNS = ("at", "email", "title", "edition", "language", "door", "regional_map__slug")
BYTE_ORDER_MARK = "\ufeff"


class Echo:
    """A file that gives back each row as it is written, so that a long log streams."""

    def write(self, row: str) -> str:
        return row


def chosen(readings: QuerySet[Reading], form: ReadingFilterForm) -> QuerySet[Reading]:
    """The rows that a filter leaves, newest first; a field that cannot be read (a date, a map) is left out."""
    form.is_valid()
    asked = form.cleaned_data
    if person := asked.get("person"):
        readings = readings.filter(Q(email__icontains=person) | Q(user__name__icontains=person))
    if title := asked.get("title"):
        readings = readings.filter(title__icontains=title)
    if regional_map := asked.get("regional_map"):
        readings = readings.filter(regional_map=regional_map)
    if since := asked.get("since"):
        readings = readings.filter(at__date__gte=since)
    if until := asked.get("until"):
        readings = readings.filter(at__date__lte=until)
    return readings.order_by("-at", "-pk")


def as_csv(readings: QuerySet[Reading]) -> StreamingHttpResponse:
    """One row a reading; a cell that a spreadsheet would run as a formula is given as text."""
    response = StreamingHttpResponse(lines(readings), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="reading-log.csv"'
    return response


def lines(readings: QuerySet[Reading]) -> Iterator[str]:
    writer = csv.writer(Echo())
    head = [_("When"), _("Reader"), _("Profile"), _("Edition"), _("Language"), _("Way"), _("Regional i-Map")]
    yield BYTE_ORDER_MARK
    yield writer.writerow(head)
    for at, *cells in readings.values_list(*COLUMNS).iterator():
        yield writer.writerow([at.isoformat(timespec="seconds"), *map(safe_cell, cells)])
