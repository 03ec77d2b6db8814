"""Meetings in the calendar of the News Centre, dated as far as is known, for those who see their card."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from accounts.access import Reader
from imap.core.partial_date import Period
from imap.newsroom.calendar import Dated
from imap.newsroom.filters import ChosenEvents, Offered
from imap.newsroom.models.event import WHOLE_DAY
from meetings.models import Meeting
from meetings.pages import with_heads


def dated_meetings(user: Reader, chosen: ChosenEvents, first: date | None, last: date | None) -> list[Dated]:
    if chosen.kind not in ("", "meeting"):
        return []
    rows = Meeting.objects.visible_to(user)
    if chosen.map:
        joint = Meeting.other_maps.through.objects.filter(regionalmap__slug=chosen.map).values("meeting")
        rows = rows.filter(Q(regional_map__slug=chosen.map) | Q(pk__in=joint))
    if chosen.pillar:
        rows = rows.filter(pillars__slug=chosen.pillar)
    if chosen.country:
        rows = rows.filter(country__iso3=chosen.country)
    if chosen.theme:
        rows = rows.filter(themes__code=chosen.theme)
    if chosen.year:
        rows = rows.filter(starts__startswith=chosen.year)
    if first and last:
        since = str(first.year)  # a month or a year is not after and not before its days
        rows = rows.filter(Q(ends__gte=since) | Q(starts__gte=since), starts__lte=last.isoformat())
    found = list(with_heads(rows).prefetch_related("themes"))
    changes = changes_of(row.pk for row in found)
    gone = days_before(row.pk for row in found if not row.period.days)
    return [replace(as_dated(row, changes), was=gone.get(row.pk)) for row in found]


def offered_by_meetings(user: Reader) -> Offered:
    seen = Meeting.objects.visible_to(user).order_by()
    return Offered(seen.values("country"), seen.values("themes"), seen.values_list("starts", flat=True))


@dataclass(frozen=True)
class Change:
    """How often a meeting was changed, and when the last time."""

    number: int
    at: datetime | None


NEVER = Change(0, None)


def changes_of(keys: Iterable[int]) -> dict[int, Change]:
    """From the history that the database keeps; the first event is that it was added."""
    events = Meeting.pgh_event_model.objects.filter(pgh_obj_id__in=list(keys)).order_by()  # type: ignore[attr-defined]
    rows = events.values_list("pgh_obj_id").annotate(number=Count("pk"), at=Max("pgh_created_at"))
    return {key: Change(number - 1, at) for key, number, at in rows}


def days_before(keys: Iterable[int], *, shown: bool = True) -> dict[int, Period]:
    """The last known days of meetings, from the history; `shown`: only days that everyone could read then."""
    rows = Meeting.pgh_event_model.objects.filter(pgh_obj_id__in=list(keys), starts__regex=WHOLE_DAY)  # type: ignore[attr-defined]
    if shown:
        rows = rows.filter(is_listed=True)
    last = rows.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return {
        key: Period(starts, ends) for key, starts, ends in last.values_list("pgh_obj_id", "starts", "ends")
    }


def as_dated(meeting: Meeting, changes: Mapping[int, Change]) -> Dated:
    """Of whole days; its `uid` is that of the meeting's own file, so that a program which has both shows one."""
    return Dated(
        uid=f"meeting-{meeting.pk}", title=meeting.shown_title, page=meeting.get_absolute_url(), period=meeting.period,
        kind=_("meeting of the dialogue"), regional_map=meeting.regional_map, pillars=list(meeting.pillars.all()),
        themes=list(meeting.themes.all()),
        place=meeting.shown_city, country=meeting.country, description=meeting.shown_note,
        is_demonstration=meeting.is_demonstration, is_cancelled=meeting.is_cancelled, sequence=changes.get(meeting.pk, NEVER).number,
        changed_at=changes.get(meeting.pk, NEVER).at,
    )  # fmt: skip
