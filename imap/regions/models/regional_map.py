"""Regional i-Maps, pillars, and the access that belongs to each pair of them."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from imap.core.addresses import address
from imap.core.constraints import Check, Unique
from imap.core.history import tracked
from imap.core.translation import LANGUAGES, OWN_NAMES, Text, text_of, translated

# The words that the portal's own pages use in the place of a regional i-Map's slug.
RESERVED_SLUGS = frozenset(
    [
        "about",
        "accounts",
        "admin",
        "api",
        "compare",
        "events",
        "exchange",
        "glossary",
        "healthz",
        "indicators",
        "library",
        "meetings",
        "news",
        "partners",
        "projects",
        "readyz",
        "search",
        "static",
        "media",
        "styleguide",
        "tiles",
        "workspace",
        "protected",
    ]
)


def not_reserved(slug: str) -> None:
    if slug in RESERVED_SLUGS:
        raise ValidationError(
            _("“%(slug)s” is the address of a page of the portal. Choose another."), params={"slug": slug}
        )


def default_languages() -> list[str]:
    return ["en"]


class RegionalMapQuerySet(models.QuerySet["RegionalMap"]):
    def published(self) -> "RegionalMapQuerySet":
        return self.filter(is_public=True)

    def covering(self, country: models.Model | models.OuterRef) -> "RegionalMapQuerySet":
        """Regional i-Maps in which a country takes part, by itself or through a group.

        Of each row of another query: `covering(OuterRef(OuterRef("country")))`, since the participations lie one further in.
        """
        from imap.regions.models.participation import Participation

        rows = Participation.objects.filter(
            models.Q(country=country) | models.Q(group__memberships__country=country)
        )
        return self.filter(pk__in=rows.values("regional_map"))


@tracked()
@translated("name", "short_name", "description", "disclaimer", "how_to_ask", required=True)
class RegionalMap(models.Model):
    """One dialogue's edition of the portal: its own countries, languages, pillars, templates, rules and secretariat."""

    slug = models.SlugField(_("address"), unique=True, validators=[not_reserved])
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60)
    description = models.TextField(_("description"), blank=True)
    disclaimer = models.TextField(
        _("map disclaimer"), blank=True, help_text=_("Stands under every map of this regional i-Map.")
    )
    how_to_ask = models.TextField(
        _("how to ask for access"), blank=True, help_text=_("Shown with every restricted profile.")
    )
    contact = models.EmailField(_("contact"), blank=True)
    languages = ArrayField(
        models.CharField(max_length=2, choices=[(code, OWN_NAMES[code]) for code in LANGUAGES]),
        verbose_name=_("languages"),
        default=default_languages,
        help_text=_("Texts are kept in these; others fall back, with a mark."),
    )
    west = models.FloatField(_("western edge"), default=-20)
    south = models.FloatField(_("southern edge"), default=0)
    east = models.FloatField(_("eastern edge"), default=50)
    north = models.FloatField(_("northern edge"), default=60)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_public = models.BooleanField(
        _("public"), default=True, help_text=_("Off: seen by its own staff only.")
    )
    pillars = models.ManyToManyField(
        "regions.Pillar", through="regions.MapPillar", related_name="regional_maps"
    )

    objects = RegionalMapQuerySet.as_manager()

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = _("regional i-Map")
        verbose_name_plural = _("regional i-Maps")
        default_permissions = ()
        permissions = [
            ("add_regionalmap", "Can add a regional i-Map"),
            ("edit_regionalmap", "Can write and correct all that the regional i-Map holds"),
            ("publish_regionalmap", "Can publish editions of the regional i-Map"),
            ("override_regionalmap", "Can publish editions of the regional i-Map without all conditions"),
            ("admit_regionalmap", "Can admit readers and read the reading log of the regional i-Map"),
            ("translate_ar_regionalmap", "Can translate texts of the regional i-Map into Arabic"),
            ("translate_en_regionalmap", "Can translate texts of the regional i-Map into English"),
            ("translate_fr_regionalmap", "Can translate texts of the regional i-Map into French"),
        ]
        constraints = [
            Check(
                name="regional_map_has_an_extent",
                words=_("The extent is upside down: west lies before east, and south before north."),
                condition=models.Q(west__lt=models.F("east"), south__lt=models.F("north")),
            ),
            Check(
                name="regional_map_slug_not_reserved",
                words=_("The portal has a page of its own at this address. Choose another."),
                condition=~models.Q(slug__in=sorted(RESERVED_SLUGS)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.shown("short_name")) or self.slug

    def get_absolute_url(self) -> str:
        return address("portal:map", self.slug)

    def shown(self, field: str) -> Text:
        return text_of(self, field, among=self.languages)

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """West, south, east, north, in degrees (EPSG:4326)."""
        return self.west, self.south, self.east, self.north


@translated("name", "description", required=True)
class Pillar(models.Model):
    class Colour(models.TextChoices):
        OXIDE = "oxide", _("oxide red")
        TEAL = "teal", _("deep teal")
        INDIGO = "indigo", _("indigo")
        OLIVE = "olive", _("olive")

    slug = models.SlugField(_("address"), unique=True)
    numeral = models.CharField(_("numeral"), max_length=5, unique=True)
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    colour = models.CharField(_("colour"), max_length=10, choices=Colour.choices, default=Colour.TEAL)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order"]
        verbose_name = _("pillar")
        verbose_name_plural = _("pillars")

    def __str__(self) -> str:
        return str(text_of(self, "name"))


class MapPillarQuerySet(models.QuerySet["MapPillar"]):
    def public(self) -> "MapPillarQuerySet":
        return self.filter(access=MapPillar.Access.PUBLIC, regional_map__is_public=True)


@tracked()
@translated("reason")
class MapPillar(models.Model):
    """Access belongs to the pair: Pillar I is restricted in the MTM i-Map and public in Prague's."""

    class Access(models.TextChoices):
        PUBLIC = "public", _("public")
        RESTRICTED = "restricted", _("restricted")

    regional_map = models.ForeignKey(
        RegionalMap, models.CASCADE, related_name="map_pillars", verbose_name=_("regional i-Map")
    )
    pillar = models.ForeignKey(Pillar, models.PROTECT, related_name="map_pillars", verbose_name=_("pillar"))
    access = models.CharField(_("access"), max_length=10, choices=Access.choices, default=Access.RESTRICTED)
    reason = models.TextField(
        _("why it is restricted"), blank=True, help_text=_("Shown to readers who are not admitted.")
    )

    objects = MapPillarQuerySet.as_manager()

    class Meta:
        ordering = ["regional_map", "pillar__order"]
        verbose_name = _("pillar of a regional i-Map")
        verbose_name_plural = _("pillars of regional i-Maps")
        default_permissions = ()
        permissions = [
            ("read_mappillar", "Can read what the regional i-Map publishes under the pillar"),
            ("answer_mappillar", "Can answer for its state under the pillar, and endorse its profiles"),
            ("validate_mappillar", "Can check for its agency what is written under the pillar"),
        ]
        constraints = [
            Unique(
                name="one_pair_of_map_and_pillar",
                words=_("This regional i-Map has this pillar already. Change the row that is there."),
                fields=["regional_map", "pillar"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.regional_map} · {self.pillar}"

    @property
    def is_public(self) -> bool:
        return self.access == self.Access.PUBLIC
