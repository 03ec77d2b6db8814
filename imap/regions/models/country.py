"""Countries as the dialogues name them, and dated groups of them."""

from datetime import date

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from imap.core.constraints import Unique
from imap.core.fields import names_vector
from imap.core.history import tracked
from imap.core.translation import Text, text_of, texts_of, translated


class CountryQuerySet(models.QuerySet["Country"]):
    def of_map(self, regional_map: models.Model, on: date | None = None) -> "CountryQuerySet":
        """Countries of a regional i-Map, by themselves or through a group of it, on a day (default: ever).

        A participation whose certainty is open counts: it is shown with its note.
        """
        from imap.regions.models.participation import Participation

        rows = Participation.objects.filter(regional_map=regional_map).on(on)
        members = GroupMembership.objects.filter(
            group__in=rows.filter(group__isnull=False).values("group")
        ).on(on)
        return self.filter(Q(pk__in=rows.values("country")) | Q(pk__in=members.values("country")))

    def in_maps(self, regional_maps: models.QuerySet) -> "CountryQuerySet":
        """Countries of any of these regional i-Maps."""
        from imap.regions.models.participation import Participation

        rows = Participation.objects.filter(regional_map__in=regional_maps.values("pk"))
        members = GroupMembership.objects.filter(group__in=rows.filter(group__isnull=False).values("group"))
        return self.filter(Q(pk__in=rows.values("country")) | Q(pk__in=members.values("country")))


@tracked(exclude=("search",))
@translated("name", "un_name", "name_footnote", required=True)
class Country(models.Model):
    """A country or territory. `name` is the source document's, `un_name` the United Nations' name of today."""

    iso3 = models.CharField("ISO 3166-1 alpha-3", max_length=3, unique=True)
    iso2 = models.CharField("ISO 3166-1 alpha-2", max_length=2, blank=True)
    m49 = models.CharField("UN M49", max_length=3, blank=True)
    is_user_assigned = models.BooleanField(
        _("user-assigned code"), default=False, help_text=_("The code is not one of ISO 3166-1 (XKX).")
    )
    name = models.CharField(_("name in the documents"), max_length=120)
    un_name = models.CharField(
        _("United Nations name today"), max_length=120, blank=True, help_text=_("Only where it differs.")
    )
    name_footnote = models.TextField(
        _("footnote to the name"), blank=True, help_text=_("Carried wherever the name is shown.")
    )
    region = models.CharField(
        _("region"), max_length=3, blank=True, help_text=_("M49 code of the subregion.")
    )
    search = names_vector("name", "un_name")

    objects = CountryQuerySet.as_manager()

    class Meta:
        ordering = ["iso3"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        indexes = [GinIndex(name="country_search", fields=["search"])]

    def __str__(self) -> str:
        return str(self.shown_name)

    @property
    def shown_name(self) -> Text:
        return text_of(self, "name")

    @property
    def shown_un_name(self) -> Text | None:
        """The United Nations' name of today, where it is another one."""
        name = text_of(self, "un_name")
        return name if name and str(name) != str(self.shown_name) else None

    @property
    def footnote(self) -> Text:
        return text_of(self, "name_footnote")

    @property
    def names(self) -> dict[str, str]:
        return texts_of(self, "name")


class DatedQuerySet(models.QuerySet):
    def on(self, day: date | None) -> "DatedQuerySet":
        """Rows in force on a day; all of them where no day is given."""
        if day is None:
            return self
        return self.filter(Q(since=None) | Q(since__lte=day), Q(until=None) | Q(until__gte=day))


@translated("name", required=True)
class CountryGroup(models.Model):
    """A named group with dated membership: EU 27 (2012)."""

    slug = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    countries = models.ManyToManyField(Country, through="regions.GroupMembership", related_name="groups")

    class Meta:
        ordering = ["slug"]
        verbose_name = _("country group")
        verbose_name_plural = _("country groups")

    def __str__(self) -> str:
        return str(text_of(self, "name"))


class GroupMembership(models.Model):
    group = models.ForeignKey(
        CountryGroup, models.CASCADE, related_name="memberships", verbose_name=_("group")
    )
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="group_memberships", verbose_name=_("country")
    )
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership of a group")
        verbose_name_plural = _("memberships of a group")
        constraints = [
            Unique(
                name="one_membership_a_group",
                words=_("This country is a member of the group already. Change the row that is there."),
                fields=["group", "country"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.country} · {self.group}"
