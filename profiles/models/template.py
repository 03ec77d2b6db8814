"""The fixed sections of each kind of profile."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from imap.core.constraints import Unique
from imap.core.translation import Text, text_of, translated
from imap.regions.models import Pillar, RegionalMap


class Kind(models.TextChoices):
    COUNTRY = "country", _("country")
    ROUTE = "route", _("route")
    HUB = "hub", _("hub")
    CITY = "city", _("city")
    THEMATIC = "thematic", _("theme")


class SectionTemplateQuerySet(models.QuerySet["SectionTemplate"]):
    def for_profile(self, regional_map: RegionalMap, pillar: Pillar, kind: str) -> "SectionTemplateQuerySet":
        """A regional i-Map's own templates for the kind where it has any, the common ones otherwise."""
        fitting = self.filter(Q(pillar=pillar) | Q(pillar=None), kind=kind)
        own = fitting.filter(regional_map=regional_map)
        return own if own.exists() else fitting.filter(regional_map=None)


@translated("heading", "guidance", required=True)
class SectionTemplate(models.Model):
    """One heading of a kind of profile, with what an editor should write under it and who checks it."""

    regional_map = models.ForeignKey(
        RegionalMap,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="section_templates",
        verbose_name=_("regional i-Map"),
        help_text=_("Empty: common to all that have none of their own."),
    )
    pillar = models.ForeignKey(
        Pillar, models.PROTECT, null=True, blank=True, related_name="section_templates", verbose_name=_("pillar"),
        help_text=_("Empty: the same under every pillar."),
    )  # fmt: skip
    kind = models.CharField(_("kind of profile"), max_length=10, choices=Kind.choices)
    order = models.PositiveSmallIntegerField(_("order"))
    code = models.SlugField(_("code"), max_length=40)
    heading = models.CharField(_("heading"), max_length=120)
    guidance = models.TextField(
        _("guidance"), blank=True, help_text=_("Stands beside the editor of the section.")
    )
    validated_by = models.ManyToManyField(
        Organisation, blank=True, related_name="validates", verbose_name=_("validated by")
    )

    objects = SectionTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "pillar", "order"]
        verbose_name = _("section template")
        verbose_name_plural = _("section templates")
        constraints = [
            Unique(
                name="one_section_template_a_code",
                words=_(
                    "There is a section template with this code already. Change that one, or write another code."
                ),
                fields=["regional_map", "pillar", "kind", "code"],
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return str(self.shown_heading) or self.code

    @property
    def shown_heading(self) -> Text:
        return text_of(self, "heading")

    @property
    def shown_guidance(self) -> Text:
        return text_of(self, "guidance")
