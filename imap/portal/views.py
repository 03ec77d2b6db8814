"""Home, regional i-Maps, countries, search and about: pages made of what several apps hold."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, maps_for
from accounts.models import Engagement
from imap.core.alphabet import Alphabetical
from imap.core.pagecache import public_page
from imap.library.readings import note_excerpts
from imap.newsroom.pages import newest_of
from imap.portal.related import beside_profiles, expertise_of, projects_in, publications_on, registered_by
from imap.portal.search import search_for
from imap.regions.models import Country, MapPillar, Participation, Pillar, RegionalMap
from imap.regions.subregions import SUBREGIONS
from meetings.pages import hosted_by
from profiles.cards import Card, cards, with_heads
from profiles.frames import map_frame
from profiles.models import Edition, Profile
from profiles.pages import BY_KIND, glance
from profiles.readings import note_glimpses

NEWEST = 6
KINDS_IN_ORDER: list[str] = [
    Engagement.Kind.SECRETARIAT, Engagement.Kind.PARTNER_AGENCY, Engagement.Kind.OBSERVER, Engagement.Kind.DONOR,
    Engagement.Kind.PARTNER_STATE,
]  # fmt: skip


def choose_language(request: HttpRequest) -> HttpResponse:
    response = redirect(f"/{translation.get_language()[:2]}/")
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response


def newest_cards(user: Reader, regional_map: RegionalMap | None = None) -> list[Card]:
    """Cards of the profiles whose current edition is newest; of one day, those that the user reads come first."""
    rows = Profile.objects.on_lists_of(user).with_published_edition()
    if regional_map:
        rows = rows.filter(regional_map=regional_map)
    opens = Exists(Profile.objects.readable_by(user).filter(pk=OuterRef("profile")))
    newest = Edition.objects.current().filter(profile__in=rows.values("pk"))
    newest = newest.order_by("-published_on", opens.desc(), "-pk")
    order = list(newest.values_list("profile", flat=True)[:NEWEST])
    by_key = {card.profile.pk: card for card in cards(with_heads(Profile.objects.filter(pk__in=order), user))}
    return [by_key[key] for key in order]


@public_page
def home(request: HttpRequest) -> HttpResponse:
    regional_maps = list(maps_for(request.user))
    lead_map = next(iter(regional_maps), None)
    context = {
        "regional_maps": regional_maps,
        "newest": newest_cards(request.user),
        "news": newest_of(request.user),
        "beside": beside_profiles(request.user),
        "pillars": list(Pillar.objects.all()),
        "frame": map_frame(lead_map, request.user) if lead_map else None,
    }
    return render(request, "portal/home.html", context)


@public_page
def regional_map(request: HttpRequest, map_slug: str) -> HttpResponse:
    found = get_object_or_404(maps_for(request.user), slug=map_slug)
    rows = members(found)
    context = {
        "regional_map": found,
        "map_pillars": pillars_of(found, request.user),
        "members": rows,
        "newest": newest_cards(request.user, found),
        "organisations": organisations(found),
        "news": newest_of(request.user, regional_map=found),
        "beside": beside_profiles(request.user, found),
        "frame": map_frame(found, request.user, members=rows),
    }
    return render(request, "portal/regional_map.html", context)


def pillars_of(regional_map: RegionalMap, user: Reader) -> list[MapPillar]:
    """The pillars of a regional i-Map, each with the number of profiles on the user's lists (`listed`)."""
    listed = Profile.objects.on_lists_of(user).filter(regional_map=regional_map).order_by()
    counts = dict(listed.values_list("map_pillar").annotate(number=Count("pk")))
    rows = list(MapPillar.objects.filter(regional_map=regional_map).select_related("pillar"))
    for row in rows:
        row.regional_map, row.listed = regional_map, counts.get(row.pk, 0)  # type: ignore[attr-defined]
    return rows


def organisations(regional_map: RegionalMap) -> list[Engagement]:
    """Secretariat, agencies, observers and donors, by kind: states too, where they are one of these."""
    rows = Engagement.objects.filter(regional_map=regional_map).exclude(kind=Engagement.Kind.PARTNER_STATE)
    rows = rows.select_related("organisation", "regional_map").defer("organisation__search")
    found = rows.order_by(Alphabetical("organisation__name"), "pk")
    return sorted(found, key=lambda row: KINDS_IN_ORDER.index(row.kind))


@public_page
def countries(request: HttpRequest, map_slug: str) -> HttpResponse:
    found = get_object_or_404(maps_for(request.user), slug=map_slug)
    rows = members(found)
    context = {
        "regional_map": found,
        "members": rows,
        "regions": by_region(rows),
    }
    return render(request, "portal/countries.html", context)


def by_region(rows: list[dict[str, Any]]) -> list[tuple[str | Promise, list[dict[str, Any]]]]:
    """Members under the names of their subregions, as in a gazetteer; those of none at the end."""
    named = dict(SUBREGIONS)
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        region = row["country"].region
        groups.setdefault(region if region in named else "", []).append(row)
    return [(named.get(code, _("Other")), groups[code]) for code in [*named, ""] if code in groups]


def members(regional_map: RegionalMap) -> list[dict[str, Any]]:
    """Countries of a regional i-Map in the page's alphabetical order, each with its participation (its own, or its group's)."""
    rows = list(Participation.objects.filter(regional_map=regional_map).select_related("country", "group"))
    own = {row.country_id: row for row in rows if row.country_id}
    through = {row.group_id: row for row in rows if row.group_id}
    found = Country.objects.of_map(regional_map).defer("search").prefetch_related("group_memberships")
    return [
        {"country": country, "participation": own.get(country.pk) or group_row(country, through)}
        for country in found.order_by(Alphabetical("name"), "iso3")
    ]


def group_row(country: Country, through: dict[int, Participation]) -> Participation | None:
    memberships = country.group_memberships.all()
    return next((through[row.group_id] for row in memberships if row.group_id in through), None)


@public_page
def country(request: HttpRequest, map_slug: str, iso3: str) -> HttpResponse:
    """A country that takes part in the dialogue or hosted it, or of which the regional i-Map has a profile, a hub or a city."""
    found = get_object_or_404(maps_for(request.user), slug=map_slug)
    if iso3 != iso3.upper():
        return redirect("portal_map:country", map_slug, iso3.upper())
    here = get_object_or_404(Country.objects.defer("search"), iso3=iso3)
    member = next((row for row in members(found) if row["country"] == here), None)
    rows = Profile.objects.on_lists_of(request.user).filter(regional_map=found).order_by(*BY_KIND)
    of_country = cards(with_heads(rows.filter(country=here), request.user))
    nearby = cards(with_heads(rows.filter(hub__country=here) | rows.filter(city__country=here), request.user))
    hosted = hosted_by(here, found, request.user)
    if not (member or of_country or nearby or hosted):
        raise Http404
    context = {
        "regional_map": found,
        "country": here,
        "participation": member["participation"] if member else None,
        "pillars": under_pillars(pillars_of(found, request.user), of_country),
        "nearby": nearby,
        "hosted": hosted,
        "news": newest_of(request.user, regional_map=found, country=here),
        "projects": projects_in(here, found, request.user),
        "expertise": expertise_of(here, found, request.user),
        "registered": registered_by(here, found, request.user),
        "publications": publications_on(here, found, request.user),
        "other_maps": list(maps_for(request.user).covering(here).exclude(pk=found.pk)),
        "engagements": list(
            Engagement.objects.filter(organisation__country=here, regional_map=found).select_related(
                "organisation"
            )
        ),
    }
    return render(request, "portal/country.html", context)


def under_pillars(map_pillars: list[MapPillar], found: list[Card]) -> list[dict[str, Any]]:
    """Each pillar with the country's profile under it, where there is one, and its sections at a glance."""
    by_pillar = {card.profile.map_pillar_id: card for card in found}
    return [
        {"map_pillar": row, "card": (card := by_pillar.get(row.pk)), "sections": glance(card) if card else []}
        for row in map_pillars
    ]


@public_page
def about(request: HttpRequest) -> HttpResponse:
    context = {"regional_maps": list(maps_for(request.user)), "pillars": list(Pillar.objects.all())}
    return render(request, "portal/about.html", context)


@public_page
def search(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:200]
    results = search_for(words, request.user, request.GET.get("kind", ""), request.GET.get("page", 1))
    shown = [hit.edition for hit in results.hits if hit.edition and hit.excerpt] if results else []
    note_glimpses(shown, by=request.user, door="search")
    files = [hit.file for hit in results.hits if hit.file and hit.excerpt] if results else []
    note_excerpts(files, by=request.user, door="search")
    return render(request, "portal/search.html", {"q": words, "results": results})


@login_required
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in both directions, for those who build and edit."""
    from imap.portal.styleguide import specimens

    if not request.user.is_staff:
        raise PermissionDenied

    return render(request, "portal/styleguide.html", specimens(request))
