"""Pages of profiles, their editions, and the places they are about."""

from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_htmx.http import HttpResponseClientRedirect

from accounts.access import maps_for
from imap.core.list_filters import active_filters
from imap.core.pagecache import public_page
from imap.core.prepared import Prepared
from imap.core.translation import text_of
from imap.regions.models import MapPillar, RegionalMap
from profiles import pages
from profiles.cards import cards, with_heads
from profiles.filters import ChosenProfiles, ProfileFilterForm, filtered, ordered
from profiles.frames import MapFrame, extent_of, map_frame
from profiles.models import City, Edition, Hub, Leg, Profile, Route
from profiles.readings import note_edition, note_routes

ROWS = 50
LAYER_OF = {"route": "routes", "hub": "hubs", "city": "cities"}
PLACES: dict[str, Any] = {"route": Route, "hub": Hub, "city": City}
PLACE_KINDS = [("route", _("Routes")), ("hub", _("Hubs")), ("city", _("Cities"))]


def is_partial(request: Any, target: str) -> bool:
    """Whether htmx asks for one part of a page; never for a page that is kept (`pagecache.page_key`)."""
    return bool(request.htmx) and request.htmx.target == target


def find_map(request: HttpRequest, slug: str) -> RegionalMap:
    return get_object_or_404(maps_for(request.user), slug=slug)


def pairs_of(regional_map: RegionalMap) -> list[MapPillar]:
    pairs = list(MapPillar.objects.filter(regional_map=regional_map).select_related("pillar"))
    for pair in pairs:
        pair.regional_map = regional_map
    return pairs


@public_page
def profile_list(request: HttpRequest, map_slug: str) -> HttpResponse:
    maps = list(maps_for(request.user))
    regional_map = next((each for each in maps if each.slug == map_slug), None)
    if regional_map is None:
        raise Http404
    if (other := request.GET.get("map") or map_slug) != map_slug:
        return to_other_map(request, other)
    pairs = pairs_of(regional_map)
    pillars = [pair.pillar for pair in pairs]
    form = ProfileFilterForm(request.GET, regional_map=regional_map, maps=maps, pillars=pillars)
    chosen = ChosenProfiles.of(form)
    listed = Profile.objects.on_lists_of(request.user).filter(regional_map=regional_map)
    found = ordered(filtered(listed, chosen), chosen)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    rows = cards(with_heads(cast("QuerySet[Profile]", page.object_list), request.user), pairs)
    context = {
        "regional_map": regional_map,
        "form": form,
        "chosen": chosen,
        "active": active_filters(form, chosen, request.GET),
        "page": page,
        "cards": rows,
    }
    template = "profiles/_list.html" if is_partial(request, "profile-list") else "profiles/list.html"
    return render(request, template, context)


def to_other_map(request: HttpRequest, slug: str) -> HttpResponse:
    """The same filters in another regional i-Map."""
    get_object_or_404(maps_for(request.user), slug=slug)
    query = request.GET.copy()
    del query["map"]
    address = reverse("profiles:list", args=[slug]) + (f"?{query.urlencode()}" if query else "")
    return HttpResponseClientRedirect(address) if request.headers.get("HX-Request") else redirect(address)


@public_page
def profile(request: HttpRequest, map_slug: str, slug: str) -> HttpResponse:
    return show(request, find_profile(request, map_slug, slug))


@public_page
def edition(request: HttpRequest, map_slug: str, slug: str, number: int) -> HttpResponse:
    found = find_profile(request, map_slug, slug)
    return show(request, found, number)


def find_profile(request: HttpRequest, map_slug: str, slug: str) -> Profile:
    """Among the cards that the reader may see; 404 otherwise."""
    found = pages.asked(HEADS, request.user, map_slug, slug)
    if not found:
        raise Http404
    return found[0]


HEADS = Prepared(
    lambda user, map_slug, slug: with_heads(
        Profile.objects.on_lists_of(user).filter(regional_map__slug=map_slug, slug=slug), user
    )
)


def show(request: HttpRequest, profile: Any, number: int | None = None) -> HttpResponse:
    """The edition where the reader reads it; else the card, which says why and how to ask."""
    context = pages.profile_context(profile, request.user, number)
    if context is None:
        if number is not None and (profile.is_readable or number > newest_number(profile)):
            raise Http404
        return render(request, "profiles/card.html", pages.card_context(profile, request.user))
    if context["is_current"] and number is not None:
        return redirect(profile)
    note_edition(context["edition"], by=request.user, door="page")
    return render(request, "profiles/profile.html", context)


def newest_number(profile: Profile) -> int:
    """Of the published edition, as its card tells it; 0 where there is none."""
    return Edition.objects.current().filter(profile=profile).values_list("number", flat=True).first() or 0


@public_page
def places(request: HttpRequest, map_slug: str) -> HttpResponse:
    """Routes, hubs and cities of a regional i-Map: the cards of their profiles, on the map and by kind."""
    regional_map = find_map(request, map_slug)
    listed = Profile.objects.on_lists_of(request.user).filter(regional_map=regional_map, kind__in=PLACES)
    rows = cards(ordered(with_heads(listed, request.user), ChosenProfiles()), pairs_of(regional_map))
    kinds = [
        (code, label, [card for card in rows if card.profile.kind == code]) for code, label in PLACE_KINDS
    ]
    context = {
        "regional_map": regional_map,
        "kinds": [kind for kind in kinds if kind[2]],
        "frame": map_frame(regional_map, request.user),
    }
    return render(request, "profiles/places.html", context)


@public_page
def place(request: HttpRequest, map_slug: str, kind: str, slug: str) -> HttpResponse:
    """A route, hub or city: the cards of its profiles, and its map and sections for those who read one."""
    model = PLACES[kind]
    shown = model.objects.listed() | model.objects.visible_to(request.user)
    found = get_object_or_404(
        shown.select_related("regional_map").distinct(), regional_map__slug=map_slug, slug=slug
    )
    listed = Profile.objects.on_lists_of(request.user).filter(**{kind: found})
    rows = cards(with_heads(listed, request.user))
    seen = model.objects.visible_to(request.user).contains(found)
    legs = list(Leg.objects.visible_to(request.user).filter(route=found)) if kind == "route" and seen else []
    description = text_of(found, "description") if kind == "route" and seen else None
    if description:
        note_routes([found], by=request.user, door="page")
    context = {
        "place": found,
        "kind": kind,
        "regional_map": found.regional_map,
        "cards": [(card, pages.glance(card)) for card in rows],
        "is_seen": seen,
        "description": description,
        "legs": legs,
        "frame": place_frame(request, found, legs) if seen else None,
    }
    return render(request, "profiles/place.html", context)


def place_frame(request: HttpRequest, place: Any, legs: list[Leg]) -> MapFrame:
    """The map around one place that the reader sees."""
    shown = [leg.shown for leg in legs] if place.kind == "route" else [place.shown]
    margin = 2.0 if place.kind == "route" else 6.0  # degrees
    extent, focus = extent_of(shown, margin), {"layer": LAYER_OF[place.kind], "slug": place.slug}
    return map_frame(place.regional_map, request.user, extent=extent, focus=focus)
