"""Roadmaps of cities for migration and integration: steps with a title, a day as far as it is known, and how they stand."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from imap.core.addresses import address
from imap.core.fields import names_vector
from imap.core.history import tracked
from imap.core.partial_date import in_words, is_partial_date
from imap.core.translation import Text, text_of, translated
from meetings.cooperation.circle import of_own_state, of_partners, of_secretariat
from profiles.models import City

MAP, STATE = "city__regional_map", "city__country__organisation"


class RoadmapQuerySet(models.QuerySet["Roadmap"]):
    def editable_by(self, user: Reader) -> "RoadmapQuerySet":
        """The state of the city and the secretariat."""
        return self.filter(of_own_state(user, STATE, MAP) | of_secretariat(user, MAP))

    def visible_to(self, user: Reader) -> "RoadmapQuerySet":
        """Public ones of cities whose name is public; the others those of the dialogue's partners, drafts those at work."""
        listed = City.objects.listed().values("pk")
        public = Q(audience=Roadmap.Audience.PUBLIC, city__regional_map__is_public=True, city__in=listed)
        shown = Q(public | of_partners(user, MAP), is_out=True)
        return self.filter(shown | of_own_state(user, STATE, MAP) | of_secretariat(user, MAP))


@tracked(exclude=("words",))
@translated("title", "summary", required=True)
class Roadmap(models.Model):
    class Kind(models.TextChoices):
        MIGRATION = "migration", _("migration roadmap")
        INTEGRATION = "integration", _("integration roadmap")

    class Audience(models.TextChoices):
        PARTNERS = "partners", _("partners of the dialogue only")
        PUBLIC = "public", _("everyone")

    city = models.ForeignKey(City, models.PROTECT, related_name="roadmaps", verbose_name=_("city"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    audience = models.CharField(
        _("seen by"), max_length=8, choices=Audience.choices, default=Audience.PARTNERS
    )
    is_out = models.BooleanField(_("released"), default=False)
    is_demonstration = models.BooleanField(
        _("demonstration"), default=False, help_text=_("Shown with a label that says so.")
    )
    words = names_vector("title", "summary")

    objects = RoadmapQuerySet.as_manager()

    class Meta:
        ordering = ["city__slug", "kind"]
        verbose_name = _("roadmap of a city")
        verbose_name_plural = _("roadmaps of cities")
        constraints = [models.UniqueConstraint(name="one_roadmap_a_kind", fields=["city", "kind"])]

    def __str__(self) -> str:
        return str(self.shown_title)

    def get_absolute_url(self) -> str:
        return address("exchange:roadmap", self.pk)

    @property
    def shown_title(self) -> Text:
        return text_of(self, "title")

    @property
    def shown_summary(self) -> Text:
        return text_of(self, "summary")


class RoadmapStepQuerySet(models.QuerySet["RoadmapStep"]):
    def visible_to(self, user: Reader) -> "RoadmapStepQuerySet":
        return self.filter(roadmap__in=Roadmap.objects.visible_to(user).values("pk"))


@tracked()
@translated("title", "note", required=True)
class RoadmapStep(models.Model):
    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        UNDER_WAY = "under_way", _("under way")
        DONE = "done", _("done")
        PUT_OFF = "put_off", _("put off")

    roadmap = models.ForeignKey(Roadmap, models.CASCADE, related_name="steps", verbose_name=_("roadmap"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=200)
    due = models.CharField(
        _("due"), max_length=10, blank=True, validators=[is_partial_date],
        help_text=_("As far as it is set: 2027, 2027-06 or 2027-06-30."),
    )  # fmt: skip
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.PLANNED)
    note = models.TextField(_("note"), blank=True)

    objects = RoadmapStepQuerySet.as_manager()

    class Meta:
        ordering = ["roadmap", "order"]
        verbose_name = _("step of a roadmap")
        verbose_name_plural = _("steps of roadmaps")
        constraints = [
            models.UniqueConstraint(name="one_roadmap_step_a_position", fields=["roadmap", "order"])
        ]

    def __str__(self) -> str:
        return str(self.shown_title)

    @property
    def shown_title(self) -> Text:
        return text_of(self, "title")

    @property
    def shown_note(self) -> Text:
        return text_of(self, "note")

    @property
    def due_in_words(self) -> str:
        return in_words(self.due) if self.due else ""
