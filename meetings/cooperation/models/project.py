"""Projects of a dialogue: where, with whom, with whose money, when, and what came of them; each as far as it is known."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Reader
from accounts.models import Organisation
from imap.core.addresses import address
from imap.core.fields import names_vector
from imap.core.history import tracked
from imap.core.partial_date import PATTERN, Period, is_partial_date
from imap.core.translation import Text, text_of, translated
from imap.regions.models import Country, Pillar, RegionalMap, Theme
from meetings.cooperation.circle import of_secretariat


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: Reader) -> "ProjectQuerySet":
        """What is listed is public; what is not yet is the secretariat's."""
        return self.filter(Q(is_listed=True, regional_map__is_public=True) | of_secretariat(user))


@tracked(exclude=("search",))
@translated("title", "description", "note", required=True)
class Project(models.Model):
    class Status(models.TextChoices):
        PLANNED = "planned", _("proposed or planned")
        RUNNING = "running", _("running")
        ENDED = "ended", _("ended")

    regional_map = models.ForeignKey(
        RegionalMap, models.PROTECT, related_name="projects", verbose_name=_("regional i-Map")
    )
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    code = models.CharField(_("short name"), max_length=30)
    title = models.CharField(_("title"), max_length=250)
    description = models.TextField(_("description"), blank=True)
    pillars = models.ManyToManyField(
        Pillar, related_name="projects", blank=True, verbose_name=_("pillars"),
        help_text=_("None where the documents do not say."),
    )  # fmt: skip
    themes = models.ManyToManyField(Theme, related_name="projects", blank=True, verbose_name=_("themes"))
    countries = models.ManyToManyField(
        Country, related_name="projects", blank=True, verbose_name=_("countries")
    )
    status = models.CharField(
        _("status"), max_length=8, choices=Status.choices, blank=True,
        help_text=_("Empty where the documents do not say."),
    )  # fmt: skip
    starts = models.CharField(
        _("starts"), max_length=10, blank=True, validators=[is_partial_date],
        help_text=_("As far as it is known: 2003, 2003-02 or 2003-02-13."),
    )  # fmt: skip
    ends = models.CharField(
        _("ends"), max_length=10, blank=True, validators=[is_partial_date],
        help_text=_("As far as it is known; empty where it is not."),
    )  # fmt: skip
    budget = models.DecimalField(_("budget"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True, help_text="ISO 4217: EUR")
    note = models.TextField(
        _("note"), blank=True, help_text=_("What is uncertain, and where documents contradict each other.")
    )
    is_listed = models.BooleanField(_("listed"), default=False, help_text=_("Everyone sees it."))
    is_demonstration = models.BooleanField(
        _("demonstration"), default=False, help_text=_("Shown with a label that says so.")
    )
    search = names_vector("title", "description")

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["-starts", "slug"]
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            models.CheckConstraint(
                name="project_starts_on_a_date", condition=Q(starts="") | Q(starts__regex=PATTERN)
            ),
            models.CheckConstraint(
                name="project_ends_after_it_starts",
                condition=Q(ends="") | Q(ends__regex=PATTERN, ends__gte=F("starts")),
                violation_error_message=_("The project ends before it starts."),
            ),
            models.CheckConstraint(
                name="project_budget_has_a_currency",
                condition=Q(budget=None) | Q(currency__regex=r"^[A-Z]{3}$"),
                violation_error_message=_("A budget has a currency: three capital letters."),
            ),
        ]
        indexes = [GinIndex(name="project_search", fields=["search"])]

    def __str__(self) -> str:
        return str(self.shown_title) or self.slug

    def get_absolute_url(self) -> str:
        return address("projects:project", self.slug)

    @property
    def shown_title(self) -> Text:
        return text_of(self, "title", among=self.regional_map.languages)

    @property
    def shown_description(self) -> Text:
        return text_of(self, "description")

    @property
    def shown_note(self) -> Text:
        return text_of(self, "note")

    @property
    def period(self) -> Period | None:
        return Period(self.starts, self.ends) if self.starts else None

    @property
    def cents(self) -> int:
        """Digits after the point that the budget is shown with: none where it has none."""
        return 0 if self.budget is None or self.budget == self.budget.to_integral_value() else 2


class PartQuerySet(models.QuerySet):
    def visible_to(self, user: Reader) -> "PartQuerySet":
        return self.filter(project__in=Project.objects.visible_to(user).values("pk"))


@tracked()
@translated("name")
class Involvement(models.Model):
    """Who takes part in a project and as what; by name alone where the portal has no page of the organisation."""

    class Role(models.TextChoices):
        FUNDER = "funder", _("donor")
        LEAD = "lead", _("lead")
        IMPLEMENTER = "implementer", _("implements it")
        PARTNER = "partner", _("partner")

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="involvements", verbose_name=_("project")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="involvements",
        verbose_name=_("organisation"),
    )  # fmt: skip
    name = models.CharField(
        _("name"), max_length=200, blank=True, help_text=_("Only where the portal has no such organisation.")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.PARTNER)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["project", "role", "order"]
        verbose_name = _("involvement in a project")
        verbose_name_plural = _("involvements in projects")
        constraints = [
            models.UniqueConstraint(name="one_involvement_a_position", fields=["project", "role", "order"]),
            models.UniqueConstraint(
                name="one_involvement_a_role",
                fields=["project", "role", "organisation"],
                condition=Q(organisation__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shown_name} · {self.get_role_display()}"

    @property
    def shown_name(self) -> Text:
        return self.organisation.shown_name if self.organisation else text_of(self, "name")


@tracked(exclude=("search",))
@translated("text", required=True)
class ProjectResult(models.Model):
    project = models.ForeignKey(Project, models.CASCADE, related_name="results", verbose_name=_("project"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    text = models.TextField(_("result"))
    search = names_vector("text")

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["project", "order"]
        verbose_name = _("result of a project")
        verbose_name_plural = _("results of projects")
        constraints = [models.UniqueConstraint(name="one_result_a_position", fields=["project", "order"])]
        indexes = [GinIndex(name="project_result_search", fields=["search"])]

    def __str__(self) -> str:
        return str(self.shown_text)[:80]

    @property
    def shown_text(self) -> Text:
        return text_of(self, "text")


@tracked()
@translated("title", required=True)
class ProjectDocument(models.Model):
    """A document of a project, by its title; with an address where it can be read."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="documents", verbose_name=_("project"))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["project", "order"]
        verbose_name = _("document of a project")
        verbose_name_plural = _("documents of projects")
        constraints = [
            models.UniqueConstraint(name="one_project_document_a_position", fields=["project", "order"])
        ]

    def __str__(self) -> str:
        return str(self.shown_title)

    @property
    def shown_title(self) -> Text:
        return text_of(self, "title")


@tracked()
class Reporter(models.Model):
    """Who publishes the projects of a regional i-Map after the IATI standard."""

    class Kind(models.TextChoices):
        """IATI codelist OrganisationType."""

        GOVERNMENT = "10", _("government")
        INTERNATIONAL_NGO = "21", _("international non-governmental organisation")
        MULTILATERAL = "40", _("multilateral organisation")

    regional_map = models.OneToOneField(
        RegionalMap, models.CASCADE, related_name="reporter", verbose_name=_("regional i-Map")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    kind = models.CharField(_("type after IATI"), max_length=2, choices=Kind.choices)
    identifier = models.CharField(
        _("identifier after IATI"), max_length=100, blank=True,
        help_text=_("As registered (org-id.guide). Empty: the portal’s own name for it, which is registered nowhere."),
    )  # fmt: skip

    class Meta:
        ordering = ["regional_map"]
        verbose_name = _("reporting organisation (IATI)")
        verbose_name_plural = _("reporting organisations (IATI)")

    def __str__(self) -> str:
        return f"{self.regional_map}: {self.organisation}"
