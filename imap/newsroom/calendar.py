"""What stands in the calendar: events, and what other apps have on a day (`register`), each as far as its date is known."""

import calendar as months
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import get_format
from django.utils.functional import Promise

from accounts.access import Reader
from imap.core.partial_date import Period
from imap.core.translation import Text, listed
from imap.newsroom.filters import OFFERING, ChosenEvents, Offered, offered_by_events
from imap.newsroom.models import Event


@dataclass(frozen=True)
class Dated:
    """One entry. `uid` never changes; without times it is of whole days; without a known day it stands in no table and no file."""

    uid: str
    title: Text
    page: str
    period: Period
    kind: str | Promise
    regional_map: Any
    pillars: list[Any] = field(default_factory=list)
    themes: list[Any] = field(default_factory=list)
    start_time: time | None = None
    end_time: time | None = None
    time_zone: str = ""
    place: Text | None = None
    country: Any = None
    description: Text | None = None
    link: str = ""
    sequence: int = 0
    changed_at: datetime | None = None
    is_cancelled: bool = False
    is_demonstration: bool = False
    is_draft: bool = False
    was: Period | None = None  # the days that it stood on before its day was no longer known

    @property
    def where(self) -> str:
        return listed(part for part in (self.place, self.country) if part)

    @property
    def last_day(self) -> date | None:
        return self.period.days[1] if self.period.days else None

    @property
    def is_over(self) -> bool:
        """As far as its date says: one of “2031” is over with the year."""
        last = self.period.ends or self.period.starts
        return last < timezone.localdate().isoformat()[: len(last)]

    @property
    def starts_at(self) -> datetime | None:
        return self.moment(0, self.start_time)

    @property
    def ends_at(self) -> datetime | None:
        return self.moment(1, self.end_time)

    def moment(self, which: int, at: time | None) -> datetime | None:
        if self.period.days is None or at is None:
            return None
        return datetime.combine(self.period.days[which], at, ZoneInfo(self.time_zone))

    @property
    def order(self) -> tuple[str, time, str]:
        return self.period.starts, self.start_time or time(), self.uid


Provider = Callable[[Reader, ChosenEvents, date | None, date | None], list[Dated]]
PROVIDERS: list[Provider] = []


def register(provider: Provider, offered: Callable[[Reader], Offered]) -> None:
    """`provider(user, chosen, first, last)`: what the reader may see, of what was chosen, within these days (or of any day).
    `offered(user)`: by what that can be filtered."""
    PROVIDERS.append(provider)
    OFFERING.append(offered)


def dated(
    user: Reader, chosen: ChosenEvents, first: date | None = None, last: date | None = None
) -> list[Dated]:
    """All of it, by date."""
    found = [one for provider in PROVIDERS for one in provider(user, chosen, first, last)]
    return sorted(found, key=lambda one: one.order)


def events(user: Reader, chosen: ChosenEvents, first: date | None, last: date | None) -> list[Dated]:
    rows = Event.objects.visible_to(user)
    if chosen.map:
        rows = rows.of_maps([chosen.map])
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    if chosen.pillar:
        rows = rows.filter(pk__in=Event.objects.filter(pillars__slug=chosen.pillar).values("pk"))
    if chosen.country:
        rows = rows.filter(country__iso3=chosen.country)
    if chosen.theme:
        rows = rows.filter(pk__in=Event.objects.filter(themes__code=chosen.theme).values("pk"))
    if chosen.year:
        rows = rows.filter(starts__startswith=chosen.year)
    if first and last:
        rows = rows.around(first, last)
    return [as_dated(row) for row in with_heads(rows)]


register(events, offered_by_events)


def with_heads(rows: QuerySet[Event]) -> QuerySet[Event]:
    return (
        rows.select_related("regional_map", "country")
        .defer("search", "country__search")
        .prefetch_related("pillars", "themes")
    )


def as_dated(event: Event) -> Dated:
    return Dated(
        uid=f"event-{event.uid}", title=event.shown_title, page=event.get_absolute_url(), period=event.period,
        kind=event.get_kind_display(), regional_map=event.regional_map, pillars=list(event.pillars.all()),
        themes=list(event.themes.all()),
        start_time=event.start_time, end_time=event.end_time, time_zone=event.time_zone, place=event.shown_place,
        country=event.country, description=event.shown_description, link=event.url, sequence=event.sequence,
        changed_at=event.changed_at, is_cancelled=event.is_cancelled, is_demonstration=event.is_demonstration,
        is_draft=event.is_draft,
    )  # fmt: skip


EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 1)  # months that have a page


@dataclass(frozen=True)
class Day:
    """A cell of the month. `entries` begin, go on or end on it."""

    day: date
    is_of_month: bool
    is_today: bool
    entries: list[Dated]


@dataclass(frozen=True)
class Month:
    """A month as a table, and beside it what is known to lie in the month or in the year without a day."""

    first: date
    weeks: list[list[Day]]
    entries: list[Dated]
    without_day: list[Dated]

    @property
    def before(self) -> date | None:
        return (self.first - timedelta(days=1)).replace(day=1) if self.first > EARLIEST else None

    @property
    def after(self) -> date | None:
        return (self.first + timedelta(days=31)).replace(day=1) if self.first < LATEST else None

    @property
    def weekdays(self) -> list[date]:
        return [day.day for day in self.weeks[0]]


def month_of(first: date, user: Reader, chosen: ChosenEvents) -> Month:
    """Weeks begin on the day on which they do in the language of the page."""
    begins = (int(get_format("FIRST_DAY_OF_WEEK", use_l10n=True)) - 1) % 7
    days = months.Calendar(begins).monthdatescalendar(first.year, first.month)
    found = dated(user, chosen, days[0][0], days[-1][-1])
    known = [one for one in found if one.period.days]
    today = timezone.localdate()
    weeks = [
        [Day(day, day.month == first.month, day == today, [one for one in known if is_on(one, day)]) for day in week]
        for week in days
    ]  # fmt: skip
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    inside = [
        one for one in known if one.period.days and one.period.days[0] <= last and one.period.days[1] >= first
    ]
    return Month(first, weeks, inside, [one for one in found if is_somewhere_in(one, first)])


def is_on(one: Dated, day: date) -> bool:
    days = one.period.days
    return days is not None and days[0] <= day <= days[1]


def is_somewhere_in(one: Dated, first: date) -> bool:
    """Known to be in the month, or only in its year: it gets no day."""
    if one.period.days:
        return False
    wanted = first.isoformat()[: len(one.period.starts)]
    return one.period.starts <= wanted <= (one.period.ends or one.period.starts)


def stamp(one: Dated) -> datetime:
    """When the entry was last changed; where that is not kept, a day that never moves."""
    return one.changed_at or datetime.combine(date.fromisoformat(one.period.starts), time(), UTC)
