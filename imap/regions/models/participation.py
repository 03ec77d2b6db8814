"""Who takes part in a regional i-Map, since when, in what role, and how sure that is."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from imap.core.constraints import Check, Unique
from imap.core.translation import Text, text_of, translated
from imap.regions.models.country import Country, CountryGroup, DatedQuerySet
from imap.regions.models.regional_map import RegionalMap


@translated("note")
class Participation(models.Model):
    class Role(models.TextChoices):
        PARTNER = "partner", _("partner state")
        OBSERVER = "observer", _("observer")

    class Certainty(models.TextChoices):
        FIRM = "firm", _("stated in the source document")
        INFERRED = "inferred", _("inferred from lists in the source document")
        OTHER_SOURCE = "other source", _("taken from another public source")
        UNCERTAIN = "uncertain", _("uncertain in the source document")

    regional_map = models.ForeignKey(
        RegionalMap, models.CASCADE, related_name="participations", verbose_name=_("regional i-Map")
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("country"),
    )
    group = models.ForeignKey(
        CountryGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("group"),
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.PARTNER)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    certainty = models.CharField(
        _("certainty"), max_length=12, choices=Certainty.choices, default=Certainty.FIRM
    )
    note = models.TextField(_("note"), blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["regional_map", "country__iso3"]
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            Unique(
                name="one_participation_a_country",
                words=_("This country takes part already. Change the row that is there."),
                fields=["regional_map", "country"],
            ),
            Unique(
                name="one_participation_a_group",
                words=_("This group takes part already. Change the row that is there."),
                fields=["regional_map", "group"],
            ),
            Check(
                name="participation_is_of_a_country_or_a_group",
                words=_("Choose a country or a group of countries, not both."),
                condition=Q(country__isnull=True, group__isnull=False)
                | Q(country__isnull=False, group__isnull=True),
            ),
            Check(
                name="participation_ends_after_it_begins",
                words=_("The end is before the beginning. Correct one of the two days."),
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gte=models.F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country or self.group} · {self.regional_map}"

    @property
    def is_open(self) -> bool:
        """The membership itself is in doubt, so its certainty is shown."""
        return self.certainty in (self.Certainty.UNCERTAIN, self.Certainty.OTHER_SOURCE)

    @property
    def shown_note(self) -> Text:
        return text_of(self, "note")
