"""The registry of priorities: what a state puts first, by theme and year; stated by its focal point, confirmed by the secretariat."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader, held
from accounts.models import Organisation
from imap.core.addresses import address
from imap.core.fields import names_vector
from imap.core.history import tracked
from imap.core.translation import Text, text_of, translated
from imap.regions.models import MapPillar, RegionalMap, Theme
from meetings.cooperation.circle import maps_spoken_in, of_secretariat

YEARS = [MinValueValidator(1990), MaxValueValidator(2100)]


class OfPillar(models.QuerySet):
    """Rows of a state under a pillar of a map: what is out is read as the pillar's rule says, the rest by those who work on it."""

    def visible_to(self, user: Reader) -> "OfPillar":
        public = Q(map_pillar__access=MapPillar.Access.PUBLIC)
        admitted = held(user, "regions.read_mappillar", MapPillar, "map_pillar")
        is_open = Q(map_pillar__regional_map__is_public=True)
        return self.filter(Q(is_open & (public | admitted), is_out=True) | self.worked_on_by(user))

    def worked_on_by(self, user: Reader) -> Q:
        return self.own_state(user) | of_secretariat(user, "map_pillar__regional_map")

    def own_state(self, user: Reader) -> Q:
        """Of the user's state, under a pillar for which they answer."""
        own = getattr(user, "organisation_id", None)
        if own is None:
            return Q(pk__in=[])
        answers = held(user, "regions.answer_mappillar", MapPillar, "map_pillar")
        maps = maps_spoken_in(user).values("pk")
        return Q(organisation=own, map_pillar__regional_map__in=maps) & answers

    def editable_by(self, user: Reader) -> "OfPillar":
        """A state's own as long as they are not out; afterwards the secretariat's."""
        mine = of_secretariat(user, "map_pillar__regional_map")
        return self.filter((self.own_state(user) & Q(is_out=False)) | mine)


class StatedByState(models.Model):
    """What priorities and capacities share."""

    map_pillar = models.ForeignKey(
        MapPillar, models.PROTECT, related_name="+", verbose_name=_("pillar")
    )  # fmt: skip
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("state"),
        limit_choices_to={"country__isnull": False},
    )  # fmt: skip
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", verbose_name=_("theme"))
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    stated_at = models.DateTimeField(_("stated"), default=timezone.now, editable=False)
    is_out = models.BooleanField(
        _("confirmed"), default=False, help_text=_("Read as the pillar’s rule says.")
    )
    out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    is_demonstration = models.BooleanField(
        _("demonstration"), default=False, help_text=_("Shown with a label that says so.")
    )

    objects = OfPillar.as_manager()

    class Meta:
        abstract = True

    @property
    def regional_map(self) -> RegionalMap:
        return self.map_pillar.regional_map


@tracked(exclude=("words",))
@translated("text", required=True)
class Priority(StatedByState):
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    rank = models.PositiveSmallIntegerField(
        _("rank"), default=1, help_text=_("1 comes first."), validators=[MinValueValidator(1), MaxValueValidator(99)]
    )  # fmt: skip
    text = models.TextField(_("priority"))
    words = names_vector("text")

    class Meta:
        ordering = ["organisation__code", "-year", "rank", "pk"]
        verbose_name = _("priority of a state")
        verbose_name_plural = _("priorities of states")

    def __str__(self) -> str:
        return f"{self.organisation} · {self.theme} · {self.year}"

    def get_absolute_url(self) -> str:
        """Its row in the registry."""
        return f"{address('exchange:priorities')}#priority-{self.pk}"

    @property
    def shown_text(self) -> Text:
        return text_of(self, "text")


@tracked(exclude=("words",))
@translated("institution", "legal_basis", "practice", "contact", required=True)
class Capacity(StatedByState):
    """One line of the inventory: who does what on which legal basis, and which office to ask."""

    institution = models.CharField(_("institution"), max_length=250)
    legal_basis = models.TextField(_("legal basis"), blank=True)
    practice = models.TextField(_("practice"), blank=True)
    contact = models.CharField(
        _("contact"), max_length=250, blank=True,
        help_text=_("An office or function, as in “Head of the department for the diaspora”; no person’s name."),
    )  # fmt: skip
    as_of = models.PositiveSmallIntegerField(_("as of"), validators=YEARS)
    words = names_vector("institution", "legal_basis", "practice", "contact")

    class Meta:
        ordering = ["organisation__code", "theme__order", "pk"]
        verbose_name = _("institutional capacity")
        verbose_name_plural = _("institutional capacities")

    def __str__(self) -> str:
        return f"{self.organisation} · {self.shown_institution}"

    def get_absolute_url(self) -> str:
        """Its row in the inventory."""
        return f"{address('exchange:inventory')}#capacity-{self.pk}"

    @property
    def shown_institution(self) -> Text:
        return text_of(self, "institution")

    @property
    def shown_legal_basis(self) -> Text:
        return text_of(self, "legal_basis")

    @property
    def shown_practice(self) -> Text:
        return text_of(self, "practice")

    @property
    def shown_contact(self) -> Text:
        return text_of(self, "contact")
