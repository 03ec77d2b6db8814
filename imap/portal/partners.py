"""Partners of the dialogues: states by year of joining, agencies, observers, donors; and a page for each organisation.

What an organisation does stands in several apps: `imap.portal.related` gathers what lies beside profiles and meetings.
"""

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.access import Reader, maps_for
from accounts.models import Engagement, Organisation
from imap.core.alphabet import Alphabetical
from imap.core.numbers import in_digits, number
from imap.core.pagecache import public_page
from imap.portal.related import publications_with, stated_by
from imap.regions.models import Country, GroupMembership, Participation, RegionalMap
from meetings.cooperation.models import PartnersNote, Project
from meetings.cooperation.pages import with_heads as with_project_heads
from meetings.models import Meeting, Participant
from meetings.pages import with_heads as with_meeting_heads
from profiles.cards import Card, cards
from profiles.cards import with_heads as with_profile_heads
from profiles.frames import MapFrame
from profiles.maps import map_config
from profiles.models import Profile, SectionTemplate

Kind = Engagement.Kind


@dataclass(frozen=True)
class Joined:
    """Who joined in a year, and how many there were then."""

    year: int
    states: list[Engagement]
    agencies: list[Engagement]
    total: int
    agencies_total: int
    most: int

    @property
    def width(self) -> int:
        """Of the bar, in hundredths of the longest."""
        return round(100 * self.total / self.most)

    @property
    def agencies_width(self) -> int:
        return round(100 * self.agencies_total / self.most)

    @property
    def in_words(self) -> str:
        count = len(self.states)
        words = ngettext("%(count)s partner state joined", "%(count)s partner states joined", count)
        return words % {"count": number(count, 0)}


@dataclass(frozen=True)
class PartnerFrame(MapFrame):
    joined: list[Joined] = field(default_factory=list)


@public_page
def partners(request: HttpRequest) -> HttpResponse:
    maps = list(maps_for(request.user).prefetch_related("pillars"))
    found = next((each for each in maps if each.slug == request.GET.get("map")), next(iter(maps), None))
    context: dict[str, Any] = {
        "maps": maps,
        "shown_map": found,
    }  # not `regional_map`: the navigation stays the portal’s
    if found:
        rows = engagements(found)
        joined = by_year(rows)
        context |= {
            "joined": joined,
            "undated": [row for row in rows if row.kind == Kind.PARTNER_STATE and not row.joined],
            "states": sum(row.kind == Kind.PARTNER_STATE for row in rows),
            "note": PartnersNote.objects.visible_to(request.user).filter(regional_map=found).first(),
            "agencies": with_sections(rows),
            "observers": [row for row in rows if row.kind == Kind.OBSERVER],
            "donors": [row for row in rows if row.kind == Kind.DONOR],
            "secretariats": [row for row in rows if row.kind == Kind.SECRETARIAT],
            "frame": partner_frame(found, joined),
        }
    return render(request, "portal/partners.html", context)


def engagements(regional_map: RegionalMap) -> list[Engagement]:
    """Everyone who takes part, by name in the language of the page."""
    rows = Engagement.objects.filter(regional_map=regional_map).select_related("organisation__country")
    return list(
        rows.defer("organisation__search", "organisation__country__search").order_by(
            "kind", Alphabetical("organisation__name"), "pk"
        )
    )


def by_year(rows: list[Engagement]) -> list[Joined]:
    """Years in which a state or an agency joined, each with who joined and the totals so far."""
    dated = [row for row in rows if row.joined and row.kind in (Kind.PARTNER_STATE, Kind.PARTNER_AGENCY)]
    dated.sort(key=lambda row: row.joined or 0)
    most = max(1, sum(row.kind == Kind.PARTNER_STATE for row in dated))
    found: list[Joined] = []
    total = agencies_total = 0
    for year, group in groupby(dated, key=lambda row: row.joined or 0):
        here = list(group)
        states = [row for row in here if row.kind == Kind.PARTNER_STATE]
        agencies = [row for row in here if row.kind == Kind.PARTNER_AGENCY]
        total, agencies_total = total + len(states), agencies_total + len(agencies)
        found.append(Joined(year, states, agencies, total, agencies_total, most))
    return found


def with_sections(rows: list[Engagement]) -> list[tuple[Engagement, list[SectionTemplate]]]:
    """Agencies with the sections that they answer for."""
    agencies = [row for row in rows if row.kind == Kind.PARTNER_AGENCY]
    found = sections_of([row.organisation_id for row in agencies])
    return [(row, by_heading(found.get(row.organisation_id, []))) for row in agencies]


def sections_of(keys: list[int]) -> dict[int, list[SectionTemplate]]:
    """Section templates by the organisation that validates them; what stands in several pillars or kinds comes once each."""
    through = SectionTemplate.validated_by.through.objects.filter(organisation__in=keys)
    links = through.select_related("sectiontemplate__pillar").order_by(
        "organisation", "sectiontemplate__kind", "sectiontemplate__pillar__order", "sectiontemplate__order"
    )
    found: dict[int, list[SectionTemplate]] = {}
    for link in links:
        found.setdefault(link.organisation_id, []).append(link.sectiontemplate)
    return found


def by_heading(templates: list[SectionTemplate]) -> list[SectionTemplate]:
    """A heading that several kinds of profiles have is named once; those of cities go by one name."""
    named = {"city" if row.kind == "city" else str(row.shown_heading): row for row in reversed(templates)}
    return list(reversed(named.values()))


def partner_frame(regional_map: RegionalMap, joined: list[Joined]) -> PartnerFrame | None:
    """Partner states in shades, the first the darkest; None where no year is known."""
    years = [each for each in joined if each.states]
    if not years:
        return None
    bands = [
        [row.organisation.country.iso3 for row in each.states if row.organisation.country] for each in years
    ]
    since = {
        code: in_digits(str(each.year)) for each, codes in zip(years, bands, strict=True) for code in codes
    }
    config = map_config(regional_map, key="map-partners", layers=[])
    return PartnerFrame(
        id="map-partners",
        title=_("Map of the partner states by year of joining"),
        still=reverse("map_still", args=[regional_map.slug]),
        disclaimer=regional_map.shown("disclaimer"),
        config=config | {"isWhole": True, "bands": [codes for codes in bands if codes], "since": since},
        regional_map=regional_map,
        footnoted=list(Country.objects.filter(name_footnote_en__gt="").defer("search")),
        joined=years,
    )


@public_page
def partner(request: HttpRequest, code: str) -> HttpResponse:
    user = request.user
    known = Engagement.objects.filter(regional_map__in=maps_for(user).values("pk"))
    rows = Organisation.objects.visible_to(user).select_related("country").defer("search", "country__search")
    with_engagements = rows.prefetch_related(Prefetch("engagements", known.select_related("regional_map")))
    if not (found := with_engagements.filter(code=code).first()):
        return redirect(get_object_or_404(with_engagements, code=code.upper()))
    templates = sections_of([found.pk]).get(found.pk, [])
    context = {
        "organisation": found,
        "sections": by_pillar(templates),
        "validated": validated_by(found, templates, user),
        "of_country": of_country(found, user),
        "maps_of_country": maps_of_country(found),
        "meetings": meetings_of(found, user),
        "hosted": hosted(found, user),
        "projects": projects_of(found, user),
        "expertise": stated_by(found, user),
        "publications": publications_with(found, user),
    }
    return render(request, "portal/partner.html", context)


def by_pillar(templates: list[SectionTemplate]) -> list[tuple[Any, str, list[SectionTemplate]]]:
    """Sections under their pillar and kind of profile."""
    groups = groupby(templates, key=lambda row: (row.pillar, row.get_kind_display()))
    return [(pillar, kind, list(rows)) for (pillar, kind), rows in groups]


def validated_by(organisation: Organisation, templates: list[SectionTemplate], user: Reader) -> list[Card]:
    """Cards, on the reader's lists, of the profiles with a section that the agency answers for."""
    its = Q(pk__in=[])
    for kind, pillar in {(row.kind, row.pillar_id) for row in templates}:
        its |= Q(kind=kind, pillar=pillar) if pillar else Q(kind=kind)
    engaged = organisation.engagements.filter(kind=Kind.PARTNER_AGENCY).values("regional_map")
    return cards_of(Profile.objects.on_lists_of(user).filter(its, regional_map__in=engaged), user)


def maps_of_country(organisation: Organisation) -> set[int]:
    """Keys of the regional i-Maps that have a page of the state: an observer is a country of none."""
    if organisation.country_id is None:
        return set()
    groups = GroupMembership.objects.filter(country=organisation.country_id).values("group")
    rows = Participation.objects.filter(Q(country=organisation.country_id) | Q(group__in=groups))
    return set(rows.values_list("regional_map", flat=True))


def of_country(organisation: Organisation, user: Reader) -> list[Card]:
    if organisation.country is None:
        return []
    return cards_of(Profile.objects.on_lists_of(user).filter(country=organisation.country), user)


def cards_of(rows: QuerySet[Profile], user: Reader) -> list[Card]:
    return cards(with_profile_heads(rows.order_by("regional_map", "kind", Alphabetical("title"), "pk"), user))


def meetings_of(organisation: Organisation, user: Reader) -> list[Meeting]:
    """Those in which it takes part, as far as the reader is of their circle: who takes part is never public."""
    attended = Participant.objects.visible_to(user).filter(organisation=organisation).values("meeting")
    rows = Meeting.objects.visible_to(user).filter(pk__in=attended)
    return list(with_meeting_heads(rows).order_by("-starts", "slug"))


def hosted(organisation: Organisation, user: Reader) -> list[Meeting]:
    if organisation.country is None:
        return []
    rows = Meeting.objects.visible_to(user).filter(country=organisation.country)
    return list(with_meeting_heads(rows).order_by("-starts", "slug"))


def projects_of(organisation: Organisation, user: Reader) -> list[Project]:
    its = Q(involvements__organisation=organisation)
    if organisation.country:
        its |= Q(countries=organisation.country)
    rows = Project.objects.filter(pk__in=Project.objects.visible_to(user).filter(its).values("pk"))
    return list(with_project_heads(rows, user))
