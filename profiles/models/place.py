"""Routes made of legs, hubs and cities. A place belongs to one regional i-Map and is drawn for those who read a profile of it.

What leaves the portal is `shown`: coordinates on a grid of 0.1 degree (about 11 km), at every zoom. The exact ones stay with editors.
"""

from collections.abc import Callable

from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import SnapToGrid, Transform
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, held
from imap.core.addresses import address
from imap.core.constraints import TAKEN_ADDRESS, TAKEN_POSITION, Check, Unique
from imap.core.fields import names_vector
from imap.core.history import tracked
from imap.core.translation import Text, text_of, translated
from imap.regions.models import Country, RegionalMap
from profiles.models.flight import REACH

GRID = 0.1  # degrees


def shown(column: str, field: models.GeometryField) -> models.GeneratedField:
    """`column` as it may leave the portal: generalised, in Web Mercator."""
    return models.GeneratedField(
        expression=Transform(SnapToGrid(F(column), GRID), 3857),
        output_field=field,
        db_persist=True,
        editable=False,
    )


def is_read_of(user: Reader, kind: str, place: str) -> Q:
    """True where the user reads a published profile of the route, hub or city whose key the column `place` holds.

    As a question asked of each row, PostgreSQL may answer it row by row for a few, or once for all.
    """
    from profiles.models.profile import Profile

    return Q(Exists(Profile.objects.read_of_places(user).filter(**{kind: OuterRef(place)})))


IsRead = Callable[[Reader, str, str], Q]


class PlaceQuerySet(models.QuerySet):
    def editable_by(self, user: Reader) -> "PlaceQuerySet":
        return self.filter(held(user, "regions.edit_regionalmap", RegionalMap, "regional_map"))

    def visible_to(self, user: Reader, is_read: IsRead = is_read_of) -> "PlaceQuerySet":
        """Places that a profile which the user reads speaks of; editors see those of their maps."""
        mine = held(user, "regions.edit_regionalmap", RegionalMap, "regional_map")
        return self.filter(is_read(user, str(self.model._meta.model_name), "pk") | mine)

    def listed(self) -> "PlaceQuerySet":
        """Places whose name is public, because the card of one of their profiles is."""
        from profiles.models.profile import Profile

        kind = self.model._meta.model_name
        return self.filter(pk__in=Profile.objects.listed().filter(**{f"{kind}__isnull": False}).values(kind))


class Place(models.Model):
    """What routes, hubs and cities share. Their translated columns are registered a model at a time."""

    regional_map = models.ForeignKey(
        RegionalMap, models.CASCADE, related_name="%(class)ss", verbose_name=_("regional i-Map")
    )
    slug = models.SlugField(_("address"))
    name = models.CharField(_("name"), max_length=120)
    is_illustrative = models.BooleanField(
        _("illustrative"), default=False, help_text=_("Shown with a label that says so.")
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.shown_name) or self.slug

    @property
    def shown_name(self) -> Text:
        return text_of(self, "name", among=self.regional_map.languages)

    @property
    def kind(self) -> str:
        return str(self._meta.model_name)


@tracked(exclude=("search",))
@translated("name", "description", required=True)
class Route(Place):
    description = models.TextField(
        _("description"), blank=True, help_text=_("One or two sentences beside the map.")
    )
    search = names_vector("name")

    class Meta:
        ordering = ["regional_map", "slug"]
        verbose_name = _("route")
        verbose_name_plural = _("routes")
        constraints = [Unique(name="one_route_a_slug", words=TAKEN_ADDRESS, fields=["regional_map", "slug"])]
        indexes = [GinIndex(name="route_search", fields=["search"])]

    def get_absolute_url(self) -> str:
        return address("profiles:route", self.regional_map.slug, self.slug)


class LegQuerySet(models.QuerySet["Leg"]):
    def visible_to(self, user: Reader, is_read: IsRead = is_read_of) -> "LegQuerySet":
        """Legs of the routes that the user sees."""
        mine = held(user, "regions.edit_regionalmap", RegionalMap, "route__regional_map")
        return self.filter(is_read(user, "route", "route") | mine)


@tracked(exclude=("shown",))
@translated("start_name", "end_name", required=True)
class Leg(models.Model):
    """A stretch of a route, generalised through places that public sources name."""

    class Mode(models.TextChoices):
        LAND = "land", _("by land")
        SEA = "sea", _("by sea")
        AIR = "air", _("by air")

    class Class(models.TextChoices):
        MINOR = "minor", _("minor")
        CONNECTING = "connecting", _("connecting")
        MAJOR = "major", _("major")

    route = models.ForeignKey(Route, models.CASCADE, related_name="legs", verbose_name=_("route"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    mode = models.CharField(_("mode"), max_length=4, choices=Mode.choices, default=Mode.LAND)
    leg_class = models.CharField(_("class"), max_length=10, choices=Class.choices, default=Class.CONNECTING)
    start_name = models.CharField(_("from"), max_length=120)
    end_name = models.CharField(_("to"), max_length=120)
    path = models.LineStringField(_("path"), srid=4326, spatial_index=False)
    shown = shown("path", models.LineStringField(srid=3857, spatial_index=False))

    objects = LegQuerySet.as_manager()

    class Meta:
        ordering = ["route", "order"]
        verbose_name = _("leg")
        verbose_name_plural = _("legs")
        constraints = [
            Unique(name="one_leg_a_position", words=TAKEN_POSITION, fields=["route", "order"]),
            Check(
                name="leg_path_is_valid",
                words=_("This line cannot be drawn: it needs two points at least that are not the same."),
                condition=Q(path__isvalid=True),
            ),
        ]
        indexes = [
            GistIndex(name="leg_shown_gist", fields=["shown"]),
            GistIndex(REACH, name="leg_reach_gist", condition=Q(mode="air")),
        ]

    def __str__(self) -> str:
        return f"{text_of(self, 'start_name')} – {text_of(self, 'end_name')}"

    @property
    def shown_start(self) -> Text:
        return text_of(self, "start_name")

    @property
    def shown_end(self) -> Text:
        return text_of(self, "end_name")


@tracked(
    exclude=(
        "search",
        "shown",
    )
)
@translated("name", required=True)
class Hub(Place):
    class Class(models.TextChoices):
        MAIN = "main", _("main hub")
        SECONDARY = "secondary", _("hub")

    hub_class = models.CharField(_("class"), max_length=10, choices=Class.choices, default=Class.SECONDARY)
    country = models.ForeignKey(Country, models.PROTECT, related_name="hubs", verbose_name=_("country"))
    point = models.PointField(_("location"), srid=4326, spatial_index=False)
    shown = shown("point", models.PointField(srid=3857, spatial_index=False))
    search = names_vector("name")

    class Meta:
        ordering = ["regional_map", "slug"]
        verbose_name = _("hub")
        verbose_name_plural = _("hubs")
        constraints = [Unique(name="one_hub_a_slug", words=TAKEN_ADDRESS, fields=["regional_map", "slug"])]
        indexes = [
            GistIndex(name="hub_shown_gist", fields=["shown"]),
            GinIndex(name="hub_search", fields=["search"]),
        ]

    def get_absolute_url(self) -> str:
        return address("profiles:hub", self.regional_map.slug, self.slug)


@tracked(
    exclude=(
        "search",
        "shown",
    )
)
@translated("name", required=True)
class City(Place):
    country = models.ForeignKey(Country, models.PROTECT, related_name="cities", verbose_name=_("country"))
    point = models.PointField(_("location"), srid=4326, spatial_index=False)
    shown = shown("point", models.PointField(srid=3857, spatial_index=False))
    search = names_vector("name")
    regional_map = models.ForeignKey(
        RegionalMap, models.CASCADE, related_name="cities", verbose_name=_("regional i-Map")
    )

    class Meta:
        ordering = ["regional_map", "slug"]
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        constraints = [Unique(name="one_city_a_slug", words=TAKEN_ADDRESS, fields=["regional_map", "slug"])]
        indexes = [
            GistIndex(name="city_shown_gist", fields=["shown"]),
            GinIndex(name="city_search", fields=["search"]),
        ]

    def get_absolute_url(self) -> str:
        return address("profiles:city", self.regional_map.slug, self.slug)
