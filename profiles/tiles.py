"""Vector tiles of a regional i-Map: its countries, and the routes, hubs and cities of what the reader may read.

What is kept takes no user, and what takes a user is not kept. Only generalised columns (`shown`, `drawn`) are drawn.
"""

import copy
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.db.models.functions import Transform
from django.db.models import Case, CharField, Exists, F, Func, OuterRef, Q, Value, When
from django.db.models.expressions import Combinable, RawSQL
from django.db.models.functions import Coalesce, Concat, NullIf
from django.http import Http404, HttpRequest, HttpResponse

from accounts.access import Reader, maps_for, standing_of
from imap.core.tiles import (
    AROUND,
    EMPTY,
    WEB_MERCATOR,
    Address,
    Layer,
    Slot,
    Statement,
    kept_tile,
    private_tile,
)
from imap.core.translation import columns
from imap.regions.models import Border, Country, RegionalMap, Shape
from profiles.models import City, Hub, Leg, Profile
from profiles.models.flight import REACH, Arc

NAMES = columns("name")
SHARED = "countries"  # the layer that is public whoever asks
STATEMENTS: dict[tuple[tuple[bool, ...], str, str], Statement] = {}
Properties = dict[str, str | Combinable]


def tile(request: HttpRequest, map_slug: str, layer: str, z: int, x: int, y: int) -> HttpResponse:
    """What is the same for everyone comes from what is kept; a session gets its own rows, made now."""
    address = Address(z, x, y)
    if layer not in LAYERS or not address.is_well_formed:
        raise Http404
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    if layer == SHARED or not has_session:
        made = partial(drawn, AnonymousUser(), map_slug, layer, address)
        response = kept_tile(request, f"{map_slug}/{layer}", address, made)
        if response is not None:
            return held_back(response) if has_session else response
    own = drawn(request.user, map_slug, layer, address) if has_session else None
    if own is None:
        raise Http404
    return private_tile(own)


def held_back(response: HttpResponse) -> HttpResponse:
    """The cookie of a session may leave with it, so no cache between may keep the answer."""
    response["Cache-Control"] = "private, max-age=0, must-revalidate"
    return response


def drawn(user: Reader, map_slug: str, layer: str, address: Address) -> bytes | None:
    """The tile as the user may see it; None where they may not open the map."""
    if not address.is_on_the_map:
        return EMPTY if maps_for(user).filter(slug=map_slug).exists() else None
    found = statement(user, map_slug, layer)
    return found.tile(address, user.pk) if found else None


def statement(user: Reader, map_slug: str, layer: str) -> Statement | None:
    """Made once for all readers of one standing; who reads what is asked at every use. None where there is no such map."""
    key = (standing_of(user), map_slug, layer)
    if key not in STATEMENTS:
        if not maps_for(user).filter(slug=map_slug).exists():
            return None
        reader = any_reader(user)
        where = maps_for(reader).filter(slug=map_slug)
        layers = [each(reader, map_slug) for each in LAYERS[layer]]
        read = Profile.objects.read_of_places(reader).order_by().values("route", "hub", "city")
        STATEMENTS[key] = Statement.of(where, layers, **({} if layer == SHARED else {"read": read}))
    return STATEMENTS[key]


def is_read(user: Reader, kind: str, place: str) -> Q:
    """`profiles.models.place.is_read_of`, by the statement's own table `read`: asked once for all layers of a tile."""
    keys = RawSQL(f"SELECT {kind} FROM read WHERE {kind} IS NOT NULL", ())  # noqa: S611, S608
    return Q(**{f"{place}__in": keys})


def any_reader(user: Reader) -> Reader:
    """Someone of the user's standing, whose key is a slot."""
    if not user.is_authenticated:
        return user
    reader: Any = copy.copy(user)
    reader.pk = Slot("reader")
    return reader


def areas(user: Reader, map_slug: str) -> Layer:
    un_names: Properties = {
        f"un_{name}": NullIf(F(f"country__un_{name}"), Value(""), output_field=CharField()) for name in NAMES
    }
    rows = Shape.objects.filter(drawn__bboverlaps=AROUND)
    return Layer("countries", rows, simpler("drawn"), of_country(map_slug) | un_names)


def borders(user: Reader, map_slug: str) -> Layer:
    rows = Border.objects.filter(drawn__bboverlaps=AROUND)
    return Layer("borders", rows, simpler("drawn"), {"is_disputed": "is_disputed"})


def labels(user: Reader, map_slug: str) -> Layer:
    at = Transform("label", WEB_MERCATOR)
    rows = Shape.objects.filter(name_en__gt="").alias(at=at).filter(at__bboverlaps=AROUND)
    return Layer("labels", rows, at, of_country(map_slug) | {"label_rank": "label_rank"})


def of_country(map_slug: str) -> Properties:
    """The name in the documents with its footnote mark, else the shape's own; membership; the page's address without the language."""
    regional_map = RegionalMap.objects.filter(slug=map_slug)
    return {
        "key": "key",
        "iso3": "country__iso3",
        "is_member": Exists(Country.objects.in_maps(regional_map).filter(pk=OuterRef("country"))),
        "path": path_of(map_slug, "countries", "country__iso3"),
        **{name: Coalesce(F(f"country__{name}"), F(name), output_field=CharField()) for name in NAMES},
    }


def simpler(column: str) -> Func:
    """Bends below a unit of the tile are dropped: far out half the bytes, and nothing that could be seen."""
    field = GeometryField(srid=WEB_MERCATOR)
    return Func(F(column), Value(Slot("unit")), Value(True), function="ST_Simplify", output_field=field)


def routes(user: Reader, map_slug: str) -> Layer:
    """Legs with the names of their route. A flight is drawn as an arc, so it is also found beside its chord."""
    near = Q(shown__bboverlaps=AROUND) | Q(mode=Leg.Mode.AIR, reach__bboverlaps=AROUND)
    legs = Leg.objects.visible_to(user, is_read).alias(reach=REACH)
    line = Case(
        When(mode=Leg.Mode.AIR, then=Arc(F("shown"))),
        default=F("shown"),
        output_field=GeometryField(srid=WEB_MERCATOR),
    )
    told: Properties = {"mode": "mode", "class": "leg_class", "order": "order"}
    return Layer(
        "routes",
        legs.filter(near, route__regional_map__slug=map_slug),
        line,
        told | of_place(map_slug, "routes", "route__"),
    )


def hubs(user: Reader, map_slug: str) -> Layer:
    rows = Hub.objects.visible_to(user, is_read).filter(regional_map__slug=map_slug, shown__bboverlaps=AROUND)
    return Layer("hubs", rows, "shown", {"class": "hub_class", **of_place(map_slug, "hubs")})


def cities(user: Reader, map_slug: str) -> Layer:
    rows = City.objects.visible_to(user, is_read).filter(
        regional_map__slug=map_slug, shown__bboverlaps=AROUND
    )
    return Layer("cities", rows, "shown", of_place(map_slug, "cities"))


def of_place(map_slug: str, folder: str, prefix: str = "") -> Properties:
    """What every place tells: slug, names, whether it is illustrative, and its page's address without the language."""
    plain = {name: f"{prefix}{name}" for name in ("slug", *NAMES, "is_illustrative")}
    return plain | {"path": path_of(map_slug, folder, f"{prefix}slug")}


def path_of(map_slug: str, folder: str, column: str) -> Combinable:
    start = Value(f"/{map_slug}/{folder}/", output_field=CharField())
    return Concat(start, F(column), Value("/"), output_field=CharField())


LAYERS: dict[str, tuple[Callable[[Reader, str], Layer], ...]] = {
    "countries": (areas, borders, labels),
    "routes": (routes,),
    "hubs": (hubs,),
    "cities": (cities,),
    "places": (routes, hubs, cities),
}
