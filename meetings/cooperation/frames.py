"""The map of projects: the portal's base map with their countries, and the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from imap.regions.models import Country, RegionalMap
from meetings.cooperation.models import Project
from profiles.frames import MapFrame
from profiles.maps import map_config


@dataclass(frozen=True)
class ProjectFrame(MapFrame):
    project_places: list[tuple[Country, list[Project]]] = field(default_factory=list)


def project_frame(regional_map: RegionalMap, projects: Sequence[Project]) -> ProjectFrame | None:
    """None where no project has a country."""
    places: dict[str, tuple[Country, list[Project]]] = {}
    for project in projects:
        for country in project.countries.all():
            places.setdefault(country.iso3, (country, []))[1].append(project)
    if not places:
        return None
    rows = sorted(places.values(), key=lambda row: (-len(row[1]), row[0].iso3))
    config = map_config(regional_map, key="map-projects", layers=[], highlight=sorted(places))
    return ProjectFrame(
        id="map-projects",
        title=_("Map of the projects’ countries"),
        still=reverse("map_still", args=[regional_map.slug]),
        disclaimer=regional_map.shown("disclaimer"),
        config=config,
        regional_map=regional_map,
        footnoted=list(Country.objects.filter(name_footnote_en__gt="").defer("search")),
        project_places=rows,
    )
