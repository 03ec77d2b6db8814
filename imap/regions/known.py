"""What lists can be asked for that is known to everybody, whether or not a list has something of it."""

from re import fullmatch

from imap.core.list_filters import Known
from imap.core.numbers import in_digits
from imap.regions.models import Country, Theme


def country(code: str) -> str:
    return str(Country.objects.filter(iso3=code).first() or "")


def theme(code: str) -> str:
    return str(Theme.objects.filter(code=code).first() or "")


def year(written: str) -> str:
    return in_digits(written) if fullmatch("[12][0-9]{3}", written) else ""


KNOWN: Known = {"country": country, "theme": theme, "year": year}
