"""Profiles: what one regional i-Map says of one place or theme under one pillar, and who reads it."""

from datetime import date

import pghistory
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, held
from imap.core.addresses import address
from imap.core.alphabet import order_of
from imap.core.constraints import TAKEN_ADDRESS, Check, Unique
from imap.core.fields import names_vector
from imap.core.history import tracked
from imap.core.translation import LANGUAGES, Text, columns, text_of, translated
from imap.regions.models import Country, MapPillar, Pillar, RegionalMap
from profiles.models.place import City, Hub, Place, Route
from profiles.models.template import Kind


class ProfileQuerySet(models.QuerySet["Profile"]):
    """`is_read_by` is the rule; everything that leaves the portal starts from it."""

    def editable_by(self, user: Reader) -> "ProfileQuerySet":
        return self.filter(held(user, "regions.edit_regionalmap", RegionalMap, "regional_map"))

    def readable_by(self, user: Reader) -> "ProfileQuerySet":
        """Profiles whose published texts the user may read."""
        return self.filter(is_read_by(user))

    def with_published_edition(self) -> "ProfileQuerySet":
        return self.filter(has_published_edition())

    def read_of_places(self, user: Reader) -> "ProfileQuerySet":
        """Published profiles of routes, hubs and cities that the user reads: what opens those places to them."""
        of_places = Q(route__isnull=False) | Q(hub__isnull=False) | Q(city__isnull=False)
        return self.readable_by(user).with_published_edition().filter(of_places)

    def visible_to(self, user: Reader) -> "ProfileQuerySet":
        """Profiles of which the user reads something: a published edition, or a draft of their own map."""
        mine = held(user, "regions.edit_regionalmap", RegionalMap, "regional_map")
        return self.filter((is_read_by(user) & Q(has_published_edition())) | mine)

    def published(self) -> "ProfileQuerySet":
        """What anyone reads; takes no user, so it may be cached."""
        from django.contrib.auth.models import AnonymousUser

        return self.readable_by(AnonymousUser()).with_published_edition()

    def listed(self) -> "ProfileQuerySet":
        """Profiles whose card is public: title, kind, country, standing, why restricted, how to ask."""
        return self.filter(is_unlisted=False, regional_map__is_public=True)

    def on_lists_of(self, user: Reader) -> "ProfileQuerySet":
        """Public cards, and the unlisted profiles that the user reads."""
        if not user.is_authenticated:
            return self.listed()
        unlisted = Q(is_unlisted=True) & is_read_by(user) & Q(has_published_edition())
        mine = held(user, "regions.edit_regionalmap", RegionalMap, "regional_map")
        return self.filter(Q(is_unlisted=False, regional_map__is_public=True) | unlisted | mine)


def is_read_by(user: Reader, profile: str = "") -> Q:
    """The rule. `profile` leads to the profile from another model: `profile__`.

    The pair of map and pillar decides, unless the profile is for named readers only; a grant on the profile widens.
    An unlisted profile is public under no pillar: who has no admission or grant does not learn that it exists.
    Of a regional i-Map that is not public, only its own staff read.
    """
    of_pillar = Q(**{f"{profile}audience": Profile.Audience.PILLAR})
    is_open = Q(**{f"{profile}regional_map__is_public": True})
    is_public = Q(**{f"{profile}map_pillar__access": MapPillar.Access.PUBLIC, f"{profile}is_unlisted": False})
    if not user.is_authenticated:
        return of_pillar & is_public & is_open
    is_admitted = held(user, "regions.read_mappillar", MapPillar, f"{profile}map_pillar")
    is_named = held(user, "profiles.read_profile", Profile, f"{profile}pk")
    is_theirs = held(user, "regions.edit_regionalmap", RegionalMap, f"{profile}regional_map")
    return (is_open & ((of_pillar & (is_public | is_admitted)) | is_named)) | is_theirs


def has_published_edition() -> Exists:
    from profiles.models.edition import Edition

    return Exists(Edition.objects.filter(profile=OuterRef("pk"), state=Edition.State.PUBLISHED))


@tracked(exclude=("search",))
@translated("title", required=True)
class Profile(models.Model):
    """The lasting head of its editions. Its title follows its place's name; a theme has its own."""

    class Audience(models.TextChoices):
        PILLAR = "pillar", _("readers of the pillar")
        NAMED = "named", _("named readers only")

    regional_map = models.ForeignKey(
        RegionalMap, models.PROTECT, related_name="profiles", verbose_name=_("regional i-Map")
    )
    pillar = models.ForeignKey(Pillar, models.PROTECT, related_name="profiles", verbose_name=_("pillar"))
    map_pillar = models.ForeignKey(MapPillar, models.PROTECT, related_name="profiles", editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    slug = models.SlugField(_("address"), max_length=120)
    title = models.CharField(
        _("title"), max_length=150, blank=True, help_text=_("Of a theme only: places lend their name.")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="profiles", verbose_name=_("country")
    )
    route = models.ForeignKey(
        Route, models.PROTECT, null=True, blank=True, related_name="profiles", verbose_name=_("route")
    )
    hub = models.ForeignKey(
        Hub, models.PROTECT, null=True, blank=True, related_name="profiles", verbose_name=_("hub")
    )
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="profiles", verbose_name=_("city")
    )
    audience = models.CharField(
        _("read by"), max_length=10, choices=Audience.choices, default=Audience.PILLAR,
        help_text=_("Narrow a profile to named readers here; widen it by a grant to a reader or a group."),
    )  # fmt: skip
    is_unlisted = models.BooleanField(
        _("unlisted"), default=False, help_text=_("Not even its card is shown to those who do not read it.")
    )
    update_due = models.DateField(_("next update due"), null=True, blank=True)
    related = models.ManyToManyField("self", blank=True, verbose_name=_("related profiles"))
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    search = names_vector("title")

    objects = ProfileQuerySet.as_manager()

    class Meta:
        ordering = ["regional_map", "kind", "slug"]
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        default_permissions = ()
        permissions = [("read_profile", "Can read the profile, whatever its pillar's rule")]
        constraints = [
            Unique(name="one_profile_a_slug", words=TAKEN_ADDRESS, fields=["regional_map", "slug"]),
            Unique(
                name="one_profile_a_place",
                words=_(
                    "This place has a profile under this pillar already. Begin its next edition instead."
                ),
                fields=["regional_map", "pillar", "country", "route", "hub", "city"],
                condition=~Q(kind="thematic"),
                nulls_distinct=False,
            ),
            Check(
                name="profile_has_the_place_of_its_kind",
                words=_("Choose one place, of the kind of the profile; a theme has none."),
                condition=Q(kind="country", country__isnull=False, route=None, hub=None, city=None)
                | Q(kind="route", route__isnull=False, country=None, hub=None, city=None)
                | Q(kind="hub", hub__isnull=False, country=None, route=None, city=None)
                | Q(kind="city", city__isnull=False, country=None, route=None, hub=None)
                | Q(kind="thematic", country=None, route=None, hub=None, city=None),
            ),
        ]
        indexes = [
            GinIndex(name="profile_search", fields=["search"]),
            # What a tile asks: a few among many profiles of countries, and of each only what decides who reads it.
            models.Index(
                name="profile_of_a_drawn_place",
                fields=["id"],
                include=["route", "hub", "city", "regional_map", "map_pillar", "audience", "is_unlisted"],
                condition=Q(route__isnull=False) | Q(hub__isnull=False) | Q(city__isnull=False),
            ),
            *(
                models.Index(
                    F("regional_map"), order_of("title", language), F("id"), name=f"profile_az_{language}"
                )
                for language in LANGUAGES
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shown_title} · {self.pillar}"

    def save(self, *args: object, **kwargs: object) -> None:
        """The pair of map and pillar and the place's name are kept on the row: lists sort and filter by them."""
        self.map_pillar = MapPillar.objects.get(regional_map=self.regional_map, pillar=self.pillar)
        if place := self.place:
            for column in columns("name"):
                setattr(self, column.replace("name", "title"), getattr(place, column))
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return address("profiles:profile", self.regional_map.slug, self.slug)

    @property
    def place(self) -> Country | Place | None:
        """The country, route, hub or city that the profile is about; a theme has none."""
        place = self.route or self.hub or self.city
        if place is not None and place.regional_map_id == self.regional_map_id:
            place.regional_map = self.regional_map
        return self.country or place

    @property
    def shown_title(self) -> Text:
        return text_of(self, "title", among=self.regional_map.languages)

    @property
    def is_public(self) -> bool:
        """Anyone reads it, as far as its regional i-Map is public."""
        return self.map_pillar.is_public and self.audience == self.Audience.PILLAR and not self.is_unlisted

    @property
    def why_restricted(self) -> Text:
        return text_of(self.map_pillar, "reason", among=self.regional_map.languages)

    @property
    def is_update_due(self) -> bool:
        return self.update_due is not None and self.update_due < date.today()


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)
class Relation(Profile.related.through):  # type: ignore[name-defined]
    """The rows behind `related`, so that their coming and going is written down."""

    class Meta:
        proxy = True
        verbose_name = _("related profile")
