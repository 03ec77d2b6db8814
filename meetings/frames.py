"""The map of host cities: the portal's base map with a point a city, and the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from imap.core.numbers import number
from imap.core.translation import Text, text_of, texts_of
from imap.regions.models import Country, RegionalMap
from meetings.models import Meeting
from profiles.frames import MapFrame, extent_of
from profiles.maps import map_config

MARGIN = 4.0  # degrees around the host cities


@dataclass(frozen=True)
class Host:
    """A city and the meetings that it hosted, newest first."""

    key: str
    name: Text
    country: Country | None
    meetings: list[Meeting]

    @property
    def count_in_words(self) -> str:
        count = len(self.meetings)
        return ngettext("%(count)s meeting", "%(count)s meetings", count) % {"count": number(count, 0)}

    def feature(self) -> dict[str, Any]:
        """As the map element draws it: a point on a grid of 0.1 degree."""
        first = self.meetings[0]
        point = first.shown.clone()
        point.transform(4326)
        names = {f"name_{code}": name for code, name in texts_of(first, "city_name").items()}
        properties = {"slug": self.key, "count": len(self.meetings), **names}
        coordinates = [round(point.x, 2), round(point.y, 2)]
        return {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": coordinates},
            "properties": properties,
        }

    def popup(self) -> dict[str, Any]:
        rows = [
            {
                "title": str(row.shown_title),
                "language": row.shown_title.language,
                "url": row.get_absolute_url(),
                "when": str(row.period),
            }
            for row in self.meetings
        ]
        return {"count": self.count_in_words, "meetings": rows}


@dataclass(frozen=True)
class HostFrame(MapFrame):
    hosts: list[Host] = field(default_factory=list)


def hosts_of(meetings: Sequence[Meeting]) -> list[Host]:
    """By city, where it is known; in the order of the newest meeting."""
    found: dict[str, list[Meeting]] = {}
    for row in meetings:
        if row.point and row.shown_city:
            found.setdefault(f"{row.country_id}-{text_of(row, 'city_name', 'en')}", []).append(row)
    return [
        Host(f"host-{at}", rows[0].shown_city, rows[0].country, rows)
        for at, rows in enumerate(found.values(), 1)
    ]


def host_frame(regional_map: RegionalMap, meetings: Sequence[Meeting]) -> HostFrame | None:
    """None where no meeting has a place yet."""
    hosts, key = hosts_of(meetings), "map-hosts"
    if not hosts:
        return None
    extent = extent_of((host.meetings[0].shown for host in hosts), MARGIN)
    config = map_config(regional_map, key=key, layers=["hosts"], extent=extent)
    points = {"type": "FeatureCollection", "features": [host.feature() for host in hosts]}
    return HostFrame(
        id=key,
        title=_("Map of the host cities"),
        still=reverse("map_still", args=[regional_map.slug]),
        disclaimer=regional_map.shown("disclaimer"),
        config=config
        | {"isWhole": True, "hosts": points, "hosted": {host.key: host.popup() for host in hosts}},
        regional_map=regional_map,
        footnoted=list(Country.objects.filter(name_footnote_en__gt="").defer("search")),
        hosts=hosts,
    )
