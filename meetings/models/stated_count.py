"""How many meetings the documents of a dialogue speak of: more than are known one by one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, maps_for
from imap.regions.models import RegionalMap


class StatedCountQuerySet(models.QuerySet["StatedCount"]):
    def visible_to(self, user: Reader) -> "StatedCountQuerySet":
        return self.filter(regional_map__in=maps_for(user).values("pk"))


class StatedCount(models.Model):
    regional_map = models.OneToOneField(
        RegionalMap, models.CASCADE, related_name="stated_count", verbose_name=_("regional i-Map")
    )
    meetings = models.PositiveSmallIntegerField(_("meetings"))
    countries = models.PositiveSmallIntegerField(_("countries"))

    objects = StatedCountQuerySet.as_manager()

    class Meta:
        ordering = ["regional_map"]
        verbose_name = _("stated number of meetings")
        verbose_name_plural = _("stated numbers of meetings")

    def __str__(self) -> str:
        return f"{self.regional_map}: {self.meetings}"
