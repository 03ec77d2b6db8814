"""The clock that those who run the portal live by: moments are stored in UTC, typed and shown in one named time zone."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_name
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from imap.core import numbers
from imap.core.translation import reading_language


def zone() -> ZoneInfo:
    return ZoneInfo(settings.OFFICE_TIME_ZONE)


def at_office(moment: datetime) -> datetime:
    return moment.astimezone(zone())


def moments(shown: datetime, of: ZoneInfo | None = None) -> list[datetime]:
    """When the clocks of the zone (the office's, or another) show that naive time: never, where they are put forward over it,
    or twice in autumn."""
    of = of or zone()
    try:
        found = {shown.replace(tzinfo=of, fold=fold).astimezone(UTC) for fold in (0, 1)}
        return sorted(moment for moment in found if moment.astimezone(of).replace(tzinfo=None) == shown)
    except OverflowError:  # the first or the last day of the calendar
        return []


def zone_in_words() -> str:
    """`Central European Time`, in the language of the page."""
    if zone().key == "UTC":  # which no locale names
        return "UTC"
    return get_timezone_name(zone(), zone_variant="generic", locale=reading_language())


def offset(moment: datetime) -> str:
    """`UTC+02:00`."""
    return f"UTC{at_office(moment).isoformat()[-6:]}"


def asked_in() -> str:
    """Said beside a field for a time."""
    words = {"zone": zone_in_words(), "offset": offset(timezone.now())}
    return _("In %(zone)s (now %(offset)s).") % words


def hour(moment: datetime | None) -> str:
    return numbers.in_digits(date_format(at_office(moment), "H:i")) if moment else ""


def in_words(moment: datetime | None) -> str:
    """Day, time and zone: `13 December 2026, 14:00 (Central European Time, UTC+01:00)`."""
    if moment is None:
        return ""
    shown = numbers.in_digits(date_format(at_office(moment), "DATETIME_FORMAT"))
    return _("%(time)s (%(zone)s, %(offset)s)") % {
        "time": shown, "zone": zone_in_words(), "offset": offset(moment)
    }  # fmt: skip


class OfficeTimeField(forms.DateTimeField):
    """A day and an hour as the clock on the wall shows them; naive, since one of them may name no moment, or two."""

    def __init__(self, **kwargs: Any) -> None:
        shape = "%Y-%m-%dT%H:%M"
        kwargs.setdefault("widget", forms.DateTimeInput({"type": "datetime-local"}, shape))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(UTC):  # in which every time is there, once
            found = super().to_python(value)
        return found.replace(tzinfo=None) if found else None


def must_be_shown(shown: datetime) -> list[datetime]:
    """`moments`; raises `ValidationError` where the clocks never show that time."""
    found = moments(shown)
    if not found:
        raise ValidationError(
            _(
                "There is no such time: on that night the clocks are put forward over it (%(zone)s). "
                "Choose an earlier or a later one."
            )
            % {"zone": zone_in_words()}
        )
    return found
