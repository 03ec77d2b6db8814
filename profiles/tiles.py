"""Vector tiles of a regional i-Map: its countries, and the routes, hubs and cities of what the reader may read.

What is kept takes no user, and what takes a user is not kept. Only generalised columns (`shown`, `drawn`) are drawn.
"""

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.db.models.functions import Transform
from django.db.models import Case, CharField, Exists, F, Func, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Concat, NullIf
from django.http import Http404, HttpRequest, HttpResponse

from accounts.access import Reader, maps_for
from imap.core.tiles import WEB_MERCATOR, Address, Layer, kept_tile, mvt, private_tile
from imap.core.translation import columns
from imap.regions.models import Border, Country, RegionalMap, Shape
from profiles.models import City, Hub, Leg

NAMES = columns("name")
SHARED = "countries"  # the layer that is public whoever asks
EXACT_FROM = 4  # the zoom at which Natural Earth's 1:50m is coarser than a tile's own units
SAGITTA = 0.14  # how far a flight's arc stands off its chord, as a share of it
FARTHEST_CROWN = 1_200_000  # metres in EPSG:3857 by which a flight's arc may leave the extent of its chord
Properties = dict[str, str | Combinable]


def tile(request: HttpRequest, map_slug: str, layer: str, z: int, x: int, y: int) -> HttpResponse:
    """What is the same for everyone comes from what is kept; a session gets its own rows, made now."""
    address = Address(z, x, y)
    if layer not in LAYERS or not address.is_well_formed:
        raise Http404
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    if layer == SHARED or not has_session:
        response = kept_tile(request, address, partial(drawn, AnonymousUser(), map_slug, layer, address))
        if response is not None:
            return response
    own = drawn(request.user, map_slug, layer, address) if has_session else None
    if own is None:
        raise Http404
    return private_tile(own)


def drawn(user: Reader, map_slug: str, layer: str, address: Address) -> bytes | None:
    """The tile as the user may see it; None where they may not open the map."""
    regional_map = maps_for(user).filter(slug=map_slug).only("pk", "slug").first()
    return mvt(address, LAYERS[layer](user, regional_map, address)) if regional_map else None


def countries(user: Reader, regional_map: RegionalMap, address: Address) -> list[Layer]:
    """Areas, their labels, and the lines between them."""
    area = simpler("drawn", address)
    areas = Shape.objects.filter(drawn__bboverlaps=address.around())
    lines = Border.objects.filter(drawn__bboverlaps=address.around())
    at = Transform("label", WEB_MERCATOR)
    labels = Shape.objects.exclude(name_en="").alias(at=at).filter(at__bboverlaps=address.around())
    of_country: Properties = {
        "key": "key",
        "iso3": "country__iso3",
        "is_member": Exists(Country.objects.of_map(regional_map).filter(pk=OuterRef("country"))),
        "path": path_of(regional_map, "countries", "country__iso3"),
        **{name: Coalesce(F(f"country__{name}"), F(name), output_field=CharField()) for name in NAMES},
    }
    un_names: Properties = {
        f"un_{name}": NullIf(F(f"country__un_{name}"), Value(""), output_field=CharField()) for name in NAMES
    }
    return [
        Layer("countries", areas, area, of_country | un_names),
        Layer("borders", lines, area, {"is_disputed": "is_disputed"}),
        Layer("labels", labels, at, of_country | {"label_rank": "label_rank"}),
    ]


def simpler(column: str, address: Address) -> str | Func:
    """Far out, bends below half a unit of the tile are dropped: half the bytes, and nothing that could be seen."""
    if address.z >= EXACT_FROM:
        return column
    field = GeometryField(srid=WEB_MERCATOR)
    return Func(F(column), Value(address.unit), Value(True), function="ST_Simplify", output_field=field)


class Arc(Func):
    """A curve from a line's first point to its last, over a crown that stands to the north of their middle."""

    output_field = GeometryField(srid=WEB_MERCATOR)
    template = (
        "(SELECT ST_CurveToLine(ST_SetSRID(ST_GeomFromText(format('CIRCULARSTRING(%%%%s %%%%s,%%%%s %%%%s,%%%%s %%%%s)',"
        " x1, y1, (x1 + x2) / 2 - bend * (y2 - y1), (y1 + y2) / 2 + bend * (x2 - x1), x2, y2)), 3857))"
        " FROM (SELECT ST_X(a) AS x1, ST_Y(a) AS y1, ST_X(b) AS x2, ST_Y(b) AS y2,"
        " CASE WHEN ST_X(a) < ST_X(b) THEN %(sagitta)s ELSE -%(sagitta)s END AS bend"
        " FROM (SELECT ST_StartPoint(chord) AS a, ST_EndPoint(chord) AS b FROM (SELECT %(expressions)s AS chord)"
        " AS whole) AS ends) AS numbers)"
    )


def routes(user: Reader, regional_map: RegionalMap, address: Address) -> list[Layer]:
    """Legs with the names of their route. A flight is drawn as an arc, so it is also found beside its chord."""
    near = Q(shown__bboverlaps=address.around())
    arcs = Q(mode=Leg.Mode.AIR, shown__bboverlaps=address.around(FARTHEST_CROWN))
    legs = Leg.objects.visible_to(user).filter(near | arcs, route__regional_map=regional_map)
    told: Properties = {
        "mode": "mode",
        "class": "leg_class",
        "order": "order",
        **of_place(regional_map, "routes", "route__"),
    }
    line = Case(
        When(mode=Leg.Mode.AIR, then=Arc(F("shown"), sagitta=SAGITTA)),
        default=F("shown"),
        output_field=GeometryField(srid=WEB_MERCATOR),
    )
    return [Layer("routes", legs, line, told)]


def hubs(user: Reader, regional_map: RegionalMap, address: Address) -> list[Layer]:
    return [places(Hub, "hubs", user, regional_map, address, {"class": "hub_class"})]


def cities(user: Reader, regional_map: RegionalMap, address: Address) -> list[Layer]:
    return [places(City, "cities", user, regional_map, address, {})]


def places(
    model: type[Hub] | type[City],
    layer: str,
    user: Reader,
    regional_map: RegionalMap,
    address: Address,
    told: Properties,
) -> Layer:
    near = {"regional_map": regional_map, "shown__bboverlaps": address.around()}
    rows: QuerySet = model.objects.visible_to(user).filter(**near)
    return Layer(layer, rows, "shown", told | of_place(regional_map, layer))


def of_place(regional_map: RegionalMap, layer: str, prefix: str = "") -> Properties:
    """What every place tells: slug, names, whether it is illustrative, and its page's address without the language."""
    plain = {name: f"{prefix}{name}" for name in ("slug", *NAMES, "is_illustrative")}
    return plain | {"path": path_of(regional_map, layer, f"{prefix}slug")}


def path_of(regional_map: RegionalMap, folder: str, column: str) -> Combinable:
    start = Value(f"/{regional_map.slug}/{folder}/", output_field=CharField())
    return Concat(start, F(column), Value("/"), output_field=CharField())


LAYERS: dict[str, Callable[[Reader, RegionalMap, Address], list[Layer]]] = {
    "countries": countries,
    "routes": routes,
    "hubs": hubs,
    "cities": cities,
}
