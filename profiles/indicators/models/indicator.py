"""Figures: what is measured (Indicator), where a delivery came from (Dataset), and each number (Observation)."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from imap.core.history import tracked
from imap.core.translation import Text, text_of, translated
from imap.regions.models import Country, MapPillar, Pillar
from profiles.models import Edition
from profiles.models.pair import is_of_read_pair, is_read_with_its_edition, read_pairs
from profiles.models.term import ISSUED


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def visible_to(self, user: Reader) -> "IndicatorQuerySet":
        """An indicator is seen where a figure of it is, or where its pillar is read and no figure hides it."""
        figures = Observation.objects.filter(indicator=OuterRef("pk"))
        pairs = MapPillar.objects.filter(pillar=OuterRef("pillar"), pk__in=read_pairs(user).values("pk"))
        return self.filter(Exists(figures.visible_to(user)) | (Exists(pairs) & ~Exists(figures)))


@tracked()
@translated("name", "definition", required=True)
class Indicator(models.Model):
    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    definition = models.TextField(_("definition"), blank=True)
    unit = models.CharField(_("unit"), max_length=60, help_text=_("As SDMX names it, or in words: PS, USD."))
    pillar = models.ForeignKey(Pillar, models.PROTECT, related_name="indicators", verbose_name=_("pillar"))

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")

    def __str__(self) -> str:
        return str(self.shown_name) or self.code

    @property
    def shown_name(self) -> Text:
        return text_of(self, "name")


class DatasetQuerySet(models.QuerySet["Dataset"]):
    def visible_to(self, user: Reader) -> "DatasetQuerySet":
        return self.filter(is_of_read_pair(user))


@tracked()
class Dataset(models.Model):
    """One delivery of figures: a round of a questionnaire, an imported file. `origin` finds it again: `round:3`."""

    class Kind(models.TextChoices):
        ROUND = "round", _("round of a questionnaire")
        FILE = "file", _("imported file")

    title = models.CharField(_("title"), max_length=250)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    map_pillar = models.ForeignKey(
        MapPillar, models.PROTECT, related_name="datasets", verbose_name=_("pillar of a regional i-Map"),
        help_text=_("Who reads its figures."),
    )  # fmt: skip
    provenance = models.TextField(_("provenance"), blank=True)
    origin = models.CharField(_("origin"), max_length=120, unique=True)
    imported_at = models.DateTimeField(_("imported"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )

    objects = DatasetQuerySet.as_manager()

    class Meta:
        ordering = ["-imported_at"]
        verbose_name = _("dataset")
        verbose_name_plural = _("datasets")

    def __str__(self) -> str:
        return self.title


class ObservationQuerySet(models.QuerySet["Observation"]):
    def visible_to(self, user: Reader) -> "ObservationQuerySet":
        """Figures of issued editions that the user reads, and those without an edition of pairs that the user reads."""
        return self.filter(is_read_with_its_edition(user, "dataset__map_pillar", ISSUED))


@tracked()
@translated("note")
class Observation(models.Model):
    """One figure: indicator, place, period (as SDMX `TIME_PERIOD`), value, unit, status flag, note."""

    class Status(models.TextChoices):
        """SDMX code list CL_OBS_STATUS 2.2."""

        NORMAL = "A", _("normal")
        ESTIMATED = "E", _("estimated")
        PROVISIONAL = "P", _("provisional")
        MISSING = "M", _("missing")

    dataset = models.ForeignKey(
        Dataset, models.CASCADE, related_name="observations", verbose_name=_("dataset")
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="observations", verbose_name=_("indicator")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="observations", verbose_name=_("country")
    )
    period = models.CharField(_("period"), max_length=20)
    value = models.DecimalField(_("value"), max_digits=24, decimal_places=6, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=60)
    status = models.CharField(_("status flag"), max_length=1, choices=Status.choices, default=Status.NORMAL)
    note = models.TextField(_("note"), blank=True)
    edition = models.ForeignKey(
        Edition, models.CASCADE, null=True, blank=True, related_name="observations", editable=False,
        verbose_name=_("edition"), help_text=_("Readers see the figure once this edition is published."),
    )  # fmt: skip

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "country", "-period"]
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        constraints = [
            models.UniqueConstraint(
                name="one_observation_a_period", fields=["dataset", "indicator", "country", "period"]
            ),
            models.CheckConstraint(
                name="an_observation_without_value_is_missing",
                condition=Q(value__isnull=False) | Q(status="M"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.country} · {self.period}"
