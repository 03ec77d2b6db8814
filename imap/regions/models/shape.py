"""Shapes of the whole world (Natural Earth 1:50m) and the borders that are drawn dashed."""

from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import Transform
from django.contrib.postgres.indexes import GistIndex
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from imap.core.translation import text_of, translated
from imap.regions.models.country import Country


@translated("name")
class Shape(models.Model):
    """One area of the base map; `country` is empty where the portal has no such country."""

    key = models.CharField(
        max_length=60, unique=True, help_text=_("Natural Earth's id, or its name where it has none.")
    )
    country = models.OneToOneField(Country, models.SET_NULL, null=True, blank=True, related_name="shape")
    name = models.CharField(_("name"), max_length=120, blank=True)
    area = models.MultiPolygonField(srid=4326, spatial_index=False)
    label = models.PointField(srid=4326, spatial_index=False)
    drawn = models.GeneratedField(
        expression=Transform(F("area"), 3857),
        output_field=models.MultiPolygonField(srid=3857, spatial_index=False),
        db_persist=True,
    )
    label_rank = models.PositiveSmallIntegerField(_("rank of the label"), default=5)

    class Meta:
        ordering = ["key"]
        verbose_name = _("shape")
        verbose_name_plural = _("shapes")
        indexes = [GistIndex(name="shape_drawn_gist", fields=["drawn"])]

    def __str__(self) -> str:
        return str(text_of(self, "name")) or self.key


class Border(models.Model):
    """A line between two shapes; a disputed one is dashed."""

    line = models.MultiLineStringField(srid=4326, spatial_index=False)
    drawn = models.GeneratedField(
        expression=Transform(F("line"), 3857),
        output_field=models.MultiLineStringField(srid=3857, spatial_index=False),
        db_persist=True,
    )
    is_disputed = models.BooleanField(_("disputed"), default=False)
    between = models.CharField(max_length=130, unique=True)

    class Meta:
        ordering = ["between"]
        verbose_name = _("border")
        verbose_name_plural = _("borders")
        indexes = [GistIndex(name="border_drawn_gist", fields=["drawn"])]

    def __str__(self) -> str:
        return self.between
