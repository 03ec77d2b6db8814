"""Partner states, partner agencies, observers, donors and secretariats, as organisations."""

from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from imap.core.addresses import address
from imap.core.constraints import Unique
from imap.core.fields import names_vector
from imap.core.history import tracked
from imap.core.translation import Text, text_of, translated
from imap.regions.models import Country, RegionalMap

if TYPE_CHECKING:
    from accounts.access import Reader


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user: "Reader") -> "OrganisationQuerySet":
        """Who takes part in a dialogue is no secret, once its regional i-Map is public."""
        from accounts.access import maps_for

        engaged = Engagement.objects.filter(organisation=models.OuterRef("pk"))
        return self.filter(models.Exists(engaged.filter(regional_map__in=maps_for(user).values("pk"))))

    def engaged_in(self, regional_map: RegionalMap) -> "OrganisationQuerySet":
        return self.filter(pk__in=Engagement.objects.filter(regional_map=regional_map).values("organisation"))


@tracked(exclude=("search",))
@translated("name", "short_name", "mandate", required=True)
class Organisation(models.Model):
    """A state's administration, an agency, a donor. A partner state is the organisation of its country."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(
        _("short name"), max_length=40, blank=True,
        help_text=_("As it is called in lists: IOM in English, OIM in French. Empty: by its name."),
    )  # fmt: skip
    mandate = models.TextField(_("mandate"), blank=True)
    country = models.OneToOneField(
        Country, models.PROTECT, null=True, blank=True, related_name="organisation", verbose_name=_("country")
    )
    website = models.URLField(_("website"), blank=True)
    search = names_vector("name")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        indexes = [GinIndex(name="organisation_search", fields=["search"])]

    def __str__(self) -> str:
        return str(self.shown_name) or self.code

    def get_absolute_url(self) -> str:
        return address("portal:partner", self.code)

    @property
    def shown_mandate(self) -> Text:
        return text_of(self, "mandate")

    @property
    def shown_name(self) -> Text:
        return text_of(self, "name")

    @property
    def shown_short_name(self) -> Text:
        """As lists call it; the whole name where it has no shorter one in the reader's language."""
        short = text_of(self, "short_name")
        return short if short and not short.stands_in else self.shown_name


@translated("note")
class Engagement(models.Model):
    """What an organisation is to a dialogue. One organisation can be partner and donor at once."""

    class Kind(models.TextChoices):
        PARTNER_STATE = "partner_state", _("partner state")
        PARTNER_AGENCY = "partner_agency", _("partner agency")
        OBSERVER = "observer", _("observer")
        DONOR = "donor", _("donor")
        SECRETARIAT = "secretariat", _("secretariat")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="engagements", verbose_name=_("organisation")
    )
    regional_map = models.ForeignKey(
        RegionalMap, models.CASCADE, related_name="engagements", verbose_name=_("regional i-Map")
    )
    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices)
    joined = models.PositiveSmallIntegerField(_("joined in"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering = ["regional_map", "kind", "joined", "organisation__code"]
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        constraints = [
            Unique(
                name="one_engagement_a_kind",
                words=_(
                    "This organisation is that to the regional i-Map already. Change the row that is there."
                ),
                fields=["organisation", "regional_map", "kind"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.get_kind_display()}"

    @property
    def shown_note(self) -> Text:
        return text_of(self, "note")
