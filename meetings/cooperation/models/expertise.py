"""Expertise that states and cities offer or need: by theme, language and form. Its contact person is nobody's to see but those at work."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from accounts.models import Organisation
from imap.core.addresses import address
from imap.core.fields import names_vector
from imap.core.history import tracked
from imap.core.translation import LANGUAGES, Text, text_of, translated
from imap.regions.models import RegionalMap, Theme
from meetings.cooperation.circle import of_own_state, of_partners, of_secretariat
from meetings.cooperation.models.request import LANGUAGE_CHOICES
from profiles.models import City


class Form(models.TextChoices):
    MISSION = "mission", _("expert mission")
    VISIT = "visit", _("study visit")
    TRAINING = "training", _("training")


class ExpertiseQuerySet(models.QuerySet["Expertise"]):
    def editable_by(self, user: Reader) -> "ExpertiseQuerySet":
        return self.filter(of_own_state(user) | of_secretariat(user))

    def visible_to(self, user: Reader) -> "ExpertiseQuerySet":
        """Open ones as their owner chose: everyone, or who has a role in the dialogue; closed ones those at work."""
        everyone = Q(audience=Expertise.Audience.PUBLIC, regional_map__is_public=True)
        shown = Q(everyone | of_partners(user), is_open=True)
        return self.filter(shown | of_own_state(user) | of_secretariat(user))

    def offers(self) -> "ExpertiseQuerySet":
        return self.filter(side=Expertise.Side.OFFER)

    def needs(self) -> "ExpertiseQuerySet":
        return self.filter(side=Expertise.Side.NEED)


@tracked(exclude=("words",))
@translated("title", "description", required=True)
class Expertise(models.Model):
    class Side(models.TextChoices):
        OFFER = "offer", _("offer")
        NEED = "need", _("need")

    class Audience(models.TextChoices):
        PARTNERS = "partners", _("partners of the dialogue only")
        PUBLIC = "public", _("everyone")

    regional_map = models.ForeignKey(
        RegionalMap, models.PROTECT, related_name="expertise", verbose_name=_("regional i-Map")
    )
    side = models.CharField(_("offer or need"), max_length=5, choices=Side.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="expertise", verbose_name=_("state"),
        limit_choices_to={"country__isnull": False},
    )  # fmt: skip
    city = models.ForeignKey(
        City, models.PROTECT, null=True, blank=True, related_name="expertise", verbose_name=_("city"),
        help_text=_("Where a city of the state offers or asks."),
    )  # fmt: skip
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="expertise", verbose_name=_("theme"))
    languages = ArrayField(
        models.CharField(max_length=2, choices=LANGUAGE_CHOICES), verbose_name=_("working languages")
    )
    forms = ArrayField(models.CharField(max_length=8, choices=Form.choices), verbose_name=_("forms"))
    title = models.CharField(_("in one line"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    audience = models.CharField(
        _("seen by"), max_length=8, choices=Audience.choices, default=Audience.PARTNERS
    )
    contact = models.CharField(
        _("contact person"), max_length=250, blank=True,
        help_text=_("Name and address. Seen by your state and the secretariat only."),
    )  # fmt: skip
    is_open = models.BooleanField(_("open"), default=True)
    stated_at = models.DateTimeField(_("stated"), default=timezone.now, editable=False)
    is_demonstration = models.BooleanField(
        _("demonstration"), default=False, help_text=_("Shown with a label that says so.")
    )
    words = names_vector("title", "description")

    objects = ExpertiseQuerySet.as_manager()

    class Meta:
        ordering = ["side", "theme__order", "organisation__code", "pk"]
        verbose_name = _("offer or need of expertise")
        verbose_name_plural = _("offers and needs of expertise")
        constraints = [
            models.CheckConstraint(
                name="expertise_has_languages",
                condition=Q(languages__len__gte=1) & Q(languages__contained_by=list(LANGUAGES)),
            ),
            models.CheckConstraint(
                name="expertise_has_forms",
                condition=Q(forms__len__gte=1) & Q(forms__contained_by=list(Form.values)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.shown_title)

    def get_absolute_url(self) -> str:
        return address("exchange:expertise", self.pk)

    @property
    def shown_title(self) -> Text:
        return text_of(self, "title")

    @property
    def shown_description(self) -> Text:
        return text_of(self, "description")

    @property
    def is_offer(self) -> bool:
        return self.side == self.Side.OFFER

    @property
    def forms_in_words(self) -> list[str]:
        return [str(Form(each).label) for each in self.forms]

    @property
    def whose(self) -> Text:
        """The city that speaks, or the state."""
        return self.city.shown_name if self.city else self.organisation.shown_name
