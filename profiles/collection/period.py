"""What the figures of a round are about: a year, two years in one, half a year, a quarter or a month, written one way."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from profiles.collection.numbers import western

# As SDMX writes a TIME_PERIOD, and two years in one.
PERIOD = re.compile(r"^\d{4}(/\d{4}|-\d{4}|-Q[1-4]|-S[12]|-(0[1-9]|1[0-2]))?$")
YEARS = re.compile(r"^(\d{4})\s*[-/‐‑‒–—−]\s*(\d{4})$")


def as_period(typed: str) -> str:
    """`٢٠١٢–٢٠١٣` as `2012/2013`. Raises `ValidationError` for what is no period."""
    text = "".join(western(letter) for letter in typed.strip())
    if years := YEARS.match(text):
        text = "/".join(years.groups())
        if int(years[2]) <= int(years[1]):
            raise ValidationError(_("The second year comes before the first."))
    if not PERIOD.match(text):
        raise ValidationError(
            _("Write a year, or years, a quarter or a month: 2025, 2024/2025, 2025-Q1, 2025-03.")
        )
    return text
